"""A lesson whose window is replaced because the language is switched, and one whose engine is killed: it goes on."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from lab_window import LabWindow
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.app import OpenWindow
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.lessons.guide import LessonGuide
from vizapp.gui.main_window import MainWindow
from vizapp.gui.translators import translators_of
from vizapp.session.session import Session
from vizapp.wording.translation import install_translator


class Pupil:
    """A person with a window of one's own, who takes lessons in another."""

    def __init__(self, qtbot: QtBot) -> None:
        self.lab = LabWindow(qtbot)
        self.wait = self.lab.wait
        self.opened = OpenWindow(self.lab.window)
        self.engines: list[InProcessEngine] = []
        self.lab.window.lessons.make_session = self._make_session

    def _make_session(self, experiment: Experiment) -> Session:
        self.engines.append(InProcessEngine())
        return Session(self.engines[-1], ReaderInProcess(), LAB_UIS, experiment, start=False)

    @property
    def own(self) -> MainWindow:
        return self.opened.window

    @property
    def window(self) -> MainWindow:
        window = self.own.lessons.window
        assert window is not None
        return window

    @property
    def guide(self) -> LessonGuide:
        guide = self.own.lessons.guide
        assert guide is not None
        return guide

    def begin(self, name: str) -> None:
        self.own.lessons.start_bundled(name)
        self.wait(lambda: self.guide.is_begun)

    def choose_language(self, name: str) -> None:
        """Choose another language in the lesson's window, and wait until both windows are replaced."""
        # Held weakly: what is held when a window is replaced is kept from being collected afterwards.
        before, own = weakref.ref(self.window), weakref.ref(self.own)
        self.window.actions_table[f"{name}LanguageAction"].trigger()
        self.wait(lambda: self.own is not own() and self.window is not before())
        self.wait(self.window.isVisible)

    def go_on_to(self, number: int) -> None:
        panel = self.guide.panel
        (panel.next if self.guide.has_reached else panel.skip).click()
        self.wait(lambda: self.guide.number == number and self.guide.is_begun)


@pytest.fixture
def pupil(qtbot: QtBot, qapp: QApplication) -> Iterator[Pupil]:
    translators = translators_of(qapp)
    pupil = Pupil(qtbot)
    yield pupil
    gc.unfreeze()  # a window that has taken another's place is frozen, as one that stays until the process ends
    pupil.own.close()
    pupil.own.deleteLater()
    translators.use("en")
    install_translator(None)
    translators.setParent(None)
    translators.deleteLater()


def test_a_lesson_goes_on_in_the_other_language_at_the_same_step(pupil: Pupil) -> None:
    pupil.begin("rearranged")
    pupil.window.session.pick((0, 1))
    pupil.wait(lambda: pupil.guide.has_reached)
    session = pupil.window.session
    pupil.choose_language("zh")
    guide, panel = pupil.guide, pupil.guide.panel
    assert pupil.window.session is session, "engine and training are the same"
    assert (guide.number, guide.has_reached) == (0, True)
    assert panel.title.text() == "亚像素卷积只是重新排列"
    assert "小图" in panel.text.text()
    assert panel.reached.text()
    assert panel.next.text() == "下一步"
    assert panel.next.isVisible()
    assert not pupil.window.setup_dock.isVisible()
    pupil.go_on_to(1)
    assert not guide.has_reached
    session.show_overlay("subpixel.explode", True)
    pupil.wait(lambda: guide.has_reached)
    pupil.choose_language("en")
    assert pupil.guide.number == 1
    assert pupil.guide.has_reached
    assert pupil.guide.panel.next.text() == "Next"


@pytest.mark.slow
def test_the_frame_and_the_panel_that_a_step_needs_are_there_in_the_other_language(pupil: Pupil) -> None:
    pupil.begin("checkerboard")
    pupil.wait(pupil.guide.frame.isVisible)
    pupil.choose_language("zh")
    field = pupil.window.setup_panel.findChild(QWidget, "overlapKernel")
    assert field is not None
    pupil.wait(lambda: not field.visibleRegion().isEmpty())
    pupil.wait(pupil.guide.frame.isVisible)
    assert pupil.guide.frame.window() is pupil.window


@pytest.mark.slow
def test_a_panel_that_a_step_has_unfolded_is_folded_again_in_the_other_language(pupil: Pupil) -> None:
    pupil.begin("what-is-trained")
    pupil.wait(pupil.window.progress_panel.isVisible)
    pupil.choose_language("zh")
    pupil.wait(pupil.window.progress_panel.isVisible)
    pupil.wait(pupil.guide.frame.isVisible)
    pupil.go_on_to(1)
    pupil.wait(lambda: not pupil.window.progress_panel.isVisible())


@pytest.mark.slow
def test_a_step_that_has_not_begun_begins_in_the_other_language(pupil: Pupil) -> None:
    pupil.own.lessons.start_bundled("rearranged")
    assert not pupil.guide.is_begun
    pupil.choose_language("zh")
    pupil.wait(lambda: pupil.guide.is_begun)
    assert not pupil.guide.has_reached


def test_the_own_experiment_is_there_in_the_other_language_when_the_lesson_ends(pupil: Pupil) -> None:
    pupil.lab.train(2)
    before = pupil.lab.session.state
    pupil.begin("rearranged")
    pupil.choose_language("zh")
    assert not pupil.own.isVisible()
    lesson_window = pupil.window
    pupil.guide.panel.end.click()
    pupil.wait(lambda: pupil.own.isVisible() and not lesson_window.isVisible())
    assert pupil.own.session is pupil.lab.session
    assert pupil.own.top_bar.step_button.text() == "单步"
    after = pupil.own.session.state
    assert (after.experiment, after.view, after.timelines) == (before.experiment, before.view, before.timelines)
    assert not pupil.own.lessons.runs
    pupil.begin("worked-example")
    assert pupil.guide.panel.title.text() == "从 0 到 107 的例子"


@pytest.mark.slow
def test_closing_the_lesson_s_window_ends_the_program_in_the_other_language_too(pupil: Pupil) -> None:
    pupil.begin("rearranged")
    pupil.choose_language("zh")
    pupil.window.close()
    pupil.wait(lambda: pupil.own._closed)


def test_nothing_is_left_of_the_lesson_s_window_before(pupil: Pupil) -> None:
    pupil.begin("rearranged")
    pupil.window.progress_dock.fold_wanted.emit(False)  # the curves are made when they are seen first
    before, guide = weakref.ref(pupil.window), weakref.ref(pupil.guide)
    pupil.choose_language("zh")
    pupil.wait(lambda: before() is None and guide() is None)


def test_a_lesson_goes_on_when_its_engine_was_killed(pupil: Pupil) -> None:
    pupil.begin("offset-map")
    session = pupil.window.session
    session.step(4)
    pupil.wait(lambda: session.state.transport.step == 4 and session.shows_everything)
    pupil.engines[-1].kill()
    pupil.wait(lambda: session.state.banner is not None)
    pupil.wait(lambda: session.state.can_step and session.shows_everything)
    assert pupil.guide.number == 0
    assert not pupil.guide.has_reached
    pupil.wait(pupil.guide.frame.isVisible)
    session.step(10)
    pupil.wait(lambda: pupil.guide.has_reached)
    assert pupil.lab.session.state.engine.phase == "ready", "the own engine is another one"


def test_a_lesson_begins_though_its_engine_is_killed_before(pupil: Pupil) -> None:
    pupil.own.lessons.start_bundled("rearranged")
    pupil.wait(lambda: bool(pupil.engines) and pupil.engines[-1].alive)
    pupil.engines[-1].kill()
    assert not pupil.guide.is_begun
    pupil.wait(lambda: pupil.guide.is_begun)
    pupil.go_on_to(1)


def test_a_lesson_whose_engine_is_gone_for_good_can_be_left(pupil: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    pupil.begin("offset-map")
    session, engine = pupil.window.session, pupil.engines[-1]
    monkeypatch.setattr(engine, "start", lambda: None)
    engine.kill()
    pupil.wait(lambda: session.state.engine.phase == "failed")
    pupil.guide.panel.skip.click()
    assert pupil.guide.number == 1
    window = pupil.window
    pupil.guide.panel.end.click()
    pupil.wait(lambda: pupil.own.isVisible() and not window.isVisible())
    pupil.lab.train(1)


def test_what_an_engine_that_was_started_again_has_reached_is_not_asked_for_again(pupil: Pupil) -> None:
    pupil.begin("offset-map")
    session = pupil.window.session
    session.step(10)
    pupil.wait(lambda: pupil.guide.has_reached)
    pupil.engines[-1].kill()
    pupil.wait(lambda: session.state.can_step and session.shows_everything)
    assert pupil.guide.has_reached
    pupil.go_on_to(1)
    session.pick((10, 12))
    pupil.wait(lambda: pupil.guide.has_reached)

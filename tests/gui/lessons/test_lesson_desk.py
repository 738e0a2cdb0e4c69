"""Beginning and ending a lesson: the person's own window and session stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_window import LabWindow
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.lessons.desk import LessonDesk
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.resource_files import resource_path
from vizapp.session.session import Session


def make_session(experiment: Experiment) -> Session:
    return Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, experiment, start=False)


@pytest.fixture
def lab(qtbot: QtBot) -> Iterator[LabWindow]:
    lab = LabWindow(qtbot)
    lab.window.lessons.make_session = make_session
    yield lab
    lab.window.close()
    lab.window.deleteLater()


def window_of(lab: LabWindow) -> MainWindow:
    desk: LessonDesk = lab.window.lessons
    assert desk.window is not None
    return desk.window


def begin(lab: LabWindow, name: str) -> None:
    lab.window.lessons.start_bundled(name)
    guide = lab.window.lessons.guide
    assert guide is not None
    lab.wait(lambda: guide.is_begun)


def test_the_own_session_is_the_same_after_a_lesson_in_every_part(lab: LabWindow) -> None:
    lab.train(3)
    before = lab.session.state
    begin(lab, "rearranged")
    window = window_of(lab)
    assert window.isVisible()
    assert not lab.window.isVisible()
    window.session.swap_phases(0, 3)
    lab.window.lessons.end()
    lab.wait(lambda: lab.window.isVisible() and not window.isVisible())
    after = lab.session.state
    assert after.experiment == before.experiment
    assert (after.view, after.picks, after.curves, after.timelines) == (
        before.view,
        before.picks,
        before.curves,
        before.timelines,
    )
    assert (after.can_undo, after.transport.step) == (before.can_undo, 3)
    assert not lab.window.lessons.runs


def test_a_step_that_is_skipped_to_before_the_engine_has_started_is_not_reached_by_that(lab: LabWindow) -> None:
    lab.window.lessons.start_bundled("offset-map")
    guide = lab.window.lessons.guide
    assert guide is not None
    guide.go_on()
    assert not guide.is_begun
    lab.wait(lambda: guide.is_begun and guide.frame.isVisible())
    assert not guide.has_reached, "the engine has picked the unit, not the person"


def test_training_waits_for_the_end_of_the_lesson(lab: LabWindow) -> None:
    lab.session.run()
    lab.wait(lambda: lab.session.state.transport.running)
    begin(lab, "worked-example")
    assert not lab.session.state.transport.running
    lab.window.lessons.end()
    lab.wait(lambda: lab.session.state.transport.running)
    lab.session.pause()
    lab.wait(lambda: not lab.session.state.transport.running)


def test_closing_the_lesson_s_window_ends_the_program_and_leaves_the_own_experiment(lab: LabWindow) -> None:
    begin(lab, "rearranged")
    experiment = lab.session.state.experiment
    window_of(lab).close()
    lab.wait(lambda: lab.window._closed)
    assert lab.session.state.experiment == experiment


def test_closing_the_own_window_closes_the_lesson(lab: LabWindow) -> None:
    begin(lab, "rearranged")
    window = window_of(lab)
    lab.window.close()
    assert not window.isVisible()
    assert not lab.window.lessons.runs


def test_a_lesson_keeps_its_layout_to_itself(lab: LabWindow) -> None:
    settings = Settings()
    settings.folds = {"setupDock-much": False}
    begin(lab, "rearranged")
    window = window_of(lab)
    window.resize(1000, 700)
    window.actions_table["foldInspectorAction"].trigger()
    lab.window.lessons.end()
    lab.wait(lambda: not window.isVisible())
    lab.qtbot.wait(50)
    settings.save()
    assert dict(Settings().folds) == {"setupDock-much": False}
    assert Settings().geometry is None


def test_a_wrong_file_is_said_in_the_banner(lab: LabWindow, tmp_path: Path) -> None:
    text = resource_path("lessons", "01-rearranged.toml").read_text("utf-8").replace('"picked"', '"piked"')
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "mine.toml"))])
    QGuiApplication.clipboard().setMimeData(mime)
    lab.window.actions_table["pasteAction"].trigger()
    banner = lab.session.state.banner
    assert banner is not None
    assert "mine.toml is no lesson: line" in banner.text
    assert "piked" in banner.text
    assert not lab.window.lessons.runs
    QGuiApplication.clipboard().clear()


def test_the_panel_of_a_step_that_speaks_of_the_setup_has_it_below(lab: LabWindow) -> None:
    begin(lab, "checkerboard")
    window = window_of(lab)
    field = window.setup_panel.findChild(QWidget, "overlapKernel")
    assert field is not None
    lab.wait(lambda: not field.visibleRegion().isEmpty())
    guide = lab.window.lessons.guide
    assert guide is not None
    lab.wait(guide.frame.isVisible)
    window.lessons.go_on_by_key()
    window.lessons.go_on_by_key()
    lab.wait(lambda: guide.is_begun)
    lab.wait(lambda: not window.setup_dock.isVisible())
    window.lessons.go_back_by_key()
    lab.wait(window.setup_dock.isVisible)


def test_a_lesson_of_which_every_step_was_done_is_ticked_in_the_menu(lab: LabWindow) -> None:
    begin(lab, "rearranged")
    guide = lab.window.lessons.guide
    assert guide is not None
    assert guide.lesson is not None
    for _ in guide.lesson.steps[1:]:
        guide.go_on()
    assert lab.window.settings.lessons_done == frozenset(), "leafing through is not doing"
    guide.done.emit()
    assert Settings().lessons_done == {"rearranged"}
    menu = lab.window.top_bar.lessons_button.menu()
    menu.aboutToShow.emit()
    ticked = [entry.objectName() for entry in menu.actions() if entry.isCheckable()]
    assert ticked == ["lesson-rearranged"]
    lab.window.lessons.end()

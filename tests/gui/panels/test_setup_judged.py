"""The section of a picture that another network has made: what it says, and what its controls and drops do."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeSession, configured, image_source, ready_state, snapshot
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vizapp.document.experiment import Experiment, Source
from vizapp.document.judging import JUDGED
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.panels.setup_judged import JudgedSection
from vizapp.gui.request_names import JUDGEMENT
from vizapp.problem import Problem
from vizapp.protocol.subpixel_answers import Judgement, PeriodDeviation
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State
from vizapp.session.view import View

RESULT = Source("file", "/results/theirs.png")
DEVIATIONS = (PeriodDeviation(2, 4.5, 0.25), PeriodDeviation(3, 0.05, 0.001), PeriodDeviation(4, 4.6, 0.3))


class Rig:
    """A setup panel over a recording session, and its section."""

    def __init__(self, qtbot: QtBot, state: State) -> None:
        self.session = FakeSession(state)
        self.panel = SetupPanel(self.session)
        qtbot.addWidget(self.panel)
        self.session.subscribe(lambda _, new: self.panel.show_state(new))
        self.panel.show_state(state)
        self.panel.resize(250, 1600)
        self.panel.show()

    @property
    def section(self) -> JudgedSection:
        return self.panel.judged

    def judge(self, factor: int, psnr: float, measured: tuple[int, int, int, int] | None = None) -> None:
        size = (48 * factor, 64 * factor)
        answer = Judgement(size, factor, measured or (0, 0, *size), psnr, 0.91234, DEVIATIONS)
        loaded = image_source(*size, name="theirs.png")
        self.session.show(judged=SidePicture(RESULT, loaded), snapshot=snapshot(answers={JUDGEMENT: answer}))


@pytest.fixture
def rig(qtbot: QtBot) -> Callable[..., Rig]:
    def make(spec: SubpixelSpec | None = None) -> Rig:
        shown = configured(lab="subpixel", input_shape=(1, 24, 32), output_shape=(1, 48, 64))
        experiment = Experiment(lab="subpixel", labs=(spec or SubpixelSpec(),))
        return Rig(qtbot, ready_state(experiment=experiment, configured=shown))

    return make


def test_only_a_task_with_a_network_has_it(rig: Callable[..., Rig]) -> None:
    assert rig().section.isVisibleTo(rig().panel)
    shuffle = rig(SubpixelSpec(task=ShuffleSpec()))
    assert not shuffle.section.isVisible()


def test_without_one_there_is_a_button_and_nothing_to_put_away(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert r.section.head.name.whole_text == "none"
    assert not r.section.put_away.isVisible()
    assert not r.section.grid.isVisible()
    wanted = []
    r.section.browse_wanted.connect(lambda: wanted.append(True))
    QTest.mouseClick(r.section.browse, Qt.MouseButton.LeftButton)
    assert wanted == [True]


def test_it_says_what_is_measured_and_marks_what_stands_out(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.judge(1, 31.256)
    assert r.section.head.name.whole_text == "theirs.png"
    assert r.section.head.size_line.text() == "64 × 48"
    lines = {line.cells[0]: line for line in r.section.grid.lines}
    assert lines["PSNR, dB"].cells[1] == "31.26"
    assert lines["SSIM"].cells[1] == "0.912"
    assert lines["phases differ"].cells[1:] == ("result", "source")
    assert lines["every 2 px"].cells[1:] == ("4.500", "0.250")
    assert lines["every 2 px"].tone == "caution"
    assert lines["every 3 px"].tone == "text", "fifty times the source's, but nobody sees it"
    assert lines["every 4 px"].tone == "text", "it is that of 2 pixels"
    assert not r.section.remark.isVisible()
    r.judge(1, math.inf)
    assert r.section.grid.lines[0].cells[1] == "identical"


def test_of_a_larger_one_it_says_what_the_psnr_is_of(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.judge(2, 40.0, (0, 0, 48, 48))
    assert r.section.head.size_line.text() == "128 × 96, ×2"
    assert "reduced" in r.section.grid.lines[0].cells[0]
    headings = next(line.cells for line in r.section.grid.lines if line.cells[0] == "phases differ")
    assert headings == ("phases differ", "result", "bicubic"), "the source is enlarged to be compared"
    assert "nothing of the detail" in r.section.remark.text()
    assert "in the middle, 48 × 48 pixels" in r.section.remark.text()
    assert "a result as large as the source, 64 × 48" in r.section.remark.text(), "what a difference would need"


def test_a_button_shows_it_on_the_canvas_and_takes_it_off(rig: Callable[..., Rig]) -> None:
    r = rig()
    assert not r.section.see.isVisible()
    r.judge(1, 31.0)
    QTest.mouseClick(r.section.see, Qt.MouseButton.LeftButton)
    assert r.session.called("show_picture") == [("right", JUDGED)]
    r.session.show(view=View(pictures={("subpixel", "right"): JUDGED}))
    assert r.section.see.isChecked()
    QTest.mouseClick(r.section.see, Qt.MouseButton.LeftButton)
    assert r.session.called("show_picture")[-1] == ("right", "output")


def test_the_measures_of_one_that_was_opened_are_scrolled_to_once(rig: Callable[..., Rig], qtbot: QtBot) -> None:
    r = rig()
    r.panel.resize(250, 420)
    bar = r.panel.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    assert bar.value() == 0

    def in_view() -> bool:
        inside = r.section.grid.rect().translated(r.section.grid.mapTo(r.panel.scroller.viewport(), QPoint()))
        return r.section.grid.isVisible() and r.panel.scroller.viewport().rect().contains(inside)

    r.judge(1, 31.0)
    qtbot.waitUntil(in_view, timeout=2000)
    bar.setValue(0)
    r.judge(1, 32.0)
    QTest.qWait(30)
    assert bar.value() == 0, "a measure that changes moves nothing"
    r.session.show(judged=SidePicture())
    r.judge(1, 33.0)
    qtbot.waitUntil(in_view, timeout=2000)


def test_measures_of_another_picture_are_not_shown(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.judge(2, 40.0)
    r.session.show(judged=SidePicture(RESULT, image_source(48, 64, name="other.png")))
    assert not r.section.grid.isVisible()


def test_it_is_put_away(rig: Callable[..., Rig]) -> None:
    r = rig()
    r.judge(1, 30.0)
    QTest.mouseClick(r.section.put_away, Qt.MouseButton.LeftButton)
    assert r.session.called("close_judged") == [()]


def test_what_cannot_be_read_is_said_there(rig: Callable[..., Rig]) -> None:
    r = rig()
    problem = Problem("source.missing", "judged", {"name": "theirs.png"})
    r.session.show(judged=SidePicture(RESULT, problem=problem))
    assert "theirs.png" in r.section.problem.text()
    assert r.section.put_away.isVisible()


def test_what_is_dropped_on_it_is_judged(rig: Callable[..., Rig], tmp_path: Path) -> None:
    r, mime = rig(), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "theirs.png"))])
    r.section.take_dropped(mime)
    assert r.session.called("open_judged_path") == [(str(tmp_path / "theirs.png"),)]

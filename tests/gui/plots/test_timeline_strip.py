"""The timeline strip: what it shows, and what mouse and keys choose on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.plots.timeline_strip import TimelineStrip
from vizapp.gui.plots.timeline_track import Lane, TimelineTrack
from vizapp.protocol.timeline import BranchInfo
from vizapp.session.curves import CurveChange, Curves
from vizapp.session.engine_state import Timeline
from vizapp.session.state import State


def course(steps: int, *changes: int) -> Curves:
    return Curves({"loss": np.ones(steps)}, tuple(CurveChange(step, "learning_rate") for step in changes))


BRANCHES = (BranchInfo(1, None, 0, "start", 200, 20), BranchInfo(2, 1, 70, "settings", 120, 20))
TIMELINE = Timeline(BRANCHES, 1, {1: course(200), 2: course(120, 70)})


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.chosen: list[tuple[int, int]] = []
        self.strip = TimelineStrip(lambda branch, step: self.chosen.append((branch, step)))
        qtbot.addWidget(self.strip)
        self.strip.resize(640, 34)
        self.state = State(timelines={"deformable": TIMELINE})
        self.at(100)
        self.strip.show()
        qtbot.waitExposed(self.strip)

    def at(self, step: int, **changes: object) -> None:
        timeline = replace(TIMELINE, **changes)  # type: ignore[arg-type]  # fields of a Timeline
        transport = replace(self.state.transport, step=step)
        self.state = replace(self.state, transport=transport, timelines={"deformable": timeline})
        self.strip.show_state(self.state)

    def place(self, branch: int, step: int) -> QPoint:
        return self.strip.track.place_of(branch, step).toPoint()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_it_says_where_the_training_stands(shown: Shown) -> None:
    assert shown.strip.label.text() == "Step 100 of 200"
    shown.at(90, present=2)
    assert shown.strip.label.text() == "Step 90 of 120"
    assert shown.strip.track.accessibleDescription() == "Step 90 of 120"
    assert shown.chosen == []


def test_a_press_and_a_drag_choose_steps_of_the_branch_that_was_taken_hold_of(shown: Shown, qtbot: QtBot) -> None:
    track = shown.strip.track
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=shown.place(2, 100))
    qtbot.mouseMove(track, shown.place(1, 60))
    qtbot.mouseMove(track, shown.place(1, 200))
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=shown.place(1, 200))
    (first, *_, before_last) = shown.chosen[:2]
    assert {branch for branch, _ in shown.chosen} == {2}
    assert abs(first[1] - 100) <= 1
    assert abs(before_last[1] - 60) <= 1
    assert shown.chosen[-1] == (2, 120), "it has no later step"


def test_where_one_branch_alone_is_it_is_chosen(shown: Shown, qtbot: QtBot) -> None:
    place = QPoint(shown.place(1, 180).x(), shown.place(2, 100).y())
    qtbot.mouseClick(shown.strip.track, Qt.MouseButton.LeftButton, pos=place)
    assert shown.chosen[0][0] == 1


def test_keys_go_by_steps_and_to_other_branches(shown: Shown, qtbot: QtBot) -> None:
    track = shown.strip.track
    track.setFocus()
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(track, key, modifier)
    assert shown.chosen == [(1, 101), (1, 91), (1, 0), (1, 200), (2, 120)]


def test_the_cursor_stands_at_once_where_it_is_going_to(shown: Shown) -> None:
    shown.at(100, going_to=(2, 80))
    assert shown.strip.label.text() == "To step 80…", "the pictures are still of another one"
    assert shown.strip.track.value() == 80


def test_it_is_drawn_in_both_themes_and_with_many_branches(shown: Shown) -> None:
    branches = [BRANCHES[0]] + [BranchInfo(n, n - 1, n, "taught", n + 3, 20) for n in range(2, 20)]
    shown.at(5, branches=tuple(branches), present=19, courses={n: course(n + 3) for n in range(1, 20)})
    shown.strip.resize(300, shown.strip.sizeHint().height())
    assert not shown.strip.grab().isNull()
    assert shown.strip.sizeHint().height() < 40


def test_where_nothing_is_trained_there_is_none(shown: Shown) -> None:
    shuffled = Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),))
    shown.strip.show_state(replace(shown.state, experiment=shuffled))
    assert shown.strip.isHidden()
    shown.strip.show_state(shown.state)
    assert not shown.strip.isHidden()


@pytest.mark.parametrize("count", [4, 10])
def test_many_branches_are_told_from_one_another(qtbot: QtBot, count: int) -> None:
    track = TimelineTrack()
    qtbot.addWidget(track)
    track.resize(300, track.sizeHint().height())
    track.show_lanes([Lane(number, None, 0, 200, (), "") for number in range(count)], 0, 0)
    image = QImage(track.size() * 4, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(4)
    track.render(image)
    column = [image.pixelColor(600, y).lightness() for y in range(4, image.height() - 4)]
    far = max(abs(level - column[0]) for level in column)
    inked = [abs(level - column[0]) > far / 2 for level in column]
    assert sum(now and not before for before, now in pairwise([False, *inked])) == count

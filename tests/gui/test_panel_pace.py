"""The panels follow the state in turns of their own, seldom enough, and end with the newest."""

from __future__ import annotations

import itertools
import time

import pytest
from fakes import ready_state
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.panel_pace import APART_MS, PanelPace
from vizapp.gui.pump import Pump
from vizapp.session.state import State

INTERVAL_MS = 60


class Painted(QWidget):
    """Counts how often it was painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1


class Panels:
    """Two panels that note when they were shown what."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.pace = PanelPace()
        self.shown: list[tuple[str, float, State]] = []
        for name in ("numbers", "curves"):
            self.pace.add(lambda state, name=name: self._note(name, state), INTERVAL_MS)

    def _note(self, name: str, state: State) -> None:
        self.shown.append((name, time.monotonic(), state))

    def names(self) -> list[str]:
        return [name for name, _, _ in self.shown]


@pytest.fixture
def panels(qtbot: QtBot) -> Panels:
    return Panels(qtbot)


def test_nothing_is_shown_in_the_turn_that_brings_the_state(panels: Panels) -> None:
    panels.pace.show_state(ready_state())
    assert not panels.shown
    panels.qtbot.waitUntil(lambda: len(panels.shown) == 2, timeout=1000)
    assert panels.names() == ["numbers", "curves"]


def test_the_loop_comes_round_between_two_panels(panels: Panels) -> None:
    turns: list[float] = []
    timer = QTimer(panels.pace)
    timer.timeout.connect(lambda: turns.append(time.monotonic()))
    timer.start(1)
    panels.pace.show_state(ready_state())
    panels.qtbot.waitUntil(lambda: len(panels.shown) == 2, timeout=1000)
    (_, first, _), (_, second, _) = panels.shown
    assert second - first >= 0.9 * APART_MS / 1000
    assert any(first < turn < second for turn in turns)


def test_each_panel_is_shown_seldom_and_the_last_state_by_both(panels: Panels) -> None:
    begun, last = time.monotonic(), ready_state()
    while time.monotonic() - begun < 0.5:
        last = ready_state()
        panels.pace.show_state(last)
        panels.qtbot.wait(2)
    panels.qtbot.wait(3 * INTERVAL_MS)
    for panel in ("numbers", "curves"):
        times = [at for name, at, _ in panels.shown if name == panel]
        assert len(times) >= 3
        assert min(after - before for before, after in itertools.pairwise(times)) >= INTERVAL_MS / 1000 - 0.002
        assert next(state for name, _, state in reversed(panels.shown) if name == panel) is last
    settled = len(panels.shown)
    panels.qtbot.wait(2 * INTERVAL_MS)
    assert len(panels.shown) == settled, "nothing is shown twice"


def test_the_parts_of_a_panel_are_of_one_state(qtbot: QtBot) -> None:
    """A newer state that comes between two parts has to wait for the last one; then it is shown as a whole."""
    pace, drawn, parts = PanelPace(), [], ("table", "sum", "tap")

    def show(state: State) -> bool:
        drawn.append(state)
        return len(drawn) % len(parts) > 0

    pace.add(show, INTERVAL_MS)
    first, second = ready_state(), ready_state()
    pace.show_state(first)
    qtbot.waitUntil(lambda: len(drawn) == 1, timeout=1000)
    pace.show_state(second)
    qtbot.waitUntil(lambda: len(drawn) == 2 * len(parts), timeout=1000)
    assert [id(state) for state in drawn] == [id(first)] * len(parts) + [id(second)] * len(parts)
    qtbot.wait(2 * INTERVAL_MS)
    assert len(drawn) == 2 * len(parts)


def test_a_panel_is_painted_before_anything_else_can_happen(qtbot: QtBot) -> None:
    """What comes next in the loop may be a move of the hand, which would have to wait for that painting."""
    window = QWidget()
    painted = Painted(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: painted.times > 0, timeout=1000)
    pace, before, seen = PanelPace(window), painted.times, []

    def show(_: State) -> None:
        painted.update()
        QTimer.singleShot(0, lambda: seen.append(painted.times - before))

    pace.add(show, INTERVAL_MS)
    pace.show_state(ready_state())
    qtbot.waitUntil(lambda: bool(seen), timeout=1000)
    assert seen == [1]


def test_who_cannot_wait_makes_them_catch_up(panels: Panels) -> None:
    state = ready_state()
    panels.pace.show_state(state)
    panels.pace.catch_up()
    assert [shown for _, _, shown in panels.shown] == [state, state]
    panels.pace.catch_up()
    panels.qtbot.wait(2 * INTERVAL_MS)
    assert len(panels.shown) == 2


def test_a_panel_and_an_answer_are_not_drawn_in_one_turn(panels: Panels) -> None:
    polled: list[bool] = []

    class Session:
        def fileno(self) -> int | None:
            return None

        def poll(self) -> None:
            polled.append(panels.pace.shown_in_turn)

    pump = Pump(Session(), panels.pace, must_wait=lambda: panels.pace.shown_in_turn)
    pump.start()
    panels.pace.add(lambda _: pump.poll_soon(), INTERVAL_MS)
    panels.pace.show_state(ready_state())
    panels.qtbot.waitUntil(lambda: len(panels.shown) == 2 and len(polled) >= 2, timeout=2000)
    pump.stop()
    assert not any(polled)


def test_a_panel_in_parts_draws_each_in_a_turn_of_its_own(qtbot: QtBot) -> None:
    pace = PanelPace()
    parts: list[float] = []

    def show(_: State) -> bool:
        parts.append(time.monotonic())
        return len(parts) < 3

    pace.add(show, INTERVAL_MS)
    pace.show_state(ready_state())
    qtbot.waitUntil(lambda: len(parts) == 3, timeout=1000)
    assert all(later - earlier >= 0.9 * APART_MS / 1000 for earlier, later in itertools.pairwise(parts))
    qtbot.wait(2 * INTERVAL_MS)
    assert len(parts) == 3


def test_a_panel_in_parts_catches_up_whole(qtbot: QtBot) -> None:
    pace = PanelPace()
    parts: list[State] = []

    def show(state: State) -> bool:
        parts.append(state)
        return len(parts) < 3

    pace.add(show, INTERVAL_MS)
    pace.show_state(ready_state())
    pace.catch_up()
    assert len(parts) == 3

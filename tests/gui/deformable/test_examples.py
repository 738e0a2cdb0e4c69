"""Every prepared example is opened from the menu of a real window, and computed by a real engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from fakes import SHOWN
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Unit
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.examples import EXAMPLES
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import OUTPUT, PROBE
from vizapp.gui.lab_ui import Example
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.wording.problems import sentence

_PATIENCE = 60.0
BEFORE = Experiment(
    working_size=32, device="cpu", labs=(DeformableSpec(stride=2, learning_rate=0.004, compared=("none",)),)
)
"""Differs from every example."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, BEFORE, start=False)
    window = MainWindow(session, Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    wait_for(window, is_computed)
    yield window
    window.close()


def wait_for(window: MainWindow, condition: Callable[[State], bool]) -> State:
    """Let the window live until ``condition`` holds of its state, and its panels show that."""
    end = time.monotonic() + _PATIENCE
    while not condition(window.session.state):
        assert time.monotonic() < end, f"it did not happen in time: {window.session.state.banner}"
        QApplication.processEvents()
        window.session.poll()
    window.panel_pace.catch_up()
    QApplication.processEvents()
    return window.session.state


def is_computed(state: State) -> bool:
    assert state.refusal is None, state.refusal_text
    return state.configured is not None and state.answer(OUTPUT, Picture) is not None


def choose(window: MainWindow, example: Example) -> None:
    """Open the menu of examples and click on one."""
    menu = window.top_bar.samples_button.menu()
    menu.popup(window.mapToGlobal(QPoint(40, 60)))
    QApplication.processEvents()
    entry = next(action for action in menu.actions() if action.objectName() == f"example-{example.key}")
    assert entry.text() == example.title
    assert menu.rect().contains(menu.actionGeometry(entry)), "the whole menu is on the screen"
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    QApplication.processEvents()
    assert not menu.isVisible()


def test_each_is_told_from_the_others() -> None:
    for part in ("key", "title", "hint"):
        assert len({str(getattr(example, part)) for example in EXAMPLES}) == len(EXAMPLES), part
    known = {overlay.key for overlay in DEFORMABLE.overlays}
    for example in EXAMPLES:
        assert example.shown <= known - DEFORMABLE.shown_at_first, example.key
        assert sentence(example.hint) != example.hint.code
    assert BEFORE not in [example.experiment for example in EXAMPLES]


def test_what_is_held_by_hand_is_at_the_picked_unit() -> None:
    held = [
        (example, point)
        for example in EXAMPLES
        for point in example.experiment.spec_of(DeformableSpec).placed_points
        if isinstance(point.where, Unit)
    ]
    assert held
    for example, point in held:
        assert (Unit(example.picked or (-1, -1)), point.tap.k) == (point.where, example.selected_tap), example.key


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=example.key, marks=() if number % 3 == 0 else pytest.mark.slow)
        for number, example in enumerate(EXAMPLES)
    ],
)
def test_it_opens_is_computed_and_says_what_to_do(window: MainWindow, example: Example) -> None:
    session = window.session
    session.show_rigid(True)
    session.show_unseen(True)
    session.show_overlay("deformable.grid", False)
    session.pick((3, 4))
    choose(window, example)
    state = wait_for(window, lambda state: state.experiment == example.experiment and is_computed(state))
    assert state.transport.step == 0
    assert window.banner.isVisible()
    assert window.banner.sentence.text() == sentence(example.hint)
    assert state.view.shown == SHOWN | example.shown
    assert state.view.selected_tap == example.selected_tap
    assert state.configured is not None
    _, height, width = state.configured.output_shape
    assert state.pick == (example.picked or (height // 2, width // 2))
    assert not state.view.rigid
    assert not state.shows_unseen
    state = wait_for(window, lambda state: state.answer(PROBE, UnitReadings) is not None)
    for key in example.shown:
        assert window.setup_panel.show_section.boxes[key].isChecked()
    session.undo()
    state = wait_for(window, lambda state: state.experiment == BEFORE and is_computed(state))
    session.redo()
    wait_for(window, lambda state: state.experiment == example.experiment and is_computed(state))


def test_one_that_is_open_already_begins_again(window: MainWindow) -> None:
    example = EXAMPLES[0]
    choose(window, example)
    wait_for(window, lambda state: state.experiment == example.experiment and is_computed(state))
    window.session.step(2)
    wait_for(window, lambda state: state.transport.step == 2)
    choose(window, EXAMPLES[1])
    assert EXAMPLES[1].experiment == example.experiment
    state = wait_for(window, lambda state: state.transport.step == 0 and is_computed(state))
    assert state.banner is not None
    assert state.banner.problem == EXAMPLES[1].hint
    readings = wait_for(window, lambda state: state.answer(PROBE, UnitReadings) is not None).answer(
        PROBE, UnitReadings
    )
    assert readings is not None
    assert not readings.readings[0].offset_yx.any()

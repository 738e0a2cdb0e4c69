"""In the whole window, over a real engine: the numbers beside the pictures are of what the pictures show."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Tap
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.settings import Settings
from vizapp.session.session import Session
from vizapp.session.state import State

_PATIENCE = 60.0


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))
    session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, Experiment(working_size=48), start=False)
    opened = MainWindow(session, Settings())
    qtbot.addWidget(opened)
    opened.resize(1440, 900)
    opened.show()
    opened.actions_table["foldProgressAction"].trigger()  # a strip at first
    yield opened
    opened.close()


def wait_for(window: MainWindow, condition: Callable[[State], bool]) -> State:
    deadline = time.monotonic() + _PATIENCE
    while not condition(window.session.state):
        assert time.monotonic() < deadline, window.session.state.transport
        QApplication.processEvents()
        window.session.poll()
    QApplication.processEvents()
    window.panel_pace.catch_up()
    return window.session.state


def measured(state: State) -> dict[str, float]:
    assert state.snapshot is not None
    assert state.snapshot.measures is not None
    return state.snapshot.measures


def plots(window: MainWindow) -> tuple[CurvePlot, CurvePlot]:
    found = window.progress_panel.plots
    return found["deformable", "loss"], found["deformable", "distance"]


def check_live(window: MainWindow) -> None:
    """The large numbers are those of the picture on show."""
    loss, distance = plots(window)
    values = measured(window.session.state)
    assert loss.head.value.text() == f"{values['loss']:.4f}"
    assert distance.head.value.text() == f"{values['distance']:.3f} px"
    assert distance.head.beside.text() == f"· worst tap {values['worst_tap']:.3f}"
    assert distance.head.beside.isVisibleTo(window)
    assert {plot.head.value.property("role") for plot in (loss, distance)} == {"value"}


def test_points_placed_at_every_unit_show_in_loss_and_distance_and_undo_takes_them_back(window: MainWindow) -> None:
    session = window.session
    # What is measured on the unseen picture is among it, which may come later than the first numbers.
    wait_for(window, lambda state: state.snapshot is not None and "unseen_loss" in (state.snapshot.measures or {}))
    wait_for(window, lambda state: all(map(math.isfinite, measured(state).values())))
    check_live(window)
    session.step(3)
    before = wait_for(window, lambda state: state.snapshot is not None and state.snapshot.step == 3)
    check_live(window)
    session.show_picture("right", "error")
    session.set_scope("everywhere")
    session.place_point(Tap(0, 1), (2.0, 2.0))
    session.place_point(Tap(0, 8), (-2.0, 2.0))
    state = wait_for(window, lambda state: state.snapshot is not None and measured(state) != measured(before))
    assert len(state.experiment.spec_of(DeformableSpec).placed_points) == 2
    assert measured(state)["loss"] > measured(before)["loss"], "the picture of the error lights up"
    check_live(window)
    named = "over 7 of 9 taps; 0,1 and 2,2 are placed by hand"
    assert named in plots(window)[1].head.value.toolTip()
    assert named in [line.cells[0] for line in window.progress_panel.numbers.grid.lines]
    session.undo()
    session.undo()
    state = wait_for(window, lambda state: state.snapshot is not None and measured(state) == measured(before))
    check_live(window)
    assert plots(window)[1].head.value.toolTip() == ""


def test_while_training_runs_the_numbers_say_of_which_step_they_are(window: MainWindow) -> None:
    session = window.session
    wait_for(window, lambda state: state.snapshot is not None)
    session.run()
    state = wait_for(
        window,
        lambda state: state.snapshot is not None and state.snapshot.measures is None and state.transport.step > 2,
    )
    loss, _ = plots(window)
    steps = state.curves["deformable"].steps
    assert loss.head.value.property("role") == "muted"
    assert loss.head.note.text() == f"at step {steps - 1}"
    session.pause()
    wait_for(window, lambda state: state.snapshot is not None and state.snapshot.measures is not None)
    check_live(window)
    assert not loss.head.note.isVisibleTo(window)


def test_a_point_of_a_curve_stands_at_the_step_of_the_picture_that_it_measures(window: MainWindow) -> None:
    session, losses = window.session, []
    for step in range(3):
        state = wait_for(
            window,
            lambda state, step=step: (
                state.snapshot is not None and state.snapshot.measures is not None and state.snapshot.step == step
            ),
        )
        losses.append(measured(state)["loss"])
        session.step()
    wait_for(window, lambda state: state.curves["deformable"].steps == 3)
    x, y = plots(window)[0].curve.getData()
    assert x.tolist() == [0.0, 1.0, 2.0]
    assert y.tolist() == pytest.approx(losses)

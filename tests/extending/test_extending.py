"""A task, an overlay, a part of a point and a lab that only register themselves are found everywhere."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import toy_lab
import toy_overlay
import toy_point_mark
import toy_task
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.text import from_text, to_text
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.points.sampling_painter import FULL_SIZE_FROM, SMALLEST_SIZE
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.fields import DecimalField
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.run import options as run_options
from vizapp.run import training
from vizapp.session.session import Session
from vizapp.session.state import State

_PATIENCE = 30.0


@pytest.fixture(autouse=True)
def toys() -> Iterator[None]:
    with toy_task.registered(), toy_overlay.registered(), toy_point_mark.registered(), toy_lab.registered():
        yield


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., MainWindow]]:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))
    opened: list[MainWindow] = []

    def open_it(experiment: Experiment) -> MainWindow:
        session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, experiment, start=False)
        window = MainWindow(session, Settings())
        qtbot.addWidget(window)
        window.resize(1440, 900)  # in a small window the setup is folded
        window.show()
        window.actions_table["foldProgressAction"].trigger()  # a strip at first
        opened.append(window)
        return window

    yield open_it
    for window in opened:
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
    window.panel_pace.catch_up()
    return window.session.state


def small(**changes: Any) -> Experiment:
    return Experiment(working_size=32, device="cpu", **changes)


class TestTask:
    def test_is_part_of_the_document(self):
        experiment = small(labs=(DeformableSpec(task=toy_task.Lowered(shift=2.0)),))
        assert from_text(to_text(experiment)) == experiment

    def test_is_in_the_setup_and_the_curves(self, open_window: Callable[..., MainWindow]):
        window = open_window(small())
        wait_for(window, lambda state: state.configured is not None)
        choice = window.setup_panel.task.choices["deformable"]
        assert isinstance(choice, QComboBox)
        titles = {choice.itemData(row): choice.itemText(row) for row in range(choice.count())}
        assert (titles["hidden-taps"], titles["lowered"]) == ("hidden taps", "lowered")
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_End)  # it was registered last
        state = wait_for(window, lambda state: state.configured is not None and state.snapshot is not None)
        assert isinstance(state.experiment.spec_of(DeformableSpec).task, toy_task.Lowered)
        field = window.setup_panel.findChild(DecimalField, "loweredShift")
        assert field is not None
        assert field.isVisibleTo(window)
        field.setValue(2.0)
        assert window.session.state.experiment.spec_of(DeformableSpec).task == toy_task.Lowered(shift=2.0)
        wait_for(window, lambda state: state.configured is not None and state.snapshot is not None)
        window.session.step(3)
        wait_for(window, lambda state: state.transport.step == 3 and state.snapshot is not None)
        plot = window.progress_panel.plots["deformable", "lowering"]
        assert plot.isVisibleTo(window)
        assert plot.accessibleName() == "Lowering still to come"
        assert plot.head.value.text().endswith(" px")
        assert not window.progress_panel.plots["deformable", "loss"].isHidden()

    def test_has_no_script_for_pytorch_and_says_so(self, open_window: Callable[..., MainWindow]):
        window = open_window(small(labs=(DeformableSpec(task=toy_task.Lowered()),)))
        wait_for(window, lambda state: state.configured is not None)
        window.actions_table["copyScriptAction"].trigger()
        banner = window.session.state.banner
        assert banner is not None
        assert banner.problem.code == "script.other-task"

    def test_is_run_without_a_window(self, tmp_path: Path):
        metrics, arrays = run(tmp_path, "--lab", "deformable", "--task", "lowered")
        assert metrics["task"] == "lowered"
        assert metrics["steps"] == toy_task.Lowered.default_steps
        assert len(metrics["lowering"]) == metrics["steps"]
        assert metrics["final"]["lowering"] < metrics["lowering"][0] == pytest.approx(1.0)
        assert "lowered_by" in arrays


class TestOverlay:
    def test_is_listed_explained_and_asked_for(self, open_window: Callable[..., MainWindow]):
        window = open_window(small())
        state = wait_for(
            window, lambda state: state.snapshot is not None and toy_overlay.KEY in state.snapshot.answers
        )
        box = window.setup_panel.show_section.boxes[toy_overlay.KEY]
        assert box.isChecked()
        assert box.isVisibleTo(window)
        legend = window.scenes["deformable"].legend  # type: ignore[attr-defined]  # of this lab's scene
        assert "mean of the points" in legend.texts
        overlay = window.scenes["deformable"].overlays[toy_overlay.KEY]
        assert isinstance(overlay, toy_overlay.MeanOverlay)
        assert overlay.isVisible()
        assert state.pick is not None
        assert overlay.mean_yx == pytest.approx(state.pick, abs=3)
        box.click()
        assert not overlay.isVisible()
        wait_for(window, lambda state: state.answer(toy_overlay.KEY, UnitReadings) is None)


class TestPointMark:
    def test_is_listed_explained_and_drawn_on_the_picture_and_in_the_loupe(
        self, open_window: Callable[..., MainWindow]
    ):
        window = open_window(Experiment(working_size=96, device="cpu"))
        window.resize(1500, 900)  # large enough for the loupe
        wait_for(window, lambda state: state.snapshot is not None)
        scene = window.scenes["deformable"]
        assert isinstance(scene, DeformableScene)
        assert "frame" in scene.legend.texts
        marks, lens = scene.sampling.marks, scene.loupe.lens
        assert marks is not None
        assert marks.known
        assert lens is not None
        canvas = scene.sampling.canvas
        box = window.setup_panel.show_section.boxes[toy_point_mark.KEY]
        assert box.isVisibleTo(window)
        assert box.isChecked()
        box.click()
        before = canvas.viewport().grab().toImage()
        box.click()
        after = canvas.viewport().grab().toImage()
        for projection in (canvas.projection, lens.projection):
            # Marks are smaller where the pixels are small.
            half_side = toy_point_mark.HALF_SIDE * min(max(projection.scale / FULL_SIZE_FROM, SMALLEST_SIZE), 1.0)
            # The outer corners of the outermost frames: no other mark lies there.
            for tap, outward in ((0, QPointF(-half_side, -half_side)), (8, QPointF(half_side, half_side))):
                corner = projection.to_screen(*marks.point_yx[tap].tolist()) + outward
                assert not has_magenta(before, corner)
                assert has_magenta(after, corner)


def has_magenta(image: QImage, place: QPointF) -> bool:
    """Tell whether one of the pixels around a place is about as magenta as the toy's frame."""
    middle = place.toPoint()
    colours = [image.pixelColor(middle + QPoint(right, down)) for right in (-1, 0, 1) for down in (-1, 0, 1)]
    return any(min(colour.red(), colour.blue()) > 200 and colour.green() < 90 for colour in colours)


class TestLab:
    def test_has_its_place_in_the_window(self, open_window: Callable[..., MainWindow]):
        window = open_window(small())
        wait_for(window, lambda state: state.snapshot is not None)
        button = window.top_bar.lab_switch.button("brightness")
        assert button.text() == "Brightness"
        button.click()
        state = wait_for(
            window,
            lambda state: (
                state.configured is not None and state.configured.lab == "brightness" and state.snapshot is not None
            ),
        )
        assert window.setup_panel.operators["brightness"].isVisibleTo(window)
        assert window.setup_panel.show_section.boxes["brightness.nothing"].isVisibleTo(window)
        assert not window.setup_panel.show_section.boxes[toy_overlay.KEY].isVisibleTo(window)
        assert not window.setup_panel.task.isVisibleTo(window)
        assert window.setup_panel.training.rate.isVisibleTo(window)
        window.session.step(4)
        state = wait_for(window, lambda state: state.transport.step == 4 and state.snapshot is not None)
        shown = {key for key, plot in window.progress_panel.plots.items() if plot.isVisibleTo(window)}
        assert ("brightness", "brightness") in shown
        assert {lab for lab, _ in shown} == {"brightness"}
        assert window.progress_panel.numbers.title.text() == "BRIGHTNESS"
        assert state.curves["brightness"].series["brightness"][0] == pytest.approx(0.5)
        assert window.inspector_panel.pages["brightness"].isVisibleTo(window)
        assert window.windowTitle().split(" – ")[1] == "Brightness"

    def test_is_run_without_a_window(self, tmp_path: Path):
        metrics, arrays = run(tmp_path, "--lab", "brightness", "--steps", "6")
        assert metrics["lab"] == "brightness"
        assert metrics["task"] is None
        assert metrics["final"]["brightness"] == pytest.approx(0.5 * 0.9**6)
        assert set(arrays) == {"input", "output"}
        assert (tmp_path / "results" / "output.png").exists()


def run(folder: Path, *arguments: str) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """Run ``vizapp run`` in this process, where the toys are, and return metrics.json and arrays.npz."""
    parser = argparse.ArgumentParser()
    run_options.add_arguments(parser)
    out = folder / "results"
    options = parser.parse_args([*arguments, "--out", str(out), "--device", "cpu", "--working-size", "32"])
    assert training.run(options) == training.DONE
    with np.load(out / "arrays.npz") as arrays:
        return json.loads((out / "metrics.json").read_text()), dict(arrays)

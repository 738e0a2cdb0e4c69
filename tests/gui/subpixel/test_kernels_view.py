"""The window with the trained kernels: what it shows, when it is asked for, and how it closes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from accessible_tree import nameless
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot
from rig import CanvasSession, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.kernel_pictures import KernelPictures
from vizapp.gui.subpixel.kernels_dialog import KernelsDialog
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.requests import KERNELS
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.requests import KernelsRequest
from vizapp.protocol.subpixel_answers import Kernels
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def kernels_of(factor: int = 2, difference: float = 2.4e-7) -> Kernels:
    """Return three layers of counting weights, and a kernel that only looks like the equal one."""
    first = np.linspace(-1, 1, 6 * 25, dtype=np.float32).reshape(6, 1, 5, 5)
    middle = np.linspace(-1, 1, 4 * 6 * 9, dtype=np.float32).reshape(4, 6, 3, 3)
    last = np.linspace(-0.5, 0.5, factor**2 * 4 * 9, dtype=np.float32).reshape(factor**2, 4, 3, 3)
    equal = np.linspace(-0.5, 0.5, 4 * 9 * factor**2, dtype=np.float32).reshape(4, 1, 3 * factor, 3 * factor)
    return Kernels((first, middle, last), equal, factor, difference, 0.31)


@pytest.fixture
def dialog(qtbot: QtBot) -> KernelsDialog:
    dialog = KernelsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_in_it_is_nameless(dialog: KernelsDialog) -> None:
    dialog.show_kernels(kernels_of(), (2, 0, 3, 1))
    assert nameless(dialog) == []


def test_it_begins_with_the_last_layer_and_its_equal(dialog: KernelsDialog) -> None:
    assert "Waiting" in dialog.explanation.text()
    kernels = kernels_of()
    dialog.show_kernels(kernels, (2, 0, 3, 1))
    assert dialog.layer.currentIndex() == 2
    assert kernels.equal is not None
    assert dialog.equal.isVisible()
    dialog.unit.setValue(3)
    np.testing.assert_array_equal(dialog.pictures.kernels, kernels.layers[2][[2, 0, 3, 1], 3])
    np.testing.assert_array_equal(dialog.equal.kernels, kernels.equal[3])
    assert [line.cells[1] for line in dialog.facts.lines] == [
        "kernel 3 × 3, 4 channels, shuffle by 2",
        "kernel 6 × 6, stride 2, padding 2",
        "2e−7, of values up to 0.310",
    ]
    dialog.show_kernels(kernels_of(difference=0.0), (0, 1, 2, 3))
    assert dialog.unit.value() == 3, "the feature stays while training goes on"
    assert dialog.facts.lines[2].cells[1].startswith("0, ")


def test_other_layers_are_shown_as_they_are(dialog: KernelsDialog) -> None:
    kernels = kernels_of()
    dialog.show_kernels(kernels, ())
    for index, unit, shown in ((0, None, kernels.layers[0][:, 0]), (1, 2, kernels.layers[1][2])):
        dialog.layer.setCurrentIndex(index)
        dialog.layer.activated.emit(index)
        assert dialog.unit.isVisible() == (unit is not None)
        if unit is not None:
            dialog.unit.setValue(unit)
        np.testing.assert_array_equal(dialog.pictures.kernels, shown)
        assert not dialog.equal.isVisible()
        dialog.grab()


def test_the_kernels_of_a_transposed_convolution_write(dialog: KernelsDialog) -> None:
    kernels = kernels_of()
    layers = (*kernels.layers[:2], np.ones((1, 5, 4, 4), np.float32))
    dialog.show_run("transposed k4", trains=True, writes=True)
    dialog.show_kernels(Kernels(layers), ())
    assert dialog.layer.currentText() == "Layer 3, transposed: 5 → 1 channels, 4 × 4"
    assert "each of the 5 features writes" in dialog.explanation.text()
    dialog.layer.setCurrentIndex(1)
    dialog.layer.activated.emit(1)
    assert "reads of each" in dialog.explanation.text()


def test_other_shapes_and_weights_that_are_no_numbers_are_drawn(dialog: KernelsDialog) -> None:
    dialog.show_kernels(kernels_of(), ())
    dialog.layer.setCurrentIndex(0)
    broken = kernels_of(3, difference=float("nan"))
    layers = tuple(np.full_like(layer, np.nan) for layer in broken.layers)
    dialog.show_kernels(msgspec.structs.replace(broken, layers=layers), (0, 1, 2, 3))
    assert dialog.layer.currentIndex() == 2
    dialog.grab()
    dialog.show_kernels(Kernels((np.ones((1, 1, 1, 1), np.float32),)), ())
    dialog.grab()
    assert not dialog.equal.isVisible()


def test_a_place_tells_its_weight_and_grey_is_nothing(qtbot: QtBot) -> None:
    pictures = KernelPictures("kernels", "Kernels")
    qtbot.addWidget(pictures)
    pictures.resize(300, 200)
    values = np.zeros((2, 3, 3), np.float32)
    values[1, 2, 0] = 1.0
    pictures.show_kernels(values, 2, 1.0)
    pictures.show()
    image = pictures.grab().toImage()
    seen = {}
    for x in range(0, 300, 3):
        for y in range(0, 200, 3):
            found = pictures.cell_at(QPointF(x, y))
            if found is not None:
                seen.setdefault(found, []).append(image.pixelColor(x, y).red())
    assert len(seen) == 18
    assert max(seen[1, 2, 0]) == 255
    assert np.median(seen[0, 1, 1]) == 128


def training_state() -> State:
    state = subpixel_state(2, (20, 30), channels=1)
    return dataclasses.replace(state, experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(),)))


def test_it_is_asked_for_only_while_it_is_open_and_something_is_trained() -> None:
    state = training_state()
    assert KERNELS not in SUBPIXEL.requests(state)
    view = dataclasses.replace(state.view, shown=state.view.shown | {KERNELS})
    assert SUBPIXEL.requests(dataclasses.replace(state, view=view))[KERNELS] == KernelsRequest()
    shuffled = subpixel_state()
    assert KERNELS not in SUBPIXEL.requests(dataclasses.replace(shuffled, view=view))
    action = SUBPIXEL.actions["kernelsAction"]
    assert action.why_not is not None
    assert action.why_not(state) == ""
    assert action.why_not(shuffled) == "Nothing is trained in this task"


def test_the_action_opens_it_and_closing_it_says_so(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(training_state())
    assert scene.kernels.dialog is None
    SUBPIXEL.actions["kernelsAction"].run(session)
    dialog = scene.kernels.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert session.state.snapshot is not None
    answers = {**session.state.snapshot.answers, KERNELS: kernels_of()}
    session.show(snapshot=msgspec.structs.replace(session.state.snapshot, answers=answers))
    assert len(dialog.facts.lines) == 3
    scene.set_active(False)
    assert not dialog.isVisible()
    scene.set_active(True)
    scene.show_state(None, session.state)
    assert dialog.isVisible()
    dialog.reject()
    assert KERNELS not in session.state.view.shown
    assert not dialog.isVisible()


def test_of_another_upsampler_there_are_its_own_or_none(dialog: KernelsDialog) -> None:
    dialog.show_kernels(kernels_of(), (0, 1, 2, 3))
    dialog.show_run("DySample", trains=True)
    assert dialog.windowTitle().endswith("DySample")
    assert "Waiting" in dialog.explanation.text()
    dialog.show_kernels(kernels_of(difference=0.0), (0, 1, 2, 3))
    assert dialog.pictures.isVisible()
    dialog.show_run("bicubic", trains=False)
    dialog.show_kernels(None, (0, 1, 2, 3))
    assert "interpolation" in dialog.explanation.text()
    for widget in (dialog.pictures, dialog.equal, dialog.layer, dialog.unit, dialog.facts, dialog.scale):
        assert not widget.isVisible()
    dialog.show_run("", trains=True)
    dialog.show_kernels(kernels_of(), (0, 1, 2, 3))
    assert dialog.windowTitle() == "Trained kernels"
    assert dialog.pictures.isVisible()
    assert dialog.unit.isVisible()

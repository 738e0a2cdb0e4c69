"""The overlap count in the window: numbers, what belongs together under the cursor, and the words beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import FakeSession, configured, ready_state, subpixel_snapshot
from PySide6.QtCore import QPoint, QRectF
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, screen, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.panels.setup import SetupPanel
from vizapp.gui.subpixel.examples import EXAMPLES
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.operator_section import SubpixelOperatorSection
from vizapp.gui.subpixel.overlap_page import OverlapPage
from vizapp.gui.subpixel.overlap_view import Writing, Written
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, OUTPUT
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.overlap import input_side, interior_counts, output_side, writers
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State
from vizapp.wording.problems import sentence

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def counts_of(kernel: int, stride: int) -> Picture:
    inputs = input_side(kernel, stride)
    along = [len(writers(y, inputs, kernel, stride)) for y in range(output_side(inputs, kernel, stride))]
    values = np.outer(along, along).astype(np.float32)[None]
    pixels = (values[0] * (255 / values.max())).astype(np.uint8)[..., None]
    return Picture((0, 0, *values.shape[1:]), pixels, values, 0.0, float(values.max()))


def overlap_state(kernel: int = 3, stride: int = 2, **changes: Any) -> State:
    inputs = input_side(kernel, stride)
    side = output_side(inputs, kernel, stride)
    ones = np.ones((1, inputs, inputs), np.float32)
    low = Picture((0, 0, inputs, inputs), np.full((inputs, inputs, 1), 128, np.uint8), ones, 0.0, 2.0)
    state = ready_state(
        experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=OverlapSpec(kernel=kernel, stride=stride)),)),
        configured=configured(
            lab="subpixel", input_shape=(1, inputs, inputs), output_shape=(1, side, side), trainable=False
        ),
        snapshot=subpixel_snapshot(low_resolution=low, picture=counts_of(kernel, stride)),
    )
    return dataclasses.replace(state, **changes)


def rect_of(rect: QRectF) -> tuple[float, float, float, float]:
    """Return (top, left, height, width)."""
    return rect.top(), rect.left(), rect.height(), rect.width()


def test_it_asks_for_both_pictures_and_for_nothing_else() -> None:
    wanted = SUBPIXEL.requests(overlap_state())
    assert wanted == {OUTPUT: PictureRequest("output"), LOW_RESOLUTION: PictureRequest("input")}
    state = overlap_state()
    assert state.configured is not None
    assert SUBPIXEL.pick_grid(state.experiment, state.configured) is None


@pytest.mark.parametrize(("kernel", "stride"), [(3, 2), (4, 2), (9, 4)])
def test_an_output_lights_up_what_writes_to_it(subpixel: Show, pair: CanvasPair, kernel: int, stride: int) -> None:
    scene, session = subpixel(overlap_state(kernel, stride))
    heard: list[Written | None] = []
    scene.overlap.hovered.connect(heard.append)
    counts = counts_of(kernel, stride).values
    assert counts is not None
    assert pair.output.size_in_pixels == counts.shape[1:]
    hand = Hand(pair.output)
    for y, x in ((0, 1), (4, 5), (7, 6)):
        hand.move(pair.output.projection.to_screen(y, x))
        written = heard[-1]
        assert written is not None
        assert (written.y, written.x) == (y, x)
        assert written.total == counts[0, y, x]
        (right,) = scene.overlap.right.highlights
        assert rect_of(right.rect) == (y, x, 1, 1)
        (left,) = scene.overlap.left.highlights
        assert left.rect.width() * left.rect.height() == written.total
        assert pair.output.value_at(y, x) == (counts[0, y, x],)
    hand.click(pair.output.projection.to_screen(4, 5))
    assert session.called("pick") == []


def test_an_input_lights_up_its_kernel(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(overlap_state(5, 3))
    heard: list[object] = []
    scene.overlap.hovered.connect(heard.append)
    Hand(pair.input).move(pair.input.projection.to_screen(2, 1))
    (right,) = scene.overlap.right.highlights
    assert rect_of(right.rect) == (6, 3, 5, 5)
    assert heard[-1] == Writing(2, 1, range(6, 11), range(3, 8))
    Hand(pair.input).move(pair.input.projection.to_screen(-2, 1))
    assert scene.overlap.right.highlights == ()


def test_an_output_that_nothing_writes_to_lights_up_nothing(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(overlap_state(1, 3))
    Hand(pair.output).move(pair.output.projection.to_screen(1, 3))
    assert scene.overlap.left.highlights == ()
    assert len(scene.overlap.right.highlights) == 1


def test_numbers_and_the_inside_are_drawn(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(overlap_state(3, 2))
    pair.output.viewport().grab()
    with_numbers = screen(pair.output).astype(int)
    scene.overlap.counts.set_visible(False)
    without = screen(pair.output).astype(int)
    changed = np.abs(with_numbers - without).max(axis=2) > 40
    scale, place = pair.output.projection.scale, pair.output.projection.to_screen(4, 4)
    assert scale > 13
    half = int(scale * 0.4)
    top, left = int(place.y()) - half, int(place.x()) - half
    assert changed[top : top + 2 * half, left : left + 2 * half].sum() > 10, "the number of one pixel"
    assert pair.output.note.text() == "inside the frame: 1, 2, 4"
    session.show(**{name: getattr(overlap_state(4, 2), name) for name in ("experiment", "configured", "snapshot")})
    assert pair.output.note.text() == "inside the frame: 4"
    assert pair.output.size_in_pixels == (18, 18)


def test_the_canvases_go_to_the_shuffle_and_come_back(subpixel: Show, pair: CanvasPair) -> None:
    shuffled, counted = subpixel_state(pixel_yx=(1, 1)), overlap_state()
    scene, session = subpixel(shuffled)
    assert scene.shuffle.right.picked.chips.geometry() is not None
    names = ("experiment", "configured", "snapshot", "picks")
    session.show(**{name: getattr(counted, name) for name in names})
    assert scene.overlap.active
    assert scene.shuffle.right.picked.chips.geometry() is None
    assert not scene.shuffle.right.picked.chips.isVisible()
    assert scene.tile_layout is None
    session.show(**{name: getattr(shuffled, name) for name in names})
    assert not scene.overlap.active
    assert scene.shuffle.right.picked.chips.isVisible()
    assert scene.shuffle.right.picked.chips.geometry() is not None
    assert pair.output.size_in_pixels == (15, 24)
    assert pair.output.frame.fitted


def test_the_page_says_what_is_inside_and_counts(qtbot: QtBot) -> None:
    page = OverlapPage()
    qtbot.addWidget(page)
    page.show_state(overlap_state(3, 2))
    assert [line.cells[1] for line in page.facts.lines] == ["3", "2", "1, 2, 4"]
    assert "2 does not divide 3" in page.verdict.text()
    page.set_hovered(Written(4, 5, range(1, 3), range(2, 3)))
    assert [line.cells[1] for line in page.count.lines] == ["1, 2", "2", "2 · 1 = 2"]
    page.show_state(overlap_state(4, 2))
    assert "2 divides 4" in page.verdict.text()
    page.show_state(overlap_state(2, 3))
    assert "nothing writes to" in page.verdict.text()
    page.set_hovered(Writing(2, 1, range(6, 11), range(3, 8)))
    assert page.title.text() == "INPUT (2, 1)"
    assert [line.cells for line in page.count.lines] == [
        ("rows of outputs", "6 … 10"),
        ("columns of outputs", "3 … 7"),
        ("writes to", "5 · 5 = 25"),
    ]
    page.set_hovered(Written(2, 2, range(1, 1), range(7)))
    assert [line.cells[1] for line in page.count.lines] == ["–", "0 … 6", "0 · 7 = 0"]


def test_in_the_narrowest_inspector_nothing_of_the_page_is_cut_off(qtbot: QtBot) -> None:
    panel = InspectorPanel(FakeSession(overlap_state()))
    qtbot.addWidget(panel)
    panel.resize(panel.minimumSizeHint().width(), 500)
    panel.show()
    panel.show_state(overlap_state())
    qtbot.wait(1)
    body = panel.widget()
    assert body.width() == panel.viewport().width()
    for grid in panel.findChildren(NumberGrid):
        if grid.isVisible():
            right = grid.mapTo(panel.viewport(), QPoint(grid.width(), 0)).x()
            assert right <= panel.viewport().width()


def test_kernel_and_stride_are_set_in_the_operator_section(qtbot: QtBot) -> None:
    session = FakeSession(overlap_state())
    panel = SetupPanel(session)
    qtbot.addWidget(panel)
    session.subscribe(lambda _, new: panel.show_state(new))
    section = panel.operators["subpixel"]
    rows = [name for name in vars(section) if name.endswith("_row") and not name.startswith("_")]
    shown = {name for name in rows if not getattr(section, name).isHidden()}
    assert shown == {"kernel_row", "stride_row"}
    assert isinstance(section, SubpixelOperatorSection)
    section.kernel.setValue(4)
    assert session.state.experiment.spec == SubpixelSpec(task=OverlapSpec(kernel=4))
    section.stride.setValue(5)
    assert session.state.experiment.spec == SubpixelSpec(task=OverlapSpec(kernel=4, stride=5))
    session.show(experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),)))
    shown = {name for name in rows if not getattr(section, name).isHidden()}
    assert shown.isdisjoint({"kernel_row", "stride_row"})
    assert shown >= {"free_factor_row", "phases_row"}


def test_the_example_is_the_uneven_overlap() -> None:
    example = next(example for example in EXAMPLES if example.key == "uneven-overlap")
    task = example.experiment.spec_of(SubpixelSpec).task
    assert isinstance(task, OverlapSpec)
    assert interior_counts(task.kernel, task.stride) == (1, 2, 4)
    assert interior_counts(4, task.stride) == (4,)
    assert sentence(example.hint) != example.hint.code

"""The unshuffle on the canvases: the picture on the left, what it becomes on the right."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from fakes import SHOWN, picked, picture, snapshot
from PySide6.QtCore import QRectF
from rig import CanvasSession, Hand, colour_at, subpixel_state

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder, InputPlace, OutputPlace, TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.edge_layer import edge_strips, edge_words
from vizapp.gui.subpixel.requests import LAB, PICKED, PICTURE, TILES, pixel_grid, scene_requests
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.picture_answers import Tiles
from vizapp.protocol.requests import PictureRequest, SubpixelsRequest, TilesRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def inverse_state(order: ChannelOrder = "CRD", edge_yx: tuple[int, int] = (0, 0)) -> State:
    """Return a state of a picture (2, 15, 24) that is taken apart into 18 channels of 5 × 8."""
    forward = subpixel_state(output_channel=1, shown=SHOWN)
    assert forward.configured is not None
    spec = SubpixelSpec(
        task=ShuffleSpec(direction="unshuffle"), upscale_factor=3, stored_as=order, phase_order=(1, 0, *range(2, 9))
    )
    numbers = np.arange(15 * 24, dtype=np.float32).reshape(1, 15, 24)
    answers = {PICTURE: picture(numbers), TILES: Tiles(picture(np.zeros((1, 15, 48), np.float32)), (0, 1))}
    return dataclasses.replace(
        forward,
        experiment=forward.experiment.with_spec(spec),
        configured=msgspec.structs.replace(
            forward.configured, input_shape=(2, 15, 24), output_shape=(18, 5, 8), edge_yx=edge_yx
        ),
        snapshot=snapshot(answers),
    )


def test_the_picture_and_its_tiles_are_asked_for() -> None:
    state = dataclasses.replace(inverse_state(), picks=picked((2, 6), LAB))
    assert scene_requests(state) == {
        PICTURE: PictureRequest(PICTURE, 1),
        TILES: TilesRequest(1),
        PICKED: SubpixelsRequest((2, 6), 1),
    }


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_either_side_shows_where_a_value_is_on_the_other(
    subpixel: Show, pair: CanvasPair, order: ChannelOrder
) -> None:
    scene, _ = subpixel(inverse_state(order))
    assert pair.input.size_in_pixels == (15, 24)
    assert pair.output.size_in_pixels == (15, 48)
    heard: list[tuple[OutputPlace | None, TileLayout | None, float | None]] = []
    scene.hovered.connect(lambda *said: heard.append(said))
    Hand(pair.input).move(pair.input.projection.to_screen(7, 20))
    place, layout, value = heard[-1]
    assert (place, value) == (OutputPlace(1, 7, 20), 7.0 * 24 + 20)
    assert layout is not None
    # The phases that a shuffle had exchanged do not count here: phase (1, 2), number 5, is its own.
    assert layout.origin(OutputPlace(1, 7, 20)) == InputPlace(9 + 5 if order == "CRD" else 5 * 2 + 1, 2, 6)
    (tile,) = scene.inverse.hover.left.highlights
    assert tile.rect == QRectF(24 + 2 * 8 + 6, 5 + 2, 1, 1)
    Hand(pair.output).move(pair.output.projection.to_screen(5 + 2, 24 + 2 * 8 + 6))
    assert heard[-1][0] == OutputPlace(1, 7, 20)
    (pixel,) = scene.inverse.hover.right.highlights
    assert pixel.rect == QRectF(20, 7, 1, 1)
    assert scene.place_at(pair.output, 7, 24 + 2 * 8 + 6) == layout.origin(OutputPlace(1, 7, 20))
    assert scene.place_at(pair.input, 7, 20) == (7, 20)


@pytest.mark.parametrize("on_picture", [True, False])
def test_a_click_on_either_side_picks_the_block(subpixel: Show, pair: CanvasPair, on_picture: bool) -> None:
    scene, session = subpixel(inverse_state())
    if on_picture:
        Hand(pair.input).click(pair.input.projection.to_screen(7, 20))
    else:
        Hand(pair.output).click(pair.output.projection.to_screen(5 + 2, 8 + 6))
    assert session.state.pick == (2, 6)
    assert session.state.view.output_channel == (1 if on_picture else 0)
    block, values = scene.inverse.marks
    assert [mark.rect for mark in block.highlights] == [QRectF(18, 6, 3, 3)]
    left = 24 if on_picture else 0
    assert [mark.rect.topLeft().toTuple() for mark in values.highlights] == [
        (left + j * 8 + 6, i * 5 + 2) for i in range(3) for j in range(3)
    ]
    assert pair.output.note.text().endswith("pixel (2, 6)")
    scene.zoom_to_pick()
    assert pair.input.projection.visible_canvas().contains(QRectF(18, 6, 3, 3))


def test_the_canvases_go_over_to_the_shuffle_and_back(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(inverse_state())
    backward, forward = session.state, subpixel_state(pixel_yx=(2, 6))
    assert pair.output.note.text() == "18 channels of 8 × 5"
    session.show(**{field.name: getattr(forward, field.name) for field in dataclasses.fields(State)})
    assert pair.input.size_in_pixels == (15, 48)
    assert pair.output.size_in_pixels == (15, 24)
    assert scene.shuffle.right.picked.chips.centre_of(0) is not None
    Hand(pair.input).click(pair.input.projection.to_screen(5 + 2, 24 + 2 * 8 + 6))
    assert session.state.pick == (2, 6)
    assert not any(mark.isVisible() for mark in scene.inverse.marks)
    session.show(**{field.name: getattr(backward, field.name) for field in dataclasses.fields(State)})
    assert pair.input.size_in_pixels == (15, 24)
    assert scene.shuffle.hover.left.highlights == ()
    scene.set_active(False)
    assert not any(mark.isVisible() for mark in scene.inverse.marks)


# The edge -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edge_yx", "words"),
    [
        ((0, 0), ""),
        ((0, -2), "2 columns cut off"),
        ((-1, -1), "1 row, 1 column cut off"),
        ((2, 0), "2 rows of zeros added"),
        ((2, 1), "2 rows, 1 column of zeros added"),
    ],
)
def test_what_was_done_at_the_edge_is_said(edge_yx: tuple[int, int], words: str) -> None:
    assert edge_words(edge_yx) == words


def test_zeros_are_hatched_on_the_picture_and_what_was_cut_off_beside_it() -> None:
    assert edge_strips(15, 24, (2, 1)) == [QRectF(0, 13, 24, 2), QRectF(23, 0, 1, 13)]
    assert edge_strips(15, 24, (-2, -1)) == [QRectF(0, 15, 25, 2), QRectF(24, 0, 1, 15)]
    assert edge_strips(15, 24, (0, -1)) == [QRectF(24, 0, 1, 15)]


def test_the_edge_is_seen_on_the_picture(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(inverse_state(edge_yx=(0, -1)))
    assert scene.inverse.edge.words == "1 column cut off"
    strip = [colour_at(pair.input, pair.input.projection.to_screen(y / 4, 24)) for y in range(8, 40)]
    assert session.state.configured is not None
    session.show(configured=msgspec.structs.replace(session.state.configured, edge_yx=(0, 0)))
    empty = [colour_at(pair.input, pair.input.projection.to_screen(y / 4, 24)) for y in range(8, 40)]
    assert len(set(empty)) == 1
    assert len(set(strip)) > 1, "hatched"


@pytest.mark.parametrize(("edge_yx", "covered"), [((-1, -2), (15 / 16, 24 / 26)), ((2, 1), (1.0, 1.0))])
def test_a_pick_keeps_its_place_in_the_source(edge_yx: tuple[int, int], covered: tuple[float, float]) -> None:
    state = inverse_state(edge_yx=edge_yx)
    assert state.configured is not None
    grid = pixel_grid(state.experiment, msgspec.structs.replace(state.configured, covered=covered))
    assert grid.size == (5, 8)
    height, width = 15 - edge_yx[0], 24 - edge_yx[1]
    assert grid.step == pytest.approx((3 / height, 3 / width))
    assert grid.place((0, 0)) == pytest.approx((1.5 / height, 1.5 / width))

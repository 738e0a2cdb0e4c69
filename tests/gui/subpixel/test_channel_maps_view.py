"""All output channels side by side on the output canvas."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from fakes import picked, picture, snapshot
from PySide6.QtCore import QRectF
from rig import CanvasSession, Hand, subpixel_state

from vizapp.document.tile_layout import InputPlace, OutputPlace
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.requests import ALL_CHANNELS, CHANNEL_MAPS, LAB, TILES, scene_requests
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.picture_answers import ChannelMaps
from vizapp.protocol.requests import ChannelMapsRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def all_channels(**more: object) -> State:
    """Return a state whose two output channels of 15 × 24 stand side by side; their numbers count up."""
    state = subpixel_state(pictures={(LAB, "right"): ALL_CHANNELS}, **more)  # type: ignore[arg-type]
    assert state.snapshot is not None
    maps = np.arange(15 * 48, dtype=np.float32).reshape(1, 15, 48)
    answers = {TILES: state.snapshot.answers[TILES], CHANNEL_MAPS: ChannelMaps(picture(maps), 2)}
    return dataclasses.replace(state, snapshot=snapshot(answers))


def test_they_are_asked_for_and_offered_where_there_are_several(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state())
    choice = pair.output.choice
    assert [choice.itemData(row) for row in range(choice.count())] == ["output", ALL_CHANNELS]
    assert CHANNEL_MAPS not in scene_requests(session.state)
    session.show_picture("right", ALL_CHANNELS)
    assert scene_requests(session.state)[CHANNEL_MAPS] == ChannelMapsRequest(session.state.view.region)
    assert choice.currentData() == ALL_CHANNELS


def test_with_one_output_channel_there_is_nothing_to_choose(subpixel: Show, pair: CanvasPair) -> None:
    subpixel(subpixel_state(channels=1, pictures={(LAB, "right"): ALL_CHANNELS}))
    assert pair.output.choice.count() == 1
    assert pair.output.choice.currentData() == "output"
    assert pair.output.size_in_pixels == (15, 24)


def test_a_value_is_lit_up_in_its_channel_and_in_its_tile(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(all_channels())
    assert pair.output.size_in_pixels == (15, 48)
    heard: list[tuple[OutputPlace | None, float | None]] = []
    scene.hovered.connect(lambda place, layout, value: heard.append((place, value)))
    hand = Hand(pair.output)
    hand.move(pair.output.projection.to_screen(7, 24 + 20))
    assert heard[-1] == (OutputPlace(1, 7, 20), 7.0 * 48 + 44)
    (right,) = scene.shuffle.hover.right.highlights
    assert right.rect == QRectF(44, 7, 1, 1)
    (left,) = scene.shuffle.hover.left.highlights
    # Group 1 begins at column 24 of the mosaic; the tile of phase (1, 2) there is 5 × 8.
    assert left.rect == QRectF(24 + 2 * 8 + 6, 5 + 2, 1, 1)
    Hand(pair.input).move(pair.input.projection.to_screen(5 + 2, 24 + 2 * 8 + 6))
    (right,) = scene.shuffle.hover.right.highlights
    assert right.rect == QRectF(44, 7, 1, 1)
    assert scene.place_at(pair.output, 7, 44) == InputPlace(1, 7, 20)
    assert scene.place_at(pair.output, -3, 44) is None


def test_a_click_picks_the_pixel_and_its_channel_and_marks_it_in_all(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(all_channels())
    Hand(pair.output).click(pair.output.projection.to_screen(7, 24 + 20))
    assert session.state.pick == (2, 6)
    assert session.state.view.output_channel == 1
    assert [mark.rect for mark in scene.shuffle.right.channel_maps.marks.highlights] == [
        QRectF(18, 6, 3, 3),
        QRectF(42, 6, 3, 3),
    ]
    assert scene.shuffle.right.picked.chips.centre_of(0) is None, "chips are for a map in one piece"
    scene.zoom_to_pick()
    assert pair.output.projection.visible_canvas().contains(QRectF(42, 6, 3, 3))
    assert not pair.output.projection.visible_canvas().intersects(QRectF(0, 0, 20, 15))


def test_the_map_in_one_piece_is_as_it_was(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(all_channels())
    session.show_picture("right", "output")
    session.show(picks=picked((2, 6), LAB))
    assert pair.output.size_in_pixels == (15, 24)
    assert not scene.shuffle.right.channel_maps.marks.isVisible()
    assert scene.shuffle.right.picked.chips.centre_of(0) is not None

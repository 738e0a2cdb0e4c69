from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import DEAD, GIVEN_UP, picked, picture, subpixel_snapshot
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from rig import (
    CanvasSession,
    Hand,
    colour_at,
    near,
    press_key,
    rgb,
    screen,
    subpixel_spec,
    subpixel_state,
)

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.document.tile_layout import InputPlace, OutputPlace, PhasePlace
from vizapp.document.upsamplers import upsampler_named
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect
from vizapp.gui.colours import phase_colour
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel import chip_overlay
from vizapp.gui.subpixel.chip_geometry import CROWDED_FROM, IN_PLACE_FROM, SMALLEST_CHIP, chip_geometry
from vizapp.gui.subpixel.chip_painter import ChipFace, value_texts
from vizapp.gui.subpixel.held_out_layer import HeldOutLayer
from vizapp.gui.subpixel.lattice_layer import FADE_FROM, FRAMES_FROM
from vizapp.gui.subpixel.overlays import LATTICE
from vizapp.gui.subpixel.phase_labels import text_colour_on
from vizapp.gui.subpixel.requests import ALL_CHANNELS, ARRANGEMENT, LAB, OUTPUT, PICKED, TILES, shows_tiles
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.tokens import contrast
from vizapp.gui.widgets.numbers import compact
from vizapp.problem import Problem
from vizapp.protocol.events import InputPicture
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.subpixel_answers import Arrangement, Subpixels
from vizapp.session.engine_state import EngineStatus
from vizapp.session.state import State
from vizapp.wording.problems import sentence

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
CYCLE = (4, 0, 1, 2, 3, 8, 5, 6, 7)
NONE_FITS = Problem("shuffle.channels-none-fits", "upscale_factor", {"factor": 3, "phases": 9, "channels": 5})


def centre(rect: QRectF) -> tuple[int, int]:
    """Return the pixel (row, column) that a canvas rectangle of one pixel stands for."""
    return int(rect.top()), int(rect.left())


# Hovering -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["CRD", "DCR"])
@pytest.mark.parametrize("phases", [(), CYCLE])
def test_hovering_a_tile_lights_up_where_its_value_goes(
    subpixel: Show, pair: CanvasPair, order: str, phases: tuple[int, ...]
) -> None:
    scene, session = subpixel(subpixel_state(order=order, phase_order=phases, output_channel=1))
    heard: list[OutputPlace | None] = []
    scene.hovered.connect(lambda place, layout, value: heard.append(place))
    # Group 1, tile of phase 5 = (1, 2), pixel (3, 6): groups of 15 × 24 stand side by side, tiles are 5 × 8.
    row, column = 1 * 5 + 3, 24 + 2 * 8 + 6
    Hand(pair.input).move(pair.input.projection.to_screen(row + 0.3, column - 0.3))
    landing = subpixel_spec(session).phases.index(5)
    expected = OutputPlace(1, 3 * 3 + landing // 3, 6 * 3 + landing % 3)
    assert heard[-1] == expected
    assert scene.shuffle.hover.place == expected
    (right,) = scene.shuffle.hover.right.highlights
    assert centre(right.rect) == (expected.y, expected.x)
    assert right.colour == phase_colour(5, 3)
    (left,) = scene.shuffle.hover.left.highlights
    assert centre(left.rect) == (row, column)


def test_a_tile_of_another_output_channel_lights_up_nothing_on_the_right(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(subpixel_state(output_channel=0))
    Hand(pair.input).move(pair.input.projection.to_screen(8, 24 + 2 * 8 + 6))
    assert scene.shuffle.hover.place is not None
    assert scene.shuffle.hover.place.channel == 1
    assert len(scene.shuffle.hover.left.highlights) == 1
    assert scene.shuffle.hover.right.highlights == ()


@pytest.mark.parametrize("phases", [(), CYCLE])
def test_hovering_the_map_lights_up_the_tile_it_comes_from(
    subpixel: Show, pair: CanvasPair, phases: tuple[int, ...]
) -> None:
    scene, session = subpixel(subpixel_state(phase_order=phases, output_channel=1))
    Hand(pair.output).move(pair.output.projection.to_screen(7, 20))
    phase = subpixel_spec(session).phases[(7 % 3) * 3 + 20 % 3]
    (left,) = scene.shuffle.hover.left.highlights
    assert centre(left.rect) == ((phase // 3) * 5 + 7 // 3, 24 + (phase % 3) * 8 + 20 // 3)
    assert scene.shuffle.hover.place == OutputPlace(1, 7, 20)


def test_both_ways_of_hovering_agree(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(subpixel_state(phase_order=CYCLE))
    for y, x in ((0, 0), (4, 13), (14, 23), (9, 1)):
        Hand(pair.output).move(pair.output.projection.to_screen(y, x))
        (left,) = scene.shuffle.hover.left.highlights
        row, column = centre(left.rect)
        Hand(pair.input).move(pair.input.projection.to_screen(row, column))
        assert scene.shuffle.hover.place == OutputPlace(0, y, x)


def test_value_of_the_map_is_told_and_nothing_is_lit_outside(subpixel: Show, pair: CanvasPair) -> None:
    state = subpixel_state()
    tiles, enlarged = state.answer(TILES, Tiles), state.answer(OUTPUT, Picture)
    assert tiles is not None
    assert enlarged is not None
    assert enlarged.values is not None
    enlarged.values[0, 7, 20] = 2.5
    scene, session = subpixel(state)
    heard: list[float | None] = []
    scene.hovered.connect(lambda place, layout, value: heard.append(value))
    hand = Hand(pair.output)
    hand.move(pair.output.projection.to_screen(7, 20))
    assert heard[-1] == 2.5
    colour = picture(np.zeros((3, 15, 24), np.float32))  # three numbers, none of them channel 0's
    session.show(snapshot=subpixel_snapshot(tiles=tiles.picture, picture=colour, groups=tiles.groups))
    assert heard[-1] is None
    hand.move(pair.output.projection.to_screen(-3, 20))
    assert scene.shuffle.hover.right.highlights == ()
    assert scene.shuffle.hover.left.highlights == ()


def test_low_resolution_input_lights_up_its_block(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(subpixel_state(left="input"))
    assert pair.input.size_in_pixels == (5, 8)
    Hand(pair.input).move(pair.input.projection.to_screen(2, 5))
    (right,) = scene.shuffle.hover.right.highlights
    assert right.rect == QRectF(15, 6, 3, 3)
    Hand(pair.output).move(pair.output.projection.to_screen(8, 17))
    (left,) = scene.shuffle.hover.left.highlights
    assert centre(left.rect) == (2, 5)


def test_link_makes_sense_only_with_the_low_resolution_input(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state(size=(50, 80)))
    assert not pair.link.enabled
    session.show_picture("left", "input")
    assert pair.link.enabled
    pair.input.zoom_to(QRectF(20, 10, 8, 8))
    assert pair.output.projection.scale == pytest.approx(pair.input.projection.scale / 3)
    low = pair.input.projection.to_position(QPointF(320, 320))
    high = pair.output.projection.to_position(QPointF(320, 320))
    assert low == pytest.approx(((high[0] + 0.5) / 3 - 0.5, (high[1] + 0.5) / 3 - 0.5))


# Tiles and lattice ----------------------------------------------------------------------------------------------


def test_tiles_are_framed_in_the_colour_of_their_phase(subpixel: Show, pair: CanvasPair) -> None:
    subpixel(subpixel_state())
    for phase in range(9):
        tile = pair.input.projection.map_rect(QRectF((phase % 3) * 8, (phase // 3) * 5, 8, 5))
        bottom = QPointF(tile.center().x(), tile.bottom() - (5 if phase // 3 == 2 else 2))
        assert near(colour_at(pair.input, bottom), rgb(phase_colour(phase, 3)), 40)


def test_lattice_fades_in_and_has_the_colours_of_the_tiles(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state(size=(60, 60), phase_order=CYCLE, shown=frozenset({LATTICE})))
    assert pair.output.projection.scale < FADE_FROM
    assert np.ptp(screen(pair.output)[300, 300].astype(int)) < 3
    for across, away in ((30, 0.3), (20, 0.45)):  # filled, and where numbers may stand on the pixels, framed
        pair.output.zoom_to(QRectF(60, 60, across, across))
        for y in range(66, 69):
            for x in range(66, 69):
                phase = CYCLE[(y % 3) * 3 + x % 3]
                place = pair.output.projection.to_screen(y + away, x + away)
                drawn, wanted = np.array(colour_at(pair.output, place), float), rgb(phase_colour(phase, 3))
                assert drawn / drawn.sum() == pytest.approx(np.array(wanted) / sum(wanted), abs=0.03)
    middle = pair.output.projection.to_screen(66.2, 66.2)
    assert pair.output.projection.scale >= FRAMES_FROM
    assert max(colour_at(pair.output, middle)) < 20, "within its frame a pixel has its own colour"
    session.show_overlay(LATTICE, False)
    assert max(colour_at(pair.output, pair.output.projection.to_screen(66.45, 66.45))) < 20


def test_the_lattice_is_drawn_only_when_it_is_wanted(subpixel: Show, pair: CanvasPair) -> None:
    """It looks like the pattern that a person may be looking for."""
    _, session = subpixel(subpixel_state(size=(60, 60)))
    assert LATTICE not in session.state.view.shown
    pair.output.zoom_to(QRectF(60, 60, 30, 30))
    assert max(colour_at(pair.output, pair.output.projection.to_screen(66.3, 66.3))) < 20


@pytest.mark.parametrize(
    ("task", "channels", "words"),
    [
        (ShuffleSpec(), (4,), "channel 4 of 18"),
        (ShuffleSpec(), (0, 9, 18), "channels 0, 9, 18 of 18 as red, green, blue"),
        (SuperResolveSpec(), (0,), "luma · all that the network reads"),
    ],
)
def test_the_low_resolution_input_says_what_it_is(
    subpixel: Show, pair: CanvasPair, task: SubpixelTaskSpec, channels: tuple[int, ...], words: str
) -> None:
    state = subpixel_state(left="input")
    spec = state.experiment.spec_of(SubpixelSpec).replaced(task=task)
    _, session = subpixel(dataclasses.replace(state, experiment=state.experiment.with_spec(spec)))
    session.show(input_picture=InputPicture(1, channels, picture(np.zeros((1, 5, 8), np.float32))))
    assert pair.input.note.text() == words


def test_the_tiles_of_one_output_channel_are_counted_apart(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state())
    shown = session.state.answer(TILES, Tiles)
    assert shown is not None
    session.show(snapshot=subpixel_snapshot(tiles=shown.picture, groups=(1,)))
    assert pair.input.note.text() == "9 of 18 channels of 8 × 5"


def test_magenta_is_explained_where_there_is_any(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state())
    assert pair.input.note.text() == "18 channels of 8 × 5"
    assert session.state.source is not None
    session.show(source=dataclasses.replace(session.state.source, nan_count=3, non_finite_count=3))
    assert pair.input.note.text() == "18 channels of 8 × 5 · magenta: NaN"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"engine": EngineStatus("starting")}, "starting"),
        ({"engine": EngineStatus("failed", problem=GIVEN_UP)}, "restart it"),
        ({"refusal": NONE_FITS}, sentence(NONE_FITS)),
        ({}, "Waiting"),
    ],
)
def test_an_empty_canvas_says_why(subpixel: Show, pair: CanvasPair, changed: dict[str, Any], words: str) -> None:
    subpixel(dataclasses.replace(subpixel_state(), snapshot=None, configured=None, **changed))
    hint = pair.output.findChild(QLabel, "outputCanvasHint")
    assert isinstance(hint, QLabel)
    assert hint.isVisibleTo(pair)
    assert words in hint.text()


# Chips ----------------------------------------------------------------------------------------------------------


def with_pick(state: State, pixel_yx: tuple[int, int]) -> State:
    return dataclasses.replace(state, picks=picked(pixel_yx, "subpixel"))


def test_click_picks_the_low_resolution_pixel(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    assert scene.shuffle.left.picked.highlights == ()
    Hand(pair.output).click(pair.output.projection.to_screen(10, 7))
    assert session.state.pick == (3, 2)
    assert pair.output.note.text() == "pixel (3, 2)"
    framed = [(mark.rect.top(), mark.rect.left()) for mark in scene.shuffle.left.picked.highlights]
    assert framed == [(5 * i + 3, 8 * j + 2) for i in range(3) for j in range(3)], "in each of its nine tiles"


def test_the_note_says_of_what_peak_the_psnr_is_and_the_pixel_goes_first(subpixel: Show, pair: CanvasPair) -> None:
    state = subpixel_state(phase_order=(1, 0, *range(2, 9)), pixel_yx=(3, 2))
    assert state.snapshot is not None
    answers = {**state.snapshot.answers, ARRANGEMENT: Arrangement(6.3622, 20 * math.log10(104.86 / 6.3622))}
    subpixel(dataclasses.replace(state, snapshot=msgspec.structs.replace(state.snapshot, answers=answers)))
    displaced, *rest = pair.output.note.whole_text.split(" · ")
    assert displaced.endswith("displaced")
    assert rest == ["PSNR 24.34 dB", "peak 104.86", "pixel (3, 2)"]


def test_chips_are_on_their_sub_pixels_when_these_are_large(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(with_pick(subpixel_state(), (2, 4)))
    pair.output.zoom_to(QRectF(9, 3, 8, 8))
    assert pair.output.projection.scale >= IN_PLACE_FROM
    for phase in range(9):
        position = scene.shuffle.right.picked.chips.centre_of(phase)
        assert position is not None
        assert pair.output.projection.to_position(position) == pytest.approx((6 + phase // 3, 12 + phase % 3))


@pytest.mark.parametrize("upscale_factor", [2, 3, 4, 8])
@pytest.mark.parametrize("place", [(0, 0), (10, 19), (20, 39)])
def test_small_sub_pixels_get_chips_beside_them(upscale_factor: int, place: tuple[int, int]) -> None:
    scale = 600 / (40 * upscale_factor)
    projection = Projection(scale, left=0, top=0, width=600, height=330)
    geometry = chip_geometry(projection, place, upscale_factor)
    assert geometry is not None
    assert geometry.callout
    assert geometry.side >= SMALLEST_CHIP
    assert QRectF(0, 0, 600, 330).contains(geometry.plate)
    assert not geometry.plate.intersects(geometry.pixel)


@pytest.mark.parametrize("place", [(0, 0), (20, 20), (31, 16), (39, 39)])
@pytest.mark.parametrize("upscale_factor", [2, 3, 4])
def test_chips_stand_above_or_below_where_there_is_no_room_beside(
    upscale_factor: int, place: tuple[int, int]
) -> None:
    projection = Projection(
        5 / upscale_factor, left=-8 * upscale_factor / 5, top=-100 * upscale_factor / 5, width=232, height=416
    )
    geometry = chip_geometry(projection, place, upscale_factor)
    assert geometry is not None
    assert QRectF(0, 0, 232, 416).contains(geometry.plate)
    assert not geometry.plate.intersects(geometry.pixel)
    start, end = geometry.leader
    between = [start + (end - start) * share for share in (0.01, 0.5, 0.99)]
    for rect in (geometry.plate, geometry.pixel):
        assert not any(rect.adjusted(1, 1, -1, -1).contains(point) for point in between)


@pytest.mark.parametrize("size", [(290, 470), (430, 760), (640, 640)])
@pytest.mark.parametrize("upscale_factor", range(2, 9))
def test_chips_never_hide_their_pixel(upscale_factor: int, size: tuple[int, int]) -> None:
    """At every zoom, and wherever the pixel is: beside it, or each in half of its own sub-pixel."""
    r, (width, height) = upscale_factor, size
    for scale in np.geomspace(0.5, min(size) / 4, 24):
        for across in (0.1, 0.5, 0.9):
            for down in (0.1, 0.5, 0.9):
                # The picked pixel (20, 20) has its middle at these shares of the viewport.
                middle = 20.5 * r
                left, top = middle - width * across / scale, middle - height * down / scale
                geometry = chip_geometry(Projection(scale, left, top, width, height), (20, 20), r)
                assert geometry is not None
                if geometry.callout:
                    assert not geometry.plate.intersects(geometry.pixel)
                    assert QRectF(0, 0, width, height).contains(geometry.plate)
                else:
                    assert scale >= CROWDED_FROM
                    for phase in range(r * r):
                        assert geometry.chip(phase).top() >= geometry.cell(phase).center().y()


def test_chips_go_where_the_picked_pixel_is_out_of_view() -> None:
    assert chip_geometry(Projection(10, left=500, top=0, width=600, height=300), (0, 0), 3) is None


@pytest.mark.parametrize("r", range(2, 9))
@pytest.mark.parametrize("picked", [(1, 2), (20, 20), (39, 30)])
def test_chips_stand_below_the_labels_of_the_canvas(r: int, picked: tuple[int, int]) -> None:
    projection = Projection(320 / (40 * r), left=-1.0, top=-100.0 / (320 / (40 * r)), width=340, height=560)
    geometry = chip_geometry(projection, picked, r, top=70.0)
    assert geometry is not None
    assert geometry.plate.top() >= 70.0
    assert not geometry.plate.intersects(geometry.pixel)
    assert geometry.side >= 20.0
    low = chip_geometry(Projection(2.0, 0, 0, 340, 120), (5, 5), 2, top=70.0)
    assert low is not None
    assert not low.plate.intersects(low.pixel), "where there is no room below them, they stand where there is"


@pytest.mark.parametrize("zoomed", [False, True])
@pytest.mark.parametrize("before", [(), CYCLE])
def test_dragging_a_chip_exchanges_phases_while_it_moves(
    subpixel: Show, pair: CanvasPair, zoomed: bool, before: tuple[int, ...]
) -> None:
    scene, session = subpixel(with_pick(subpixel_state(phase_order=before), (2, 4)))
    if zoomed:
        pair.output.zoom_to(QRectF(9, 3, 8, 8))
    start, over, end = (scene.shuffle.right.picked.chips.centre_of(phase) for phase in (0, 1, 5))
    assert start is not None
    assert over is not None
    assert end is not None
    original = list(subpixel_spec(session).phases)

    def exchanged(p: int, q: int) -> tuple[int, ...]:
        order = original.copy()
        order[p], order[q] = order[q], order[p]
        return tuple(order)

    hand = Hand(pair.output)
    hand.drag(start, over)
    assert subpixel_spec(session).phases == exchanged(0, 1)
    hand.move(end)
    assert subpixel_spec(session).phases == exchanged(0, 5)
    gestures = {gesture for _, _, gesture in session.called("update")}
    assert len(gestures) == 1
    assert not session.called("end_gesture")
    hand.release(end)
    assert len(session.called("end_gesture")) == 1
    assert subpixel_spec(session).phases == exchanged(0, 5)


def test_escape_puts_the_chips_away_and_a_click_brings_them_back(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state(pixel_yx=(2, 3)))
    assert scene.shuffle.right.picked.chips.centre_of(0) is not None
    press_key(pair.output, Qt.Key.Key_Escape)
    assert session.state.pick is None
    assert scene.shuffle.right.picked.chips.centre_of(0) is None
    assert pair.output.note.text() == ""
    Hand(pair.output).click(pair.output.projection.to_screen(4, 7))
    assert session.state.pick == (1, 2)
    assert scene.shuffle.right.picked.chips.centre_of(0) is not None


def test_escape_gives_a_held_chip_back(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(with_pick(subpixel_state(phase_order=CYCLE), (2, 4)))
    start, end = scene.shuffle.right.picked.chips.centre_of(0), scene.shuffle.right.picked.chips.centre_of(8)
    assert start is not None
    assert end is not None
    hand = Hand(pair.output)
    hand.drag(start, end)
    assert subpixel_spec(session).phases != CYCLE
    press_key(pair.output, Qt.Key.Key_Escape)
    assert subpixel_spec(session).phases == CYCLE
    hand.move(end + QPointF(3, 3))
    hand.release(end)
    assert subpixel_spec(session).phases == CYCLE
    assert session.state.pick == (2, 4)


def test_gesture_of_a_chip_ends_once_when_the_window_loses_the_mouse(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(with_pick(subpixel_state(), (2, 4)))
    start, end = scene.shuffle.right.picked.chips.centre_of(0), scene.shuffle.right.picked.chips.centre_of(8)
    assert start is not None
    assert end is not None
    hand = Hand(pair.output)
    hand.drag(start, end)
    exchanged = subpixel_spec(session).phases
    scene.shuffle.right.picked.chips.ungrabMouse()
    assert len(session.called("end_gesture")) == 1
    hand.move(start)
    hand.release(start)
    assert subpixel_spec(session).phases == exchanged
    assert len(session.called("end_gesture")) == 1


def test_chip_let_go_far_away_goes_home(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(with_pick(subpixel_state(), (2, 4)))
    start = scene.shuffle.right.picked.chips.centre_of(4)
    assert start is not None
    hand = Hand(pair.output)
    hand.drag(start, start + QPointF(0, 250), steps=12)
    hand.release(start + QPointF(0, 250))
    assert subpixel_spec(session).phase_order == ()


def test_chips_have_the_colour_of_the_tile_they_come_from(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(with_pick(subpixel_state(phase_order=CYCLE), (2, 4)))
    geometry = scene.shuffle.right.picked.chips.geometry()
    assert geometry is not None
    for landing, phase in enumerate(CYCLE):
        corner = geometry.chip(landing).center() + QPointF(0, geometry.chip(landing).height() / 2 - 3)
        assert near(colour_at(pair.output, corner), rgb(phase_colour(phase, 3)), 40)


def test_hovering_a_chip_beside_its_pixel_means_its_sub_pixel(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(with_pick(subpixel_state(), (2, 4)))
    position = scene.shuffle.right.picked.chips.centre_of(5)
    assert position is not None
    Hand(pair.output).move(position)
    assert scene.shuffle.hover.place == OutputPlace(0, 2 * 3 + 1, 4 * 3 + 2)


def test_keys_pick_and_swap(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(with_pick(subpixel_state(), (2, 4)))
    press_key(pair.output, Qt.Key.Key_Right)
    press_key(pair.output, Qt.Key.Key_Down)
    assert session.state.pick == (3, 5)
    press_key(pair.output, Qt.Key.Key_Tab)
    assert scene.shuffle.right.picked.chips.focused == 0
    press_key(pair.output, Qt.Key.Key_Right)
    assert subpixel_spec(session).phases == (1, 0, 2, 3, 4, 5, 6, 7, 8)
    assert scene.shuffle.right.picked.chips.focused == 1
    press_key(pair.output, Qt.Key.Key_Up)  # no phase there
    press_key(pair.output, Qt.Key.Key_Down)
    assert subpixel_spec(session).phases == (1, 4, 2, 3, 0, 5, 6, 7, 8)
    assert len(session.called("end_gesture")) == 2
    press_key(pair.output, Qt.Key.Key_Escape)
    assert scene.shuffle.right.picked.chips.focused is None


def test_zoom_to_probe_shows_the_picked_pixel_and_fit_shows_everything(subpixel: Show, pair: CanvasPair) -> None:
    scene, _ = subpixel(with_pick(subpixel_state(size=(60, 60)), (40, 10)))
    scene.zoom_to_pick()
    assert pair.output.projection.visible_canvas().center() == QPointF(31.5, 121.5)
    scene.fit()
    assert pair.output.frame.fitted


def test_task_says_which_pictures_there_are(subpixel: Show, pair: CanvasPair, qtbot: QtBot) -> None:
    _, session = subpixel(subpixel_state())
    assert [pair.output.choice.itemData(n) for n in range(pair.output.choice.count())] == ["output", ALL_CHANNELS]
    qtbot.keyClick(pair.input.choice, Qt.Key.Key_Down)
    assert session.called("show_picture") == [("left", "input")]
    assert not shows_tiles(session.state)


def test_new_snapshot_keeps_zoom_and_hover(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    pair.output.zoom_by(2)
    before = pair.output.projection
    Hand(pair.output).move(QPointF(300, 300))
    hovered = scene.shuffle.hover.place
    old = session.state.snapshot
    assert old is not None
    session.show(snapshot=msgspec.structs.replace(old, step=2))
    assert pair.output.projection == before
    assert scene.shuffle.hover.place == hovered


# What is written on chips -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("upscale_factor", range(2, 9))
def test_words_on_every_phase_colour_can_be_read(upscale_factor: int) -> None:
    for phase in range(upscale_factor**2):
        colour = phase_colour(phase, upscale_factor)
        assert contrast(text_colour_on(colour), colour) >= 4.5


@pytest.mark.parametrize("upscale_factor", range(2, 9))
def test_values_stay_within_their_chips(subpixel: Show, pair: CanvasPair, upscale_factor: int) -> None:
    """Beside a chip's text there is its colour, on both sides, however long the value is."""
    r = upscale_factor
    state = subpixel_state(upscale_factor=r, size=(40, 60), pixel_yx=(20, 30))
    assert state.snapshot is not None
    held = Subpixels((20, 30), np.full(r * r, -0.00085, np.float32))
    snapshot = msgspec.structs.replace(state.snapshot, answers={**state.snapshot.answers, PICKED: held})
    scene, _ = subpixel(dataclasses.replace(state, snapshot=snapshot))
    geometry = scene.shuffle.right.picked.chips.geometry()
    assert geometry is not None
    image = screen(pair.output).astype(int)
    for phase in range(r * r):
        chip, colour = geometry.chip(phase), np.array(rgb(phase_colour(phase, r)))
        for x in (chip.left() + 1.9, chip.right() - 2.4):
            column = image[int(chip.top()) + 7 : int(chip.bottom()) - 7, int(x)]
            assert np.abs(column - colour).max() < 40


def test_a_chip_with_room_for_it_writes_a_value_as_the_inspector_does(qapp: QApplication) -> None:
    values = [0.098, 0.5, -0.0127, 12.0]
    assert value_texts(values, 60.0, qapp.font()) == [compact(value) for value in values]
    assert value_texts(values, 60.0, qapp.font())[0] == "0.0980"
    narrow = value_texts(values, 20.0, qapp.font())
    assert max(map(len, narrow)) < len("0.0980"), "with fewer digits where there is none"


# The engine's death ---------------------------------------------------------------------------------------------


def test_tiles_and_map_stay_where_they_are_when_the_engine_dies(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    layout, before = scene.tile_layout, (screen(pair.input), screen(pair.output))
    session.show(engine=EngineStatus("lost", problem=DEAD), configured=None)
    assert scene.tile_layout == layout
    for canvas, image in zip((pair.input, pair.output), before, strict=True):
        assert np.array_equal(screen(canvas), image)
    session.show(engine=EngineStatus("ready"), snapshot=None)
    assert scene.tile_layout is None


def test_chips_and_tiles_of_what_has_no_channels_name_none(
    subpixel: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces: list[ChipFace] = []
    monkeypatch.setattr(chip_overlay, "draw_chip", lambda _p, _r, face, *_f, **_k: faces.append(face))
    scene, session = subpixel(subpixel_state(channels=1, pixel_yx=(2, 3)))
    session.show_picture("right", "shuffled")  # of which there is one, also where upsamplers are compared
    named = {}
    for name in ("subpixel", "transposed-k4", "resize-conv", "bicubic"):
        upsampler = upsampler_named(name)
        task = SuperResolveSpec(upsampler=upsampler) if upsampler.trains else SuperResolveSpec(compared=(upsampler,))
        session.show(experiment=Experiment(lab=LAB, labs=(SubpixelSpec(upscale_factor=3, task=task),)))
        session.show_run(None if upsampler.trains else name)
        faces.clear()
        screen(pair.output)
        named[name] = [face.origin for face in faces][:9]
        place = scene.place_at(pair.input, 5 + 3.2, 2 * 8 + 5.9)
        assert place == (InputPlace(5, 3, 5 + 1) if name == "subpixel" else PhasePlace(1, 2, 3, 5 + 1))
    assert named == {
        "subpixel": [f"ch {phase}" for phase in range(9)],
        # Of four places three outputs apart, cut by one: place 1, place 2, places 0 and 3.
        "transposed-k4": ["1 tap", "1 tap", "2 taps"] * 2 + ["2 taps", "2 taps", "4 taps"],
        "resize-conv": [""] * 9,
        "bicubic": [""] * 9,
    }


def test_a_place_in_the_mosaic_is_told_as_channel_and_pixel(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    assert scene.shuffle.left.shows_tiles
    # Group 1, tile of phase 5 = (1, 2), pixel (3, 6): groups of 15 × 24 stand side by side, tiles are 5 × 8.
    assert scene.shuffle.left.named_at(1 * 5 + 3.2, 24 + 2 * 8 + 5.9) == (1 * 9 + 5, 3, 6)
    assert scene.shuffle.left.named_at(-1.0, 0.0) is None
    assert scene.place_at(pair.input, 1 * 5 + 3.2, 24 + 2 * 8 + 5.9) == InputPlace(1 * 9 + 5, 3, 6)
    assert scene.place_at(pair.input, -1.0, 0.0) is None
    assert scene.place_at(pair.output, 3.2, 5.9) == (3.2, 5.9)
    session.show_picture("left", "input")
    assert not scene.shuffle.left.shows_tiles
    assert scene.place_at(pair.input, 3.2, 5.9) == (3.2, 5.9)


# The part held out ----------------------------------------------------------------------------------------------


def test_a_line_shows_where_the_part_held_out_begins(subpixel: Show, pair: CanvasPair) -> None:
    state = subpixel_state(size=(20, 40))
    _, session = subpixel(state)
    before = screen(pair.output).astype(int)
    assert state.configured is not None
    session.show(configured=msgspec.structs.replace(state.configured, held_out_from=72))
    changed = np.abs(screen(pair.output).astype(int) - before).max(axis=2) > 40
    rows, columns = np.nonzero(changed)
    ratio = pair.output.devicePixelRatioF()
    edge = pair.output.projection.to_screen(0, 71.5).x() * ratio
    assert np.median(columns) == pytest.approx(edge, abs=2 * ratio)
    top, bottom = (pair.output.projection.to_screen(y, 0).y() * ratio for y in (-0.5, 59.5))
    assert rows.min() == pytest.approx(top, abs=4 * ratio)
    assert rows.max() == pytest.approx(bottom, abs=4 * ratio)
    session.show(snapshot=None)
    # Nothing but the ground, which is what the first column shows.
    assert not (np.abs(screen(pair.output).astype(int)[:, int(edge)] - before[:, 0]) > 40).any()


def test_the_names_of_the_parts_stand_at_the_top_where_something_covers_their_place() -> None:
    view = Projection(1.0, 0.0, 0.0, 400, 300)
    for width, held_out in ((200, 120), (110, 60)):
        layer = HeldOutLayer(QFont())
        layer.show(held_out, 100, width)
        picture = view.map_rect(canvas_rect(0, 0, 100, width))
        line = view.map(canvas_point(0, held_out - 0.5)).x()
        plain = layer.plates(line, picture)
        assert [words.split() for _, words in plain] == [["trains"], ["held", "out"]]
        assert all(picture.contains(plate) and plate.top() > picture.center().y() for plate, _ in plain)
        layer.keep_off(plain[1][0].adjusted(-4, -4, 4, 4))
        raised = layer.plates(line, picture)
        assert [words for _, words in raised] == [words for _, words in plain]
        assert all(picture.contains(plate) and plate.bottom() < picture.center().y() for plate, _ in raised)
    assert "\n" in raised[1][1], "a narrow part has its name in two lines"


def test_the_line_of_a_wipe_runs_through_neither_name() -> None:
    view = Projection(1.0, 0.0, 0.0, 400, 300)
    layer = HeldOutLayer(QFont())
    layer.show(150, 100, 300)
    picture = view.map_rect(canvas_rect(0, 0, 100, 300))
    line = view.map(canvas_point(0, 149.5)).x()
    for wipe in range(0, 300, 5):
        plates = layer.plates(line, picture, wipe)
        assert [words for _, words in plates] == ["trains", "held out"]
        assert not any(plate.left() - 1 < wipe < plate.right() + 1 for plate, _ in plates), wipe
        assert plates[0][0].right() < line < plates[1][0].left()
    layer.show(40, 100, 300)
    narrow = view.map(canvas_point(0, 39.5)).x()
    assert [words for _, words in layer.plates(narrow, picture, narrow - 15)] == ["held out"], "no room beside it"


# Both scenes ----------------------------------------------------------------------------------------------------


def test_the_other_lab_begins_with_clean_badges(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state())
    assert pair.input.note.text() == "18 channels of 8 × 5"
    scene.set_active(False)
    other = DeformableScene(pair, session, Settings(), DEFORMABLE.overlays)
    other.set_active(True)
    other.show_state(None, session.state)
    assert pair.input.note.text() == ""

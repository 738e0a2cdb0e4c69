"""The offset field over the input, its arrows, and as a picture of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from rig import CanvasSession, colour_at, deformable_state, near, rgb, screen, with_spec

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.field_colours import TINT_OPACITY, field_picture, scale_for, tint_image
from vizapp.gui.deformable.field_layers import MOST_ARROWS, ArrowLayer, PlacedField
from vizapp.gui.deformable.field_overlay import ARROWS, FIELD, TINT, TRUE_FIELD, TRUTH, key_lines
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import LAB, OUTPUT, offered_pictures, right_picture
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.widgets.numbers import three_digits
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import FieldRequest, PictureRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
PLAIN = ("deformable.grid", "deformable.arrows", "deformable.trails")


def field_of(offset_yx: NDArray[np.float32], reach: float = 2.0, **more: Any) -> Field:
    rows, columns = offset_yx.shape[:2]
    return Field("offsets", None, (0, 0, rows, columns), (1, 1), offset_yx, reach)


def halves(height: int = 48, width: int = 64) -> NDArray[np.float32]:
    """Return offsets of 2 px up in the upper half, and none in the lower."""
    offsets = np.zeros((height, width, 2), np.float32)
    offsets[: height // 2, :, 0] = -2.0
    return offsets


def with_answers(state: State, **answers: Any) -> State:
    assert state.snapshot is not None
    snapshot = msgspec.structs.replace(state.snapshot, answers=state.snapshot.answers | answers)
    return dataclasses.replace(state, snapshot=snapshot)


def showing(*keys: str, **answers: Any) -> State:
    state = with_answers(deformable_state(), **answers)
    return dataclasses.replace(state, view=dataclasses.replace(state.view, shown=frozenset(keys)))


# What is asked for ---------------------------------------------------------------------------------------------


def test_a_field_is_asked_for_only_while_it_is_shown() -> None:
    state = deformable_state()
    assert not any(isinstance(request, FieldRequest) for request in DEFORMABLE.requests(state).values())
    shown = dataclasses.replace(state.view, shown=frozenset({TINT, ARROWS, TRUTH}), selected_tap=3)
    wanted = DEFORMABLE.requests(dataclasses.replace(state, view=shown))
    assert wanted[FIELD] == FieldRequest("offsets", 3)
    assert wanted[TRUE_FIELD] == FieldRequest("truth", 3)
    without = dataclasses.replace(shown, shown=frozenset({TINT, TRUTH}), selected_tap=None)
    wanted = DEFORMABLE.requests(dataclasses.replace(state, view=without))
    assert wanted[FIELD] == FieldRequest("offsets", None)
    assert TRUE_FIELD not in wanted


def test_the_truth_is_offered_where_the_task_knows_one() -> None:
    state = deformable_state(pictures={(LAB, "right"): "off_truth"}, selected_tap=2)
    assert offered_pictures(state)[-2:] == ("true_field", "off_truth")
    assert DEFORMABLE.requests(state)[OUTPUT] == PictureRequest("off_truth", None, tap=2)
    assert state.configured is not None
    blind = msgspec.structs.replace(state.configured, metrics=state.configured.metrics[:1])
    state = dataclasses.replace(state, configured=blind)
    assert offered_pictures(state) == ("output", "target", "error", "field", "plain_difference", "untrained")
    assert right_picture(state) == "output"
    assert DEFORMABLE.requests(state)[OUTPUT] == PictureRequest("output", None)


# Colours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "scale"), [(0.0, 0.5), (0.5, 0.5), (0.51, 1), (1, 1), (1.4, 2), (2.1, 5), (73, 100)]
)
def test_the_scale_is_a_round_length(reach: float, scale: float) -> None:
    assert scale_for(reach) == scale


@pytest.mark.parametrize("way", [(-1, 0), (1, 0), (0, 1), (0, -1), (1, 1), (-1, 2)])
def test_hue_is_direction_and_strength_is_length(way: tuple[int, int]) -> None:
    unit = np.array(way, np.float32) / np.hypot(*way)
    offsets = np.stack([unit * length for length in (0.0, 1.0, 2.0, 200.0)])[None].astype(np.float32)
    pixels = field_picture(field_of(offsets)).pixels[0].astype(int)
    hue = np.array(rgb(direction_colour(*way)))
    assert pixels[0].tolist() == [255, 255, 255]
    assert np.abs(pixels[1] - (255 + hue) / 2).max() <= 3
    assert np.abs(pixels[2] - hue).max() <= 4
    assert np.abs(pixels[3] - hue).max() <= 4, "beyond the scale the direction stays"
    opacity = [tint_image(offsets, 2.0).pixelColor(n, 0).alphaF() for n in range(4)]
    np.testing.assert_allclose(opacity, np.array([0, 0.5, 1, 1]) * TINT_OPACITY, atol=0.01)


def test_a_field_as_a_picture_holds_its_lengths() -> None:
    picture = field_picture(field_of(np.array([[[3.0, -4.0], [0.0, 1.0]]], np.float32), reach=5.0))
    assert picture.values is not None
    assert picture.values.tolist() == [[[5.0, 1.0]]]
    assert picture.high == 5.0


# Drawn ---------------------------------------------------------------------------------------------------------


def test_the_tint_lies_over_the_picture_where_the_units_are(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(showing(TINT, field=field_of(halves())))
    to_screen = pair.input.projection.to_screen
    hue = np.array(rgb(direction_colour(-1, 0)))
    tinted = tuple((128 + TINT_OPACITY * (hue - 128)).round().astype(int).tolist())
    assert near(colour_at(pair.input, to_screen(22.7, 50)), tinted)
    assert near(colour_at(pair.input, to_screen(24.3, 50)), (128, 128, 128))
    key = scene.overlays[TINT].key
    assert key.lines == ("rim = 2.0 px", "mean of 9 taps")
    session.look(shown=frozenset())
    assert near(colour_at(pair.input, to_screen(22.7, 50)), (128, 128, 128))
    assert not key.isVisible()


@pytest.mark.parametrize(
    ("groups", "tap", "words"),
    [
        (1, 5, "tap 1,2"),
        (1, None, "mean of 9 taps"),
        (2, 5, "group 0, tap 1,2"),
        (2, 14, "group 1, tap 1,2"),
        (2, None, "mean of 18 taps"),
    ],
)
def test_the_key_says_of_which_tap_the_field_is(groups: int, tap: int | None, words: str) -> None:
    field = Field("offsets", tap, (0, 0, 48, 64), (1, 1), halves(), 2.0)
    assert key_lines(field, with_spec(deformable_state(), offset_groups=groups))[1] == words
    truth = msgspec.structs.replace(field, kind="truth")
    assert key_lines(truth, with_spec(deformable_state(), offset_groups=groups))[1] == f"truth, {words}"


def test_the_tint_of_every_second_unit_covers_both(deformable: Show, pair: CanvasPair) -> None:
    state = with_spec(showing(TINT), stride=2)
    offsets = np.zeros((6, 8, 2), np.float32)
    offsets[2, 3] = (0, 2)  # stands for units (8 … 11, 12 … 15), so for rows 16 … 23 and columns 24 … 31
    field = Field("offsets", 4, (0, 0, 24, 32), (4, 4), offsets, 2.0)
    deformable(with_answers(state, field=field))
    to_screen = pair.input.projection.to_screen
    image = screen(pair.input).astype(int)

    def is_tinted(y: float, x: float) -> bool:
        place = to_screen(y, x)
        return bool(np.abs(image[int(place.y()), int(place.x())] - 128).max() > 20)

    # A unit of stride 2 stands for its own pixel and half of the next on either side.
    assert is_tinted(15.4, 23.4)
    assert is_tinted(22.6, 30.6)
    assert not is_tinted(14.6, 27)
    assert not is_tinted(23.4, 27)
    assert not is_tinted(20, 31.4)
    assert not is_tinted(20, 22.6)


def test_the_field_is_a_picture_of_its_own(deformable: Show, pair: CanvasPair) -> None:
    state = deformable_state(hidden=PLAIN, pictures={(LAB, "right"): "field"})
    scene, session = deformable(with_answers(state, **{OUTPUT: field_of(halves())}))
    to_screen = pair.output.projection.to_screen
    assert near(colour_at(pair.output, to_screen(5, 5)), rgb(direction_colour(-1, 0)))
    assert near(colour_at(pair.output, to_screen(40, 5)), (255, 255, 255))
    assert pair.output.choice.currentText() == "Field"
    assert pair.output.value_at(5, 5) == (2.0,)
    assert scene.picture_key.lines == ("rim = 2.0 px", "mean of 9 taps")
    session.show(snapshot=deformable_state().snapshot)
    assert not scene.picture_key.isVisible()


def test_off_the_truth_says_what_is_white(deformable: Show) -> None:
    scene, _ = deformable(deformable_state(pictures={(LAB, "right"): "off_truth"}))
    assert scene.picture_key.lines[0].endswith(" px")
    assert scene.picture_key.isVisible()


@pytest.mark.parametrize("name", ["error", "plain_difference"])
def test_a_difference_says_what_is_white(deformable: Show, name: str) -> None:
    scene, session = deformable(deformable_state(pictures={(LAB, "right"): name}))
    answered = session.state.answer(OUTPUT, Picture)
    assert answered is not None
    assert scene.picture_key.lines == (f"0 to {three_digits(answered.high)}",)
    assert scene.picture_key.isVisible()
    session.look(pictures={})
    assert not scene.picture_key.isVisible()


def test_arrows_are_drawn_and_their_enlargement_is_said(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(showing(field=field_of(halves(), reach=0.2)))
    before = screen(pair.input)
    session.look(shown=frozenset({ARROWS}))
    changed = np.abs(screen(pair.input).astype(int) - before).max(axis=-1) > 40
    top = pair.input.projection.map_rect(QRectF(0, 0, 64, 24))
    assert changed[int(top.top()) : int(top.bottom()), int(top.left()) : int(top.right())].mean() > 0.02
    assert "10×" in scene.overlays[ARROWS].key.lines[0]
    pair.input.zoom_by(16)
    assert scene.overlays[ARROWS].key.lines == ()


@pytest.mark.parametrize(
    ("reach", "true_reach", "factor"), [(0, None, 1), (0, 1.6, 2), (0.2, 1.6, 2), (0.2, 0.1, 10)]
)
def test_arrows_and_true_ends_are_enlarged_no_more_than_fits(
    reach: float, true_reach: float | None, factor: int
) -> None:
    layer, geometry = ArrowLayer(), ConvGeometry.aligned(3)
    truth = None if true_reach is None else PlacedField(field_of(halves(), reach=true_reach), geometry)
    layer.show(PlacedField(field_of(halves(), reach=reach), geometry), truth)
    assert layer.magnification(Projection(8.0, 0.0, 0.0, 600.0, 400.0)) == factor


@pytest.mark.parametrize("scale", [1.0, 3.7, 9.0, 40.0])
def test_arrows_stand_at_units_and_no_closer_than_they_may(scale: float) -> None:
    random = np.random.default_rng(0).normal(size=(24, 32, 2)).astype(np.float32)
    placed = PlacedField(field_of(random), ConvGeometry.aligned(3, 2))
    projection = Projection(scale, 5.0, 3.0, 600.0, 400.0)
    places, offsets = placed.sparse(projection)
    assert len(places) > 3
    columns = np.unique(places[:, 0].round(3))
    if len(columns) > 1:
        assert 28 <= np.diff(columns).min() < max(28 + 2 * scale, 2 * scale + 0.1)
    for (x, y), offset in zip(places.tolist(), offsets, strict=True):
        unit = (y / scale + 3.0 - 0.5) / 2, (x / scale + 5.0 - 0.5) / 2
        assert unit == pytest.approx((round(unit[0]), round(unit[1])), abs=1e-6)
        np.testing.assert_array_equal(offset, random[round(unit[0]), round(unit[1])])


@pytest.mark.parametrize("most", [MOST_ARROWS, MOST_ARROWS // 2])
@pytest.mark.parametrize("scale", [0.5, 2.0, 11.0, 23.0, 60.0])
def test_a_large_canvas_has_no_more_arrows_than_a_frame_has_time_for(scale: float, most: int) -> None:
    placed = PlacedField(field_of(np.ones((700, 900, 2), np.float32)), ConvGeometry.aligned(3))
    counts, places = [], []
    for left in np.linspace(0, 100, 23).tolist():
        projection = Projection(scale, left, 7.3 + left / 2, 2200.0, 1300.0)
        found, _ = placed.sparse(projection, most)
        counts.append(len(found))
        units = found / scale + (projection.left, projection.top) - 0.5
        places.append(set(map(tuple, units.round(3).tolist())))
    assert most / 4 < max(counts) <= most
    columns = sorted({x for found in places for x, _ in found})
    gaps = np.diff(columns)
    assert np.ptp(gaps) < 1e-6, "panning takes no other units"


def test_the_legend_explains_what_is_shown(deformable: Show) -> None:
    scene, session = deformable(deformable_state())
    assert "offset field: direction, length" not in scene.legend.texts
    height = scene.legend.height()
    session.look(shown=session.state.view.shown | {TINT, ARROWS})
    assert "offset field: direction, length" not in scene.legend.texts, "the engine has not answered yet"
    session.show(snapshot=with_answers(session.state, **{FIELD: field_of(halves())}).snapshot)
    assert "offset field: direction, length" in scene.legend.texts
    assert scene.legend.height() > height
    session.look(shown=frozenset())
    assert scene.legend.texts == ("sampling point",)

"""Pinned units are drawn beside the probe, on both canvases."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import unit_reading
from PySide6.QtCore import QPointF, QRectF, Qt
from rig import CanvasSession, Hand, colour_at, deformable_state, near, press_key, reading_at, rgb, screen, with_spec

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable import pins_overlay
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.pins_overlay import PINS, SMALLEST_SCALE, disc_scale, pin_probe, pinned_marks
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.protocol.requests import UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.pins import NO_PINS, pinned_units, toggled
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
SPREAD = np.array([(i - 1, j - 1) for i in range(3) for j in range(3)], float)


def pinned_state(*units: tuple[int, int], offsets: float = 1.0) -> State:
    state = deformable_state()
    pins = NO_PINS
    for unit in units:
        pins = toggled(pins, unit, None)
    assert state.snapshot is not None
    readings = tuple(reading_at(unit, SPREAD * offsets) for unit in units)
    answers = state.snapshot.answers | {PINS: UnitReadings(readings)}
    view = dataclasses.replace(state.view, pins={"deformable": pins})
    return dataclasses.replace(state, view=view, snapshot=msgspec.structs.replace(state.snapshot, answers=answers))


def test_shift_and_a_click_pins_and_leaves_the_probe(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state((12, 20)))
    hand = Hand(pair.output)
    hand.modifiers = Qt.KeyboardModifier.ShiftModifier
    place = pair.output.projection.to_screen(30.4, 40.4)
    hand.drag(place, pair.output.projection.to_screen(40, 50))
    hand.release(pair.output.projection.to_screen(40, 50))
    assert session.state.pick == (12, 20)
    assert pinned_units(session.state.view.pins, "deformable") == (("A", (30, 40)),)
    assert pair.output.note.text() == "probe (12, 20) · A 30, 40"
    hand.click(place)
    assert pinned_units(session.state.view.pins, "deformable") == ()
    hand.modifiers = Qt.KeyboardModifier.NoModifier
    hand.click(place)
    assert session.state.pick == (30, 40)
    press_key(pair.output, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.pick == (20, 40)


def test_the_action_pins_the_probe() -> None:
    session = CanvasSession(deformable_state((12, 20)))
    assert DEFORMABLE.actions["pinProbeAction"].enabled(session.state)
    assert not DEFORMABLE.actions["clearPinsAction"].enabled(session.state)
    pin_probe(session)
    assert pinned_units(session.state.view.pins, "deformable") == (("A", (12, 20)),)
    assert DEFORMABLE.requests(session.state)[PINS] == UnitsRequest(((12, 20),), 0, 0)
    DEFORMABLE.actions["clearPinsAction"].run(session)
    assert PINS not in DEFORMABLE.requests(session.state)


@pytest.mark.parametrize("zoomed", [False, True])
def test_points_stand_around_their_unit_larger_where_the_picture_is_small(
    deformable: Show, pair: CanvasPair, zoomed: bool
) -> None:
    unit = (16, 30)
    deformable(pinned_state(unit))
    if zoomed:
        pair.input.zoom_to(QRectF(24, 10, 12, 12))
    projection = pair.input.projection
    scale = disc_scale(projection.scale, 2 * SPREAD)
    assert scale == (projection.scale if zoomed else SMALLEST_SCALE)
    assert (projection.scale >= SMALLEST_SCALE) == zoomed
    geometry, centre = ConvGeometry.aligned(3), projection.to_screen(*unit)
    for tap in (0, 2, 5, 7):
        dy, dx = SPREAD[tap] * 2 * scale
        assert near(colour_at(pair.input, centre + QPointF(dx, dy)), rgb(tap_colour(tap, geometry)), 40)


def test_of_several_offset_groups_the_shown_one_has_its_points() -> None:
    state = deformable_state(offset_group=1)
    reading = unit_reading(unit_yx=(34, 50), offset_groups=2, input_channels=4)
    assert state.snapshot is not None
    snapshot = msgspec.structs.replace(state.snapshot, answers={PINS: UnitReadings((reading,))})
    view = dataclasses.replace(state.view, pins={"deformable": toggled(NO_PINS, (34, 50), None)})
    state = dataclasses.replace(state, view=view, snapshot=snapshot)
    (pin,) = pinned_marks(with_spec(state, offset_groups=2))
    assert pin.point_yx is not None
    np.testing.assert_allclose(pin.point_yx, reading.point_yx[9:])
    (pin,) = pinned_marks(with_spec(state))
    assert pin.point_yx is None, "the answer is of another operator"


def test_a_point_that_is_not_finite_is_a_cross(deformable: Show, pair: CanvasPair) -> None:
    unit = (16, 30)
    whole = pinned_state(unit)
    scene, session = deformable(whole)
    assert "not finite: reads nothing" not in scene.legend.texts
    place = pair.input.projection.to_screen(*unit) + QPointF(2, 2) * SMALLEST_SCALE
    assert near(colour_at(pair.input, place), rgb(tap_colour(8, ConvGeometry.aligned(3))), 40)
    assert whole.snapshot is not None
    (reading,) = whole.snapshot.answers[PINS].readings
    broken = msgspec.structs.replace(reading, broken=np.arange(9) == 8)
    answers = whole.snapshot.answers | {PINS: UnitReadings((broken,))}
    session.show(snapshot=msgspec.structs.replace(whole.snapshot, answers=answers))
    assert near(colour_at(pair.input, place), (255, 255, 255), 40)
    assert pinned_marks(session.state)[0].broken is not None


def test_pins_are_read_in_the_run_on_show() -> None:
    state = with_spec(pinned_state((34, 50)), compared=("free",))
    state = dataclasses.replace(state, view=dataclasses.replace(state.view, run="free"))
    assert DEFORMABLE.requests(state)[PINS] == UnitsRequest(((34, 50),), 0, 0, run="free")


def test_a_wide_constellation_is_kept_small() -> None:
    assert disc_scale(2.0, SPREAD * 30) == 2.0
    assert 3 < disc_scale(2.0, SPREAD * 8) < SMALLEST_SCALE
    assert disc_scale(0.4, SPREAD * 2, most=14.0) == pytest.approx(14 / np.hypot(2, 2))


def test_a_disc_that_something_covers_stands_beside_it_with_a_line_to_its_place(
    deformable: Show, pair: CanvasPair
) -> None:
    unit = (16, 30)
    deformable(pinned_state(unit))
    place = pair.input.projection.to_screen(*unit)
    cover = QRectF(place.x() - 40, place.y() - 40, 80, 200)
    before = screen(pair.input)
    pair.input.corners.note_drawn("loupe", cover)
    after = screen(pair.input)
    rows, columns = np.nonzero((before != after).any(axis=2))
    outside = (columns < cover.left()) | (columns > cover.right()) | (rows < cover.top())
    assert outside.sum() > 300, "a disc with nine points"
    side = columns[outside].mean() < place.x()
    edge = cover.left() - 1 if side else cover.right() + 1
    line = after[int(place.y()), int(min(edge, place.x())) : int(max(edge, place.x()))]
    assert (line.max(axis=1) > 200).mean() > 0.8, "a bright line leads there"
    pair.input.corners.note_drawn("loupe", None)
    assert (screen(pair.input) == before).all()


def disc_places(pair: CanvasPair, monkeypatch: pytest.MonkeyPatch) -> list[tuple[QPointF, float]]:
    """Return the middle and the radius of each disc that is drawn on the input, in the order of the pins."""
    drawn: list[tuple[QPointF, float]] = []

    def note(painter: object, pin: object, star: Any, centre: QPointF) -> None:
        drawn.append((centre, star.radius))

    with monkeypatch.context() as patch:
        patch.setattr(pins_overlay, "_draw_star", note)
        screen(pair.input)
    return drawn


def test_discs_of_neighbours_beside_a_loupe_do_not_overlap(
    deformable: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = ((16, 30), (17, 31), (18, 29), (16, 33))
    deformable(pinned_state(*units))
    place = pair.input.projection.to_screen(*units[0])
    pair.input.corners.note_drawn("cover", cover := QRectF(place.x() - 90, place.y() - 90, 180, 180))
    discs = disc_places(pair, monkeypatch)
    assert len(discs) == len(units)
    for number, (middle, radius) in enumerate(discs):
        assert not cover.intersects(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))
        for other, other_radius in discs[:number]:
            assert np.hypot(*(middle - other).toTuple()) >= radius + other_radius
    pair.input.corners.note_drawn("cover", None)
    (own, _), *_ = disc_places(pair, monkeypatch)
    assert own == place, "the first stays where it is"


def test_a_disc_does_not_lie_over_the_frame_around_what_the_loupe_magnifies(
    deformable: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = deformable_state((60, 90), size=(120, 180))
    pins = pinned_state((62, 94), (54, 80))
    assert large.snapshot is not None
    assert pins.snapshot is not None
    answers = large.snapshot.answers | {PINS: pins.snapshot.answers[PINS]}
    view = dataclasses.replace(large.view, pins=pins.view.pins)
    snapshot = msgspec.structs.replace(large.snapshot, answers=answers)
    scene, _ = deformable(dataclasses.replace(large, view=view, snapshot=snapshot))
    lens = scene.loupe.lens
    assert lens is not None
    frame = pair.input.projection.map_rect(lens.area)
    assert frame.contains(pair.input.projection.to_screen(62, 94))
    discs = disc_places(pair, monkeypatch)
    assert len(discs) == 2
    for middle, radius in discs:
        assert not frame.intersects(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))


def test_a_disc_without_room_leaves_its_letter(
    deformable: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = (16, 30)
    deformable(pinned_state(unit))
    size = pair.input.viewport().size()
    place = pair.input.projection.to_screen(*unit)
    strip = QRectF(place.x() - 15, place.y() - 15, 30, 30)
    pair.input.corners.note_drawn("left", QRectF(0, 0, strip.left(), size.height()))
    pair.input.corners.note_drawn("right", QRectF(strip.right(), 0, size.width(), size.height()))
    assert disc_places(pair, monkeypatch) == []
    with_letter = screen(pair.input)[int(strip.top()) : int(strip.bottom()), int(strip.left()) : int(strip.right())]
    assert (with_letter > 180).all(axis=2).sum() > 20, "a letter on its plate"


def test_letters_of_neighbours_on_the_output_do_not_overlap(
    deformable: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    deformable(pinned_state((16, 30), (16, 31), (17, 30), (17, 31)))
    letters: dict[str, QPointF] = {}
    monkeypatch.setattr(pins_overlay, "_draw_label", lambda painter, place, name: letters.update({name: place}))
    screen(pair.output)
    assert sorted(letters) == ["A", "B", "C", "D"]
    places = list(letters.values())
    for number, (x, y) in enumerate(place.toTuple() for place in places):
        assert all(max(abs(x - other.x()), abs(y - other.y())) > 16 for other in places[:number])


def test_the_places_of_all_pins_are_told_whole_however_narrow_the_canvas(deformable: Show, pair: CanvasPair) -> None:
    units = ((27, 21), (3, 50), (45, 36), (16, 55))
    deformable(pinned_state(*units))
    whole = "probe (12, 20) · A 27, 21 · B 3, 50 · C 45, 36 · D 16, 55"
    assert pair.output.note.text() == whole
    for width in (320, 190, 130, 86):
        pair.output.note.limit_width(width)
        assert pair.output.note.width() <= width
        assert pair.output.note.text().replace("\n", " ").replace(" · ", " ") == whole.replace(" · ", " ")
        lines = pair.output.note.text().count("\n") + 1
        assert lines > 1
        assert pair.output.note.height() >= lines * pair.output.note.fontMetrics().height()
    pair.output.note.limit_width(800)
    assert pair.output.note.text() == whole


def test_pins_are_hidden_with_their_box(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    bare = screen(pair.output), screen(pair.input)
    session.show(view=pinned_state((34, 50)).view, snapshot=pinned_state((34, 50)).snapshot)
    assert (screen(pair.output) != bare[0]).any()
    assert (screen(pair.input) != bare[1]).any()
    session.look(shown=session.state.view.shown - {PINS})
    assert (screen(pair.input) == bare[1]).all()

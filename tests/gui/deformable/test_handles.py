"""All points of a unit are turned and scaled together, by the ring's handles and by keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from rig import CanvasSession, Hand, deformable_state, placed_points, press_key, screen, with_spec

from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.constellation import turned_and_scaled
from vizapp.gui.deformable.handle_drag import HandleDrag
from vizapp.gui.deformable.handles import HANDLE_RADIUS, Ring, draw_handles, ring_around
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import HANDLES
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)
SHIFT = Qt.KeyboardModifier.ShiftModifier
SPREAD = np.array([[(i - 1) * 1.0 + 0.25, (j - 1) * 2.0 - 0.4] for i in range(3) for j in range(3)])
RIGID = [(i - 1.0, j - 1.0) for i in range(3) for j in range(3)]
"""The rigid 3×3 grid from its middle."""


def marks_of(geometry: ConvGeometry, unit: tuple[int, int] = UNIT) -> SamplingMarks:
    rigid = geometry.rigid_points(unit)
    none = np.zeros(len(rigid), bool)
    return SamplingMarks(
        unit_yx=unit, geometry=geometry, rigid_yx=rigid, point_yx=rigid, placed=none, outside=none, known=True
    )


def offsets_of(session: CanvasSession) -> np.ndarray:
    """Return the placed offsets (9, 2) by tap; every tap is placed once."""
    points = placed_points(session)
    assert sorted(point.tap.k for point in points) == list(range(9))
    return np.array([point.offset_yx for point in sorted(points, key=lambda point: point.tap.k)])


def shown(deformable: Show, state: State | None = None, scale: float = 24.0) -> tuple[DeformableScene, CanvasSession]:
    """Show a unit in the middle of the input, so large that there is no loupe."""
    scene, session = deformable(deformable_state(UNIT) if state is None else state)
    canvas = scene.sampling.canvas
    side = canvas.projection.width / scale
    canvas.zoom_to(QRectF(UNIT[1] + 0.5 - side / 2, UNIT[0] + 0.5 - side / 2, side, side))
    return scene, session


def ring_of(scene: DeformableScene) -> Ring:
    marks, projection = scene.sampling.marks, scene.sampling.projection
    assert marks is not None
    points = [projection.to_screen(*place) for place in marks.point_yx.tolist()]
    ring = ring_around(points, projection.to_screen(*UNIT), QRectF(0, 0, projection.width, projection.height))
    assert ring is not None
    return ring


def around(ring: Ring, degrees: float, distance: float | None = None) -> QPointF:
    angle = np.radians(degrees)
    return ring.centre + QPointF(np.cos(angle), np.sin(angle)) * (ring.radius if distance is None else distance)


# The arithmetic -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_the_rigid_grid_scaled_is_the_grid_of_another_dilation(dilation: int) -> None:
    for kernel in ((3, 3), (5, 3), (1, 7), (2, 4)):
        geometry = ConvGeometry.aligned(kernel)
        marks = marks_of(geometry)
        dilated = ConvGeometry(kernel, dilation=(dilation, dilation)).rigid_points((0, 0))
        middle = np.array(ConvGeometry(kernel, dilation=(dilation, dilation)).centre_of((0, 0)))
        found = turned_and_scaled(marks, marks.point_yx, 0.0, float(dilation))
        points = marks.rigid_yx + np.array(list(found.values()))
        np.testing.assert_array_equal(points - geometry.centre_of(UNIT), dilated - middle)


@pytest.mark.parametrize(("quarters", "turn"), [(1, 1), (-1, -1), (2, 2), (4, 0)])
def test_a_quarter_turn_permutes_the_rigid_grid(quarters: int, turn: int) -> None:
    marks = marks_of(ConvGeometry.aligned(3))
    found = turned_and_scaled(marks, marks.point_yx, 90.0 * quarters, 1.0)
    assert list(found) == [Tap(0, k) for k in range(9)]
    points = (marks.rigid_yx + np.array(list(found.values())) - UNIT).tolist()
    # A turn with the clock, y down: what was to the right comes to lie below.
    expected = RIGID
    for _ in range(turn % 4):
        expected = [(x, -y) for y, x in expected]
    assert [tuple(point) for point in points] == expected
    assert sorted(map(tuple, points)) == sorted(RIGID)


def test_points_of_any_shape_keep_it() -> None:
    marks, points = (
        marks_of(ConvGeometry.aligned((5, 3), 2, 3), (4, 9)),
        np.random.default_rng(0).normal(size=(15, 2)),
    )
    middle = np.array(marks.geometry.centre_of((4, 9)))
    found = np.array(list(turned_and_scaled(marks, middle + points, 37.0, 1.7).values())) + marks.rigid_yx - middle
    before, after = points @ [1j, 1], found @ [1j, 1]
    np.testing.assert_allclose(after, before * 1.7 * np.exp(1j * np.radians(37.0)), atol=2e-6)


# The handles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("x", "y"), [(300, 300), (20, 300), (300, 15), (580, 590), (20, 20)])
def test_handles_lie_where_there_is_room(x: float, y: float) -> None:
    room = QRectF(0, 0, 600, 600)
    centre = QPointF(x, y)
    ring = ring_around([centre + QPointF(0, 60)], centre, room)
    if ring is None:
        assert min(x, y, 600 - x, 600 - y) < 45
        return
    for handle in ("turn", "scale"):
        place = ring.place_of(handle)
        assert room.adjusted(HANDLE_RADIUS, HANDLE_RADIUS, -HANDLE_RADIUS, -HANDLE_RADIUS).contains(place)
        assert ring.handle_at(place + QPointF(5, 5)) == handle
    assert ring.handle_at(centre) is None
    if (x, y) == (300, 300):
        assert ring.radius > 60


def test_they_are_seen_only_with_the_cursor_near(deformable: Show) -> None:
    scene, session = shown(deformable)
    canvas, hand = scene.sampling.canvas, Hand(scene.sampling.canvas)
    far = QPointF(5, canvas.projection.height - 5)
    hand.move(far)
    bare = screen(canvas)
    hand.move(ring_of(scene).centre + QPointF(12, 12))
    assert (screen(canvas) != bare).any()
    hand.move(far)
    assert (screen(canvas) == bare).all()
    session.show_overlay(HANDLES, False)
    hand.move(ring_of(scene).centre + QPointF(12, 12))
    assert (screen(canvas) == bare).all()


def test_turning_by_the_handle_turns_all_points_as_one_gesture(deformable: Show) -> None:
    scene, session = shown(deformable, deformable_state(UNIT, SPREAD))
    hand, ring, canvas = Hand(scene.sampling.canvas), ring_of(scene), scene.sampling.canvas
    hand.move(ring.centre + QPointF(3, 40))
    hand.drag(ring.place_of("turn"), around(ring, -60.0))
    assert canvas.note.text() == "turned 30°, scaled ×1.00 for unit (12, 20)"
    turned = (SPREAD + RIGID) @ [1j, 1] * np.exp(1j * np.radians(30.0))
    # The mouse has whole pixels.
    np.testing.assert_allclose((offsets_of(session) + RIGID) @ [1j, 1], turned, atol=0.03)
    assert {point.where for point in placed_points(session)} == {Unit(UNIT)}
    assert not session.called("end_gesture")
    hand.release(around(ring, -60.0))
    assert len(session.called("end_gesture")) == 1
    assert canvas.note.isHidden()
    labels = {(label, gesture) for _, label, gesture, _ in session.called("place_points")}
    assert labels == {("Turn points", "turn points")}


def test_scaling_by_the_handle_with_shift_gives_dilation_2(deformable: Show) -> None:
    scene, session = shown(deformable, scale=20.0)
    hand, ring = Hand(scene.sampling.canvas), ring_of(scene)
    hand.move(ring.centre + QPointF(3, 40))
    hand.modifiers = SHIFT
    hand.drag(ring.place_of("scale"), around(ring, 45.0, 1.94 * ring.radius))
    assert scene.sampling.canvas.note.text() == "turned 0°, scaled ×2.00 for unit (12, 20)"
    assert offsets_of(session).tolist() == [list(offset) for offset in RIGID]
    hand.release(around(ring, 45.0, 1.94 * ring.radius))


def test_shift_turns_by_steps_and_the_next_drag_counts_on(deformable: Show) -> None:
    scene, session = shown(deformable)
    hand, note = Hand(scene.sampling.canvas), scene.sampling.canvas.note
    hand.modifiers = SHIFT
    for expected in ("45°", "90°"):
        ring = ring_of(scene)
        hand.move(ring.centre + QPointF(3, 40))
        hand.drag(ring.place_of("turn"), around(ring, -90.0 + 41.0))
        assert note.text().startswith(f"turned {expected}, scaled ×1.00")
        hand.release(around(ring, -90.0 + 41.0))
    points = offsets_of(session) + RIGID
    np.testing.assert_allclose(points, [(x, -y) for y, x in RIGID], atol=2e-6)
    session.show(experiment=deformable_state(UNIT).experiment)
    ring = ring_of(scene)
    hand.move(ring.centre + QPointF(3, 40))
    hand.drag(ring.place_of("turn"), around(ring, -90.0 + 31.0))
    assert note.text().startswith("turned 30°"), "what was undone does not count any more"


def test_scope_and_key_say_whom_it_is_for(deformable: Show) -> None:
    scene, session = shown(deformable, deformable_state(UNIT, scope="brush", brush=5))
    hand, ring = Hand(scene.sampling.canvas), ring_of(scene)
    hand.move(ring.centre + QPointF(3, 40))
    hand.drag(ring.place_of("turn"), around(ring, 0.0))
    assert {point.where for point in placed_points(session)} == {Region(10, 18, 5, 5)}
    assert scene.sampling.canvas.note.text().endswith("for 5 × 5 units around (12, 20)")
    press_key(scene.sampling.canvas, Qt.Key.Key_Escape)
    assert placed_points(session) == ()
    hand.release(around(ring, 0.0))
    session.set_scope("unit")
    hand.modifiers = Qt.KeyboardModifier.ControlModifier
    hand.drag(ring_of(scene).place_of("turn"), around(ring, 0.0))
    assert {point.where for point in placed_points(session)} == {Everywhere()}
    hand.release(around(ring, 0.0))


def test_other_placed_points_stay(deformable: Show) -> None:
    other = PlacedPoint(Tap(0, 3), (1.0, 1.0), Unit((3, 3)))
    scene, session = shown(deformable, with_spec(deformable_state(UNIT), placed_points=(other,)))
    hand, ring = Hand(scene.sampling.canvas), ring_of(scene)
    hand.move(ring.centre + QPointF(3, 40))
    hand.drag(ring.place_of("scale"), around(ring, 45.0, 1.5 * ring.radius))
    assert other in placed_points(session)
    assert len(placed_points(session)) == 10
    press_key(scene.sampling.canvas, Qt.Key.Key_Escape)
    assert placed_points(session) == (other,)
    hand.release(ring.centre)


def test_handles_are_in_the_loupe_while_there_is_one(deformable: Show) -> None:
    scene, session = deformable(deformable_state((60, 90), size=(120, 160)))
    lens, canvas, hand = scene.loupe.lens, scene.loupe.canvas, Hand(scene.loupe.canvas)
    assert lens is not None
    projection = lens.projection
    points = [projection.to_screen(y, x) for y in (59, 60, 61) for x in (89, 90, 91)]
    ring = ring_around(points, projection.to_screen(60, 90), lens.inset)
    assert ring is not None
    hand.move(ring.centre + QPointF(30, 30))
    hand.drag(ring.place_of("scale"), around(ring, 45.0, 1.5 * ring.radius))
    assert scene.loupe.lens == lens, "it stands still"
    np.testing.assert_allclose(offsets_of(session), np.array(RIGID) * 0.5, atol=0.03)
    hand.release(around(ring, 45.0, 1.5 * ring.radius))
    assert canvas.note.isHidden()


def test_there_are_none_where_points_cannot_be_placed(deformable: Show) -> None:
    scene, session = shown(deformable, with_spec(deformable_state(UNIT), task=ScaledShapesSpec()))
    drag = HandleDrag(scene.sampling.canvas, session, print)
    drag.show_marks(scene.sampling.marks)
    assert not drag.offer(True)
    session.show(experiment=deformable_state(UNIT).experiment)
    assert drag.offer(True)
    assert not DEFORMABLE.actions["turnAction"].enabled(dataclasses.replace(session.state, snapshot=None))


# The keys -------------------------------------------------------------------------------------------------------


def test_keys_turn_and_scale_the_probes_points() -> None:
    session = CanvasSession(deformable_state(UNIT))
    for name in ("turnAction", "turnBackAction", "widenAction", "narrowAction"):
        assert DEFORMABLE.actions[name].enabled(session.state)
    for _ in range(6):
        DEFORMABLE.actions["turnAction"].run(session)
    np.testing.assert_allclose(offsets_of(session) + RIGID, [(x, -y) for y, x in RIGID], atol=1e-5)
    for _ in range(6):
        DEFORMABLE.actions["turnBackAction"].run(session)
    np.testing.assert_allclose(offsets_of(session), 0, atol=1e-5)
    for _ in range(4):
        DEFORMABLE.actions["widenAction"].run(session)
    np.testing.assert_allclose(offsets_of(session), RIGID, atol=1e-5)
    DEFORMABLE.actions["narrowAction"].run(session)
    assert session.called("place_points")[-1][1] == "Scale points"
    assert np.abs(offsets_of(session)).max() < 1


def test_of_several_offset_groups_the_shown_one_is_turned() -> None:
    geometry = ConvGeometry.aligned(3)
    marks = dataclasses.replace(marks_of(geometry), group=2)
    assert list(turned_and_scaled(marks, marks.point_yx, 30.0, 1.0)) == [Tap(2, k) for k in range(9)]


@pytest.mark.parametrize("factor", [1.0, 8.0])
def test_a_handle_that_is_held_is_seen_however_far_it_is_dragged(factor: float) -> None:
    """In the loupe the ring soon leaves what is seen; the handle stays at its edge, with the number beside it."""
    room = QRectF(20, 20, 160, 160)
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    ring = Ring(room.center(), 40.0 * factor)
    painter = QPainter(image)
    painter.setClipRect(room)
    draw_handles(painter, ring, room, "scale", "× 8")
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(200, 200, 4)
    drawn = pixels[..., :3] != [255, 0, 255]
    place = ring.place_of("scale")
    x, y = (round(min(each, 180 - HANDLE_RADIUS - 1)) for each in (place.x(), place.y()))
    around_handle = drawn[y - 6 : y + 6, x - 6 : x + 6].any(axis=2)
    assert around_handle.all()
    beside = slice(x - 40, x - 16) if factor > 1 else slice(x + 16, x + 40)
    assert drawn[y - 4 : y + 4, beside].any(), "the number, to the left where there is no room"

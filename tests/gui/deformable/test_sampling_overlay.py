"""The points on the input: where they are drawn, and what the hand and the keys do to them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fakes import picked
from PySide6.QtCore import QPointF, QRectF, Qt
from rig import (
    CanvasSession,
    Hand,
    colour_at,
    deformable_snapshot,
    deformable_state,
    near,
    placed_points,
    press_key,
    reading_at,
    rgb,
    screen,
)

from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable.overlays import ARROWS, GRID, TRUTH
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.points.point_painter import POINT_RADIUS, RING_RADIUS
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)
KERNEL = ConvGeometry((3, 3))
SPREAD = np.array([[(i - 1) * 2.0 + 0.25, (j - 1) * 2.0 - 0.4] for i in range(3) for j in range(3)])
GREY = (128, 128, 128)


def shown(deformable: Show, scale: float, state: State | None = None) -> tuple[DeformableScene, CanvasSession, Hand]:
    """Show the spread points with the unit in the middle of the input at ``scale`` screen pixels a pixel."""
    scene, session = deformable(deformable_state(UNIT, SPREAD) if state is None else state)
    canvas = canvas_of(scene)
    side = canvas.projection.width / scale
    canvas.zoom_to(QRectF(UNIT[1] + 0.5 - side / 2, UNIT[0] + 0.5 - side / 2, side, side))
    return scene, session, Hand(canvas)


def canvas_of(scene: DeformableScene) -> ImageCanvas:
    return scene.sampling.canvas


def place_of(scene: DeformableScene, tap: int) -> QPointF:
    marks = scene.sampling.marks
    assert marks is not None
    return canvas_of(scene).projection.to_screen(*marks.point_yx[tap].tolist())


# Where they are drawn -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [16.0, 24.0, 45.0])
def test_points_are_drawn_at_their_pixel_centres_in_their_colours(deformable: Show, scale: float) -> None:
    scene, _, _ = shown(deformable, scale)
    projection = canvas_of(scene).projection
    for tap in range(9):
        y, x = (UNIT[0] + tap // 3 - 1 + SPREAD[tap, 0], UNIT[1] + tap % 3 - 1 + SPREAD[tap, 1])
        place = QPointF((x + 0.5 - projection.left) * projection.scale, (y + 0.5 - projection.top) * projection.scale)
        assert near(colour_at(canvas_of(scene), place), rgb(tap_colour(tap, KERNEL)))
        # Half a pixel away, where a picture that begins at 0 would have it, there is no point.
        away = place - QPointF(0.5, 0.5) * projection.scale
        if scale > 4 * POINT_RADIUS:
            assert not near(colour_at(canvas_of(scene), away), rgb(tap_colour(tap, KERNEL)))


def test_point_has_a_dark_outline(deformable: Show) -> None:
    scene, _, _ = shown(deformable, 24.0)
    rim = colour_at(canvas_of(scene), place_of(scene, 0) + QPointF(0, -POINT_RADIUS - 0.2))
    assert max(rim) < 80


def test_point_outside_is_hollow_and_not_clamped(deformable: Show) -> None:
    offsets = np.zeros((9, 2))
    offsets[0], offsets[8] = (-4.0, 0.0), (0.0, 6.0)
    state = deformable_state((2, 20), offsets, hidden=(ARROWS, GRID))
    scene, _ = deformable(state)
    canvas = canvas_of(scene)
    canvas.zoom_to(QRectF(12, -6, 20, 20))
    marks = scene.sampling.marks
    assert marks is not None
    assert marks.outside.tolist() == [tap == 0 for tap in range(9)]
    outside, inside = place_of(scene, 0), place_of(scene, 8)
    assert outside.y() < canvas.projection.to_screen(-1, 0).y()
    colour = rgb(tap_colour(0, KERNEL))
    assert not near(colour_at(canvas, outside), colour)
    assert near(colour_at(canvas, outside + QPointF(POINT_RADIUS - 1, 0)), colour, 40)
    assert near(colour_at(canvas, inside), rgb(tap_colour(8, KERNEL)))


def test_truth_is_a_dashed_ring(deformable: Show) -> None:
    truth = np.array(UNIT) + SPREAD * 3
    scene, session, _ = shown(deformable, 24.0, deformable_state(UNIT, SPREAD * 0, truth_yx=truth))
    canvas = canvas_of(scene)
    centre = canvas.projection.to_screen(*truth[2].tolist())
    colour = rgb(tap_colour(2, KERNEL))
    angles = np.radians(np.arange(0, 360, 3))
    image = screen(canvas)
    ring = [
        image[int(centre.y() + RING_RADIUS * np.sin(a)), int(centre.x() + RING_RADIUS * np.cos(a))] for a in angles
    ]
    dashes = np.array([near(tuple(pixel.tolist()), colour, 60) for pixel in ring])
    assert 0.25 < dashes.mean() < 0.85
    assert (np.diff(dashes.astype(int)) == 1).sum() >= 5
    assert near(colour_at(canvas, centre), GREY)
    session.show_overlay(TRUTH, False)
    assert near(tuple(screen(canvas)[int(centre.y()), int(centre.x() + RING_RADIUS)].tolist()), GREY, 2)


def test_grid_is_hollow_squares_that_can_be_switched_off(deformable: Show) -> None:
    scene, session, _ = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, hidden=[ARROWS]))
    canvas = canvas_of(scene)
    corner = canvas.projection.to_screen(UNIT[0] - 1, UNIT[1] - 1)
    assert near(colour_at(canvas, corner + QPointF(4, 0)), (255, 255, 255), 90)
    session.show_overlay(GRID, False)
    assert not near(colour_at(canvas, corner + QPointF(4, 0)), (255, 255, 255), 90)


def test_placed_point_has_a_pin(deformable: Show) -> None:
    scene, session, _ = shown(deformable, 40.0)
    head = place_of(scene, 2) + QPointF(POINT_RADIUS + 4.5, -POINT_RADIUS - 4.5)
    assert not near(colour_at(canvas_of(scene), head), (255, 255, 255), 10)
    session.select_tap(None)
    session.place_point(Tap(0, 2), tuple(SPREAD[2].tolist()))
    assert near(colour_at(canvas_of(scene), head), (255, 255, 255), 10)


def test_the_first_trail_imports_nothing() -> None:
    """Parts of numpy that are imported late, such as its masked arrays, hold a drag up for 50 ms."""
    code = """
import sys
import numpy as np
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from vizapp.gui.points.point_painter import draw_trail
app = QGuiApplication([])
image = QImage(100, 100, QImage.Format.Format_RGB32)
painter = QPainter(image)
before = set(sys.modules)
draw_trail(painter, np.array([[1.0, 1.0], [2.0, 2.0], [60.0, 80.0]]), QColor("red"))
painter.end()
print(*sorted(set(sys.modules) - before))
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == ""


def test_of_a_long_way_only_the_end_is_drawn(deformable: Show) -> None:
    """Points that jump all over the picture leave trails that would take long to draw and say nothing."""
    scene, session, _ = shown(deformable, 16.0)
    before = screen(canvas_of(scene)).astype(int)
    trail = np.repeat((np.array(UNIT) + SPREAD * 0)[None], 201, axis=0)
    left, right = UNIT[1] - 14, UNIT[1] + 14
    trail[:, 0, 0] = UNIT[0] - 8  # to and fro in one row, and at last once in another
    trail[:, 0, 1] = np.where(np.arange(201) % 2 == 0, left, right)
    trail[-2:, 0, 0] = UNIT[0] - 6
    session.show(trail=trail.astype(np.float32))
    changed = np.abs(screen(canvas_of(scene)).astype(int) - before).max(axis=2) > 20
    projection = canvas_of(scene).projection

    def coloured(row: float, column: float) -> bool:
        place = projection.to_screen(row, column).toPoint()
        return bool(changed[place.y() - 2 : place.y() + 3, place.x() - 2 : place.x() + 3].any())

    assert coloured(UNIT[0] - 6, UNIT[1])
    assert coloured(UNIT[0] - 6, left + 2)
    assert not coloured(UNIT[0] - 8, UNIT[1]), "600 pixels are less than once across and half of the way back"


def test_trail_fades_towards_the_past(deformable: Show) -> None:
    scene, session, _ = shown(deformable, 24.0, deformable_state(UNIT, SPREAD * 0, hidden=(ARROWS, GRID)))
    trail = np.repeat((np.array(UNIT) + SPREAD * 0)[None], 40, axis=0)
    trail[:, 0, 1] = np.linspace(UNIT[1] - 12, UNIT[1] - 1, 40)
    trail[:, 0, 0] = UNIT[0] - 4
    session.show(trail=trail.astype(np.float32))
    image = screen(canvas_of(scene)).astype(int)
    old = canvas_of(scene).projection.to_screen(UNIT[0] - 4, UNIT[1] - 11.5)
    new = canvas_of(scene).projection.to_screen(UNIT[0] - 4, UNIT[1] - 1.5)

    def strength(place: QPointF) -> int:
        part = image[int(place.y()) - 3 : int(place.y()) + 4, int(place.x())]
        return int(np.abs(part - 128).max())

    assert strength(new) > strength(old) + 30
    assert strength(old) > 5


# The hand -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [4.0, 17.3, 60.0])
@pytest.mark.parametrize("tap", [0, 5, 8])
def test_drag_moves_the_right_tap_by_the_right_offset(deformable: Show, scale: float, tap: int) -> None:
    scene, session, hand = shown(deformable, scale)
    start, shift = place_of(scene, tap), QPointF(31, -22)
    hand.drag(start, start + shift)
    assert session.state.view.selected_tap == tap
    placed_tap, offset, gesture, _ = session.called("place_point")[-1]
    assert placed_tap == Tap(0, tap)
    real = canvas_of(scene).projection.scale
    expected = SPREAD[tap] + np.array([shift.y(), shift.x()]) / real
    assert offset == pytest.approx(expected.tolist(), abs=1e-4)
    assert gesture
    assert not session.called("end_gesture")
    hand.release(start + shift)
    assert len(session.called("end_gesture")) == 1
    (point,) = placed_points(session)
    assert point == PlacedPoint(Tap(0, tap), point.offset_yx, Unit(UNIT))


@pytest.mark.parametrize("ratio", ["1.5", "2"])
@pytest.mark.slow
def test_drag_is_as_exact_on_dense_screens(ratio: str) -> None:
    name = "moves_the_right_tap or drawn_at_their_pixel or numbers_are_drawn or every_pixel_fills"
    files = [str(Path(__file__)), str(Path(__file__).parents[1] / "canvas" / "test_image_canvas.py")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", name, *files],
        env={**os.environ, "QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_grip_is_kept_so_that_a_point_does_not_jump(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    start = place_of(scene, 4) + QPointF(6, 5)
    hand.drag(start, start + QPointF(40, 0))
    _, offset, _, _ = session.called("place_point")[-1]
    assert offset == pytest.approx((SPREAD[4] + [0, 1.0]).tolist(), abs=1e-4)


def test_nearest_point_is_taken(deformable: Show) -> None:
    offsets = np.zeros((9, 2))
    offsets[3] = (0, 0.6)  # 16 screen pixels left of tap 4
    scene, session, hand = shown(deformable, 40.0, deformable_state(UNIT, offsets))
    between = (place_of(scene, 3) + place_of(scene, 4)) / 2
    assert scene.sampling.tap_at(between + QPointF(2, 3)) == 4
    assert scene.sampling.tap_at(between - QPointF(2, 3)) == 3
    hand.click(between - QPointF(2, 3))
    assert session.state.view.selected_tap == 3
    assert not session.called("place_point")


def test_points_can_be_taken_ten_pixels_away_and_no_more_than_fourteen(deformable: Show) -> None:
    scene, _, _ = shown(deformable, 40.0)
    for angle in np.linspace(0, 2 * np.pi, 8):
        way = QPointF(np.cos(angle), np.sin(angle))
        assert scene.sampling.tap_at(place_of(scene, 0) + way * 10) == 0
        assert scene.sampling.tap_at(place_of(scene, 0) + way * 14) is None


def test_empty_space_between_points_still_pans(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 60.0)
    before = canvas_of(scene).projection
    hand.drag(QPointF(40, 600), QPointF(80, 560))
    assert canvas_of(scene).projection.left < before.left
    assert not session.called("place_point")


def test_held_point_stays_in_the_hand_whatever_the_engine_says(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    end = place_of(scene, 0) + QPointF(50, 60)
    hand.drag(place_of(scene, 0), end)
    others = SPREAD + 0.5
    session.show(snapshot=deformable_snapshot(reading_at(UNIT, others)))
    assert near(colour_at(canvas_of(scene), end), rgb(tap_colour(0, KERNEL)))
    marks = scene.sampling.marks
    assert marks is not None
    assert np.allclose(marks.offset_yx[8], others[8], atol=1e-5)


def test_after_release_the_document_holds_the_point_until_the_engine_has_it(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    end = place_of(scene, 0) + QPointF(50, 60)
    hand.drag(place_of(scene, 0), end)
    hand.release(end)
    session.show(snapshot=deformable_snapshot(reading_at(UNIT, SPREAD)))  # taken before the drag
    assert near(colour_at(canvas_of(scene), end), rgb(tap_colour(0, KERNEL)))


def test_escape_gives_a_held_point_back(deformable: Show) -> None:
    before = (PlacedPoint(Tap(0, 4), (3.0, 1.0)),)
    scene, session, hand = shown(deformable, 40.0)
    session.place_point(Tap(0, 0), (1.5, 2.5))
    session.show(experiment=session.state.experiment)
    before = placed_points(session)
    start = place_of(scene, 0)
    hand.drag(start, start + QPointF(70, -30))
    assert placed_points(session) != before
    press_key(canvas_of(scene), Qt.Key.Key_Escape)
    assert placed_points(session) == before
    assert session.called("update")[-1][2] == session.called("place_point")[-1][2]
    assert place_of(scene, 0) == start
    hand.move(start + QPointF(100, 100))
    hand.release(start + QPointF(100, 100))
    assert placed_points(session) == before


def test_gesture_ends_once_when_the_window_loses_the_mouse(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    start = place_of(scene, 0)
    hand.drag(start, start + QPointF(40, 10))
    before = placed_points(session)
    scene.sampling.ungrabMouse()
    assert len(session.called("end_gesture")) == 1
    hand.move(start + QPointF(90, 90))
    hand.release(start + QPointF(90, 90))
    assert placed_points(session) == before
    assert len(session.called("end_gesture")) == 1


def test_gesture_ends_when_another_unit_takes_the_held_point_away(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    start = place_of(scene, 0)
    hand.drag(start, start + QPointF(40, 10))
    session.show(picks=picked((20, 30)), snapshot=deformable_snapshot(reading_at((20, 30), SPREAD)))
    assert canvas_of(scene).note.isHidden()
    before = placed_points(session)
    hand.move(start + QPointF(90, 90))
    assert placed_points(session) == before
    hand.release(start + QPointF(90, 90))
    assert len(session.called("end_gesture")) == 1


def test_click_on_a_point_is_no_gesture(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    hand.click(place_of(scene, 0))
    press_key(canvas_of(scene), Qt.Key.Key_Escape)
    assert not session.called("end_gesture")
    assert not session.called("update")


def test_everywhere_is_the_views_to_say(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, scope="everywhere"))
    hand.drag(place_of(scene, 0), place_of(scene, 0) + QPointF(50, 60))
    (point,) = placed_points(session)
    assert isinstance(point.where, Everywhere)


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier])
@pytest.mark.parametrize(("chosen", "unit_yx"), [("unit", None), ("everywhere", UNIT)])
def test_a_key_places_for_the_other_scope(
    deformable: Show, key: Qt.KeyboardModifier, chosen: str, unit_yx: tuple[int, int] | None
) -> None:
    scene, session, hand = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, scope=chosen))
    start = place_of(scene, 0)
    hand.modifiers = key
    hand.drag(start, start + QPointF(20, 10))
    hand.modifiers = Qt.KeyboardModifier.NoModifier  # what counts is how the point was taken
    hand.move(start + QPointF(30, 10))
    hand.release(start + QPointF(30, 10))
    (point,) = placed_points(session)
    assert point.where == (Everywhere() if unit_yx is None else Unit(unit_yx))
    assert session.state.view.scope == chosen


def test_canvas_says_whom_the_point_in_the_hand_counts_for(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    note = canvas_of(scene).note
    assert note.isHidden()
    hand.drag(place_of(scene, 0), place_of(scene, 0) + QPointF(20, 10))
    assert note.text() == "moves it for unit (12, 20)"
    session.show(snapshot=deformable_snapshot(reading_at(UNIT, SPREAD)))
    assert not note.isHidden()
    hand.release(place_of(scene, 0))
    assert note.isHidden()
    hand.modifiers = Qt.KeyboardModifier.AltModifier
    hand.press(place_of(scene, 0))
    assert note.text() == "moves it for every unit"
    press_key(canvas_of(scene), Qt.Key.Key_Escape)
    assert note.isHidden()


def test_tool_tip_over_a_point_names_the_key(deformable: Show) -> None:
    scene, session, hand = shown(deformable, 40.0)
    viewport = canvas_of(scene).viewport()
    hand.move(place_of(scene, 0))
    assert viewport.toolTip() == "Drag: this unit · Alt or Ctrl + drag: every unit"
    hand.move(QPointF(20, 620))
    assert viewport.toolTip() == ""
    session.set_scope("everywhere")
    hand.move(place_of(scene, 0))
    assert viewport.toolTip() == "Drag: every unit · Alt or Ctrl + drag: this unit"


def test_cursor_says_what_can_be_taken(deformable: Show) -> None:
    scene, _, hand = shown(deformable, 40.0)
    viewport = canvas_of(scene).viewport()
    hand.move(place_of(scene, 0))
    assert viewport.cursor().shape() == Qt.CursorShape.OpenHandCursor
    hand.press(place_of(scene, 0))
    assert viewport.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    hand.release(place_of(scene, 0))
    hand.move(QPointF(20, 620))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


# The keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifiers", "shift"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, (-0.1, 0)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, (0, 0.1)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, (1, 0)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, (0, -1)),
    ],
)
def test_arrows_nudge_the_selected_point(
    deformable: Show, key: Qt.Key, modifiers: Qt.KeyboardModifier, shift: tuple[float, float]
) -> None:
    scene, session, _ = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, selected_tap=7))
    press_key(canvas_of(scene), key, modifiers)
    press_key(canvas_of(scene), key, modifiers)
    (point,) = placed_points(session)
    assert point.tap == Tap(0, 7)
    assert point.offset_yx == pytest.approx((SPREAD[7] + 2 * np.array(shift)).tolist(), abs=1e-4)
    assert len(session.called("end_gesture")) == 2


def test_tab_goes_through_the_taps_and_then_on(deformable: Show) -> None:
    scene, session, _ = shown(deformable, 40.0)
    canvas = canvas_of(scene)
    canvas.setFocus()
    for tap in range(9):
        press_key(canvas, Qt.Key.Key_Tab)
        assert session.state.view.selected_tap == tap
    press_key(canvas, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.view.selected_tap == 7
    press_key(canvas, Qt.Key.Key_Tab)
    assert session.state.view.selected_tap == 8
    for _ in ("turn", "scale"):  # the handles come after the points
        press_key(canvas, Qt.Key.Key_Tab)
        assert session.state.view.selected_tap is None
        assert canvas.focusProxy().hasFocus()
    press_key(canvas, Qt.Key.Key_Tab)
    assert not canvas.focusProxy().hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_the_placed_point_back(deformable: Show, key: Qt.Key) -> None:
    scene, session, _ = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, selected_tap=2))
    session.place_point(Tap(0, 2), (1.0, 1.0))
    session.place_point(Tap(0, 3), (1.0, 1.0))
    press_key(canvas_of(scene), key)
    assert [point.tap.k for point in placed_points(session)] == [3]
    press_key(canvas_of(scene), key)
    assert len(session.called("update")) == 1


def test_delete_does_not_leave_the_point_that_was_placed_everywhere(deformable: Show) -> None:
    scene, session, _ = shown(deformable, 40.0, deformable_state(UNIT, SPREAD, selected_tap=2))
    session.place_point(Tap(0, 2), (2.0, 2.0), scope="everywhere")
    session.place_point(Tap(0, 2), (1.0, 1.0), scope="unit")
    assert len(placed_points(session)) == 2
    press_key(canvas_of(scene), Qt.Key.Key_Delete)
    assert placed_points(session) == ()
    assert len(session.called("update")) == 1

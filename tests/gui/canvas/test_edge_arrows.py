"""Arrows at the edge of a canvas: when they are there, where, in which colour, and what a click on one does."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from fakes import picture
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from rig import CanvasSession, Hand, colour_at, deformable_state, near, rgb, screen, subpixel_state

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.edge_arrows import EdgeArrows, Target
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.colours import WHITE, tap_colour
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.theme import ThemeName, apply_theme
from vizapp.session.state import State

ShowDeformable = Callable[[State], tuple[DeformableScene, CanvasSession]]
ShowSubpixel = Callable[[State], tuple[SubpixelScene, CanvasSession]]
KERNEL = ConvGeometry((3, 3))
UNIT = (12, 20)
EDGE = 20.0
"""Screen pixels from the edge of the canvas within which an arrow counts as being at it."""
RADIUS = 13.0
"""Screen pixels around an arrow's place that it takes at most."""


def place_of(arrows: EdgeArrows, target: Target) -> QPointF:
    place = arrows.arrow_place(target)
    assert place is not None
    return place


def one_tap_away(deformable: ShowDeformable, offset_yx: tuple[float, float]) -> DeformableScene:
    """Show a part of the input with eight taps in view, and tap 0 at an offset that lies outside of it."""
    offsets = np.zeros((9, 2))
    offsets[0] = offset_yx
    scene, _ = deformable(deformable_state(UNIT, offsets))
    scene.sampling.canvas.zoom_to(QRectF(UNIT[1] - 5.5, UNIT[0] - 5.5, 12, 12))
    return scene


def middle(canvas: ImageCanvas) -> QPointF:
    return QPointF(canvas.projection.width / 2, canvas.projection.height / 2)


def drawn_by(arrows: EdgeArrows) -> np.ndarray:
    """Return which pixels of the canvas differ when the arrows are hidden: bool (h, w)."""
    with_arrows = screen(arrows.canvas).astype(int)
    was_visible = arrows.isVisible()
    arrows.setVisible(False)
    without = screen(arrows.canvas).astype(int)
    arrows.setVisible(was_visible)
    return np.abs(with_arrows - without).max(axis=2) > 0


# When they are there --------------------------------------------------------------------------------------------


def test_nothing_is_lost_in_a_fitted_picture(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene, _ = deformable(deformable_state(UNIT))
    for arrows in (scene.lost_points, scene.lost_probe):
        assert arrows.isVisible()
        assert arrows.canvas.frame.fitted
        assert arrows.lost == ()
        assert not drawn_by(arrows).any()


def test_points_dragged_out_of_view_are_led_to_at_that_edge(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene, _ = deformable(deformable_state(UNIT))
    pair.input.zoom_to(QRectF(15, 7, 12, 12))
    assert scene.lost_points.lost == ()
    start = QPointF(60, 320)
    hand = Hand(pair.input)
    for _ in range(2):
        hand.drag(start, start + QPointF(400, 0))
        hand.release(start + QPointF(400, 0))
    assert len(scene.lost_points.lost) == 9
    for target in scene.lost_points.lost:
        place = place_of(scene.lost_points, target)
        assert pair.input.projection.width - EDGE < place.x() < pair.input.projection.width
    # The arrows lie over one another; the last tap's is the topmost.
    topmost = scene.lost_points.lost[-1]
    assert topmost.colour == tap_colour(8, KERNEL)
    assert near(colour_at(pair.input, place_of(scene.lost_points, topmost)), rgb(tap_colour(8, KERNEL)))


@pytest.mark.parametrize(
    ("corner", "outward"),
    [((40.0, 8.0), QPointF(-1, 0)), ((44.0, 60.0), QPointF(1, 0)), ((3.0, 40.0), QPointF(0, -1))],
)
def test_what_is_zoomed_out_of_view_is_led_to(
    canvas: ImageCanvas, corner: tuple[float, float], outward: QPointF
) -> None:
    canvas.set_size_in_pixels(48, 64)
    arrows = EdgeArrows(canvas)
    colour = tap_colour(1, KERNEL)
    target = Target(24, 32, colour, "Tap 1 is out of view")
    arrows.show_targets([target])
    assert arrows.lost == ()
    hand = Hand(canvas)
    anchor = canvas.projection.to_screen(*corner)
    while not arrows.lost:
        hand.wheel(anchor, 1)
    place = place_of(arrows, target)
    # The arrow lies on the line from the middle to the target, as far out as the canvas goes.
    way, to_target = place - middle(canvas), canvas.projection.to_screen(24, 32) - middle(canvas)
    assert math.atan2(way.y(), way.x()) == pytest.approx(math.atan2(to_target.y(), to_target.x()))
    edges = place.x(), place.y(), canvas.projection.width - place.x(), canvas.projection.height - place.y()
    assert min(edges) < EDGE
    assert near(colour_at(canvas, place), rgb(colour))
    reach = drawn_by(arrows)
    rows, columns = np.nonzero(reach)
    assert rows.size
    assert np.hypot(rows - place.y(), columns - place.x()).max() < RADIUS + 2


def test_each_is_led_to_alone_and_no_more_once_it_is_gone(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(48, 64)
    arrows = EdgeArrows(canvas)
    here, there = Target(10, 10, WHITE, "here"), Target(40, 60, WHITE, "there")
    arrows.show_targets([here, there])
    canvas.zoom_to(QRectF(4, 4, 12, 12))
    assert arrows.lost == (there,)
    assert arrows.arrow_place(here) is None
    arrows.show_targets([here])
    assert not drawn_by(arrows).any()


# What is said and done ------------------------------------------------------------------------------------------


def test_the_cursor_and_a_tool_tip_say_what_a_click_does(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene = one_tap_away(deformable, (0.0, 30.0))
    (lost,) = scene.lost_points.lost
    hand, viewport = Hand(pair.input), pair.input.viewport()
    hand.move(place_of(scene.lost_points, lost))
    assert viewport.toolTip() == f"Tap {KERNEL.tap_name(0)} is out of view: click to go there"
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    hand.move(place_of(scene.lost_points, lost) - QPointF(40, 0))
    assert viewport.toolTip() == ""
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("offset_yx", [(0.0, 30.0), (30.0, 0.0), (0.0, -60.0), (-40.0, 3.0)])
def test_a_click_brings_a_point_into_the_middle_also_one_beside_the_picture(
    deformable: ShowDeformable, pair: CanvasPair, offset_yx: tuple[float, float]
) -> None:
    scene = one_tap_away(deformable, offset_yx)
    (lost,) = scene.lost_points.lost
    before = pair.input.projection
    Hand(pair.input).click(place_of(scene.lost_points, lost))
    after = pair.input.projection
    marks = scene.sampling.marks
    assert marks is not None
    assert marks.point_yx[0] == pytest.approx([UNIT[0] - 1 + offset_yx[0], UNIT[1] - 1 + offset_yx[1]])
    assert (after.to_screen(*marks.point_yx[0].tolist()) - middle(pair.input)).manhattanLength() < 0.1
    assert after.scale == before.scale
    assert lost not in scene.lost_points.lost


def test_a_double_click_does_no_more_than_a_click(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene, session = deformable(deformable_state(UNIT))
    pair.output.zoom_to(QRectF(44, 30, 12, 12))
    (lost,) = scene.lost_probe.lost
    Hand(pair.output).double_click(place_of(scene.lost_probe, lost))
    assert session.state.pick == UNIT
    assert (pair.output.projection.to_screen(*UNIT) - middle(pair.output)).manhattanLength() < 0.1


def test_a_click_on_an_arrow_neither_picks_nor_places(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene, session = deformable(deformable_state(UNIT))
    pair.output.zoom_to(QRectF(44, 30, 12, 12))
    (lost,) = scene.lost_probe.lost
    Hand(pair.output).click(place_of(scene.lost_probe, lost))
    assert session.state.pick == UNIT
    assert not session.called("pick")
    assert scene.lost_probe.lost == ()


def test_the_probe_is_led_to_in_white(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene, _ = deformable(deformable_state(UNIT))
    pair.output.zoom_to(QRectF(44, 8, 10, 10))
    (lost,) = scene.lost_probe.lost
    assert (lost.y, lost.x) == UNIT
    assert lost.text == "The probe is out of view: click to go there"
    place = place_of(scene.lost_probe, lost)
    assert place.x() < EDGE
    assert near(colour_at(pair.output, place), (255, 255, 255))


def test_the_picked_pixel_is_led_to_and_back(subpixel: ShowSubpixel, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state(3, size=(20, 30), pixel_yx=(4, 5)))
    assert scene.shuffle.right.picked.lost_pixel.lost == ()
    pair.output.zoom_to(QRectF(60, 40, 15, 15))
    (lost,) = scene.shuffle.right.picked.lost_pixel.lost
    assert (lost.y, lost.x) == (13, 16), "the centre of the nine sub-pixels from (12, 15) on"
    hand = Hand(pair.output)
    hand.move(place_of(scene.shuffle.right.picked.lost_pixel, lost))
    assert pair.output.viewport().toolTip() == "The picked pixel is out of view: click to go there"
    hand.click(place_of(scene.shuffle.right.picked.lost_pixel, lost))
    assert scene.shuffle.right.picked.lost_pixel.lost == ()
    assert (pair.output.projection.to_screen(13, 16) - middle(pair.output)).manhattanLength() < 0.1
    assert scene.shuffle.right.picked.chips.centre_of(0) is not None
    session.show(picks={})
    pair.output.zoom_to(QRectF(60, 40, 15, 15))
    assert scene.shuffle.right.picked.lost_pixel.lost == (), "nothing is picked"


def test_there_are_none_while_the_other_lab_is_open(deformable: ShowDeformable, pair: CanvasPair) -> None:
    scene = one_tap_away(deformable, (0.0, 30.0))
    (lost,) = scene.lost_points.lost
    place = place_of(scene.lost_points, lost)
    assert drawn_by(scene.lost_points).any()
    scene.set_active(False)
    assert not scene.lost_points.isVisible()
    assert not scene.lost_probe.isVisible()
    before = pair.input.projection
    hand = Hand(pair.input)
    hand.move(place)
    assert pair.input.viewport().toolTip() == ""
    hand.click(place)
    assert pair.input.projection == before


# What they must not cover ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(640, 480), (360, 300)])
@pytest.mark.parametrize("degrees", range(0, 360, 15))
def test_badges_and_what_stands_in_the_corners_stay_free(
    canvas: ImageCanvas, size: tuple[int, int], degrees: int
) -> None:
    canvas.resize(*size)
    canvas.set_size_in_pixels(48, 64)
    canvas.title.set_text("Input · a photograph with a long name.png")
    canvas.note.set_text("moves it for every unit")
    legend = QWidget(canvas)
    legend.resize(140, 110)
    legend.show()
    canvas.corners.keep(legend, Qt.Corner.BottomRightCorner)
    arrows = EdgeArrows(canvas)
    canvas.zoom_to(QRectF(28, 20, 8, 8))
    turn = math.radians(degrees)
    target = Target(24 + 300 * math.sin(turn), 32 + 300 * math.cos(turn), WHITE, "far away")
    arrows.show_targets([target])
    place = place_of(arrows, target)
    taken = QRectF(place.x() - RADIUS, place.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
    obstacles = canvas.corners.occupied()
    assert len(obstacles) == 3
    assert not any(taken.intersects(obstacle) for obstacle in obstacles)
    way, to_target = place - middle(canvas), canvas.projection.to_screen(target.y, target.x) - middle(canvas)
    assert math.atan2(way.y(), way.x()) == pytest.approx(math.atan2(to_target.y(), to_target.x()))
    Hand(canvas).click(place)
    assert arrows.lost == ()


def test_a_badge_that_appears_makes_the_arrow_give_way(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(48, 64)
    arrows = EdgeArrows(canvas)
    canvas.zoom_to(QRectF(28, 20, 8, 8))
    target = Target(-60, -60, WHITE, "far away")
    arrows.show_targets([target])
    at_the_edge = place_of(arrows, target)
    canvas.choice.set_entries((("output", "Output"),), "output")
    canvas.title.set_text("Output")
    assert place_of(arrows, target) != at_the_edge
    canvas.choice.set_entries((), "")
    canvas.title.set_text("")
    assert place_of(arrows, target) == at_the_edge


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_an_arrow_is_seen_on_any_ground(canvas: ImageCanvas, qapp: QApplication, theme: ThemeName) -> None:
    apply_theme(qapp, theme)
    canvas.set_size_in_pixels(48, 64)
    arrows = EdgeArrows(canvas)
    target = Target(24, 300, WHITE, "far away")
    arrows.show_targets([target])
    for level in (0, 128, 255):
        shown = picture(np.full((1, 48, 64), level / 255, np.float32))
        canvas.show_picture(shown)
        canvas.zoom_to(QRectF(28, 20, 8, 8))
        place = place_of(arrows, target)
        part = screen(canvas)[
            int(place.y() - RADIUS) : int(place.y() + RADIUS), int(place.x() - RADIUS) : int(place.x() + RADIUS)
        ]
        assert part.min() < 80, "its outline"
        assert part.max() > 240, "the arrow itself"

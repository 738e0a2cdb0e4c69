"""The sampling points of an upsampler: asked for, drawn on the low-resolution input, and told in the inspector."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import picked, picture, snapshot
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, colour_at, near, press_key, rgb, screen, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.tile_layout import OutputPlace
from vizapp.document.upsamplers import upsampler_named
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import phase_colour, tap_colour
from vizapp.gui.panels.inspector import InspectorPanel
from vizapp.gui.points import areas
from vizapp.gui.points.areas import number_room
from vizapp.gui.points.point_parts import ScreenMarks
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.layouts import whole_layout
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.pixel_marks import PixelMarks, neighbours_of, pixel_marks
from vizapp.gui.subpixel.points_overlay import PointsOverlay
from vizapp.gui.subpixel.points_requests import POINTS
from vizapp.gui.subpixel.points_section import PointsSection
from vizapp.gui.subpixel.requests import LAB, LOW_RESOLUTION, OUTPUT, TILES
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.protocol.requests import PixelPointsRequest
from vizapp.protocol.subpixel_answers import PixelPoints
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
R, SIZE, PIXEL = 2, (24, 32), (10, 14)
PLACES = np.array([(i + 0.5) / R - 0.5 for i in range(R)])
RIGID = np.array([(PIXEL[0] + y, PIXEL[1] + x) for y in PLACES for x in PLACES], np.float32)
MOVED = np.array([[-0.5, 0.75], [-0.25, 1.0], [1.5, -0.25], [0.75, 0.5]], np.float32)
TAPS = np.array([(PIXEL[0] + i - 1, PIXEL[1] + j - 1) for i in range(3) for j in range(3)], np.float32)


def of_dysample(pixel: tuple[int, int] = PIXEL) -> PixelPoints:
    """Return the points of four groups; those of another group are moved half as much."""
    shift = np.subtract(pixel, PIXEL).astype(np.float32)
    groups = np.stack([RIGID + MOVED * scale + shift for scale in (1, 0.5, 0.25, 0)]).astype(np.float32)
    return PixelPoints(pixel, "dysample", "phases", groups, RIGID + shift, 32, repeats_edge=True)


def of_deformable() -> PixelPoints:
    return PixelPoints(PIXEL, "deformable-sr", "taps", TAPS[None] + np.float32(0.25), TAPS, 32)


def shown_state(*runs: str, points: PixelPoints | None = None, **view: Any) -> State:
    """Return a state of super-resolution with a picked pixel, whose points the engine has sent."""
    main, *others = map(upsampler_named, runs or ("dysample",))
    bare = subpixel_state(upscale_factor=R, size=SIZE, channels=1, left="input", pixel_yx=PIXEL, **view)
    spec = SubpixelSpec(upscale_factor=R, task=SuperResolveSpec(upsampler=main, compared=tuple(others)))
    low = replace(picture(np.full((1, *SIZE), 0.5, np.float32)), pixels=np.full((*SIZE, 1), 128, np.uint8))
    output = picture(np.zeros((1, SIZE[0] * R, SIZE[1] * R), np.float32))
    assert bare.configured is not None
    return dataclasses.replace(
        bare,
        experiment=Experiment(lab=LAB, labs=(spec,)),
        configured=replace(bare.configured, input_shape=(1, *SIZE), trainable=True),
        snapshot=snapshot({LOW_RESOLUTION: low, OUTPUT: output, POINTS: points or of_dysample()}),
        picks=picked(PIXEL, LAB),
    )


def overlay_of(scene: SubpixelScene) -> PointsOverlay:
    overlay = scene.overlays[POINTS]
    assert isinstance(overlay, PointsOverlay)
    return overlay


def zoomed(pair: CanvasPair, scale: float = 45.0) -> None:
    """Have the picked pixel in the middle, so large that there is no loupe."""
    side = pair.input.projection.width / scale
    pair.input.zoom_to(QRectF(PIXEL[1] + 0.5 - side / 2, PIXEL[0] + 0.5 - side / 2, side, side))


def place_of(pair: CanvasPair, position_yx: np.ndarray) -> QPointF:
    return pair.input.projection.to_screen(*position_yx.astype(float).tolist())


# What is asked for ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "view", "expected"),
    [
        (("dysample",), {}, "dysample"),
        (("subpixel", "bicubic", "dysample"), {}, "dysample"),
        (("dysample", "deformable-sr"), {}, "dysample"),
        (("dysample", "deformable-sr"), {"run": "deformable-sr"}, "deformable-sr"),
        (("dysample", "deformable-sr"), {"run": "free"}, "dysample"),
        (("deformable-sr", "subpixel"), {}, "deformable-sr"),
        (("subpixel", "transposed-k4"), {}, None),
    ],
)
def test_the_points_of_an_upsampler_that_has_some_are_asked_for(
    runs: tuple[str, ...], view: dict[str, Any], expected: str | None
) -> None:
    state = shown_state(*runs, **view)
    request = SUBPIXEL.requests(state).get(POINTS)
    assert request == (None if expected is None else PixelPointsRequest(PIXEL, expected))
    assert POINTS not in SUBPIXEL.requests(dataclasses.replace(state, picks=picked(None, LAB)))


def test_the_left_canvas_begins_with_what_an_upsampler_reads_if_it_chooses_that_itself() -> None:
    for main, name in (("dysample", LOW_RESOLUTION), ("deformable-sr", LOW_RESOLUTION), ("subpixel", TILES)):
        assert name in SUBPIXEL.requests(shown_state(main, pictures={}))
    assert TILES in SUBPIXEL.requests(shown_state("dysample", pictures={(LAB, "left"): "channels"}))


# What is drawn --------------------------------------------------------------------------------------------------


def test_each_sub_pixel_reads_at_a_point_in_the_colour_of_its_phase(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(shown_state(selected_tap=None))
    zoomed(pair)
    assert overlay_of(scene).loupe.lens is None
    for phase, place in enumerate(RIGID + MOVED):
        assert near(colour_at(pair.input, place_of(pair, place)), rgb(phase_colour(phase, R)))
    corner = place_of(pair, RIGID[0]) - QPointF(4, 0)
    assert near(colour_at(pair.input, corner), (255, 255, 255), 90), "squares stand at the bilinear places"
    session.show_overlay(POINTS, False)
    assert near(colour_at(pair.input, place_of(pair, (RIGID + MOVED)[2])), (128, 128, 128), 3)


def test_the_taps_of_a_deformable_layer_are_drawn_alike(subpixel: Show, pair: CanvasPair) -> None:
    subpixel(shown_state("deformable-sr", points=of_deformable(), selected_tap=None))
    zoomed(pair)
    for tap, place in enumerate(TAPS + 0.25):
        assert near(colour_at(pair.input, place_of(pair, place)), rgb(tap_colour(tap, ConvGeometry((3, 3)))))


def test_they_live_while_training_goes_on(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(shown_state())
    zoomed(pair)
    later = replace(of_dysample(), point_yx=of_dysample().point_yx + np.float32(2))
    assert session.state.snapshot is not None
    answers = {**session.state.snapshot.answers, POINTS: later}
    session.show(snapshot=replace(session.state.snapshot, answers=answers))
    marks = overlay_of(scene).surface.marks
    assert marks is not None
    np.testing.assert_allclose(marks.point_yx, RIGID + MOVED + 2)
    assert near(colour_at(pair.input, place_of(pair, RIGID[2] + MOVED[2] + 2)), rgb(phase_colour(2, R)))


def test_over_tiles_there_are_no_points(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(shown_state())
    session.look(pictures={(LAB, "left"): "channels"})
    overlay = overlay_of(scene)
    assert overlay.surface.marks is None
    assert overlay.loupe.lens is None
    assert overlay.legend.isHidden()


def test_another_group_of_features_can_be_chosen(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(shown_state())
    session.look(offset_group=1)
    marks = overlay_of(scene).surface.marks
    assert marks is not None
    np.testing.assert_allclose(marks.point_yx, RIGID + MOVED * 0.5)
    assert (marks.group, marks.channels) == (1, range(8, 16))
    assert marks.others_yx is not None
    assert len(marks.others_yx) == 12
    session.look(offset_group=7)  # of a deformable layer with more of them
    again = overlay_of(scene).surface.marks
    assert again is not None
    assert again.group == 0


# Selecting ------------------------------------------------------------------------------------------------------


def test_a_click_selects_a_point_and_elsewhere_picks_a_pixel(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(shown_state(selected_tap=None))
    zoomed(pair)
    hand = Hand(pair.input)
    hand.click(place_of(pair, (RIGID + MOVED)[2]))
    assert session.state.view.selected_tap == 2
    hand.click(place_of(pair, np.array([PIXEL[0] - 3, PIXEL[1] - 3])))
    assert session.state.pick == (PIXEL[0] - 3, PIXEL[1] - 3)
    assert session.state.view.selected_tap == 2


def test_keys_select_points_and_pick_neighbours(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(shown_state(selected_tap=None))
    for expected in (0, 1):
        press_key(pair.input, Qt.Key.Key_Tab)
        assert session.state.view.selected_tap == expected
    press_key(pair.input, Qt.Key.Key_Escape)
    assert session.state.view.selected_tap is None
    press_key(pair.input, Qt.Key.Key_Down)
    assert session.state.pick == (PIXEL[0] + 1, PIXEL[1])
    press_key(pair.input, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.pick == (PIXEL[0] + 1, PIXEL[1] - 10)


@pytest.mark.parametrize("blocked", [0, 1, 9])
def test_the_number_of_a_share_is_never_covered_by_a_point(
    subpixel: Show, pair: CanvasPair, monkeypatch: pytest.MonkeyPatch, blocked: int
) -> None:
    """A point lies where the number of the largest share would stand, or in the middle of a small part."""
    points = np.repeat(RIGID[None], 4, axis=0)
    points[:, 0] = PIXEL[0] + 0.25, PIXEL[1] + 0.25  # its square's upper left part is 0.75 pixels wide
    corner = points[0, 0] - 0.5
    if blocked == 1:
        points[:, 1] = corner + np.float32([0.07, 0.12])
    elif blocked == 9:
        points[:, 1:] = corner + 0.375
    rooms: list[tuple[QRectF, list[QPointF]]] = []

    def noted(part: QRectF, square: QRectF, screen: ScreenMarks) -> QRectF:
        room = number_room(part, square, screen)
        rooms.append((room, screen.points))
        assert part.contains(room)
        return room

    monkeypatch.setattr(areas, "number_room", noted)
    answer = PixelPoints(PIXEL, "dysample", "phases", points, RIGID, 32, repeats_edge=True)
    subpixel(shown_state(points=answer, selected_tap=0))
    zoomed(pair, 56.0 if blocked == 9 else 120.0)
    rooms.clear()
    shown = screen(pair.input).astype(int)
    room, places = rooms[0]
    is_free = not any(room.adjusted(-6, -6, 6, 6).contains(place) for place in places)
    assert is_free == (blocked != 9)
    inside = room.toRect().adjusted(1, 1, -1, -1)
    part = shown[inside.top() : inside.bottom(), inside.left() : inside.right()]
    assert (part.min(axis=2) > 200).sum() > 20, "its digits"
    is_plate_or_digit = np.ptp(part, axis=2) < 40  # the plate is a little translucent
    assert is_plate_or_digit.all(), "and nothing in a colour over them"


def test_in_the_loupe_the_points_stand_apart_and_can_be_selected(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(shown_state(selected_tap=None))
    pair.fit()
    loupe = overlay_of(scene).loupe
    assert loupe.lens is not None
    assert loupe.lens.scale / R > 10, "neighbouring sub-pixels stand as far apart as a mark is wide"
    places = [loupe.projection.to_screen(*place.astype(float).tolist()) for place in RIGID + MOVED]
    for phase, place in enumerate(places):
        assert near(colour_at(pair.input, place), rgb(phase_colour(phase, R)))
    Hand(pair.input).click(places[3])
    assert session.state.view.selected_tap == 3
    before = pair.input.projection.scale
    overlay_of(scene).zoom()
    assert pair.input.projection.scale > before
    assert loupe.lens is None, "the canvas itself shows them as large now"


# What is told ---------------------------------------------------------------------------------------------------


@pytest.fixture
def section(qapp: object) -> PointsSection:
    del qapp
    return PointsSection(CanvasSession(shown_state()))


@pytest.mark.parametrize("height", [440, 620])
def test_in_a_low_inspector_it_is_seen_without_scrolling(qtbot: QtBot, height: int) -> None:
    session = CanvasSession(shown_state())
    panel = InspectorPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, height)
    panel.show()
    panel.show_state(session.state)
    qtbot.wait(1)
    section = panel.findChild(PointsSection)
    assert section is not None
    place = QRect(section.mapTo(panel.viewport(), QPoint(0, 0)), section.size())
    assert section.isVisible()
    assert panel.viewport().rect().contains(place)
    card = panel.findChild(NumberGrid, "filledFormula")
    assert card is not None
    assert card.mapTo(panel.viewport(), QPoint(0, 0)).y() > place.bottom()
    assert panel.verticalScrollBar().value() == 0


def told(section: PointsSection) -> list[tuple[str, ...]]:
    return [line.cells for line in (*section.places.lines, *section.neighbours.lines)]


def test_the_inspector_says_where_a_sub_pixel_reads_and_from_which_pixels(section: PointsSection) -> None:
    section.show_state(shown_state(selected_tap=2))
    assert section.title.text() == "DYSAMPLE · SUB-PIXEL 1,0"
    assert told(section) == [
        ("", "y", "x"),
        ("bilinear place", "10.250", "13.750"),
        ("moved by", "+1.500", "−0.250"),
        ("reads at", "11.750", "13.500"),
        ("pixel (11, 13)", "0.125", ""),
        ("pixel (11, 14)", "0.125", ""),
        ("pixel (12, 13)", "0.375", ""),
        ("pixel (12, 14)", "0.375", ""),
    ]
    assert "features 0 … 7" in section.remark.text()


def test_the_sub_pixel_under_the_cursor_is_told_of(section: PointsSection) -> None:
    state = shown_state(selected_tap=2)
    assert state.configured is not None
    layout = whole_layout(state.experiment.spec_of(SubpixelSpec), state.configured)
    section.show_state(state)
    section.show()
    section.set_hovered(OutputPlace(0, PIXEL[0] * R, PIXEL[1] * R + 1), layout, None)
    assert "sub-pixel 0,1".upper() in section.title.text()
    section.set_hovered(None, None, None)
    section.show_state(state)
    assert "sub-pixel 1,0".upper() in section.title.text()


def test_what_is_shown_nowhere_is_not_told(section: PointsSection) -> None:
    section.show_state(shown_state("subpixel"))
    assert section.isHidden()
    section.show_state(shown_state("deformable-sr", points=of_deformable(), selected_tap=4))
    assert not section.isHidden()
    assert section.title.text() == "DEFORMABLE · TAP 1,1"
    assert section.group.isHidden()
    section.show_state(shown_state(pictures={(LAB, "left"): "channels"}))
    assert "choose it above the left picture" in section.remark.text()


def marks_at(pixel: tuple[int, int], moved: tuple[float, float]) -> PixelMarks:
    answer = of_dysample(pixel)
    state = shown_state(points=replace(answer, point_yx=answer.point_yx * 0 + np.float32(moved)))
    marks = pixel_marks(state)
    assert marks is not None
    return marks


def test_beyond_the_edge_its_pixels_stand_once_more_and_then_zeros() -> None:
    found = neighbours_of(marks_at((0, 0), (-0.25, 3.5)), 0)
    assert [each.stands_for for each in found] == [(0, 3), (0, 4), (0, 3), (0, 4)]
    assert [each.is_inside for each in found] == [False, False, True, True]
    assert [each.share for each in found] == [0.125, 0.125, 0.375, 0.375]
    found = neighbours_of(marks_at((23, 31), (24.5, 10.0)), 0)
    assert [each.stands_for for each in found] == [(23, 10), (23, 11), None, None]
    assert marks_at((23, 31), (24.5, 10.0)).outside.tolist() == [False] * 4
    assert marks_at((23, 31), (25.0, 10.0)).outside.tolist() == [True] * 4
    assert marks_at((0, 0), (-2.0, 10.0)).outside.tolist() == [True] * 4
    assert marks_at((0, 0), (-1.75, 10.0)).outside.tolist() == [False] * 4


def test_in_the_inspector_the_points_of_an_upsampler_that_is_not_on_show_come_last(
    subpixel: Show, qtbot: QtBot
) -> None:
    _, session = subpixel(shown_state("dysample", "bicubic"))
    pages = SubpixelPages(session)
    qtbot.addWidget(pages)
    pages.resize(320, 900)
    pages.show()
    for run, is_first in (("dysample", True), ("bicubic", False), ("dysample", True)):
        session.show_run(None if run == "dysample" else run)
        pages.show_state(session.state)
        QApplication.processEvents()
        assert pages.points.isVisible()
        assert (pages.points.y() < pages.subpixel.y()) == is_first, run
        assert pages.points.y() < pages.kernels.y()

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from fakes import picture
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig import Hand, colour_at, near, press_key, screen

from vizapp.gui.canvas.fitting import FIT_TOP_MARGIN
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.picture_layer import CHECKER_COLOURS, CHECKER_SIDE
from vizapp.gui.canvas.pixel_grid import numbers_from
from vizapp.protocol.picture_answers import Picture
from vizapp.value_picture import ValueRange


def four_colours(height: int = 8, width: int = 12) -> Picture:
    """Return a picture whose quarters differ: red, green, blue, and white at the lower right."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = (255, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 255, 0)
    pixels[height // 2 :, : width // 2] = (0, 0, 255)
    pixels[height // 2 :, width // 2 :] = 255
    values = pixels.transpose(2, 0, 1).astype(np.float32) / 255
    return Picture((0, 0, height, width), pixels, values, 0.0, 1.0)


@pytest.fixture
def coloured(canvas: ImageCanvas) -> ImageCanvas:
    canvas.set_size_in_pixels(8, 12)
    canvas.show_picture(four_colours())
    return canvas


def test_fitted_picture_is_centred_with_square_pixels(coloured: ImageCanvas) -> None:
    shown = coloured.projection.map_rect(QRectF(0, 0, 12, 8))
    assert shown.width() / 12 == pytest.approx(shown.height() / 8)
    assert shown.center().x() == pytest.approx(320)
    assert shown.center().y() == pytest.approx(max(240, FIT_TOP_MARGIN + shown.height() / 2))
    assert 4 <= shown.left() <= 40


@pytest.mark.parametrize(
    ("pixel", "colour"),
    [((3, 5), (255, 0, 0)), ((3, 6), (0, 255, 0)), ((4, 5), (0, 0, 255)), ((4, 6), (255, 255, 255))],
)
@pytest.mark.parametrize("corner", [(-0.4, -0.4), (0.4, 0.4)])
def test_every_pixel_fills_its_own_square_at_any_zoom(
    coloured: ImageCanvas, pixel: tuple[int, int], colour: tuple[int, int, int], corner: tuple[float, float]
) -> None:
    coloured.set_size_in_pixels(8, 12)
    coloured.show_picture(msgspec.structs.replace(four_colours(), values=None))
    for factor in (1.0, 0.37, 1.4):
        coloured.zoom_by(factor)
        place = coloured.projection.to_screen(pixel[0] + corner[0], pixel[1] + corner[1])
        assert near(colour_at(coloured, place), colour, 2)


def test_picture_of_a_region_lies_where_the_region_is(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(100, 100)
    canvas.show_picture(Picture((40, 60, 10, 20), np.full((5, 10, 1), 200, np.uint8), None, 0, 1))
    inside, outside = canvas.projection.to_screen(44.9, 70), canvas.projection.to_screen(38, 70)
    assert near(colour_at(canvas, inside), (200, 200, 200), 2)
    assert near(colour_at(canvas, outside), (0x0E, 0x10, 0x14), 2)


def test_wheel_zooms_at_the_cursor(coloured: ImageCanvas) -> None:
    place = QPointF(400, 200)
    before, scale = coloured.projection.to_position(place), coloured.projection.scale
    Hand(coloured).wheel(place, 1)
    assert coloured.projection.scale > scale
    assert coloured.projection.to_position(place) == pytest.approx(before)


def test_zoom_ends_at_the_fitted_picture_and_at_four_pixels_across(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(200, 300)
    hand, fitted = Hand(canvas), canvas.projection.scale
    hand.wheel(QPointF(100, 100), 60)
    assert canvas.projection.scale == pytest.approx(480 / 4)
    hand.wheel(QPointF(300, 300), -80)
    assert canvas.projection.scale == pytest.approx(fitted)
    assert canvas.frame.fitted


def test_dragging_empty_space_pans_by_what_the_hand_moves(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(200, 300)
    canvas.zoom_by(8)
    hand, start, end = Hand(canvas), QPointF(300, 200), QPointF(262, 231)
    held = canvas.projection.to_position(start)
    hand.drag(start, end)
    hand.release(end)
    assert canvas.projection.to_position(end) == pytest.approx(held)


def test_small_tremble_of_a_click_does_not_pan(canvas: ImageCanvas, qtbot: QtBot) -> None:
    canvas.set_size_in_pixels(200, 300)
    canvas.zoom_by(8)
    before = canvas.projection
    hand = Hand(canvas)
    with qtbot.waitSignal(canvas.clicked) as clicked:
        hand.press(QPointF(300, 200))
        hand.move(QPointF(302, 201))
        hand.release(QPointF(302, 201))
    assert canvas.projection == before
    assert clicked.args == pytest.approx(before.to_position(QPointF(302, 201)))


def test_double_click_and_fit_show_everything_again(coloured: ImageCanvas) -> None:
    fitted = coloured.projection
    coloured.zoom_by(1.3, QPointF(10, 10))
    assert coloured.projection != fitted
    Hand(coloured).double_click(QPointF(50, 50))
    assert coloured.projection == fitted
    coloured.zoom_by(1.3)
    coloured.fit()
    assert coloured.projection == fitted


def test_plates_share_a_narrow_canvas_without_covering_each_other(canvas: ImageCanvas) -> None:
    canvas.choice.set_entries((("channels", "Channels"), ("input", "Low-resolution input")), "channels")
    canvas.note.set_text("4 channels of 96 × 96")
    wide = canvas.note.y()
    canvas.resize(220, 300)
    choice, note = (QRectF(widget.geometry()) for widget in (canvas.choice, canvas.note))
    assert not choice.intersects(note)
    assert note.top() > wide
    assert QRectF(canvas.rect()).contains(note)
    canvas.resize(640, 480)
    assert canvas.note.y() == wide


def test_a_long_title_is_shortened_to_its_canvas(canvas: ImageCanvas) -> None:
    text = "Input · a photograph with a very long name.jpeg · 4000 × 3000"
    canvas.title.set_text(text)
    assert canvas.title.text() == text
    canvas.resize(240, 300)
    assert canvas.title.geometry().right() < 240 - 8
    assert canvas.title.text() == "Input"
    canvas.resize(420, 300)
    assert canvas.title.text() == "Input · a photograph with a very long name.jpeg"
    canvas.resize(640, 480)
    assert canvas.title.text() == text


@pytest.mark.parametrize("size", [(8, 12), (300, 100), (100, 300), (64, 64)])
@pytest.mark.parametrize("room", [(640, 480), (240, 700), (900, 260)])
def test_fitted_picture_leaves_room_for_the_badges(
    canvas: ImageCanvas, size: tuple[int, int], room: tuple[int, int]
) -> None:
    canvas.resize(*room)
    canvas.set_size_in_pixels(*size)
    canvas.title.set_text("Input")
    canvas.note.set_text("probe (1, 2)")
    canvas.fit()
    shown = canvas.projection.map_rect(QRectF(0, 0, size[1], size[0]))
    assert QRectF(0, 0, *room).contains(shown)
    assert len(canvas.corners.occupied()) == 2
    assert not any(shown.intersects(badge) for badge in canvas.corners.occupied())
    touching = [shown.left() - 16, shown.top() - canvas.title.geometry().bottom() - 9]
    assert min(map(abs, touching)) < 1e-6, "no larger than that, and no smaller"
    assert canvas.projection.map(QRectF(0, 0, size[1], size[0]).center()).x() == pytest.approx(room[0] / 2)


def test_resizing_keeps_a_fitted_picture_fitted_and_another_in_place(coloured: ImageCanvas, qtbot: QtBot) -> None:
    coloured.resize(500, 300)
    shown = coloured.projection.map_rect(QRectF(0, 0, 12, 8))
    assert QRectF(0, 0, 500, 300).contains(shown)
    coloured.zoom_by(1.2)
    centre, scale = coloured.projection.to_position(QPointF(250, 150)), coloured.projection.scale
    coloured.resize(520, 340)
    assert coloured.projection.to_position(QPointF(260, 170)) == pytest.approx(centre)
    assert coloured.projection.scale == scale


def test_pixels_over_the_whole_map_stay_over_it_when_it_gets_another_size(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(80, 120)
    canvas.show_pixels(four_colours(80, 120).pixels)
    canvas.set_size_in_pixels(20, 30)
    assert canvas.frame.fitted
    corners = {(2, 2): (255, 0, 0), (2, 27): (0, 255, 0), (17, 2): (0, 0, 255), (17, 27): (255, 255, 255)}
    for position, colour in corners.items():
        assert near(colour_at(canvas, canvas.projection.to_screen(*position)), colour, 2)


def test_another_size_keeps_the_same_part_in_view(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(100, 200)
    canvas.zoom_to(QRectF(150, 50, 20, 20))
    before = canvas.projection.visible_canvas()
    canvas.set_size_in_pixels(50, 100)
    after = canvas.projection.visible_canvas()
    assert after.center().x() == pytest.approx(before.center().x() / 2)
    assert after.width() == pytest.approx(before.width() / 2)


@pytest.mark.parametrize(("channels", "scale"), [(1, 40.0), (3, 52.0)])
def test_numbers_are_drawn_from_the_zoom_where_they_have_room(
    canvas: ImageCanvas, channels: int, scale: float
) -> None:
    canvas.set_size_in_pixels(40, 40)
    shown = msgspec.structs.replace(
        picture(np.full((channels, 40, 40), 0.25, np.float32)), pixels=np.full((40, 40, channels), 90, np.uint8)
    )
    canvas.show_picture(shown)

    def strange(scale: float) -> int:
        """How many screen pixels inside the middle map pixel are not of its grey."""
        canvas.zoom_by(scale / canvas.projection.scale)
        assert canvas.projection.scale == pytest.approx(scale)
        inner = canvas.projection.map_rect(QRectF(20, 20, 1, 1)).adjusted(2, 2, -2, -2)
        ratio = canvas.devicePixelRatioF()
        left, right, top, bottom = (
            round(edge * ratio) for edge in (inner.left(), inner.right(), inner.top(), inner.bottom())
        )
        part = screen(canvas)[top:bottom, left:right]
        return int((np.abs(part.astype(int) - 90).max(axis=2) > 25).sum())

    assert numbers_from(channels) == scale
    assert strange(scale + 1) > 30
    assert strange(scale - 2) == 0


def numbers_of_middle_pixel(canvas: ImageCanvas, value: float, scale: float) -> NDArray[np.float64]:
    """Return the rows, in screen pixels from the top of the middle pixel, that hold any part of its number."""
    canvas.set_size_in_pixels(40, 40)
    values = np.full((1, 40, 40), value, np.float32)
    canvas.show_picture(msgspec.structs.replace(picture(values), pixels=np.full((40, 40, 1), 90, np.uint8)))
    canvas.zoom_by(scale / canvas.projection.scale)
    assert canvas.projection.scale == pytest.approx(scale)
    ratio = canvas.devicePixelRatioF()
    inner = canvas.projection.map_rect(QRectF(20, 20, 1, 1)).adjusted(2, 2, -2, -2)
    top, bottom, left, right = (
        round(edge * ratio) for edge in (inner.top(), inner.bottom(), inner.left(), inner.right())
    )
    part = screen(canvas)[top:bottom, left:right, 0].astype(int)
    return np.flatnonzero((np.abs(part - 90) > 25).any(axis=1)) / ratio + 2


@pytest.mark.parametrize(("value", "scale"), [(107.0, 32.0), (-12.0, 32.0), (0.25, 40.0), (-1234.0, 40.0)])
def test_short_numbers_are_drawn_in_smaller_pixels(canvas: ImageCanvas, value: float, scale: float) -> None:
    assert numbers_of_middle_pixel(canvas, value, scale + 0.5).size > 5
    assert numbers_of_middle_pixel(canvas, value, scale - 2).size == 0


@pytest.mark.parametrize("scale", [32.0, 40.0, 100.0])
def test_numbers_keep_off_what_covers_the_top_of_their_pixels(canvas: ImageCanvas, scale: float) -> None:
    canvas.keep_numbers_off((15, 4))
    rows = numbers_of_middle_pixel(canvas, 107, scale)
    assert rows.size > 5
    assert rows.min() >= 14
    assert rows.max() <= scale - 4
    canvas.keep_numbers_off((scale - 8, 0))
    assert numbers_of_middle_pixel(canvas, 107, scale).size == 0, "in the room left no number is legible"


def test_numbers_leave_room_for_a_point_at_the_centre_of_a_large_pixel(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(4, 4)
    shown = msgspec.structs.replace(
        picture(np.full((1, 4, 4), 8, np.float32)), pixels=np.full((4, 4, 1), 90, np.uint8)
    )
    canvas.show_picture(shown)
    assert canvas.projection.scale > 60
    pixel = canvas.projection.map_rect(QRectF(1, 1, 1, 1)).adjusted(2, 2, -2, -2)
    part = screen(canvas)[int(pixel.top()) : int(pixel.bottom()), int(pixel.left()) : int(pixel.right()), 0]
    rows = np.flatnonzero((np.abs(part.astype(int) - 90) > 25).any(axis=1)) + 2
    middle = canvas.projection.scale / 2
    assert rows.size
    assert rows.max() < middle - 7


def test_checkerboard_keeps_its_size_on_the_screen(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(200, 200)
    canvas.show_pixels(np.zeros((200, 200, 4), np.uint8))
    for factor in (1.0, 3.0):
        canvas.zoom_by(factor)
        area = canvas.projection.map_rect(QRectF(0, 0, 200, 200))
        row = screen(canvas)[240, max(0, int(area.left()) + 1) : min(640, int(area.right()) - 1), 0].astype(int)
        light = row > (CHECKER_COLOURS[0].red() + CHECKER_COLOURS[1].red()) / 2
        edges = np.flatnonzero(np.diff(light))
        assert (np.diff(edges) == CHECKER_SIDE).all()


def test_large_source_is_converted_where_it_is_seen(canvas: ImageCanvas) -> None:
    pixels = np.zeros((2000, 3000, 3), np.uint8)
    pixels[1500:1510, 2500:2510] = (250, 20, 20)
    canvas.set_size_in_pixels(200, 300)
    canvas.show_pixels(pixels)
    canvas.zoom_to(QRectF(245, 145, 10, 10))
    place = canvas.projection.map(QPointF(250.5, 150.5))
    assert near(colour_at(canvas, place), (250, 20, 20), 2)
    assert near(colour_at(canvas, canvas.projection.map(QPointF(251.5, 150.5))), (0, 0, 0), 2)


def test_sixteen_bits_are_drawn_between_the_levels_asked_for(canvas: ImageCanvas) -> None:
    pixels = np.array([[[100], [550], [1000], [65535]]], np.uint16)
    canvas.set_size_in_pixels(1, 4)
    canvas.show_pixels(pixels, drawn=ValueRange(100 / 65535, 1000 / 65535))
    for column, level in enumerate((0, 127, 255, 255)):
        assert near(colour_at(canvas, canvas.projection.map(QPointF(column + 0.5, 0.5))), (level,) * 3, 2)
    canvas.show_pixels(pixels)
    assert near(colour_at(canvas, canvas.projection.map(QPointF(2.5, 0.5))), (3, 3, 3), 1)


def test_value_at_reads_the_pixel_under_a_position(coloured: ImageCanvas) -> None:
    assert coloured.value_at(3.4, 5.4) == (1.0, 0.0, 0.0)
    assert coloured.value_at(3.4, 5.6) == (0.0, 1.0, 0.0)
    assert coloured.value_at(-0.6, 0) is None
    assert coloured.value_at(7.4, 11.4) == (1.0, 1.0, 1.0)
    assert coloured.value_at(7.6, 11.4) is None


def test_cursor_is_announced_in_pixel_positions(coloured: ImageCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(coloured.cursor_moved) as moved:
        Hand(coloured).move(coloured.projection.to_screen(2, 3.25))
    assert moved.args == pytest.approx([2, 3.25])


def test_region_is_announced_once_it_has_come_to_rest(canvas: ImageCanvas, qtbot: QtBot) -> None:
    canvas.set_size_in_pixels(100, 100)
    heard: list[object] = []
    canvas.region_changed.connect(heard.append)
    for _ in range(4):
        canvas.zoom_by(1.2)
    canvas.zoom_to(QRectF(40, 20, 16, 12))
    qtbot.waitUntil(lambda: bool(heard), timeout=1000)
    assert heard == [(20, 40, 12, 16)]


def test_keys_pan_and_zoom_and_leave_the_rest_to_the_window(canvas: ImageCanvas) -> None:
    canvas.set_size_in_pixels(200, 300)
    canvas.zoom_by(6)
    before = canvas.projection
    press_key(canvas, Qt.Key.Key_Right)
    assert canvas.projection.left > before.left
    press_key(canvas, Qt.Key.Key_Plus)
    assert canvas.projection.scale > before.scale
    heard: list[int] = []
    canvas.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]  # to listen
    QTest.keyClick(canvas.focusProxy(), Qt.Key.Key_S)
    assert heard == [Qt.Key.Key_S]


def test_canvas_can_be_found_and_named(coloured: ImageCanvas) -> None:
    assert coloured.objectName() == "testCanvas"
    assert coloured.accessibleName() == "Test canvas"
    assert coloured.focusProxy().focusPolicy() & Qt.FocusPolicy.TabFocus

"""Two pictures on one canvas: which is seen where, whose numbers are told, and how the line is moved."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from rig import Hand, colour_at, near, press_key

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.wipe import WipeLine
from vizapp.gui.canvas.wipe_handle import STEPS
from vizapp.protocol.picture_answers import Picture

DARK, BRIGHT = (30, 30, 30), (220, 220, 220)


def plain(colour: tuple[int, int, int], value: float) -> Picture:
    """Return a picture of 6 × 8 pixels of one colour and one number."""
    pixels = np.full((6, 8, 3), colour, np.uint8)
    return Picture((0, 0, 6, 8), pixels, np.full((1, 6, 8), value, np.float32), 0.0, 1.0)


@pytest.fixture
def split(canvas: ImageCanvas) -> ImageCanvas:
    """A canvas that is dark on the left of its middle, and bright on the right."""
    canvas.set_size_in_pixels(6, 8)
    canvas.show_picture(plain(BRIGHT, 2.0))
    canvas.show_left(plain(DARK, 1.0))
    return canvas


def seen(canvas: ImageCanvas, share: float) -> tuple[int, int, int]:
    """Return the colour between two pixels' numbers at a share of the canvas' width, in the second row."""
    place = QPointF(share * canvas.projection.width, canvas.projection.to_screen(1.4, 0).y())
    return colour_at(canvas, place)


def test_each_picture_and_its_numbers_are_on_its_side_of_the_line(split: ImageCanvas) -> None:
    assert near(seen(split, 0.45), DARK)
    assert near(seen(split, 0.55), BRIGHT)
    assert (split.value_at(1, 3), split.value_at(1, 4)) == ((1.0,), (2.0,))
    split.set_line(0.6)
    assert near(seen(split, 0.55), DARK)
    assert split.value_at(1, 4) == (1.0,)
    split.show_left(None)
    assert near(seen(split, 0.45), BRIGHT)
    assert split.value_at(1, 3) == (2.0,)


def test_the_numbers_that_are_drawn_are_those_of_the_picture_under_them(canvas: ImageCanvas) -> None:
    """The same picture on both sides looks as it does alone: no number is drawn twice, and none over the other's."""
    canvas.set_size_in_pixels(6, 8)
    canvas.show_picture(plain(BRIGHT, 2.0))
    alone = canvas.viewport().grab().toImage()
    canvas.show_left(plain(BRIGHT, 2.0))
    assert canvas.viewport().grab().toImage() == alone


def test_the_line_stays_where_it_is_while_the_picture_moves(split: ImageCanvas) -> None:
    before = split.split_x()
    split.zoom_by(2.0, QPointF(0, 0))
    after = split.split_x()
    assert before is not None
    assert after is not None
    assert after != pytest.approx(before)
    assert split.projection.map(QPointF(after, 0)).x() == pytest.approx(split.projection.width / 2)


@pytest.fixture
def line(split: ImageCanvas) -> WipeLine:
    line = WipeLine(split)
    line.set_shown(True)
    return line


def test_the_line_is_dragged(split: ImageCanvas, line: WipeLine) -> None:
    hand, width = Hand(split), split.projection.width
    hand.drag(QPointF(line.line_x + 2, 160), QPointF(0.75 * width + 2, 190))
    assert line.line_x == pytest.approx(0.75 * width, abs=1)
    assert split.split_x() == pytest.approx(split.projection.unmap(QPointF(line.line_x, 0)).x())
    assert near(seen(split, 0.7), DARK)
    hand.release(QPointF(0.75 * width + 2, 190))
    hand.drag(QPointF(0.3 * width, 160), QPointF(0.2 * width, 160))
    assert line.line_x == pytest.approx(0.75 * width, abs=1), "a press away from the line moves the picture"
    hand.release(QPointF(0.2 * width, 160))


def test_the_handle_is_dragged_and_keeps_its_distance_from_the_cursor(split: ImageCanvas, line: WipeLine) -> None:
    handle, before = line.handle, line.line_x
    start = QPoint(handle.width() // 2 + 6, handle.height() // 2)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start)
    assert line.line_x == pytest.approx(before, abs=1)
    QTest.mouseMove(handle, start - QPoint(100, 0))
    assert line.line_x == pytest.approx(before - 100, abs=1)
    assert handle.geometry().center().x() == pytest.approx(line.line_x, abs=2)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)


def test_keys_move_the_line(split: ImageCanvas, line: WipeLine) -> None:
    handle, value = line.handle, line.handle.value()
    for key, moved in (
        (Qt.Key.Key_Right, 10),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_PageDown, -100),
        (Qt.Key.Key_Home, -value),
        (Qt.Key.Key_End, STEPS - value),
    ):
        QTest.keyClick(handle, key)
        assert handle.value() == value + moved
    handle.setValue(value)
    QTest.keyClick(handle, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert handle.value() == value + 100
    press_key(split, Qt.Key.Key_Comma)
    press_key(split, Qt.Key.Key_Less, Qt.KeyboardModifier.ShiftModifier)
    assert handle.value() == value - 10
    press_key(split, Qt.Key.Key_Period)
    assert handle.value() == value


def test_the_handle_can_be_heard_and_reached(line: WipeLine) -> None:
    assert line.handle.objectName() == "testCanvasWipe"
    assert line.handle.accessibleName()
    assert line.handle.focusPolicy() & Qt.FocusPolicy.TabFocus
    line.set_shown(False)
    assert line.handle.isHidden()

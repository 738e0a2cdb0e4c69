"""What a square of one pixel around a point covers of each pixel is the share with which that pixel is read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from rig import CanvasSession, Hand, deformable_state, screen

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.deformable.overlays import AREAS, ARROWS, GRID
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.points.areas import SMALLEST_SQUARE, number_room, parts_of, shares
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.points.point_parts import ScreenMarks
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)
fractions = st.floats(0, 1, exclude_max=True)


@given(fy=fractions, fx=fractions, y=st.integers(-3, 40), x=st.integers(-3, 40))
def test_parts_of_the_square_are_its_overlaps_with_the_pixels(fy: float, fx: float, y: int, x: int) -> None:
    """Pixel (j, i) covers the square from (i, j) to (i + 1, j + 1) of the canvas, and its centre lies at + 0.5."""
    square = QRectF(x + fx, y + fy, 1, 1)
    corners = ((y, x), (y, x + 1), (y + 1, x), (y + 1, x + 1))
    for part, share, (j, i) in zip(parts_of(square, fy, fx), shares(fy, fx), corners, strict=True):
        covered = square & QRectF(i, j, 1, 1)
        assert part.width() * part.height() == pytest.approx(share, abs=1e-9)
        assert covered.width() * covered.height() == pytest.approx(share, abs=1e-9)
    assert sum(shares(fy, fx)) == pytest.approx(1)


def squares(pair: CanvasPair, session: CanvasSession) -> np.ndarray:
    """Return which pixels of the input the overlay has changed: bool (h, w)."""
    images = []
    for shown in (False, True):
        session.show_overlay(AREAS, shown)
        images.append(screen(pair.input).astype(int))
    return np.abs(images[1] - images[0]).max(axis=2) > 8


def test_it_lies_around_the_selected_point_and_moves_with_the_hand(deformable: Show, pair: CanvasPair) -> None:
    spread = np.full((9, 2), 0.25)
    _, session = deformable(deformable_state(UNIT, spread, hidden=(ARROWS, GRID), selected_tap=4))
    pair.input.zoom_to(QRectF(15, 7, 11, 11))
    projection, hand = pair.input.projection, Hand(pair.input)

    def expect_around(y: float, x: float) -> None:
        rows, columns = np.nonzero(squares(pair, session))
        first, last = projection.to_screen(y - 0.5, x - 0.5), projection.to_screen(y + 0.5, x + 0.5)
        found = [rows.min(), columns.min(), rows.max(), columns.max()]
        assert found == pytest.approx([first.y(), first.x(), last.y(), last.x()], abs=3)

    expect_around(12.25, 20.25)
    start, end = projection.to_screen(12.25, 20.25), projection.to_screen(13.8, 19.4)
    hand.drag(start, end)
    expect_around(13.8, 19.4)
    hand.release(end)
    session.select_tap(None)
    assert not squares(pair, session).any()


@pytest.mark.parametrize("side", [64.0, 80.0, 200.0])
@pytest.mark.parametrize("fraction_yx", [(0.25, 0.25), (0.25, 0.75), (0.5, 0.1), (0.5, 0.5)])
def test_a_number_lies_over_no_other_part(side: float, fraction_yx: tuple[float, float]) -> None:
    fy, fx = fraction_yx
    square = QRectF(100, 100, side, side)
    nowhere = np.zeros((1, 2))
    marks = PointMarks(
        rigid_yx=nowhere, point_yx=nowhere, outside=np.zeros(1, bool), placed=np.zeros(1, bool), known=True
    )
    point = [square.center()]
    screen_marks = ScreenMarks(marks, Projection(side, 0, 0, 600, 600), point, point, [QColor("white")], 0)
    parts = parts_of(square, fy, fx)
    for number, part in enumerate(parts):
        room = number_room(part, square, screen_marks)
        assert room.intersects(part)
        for other in (*parts[:number], *parts[number + 1 :]):
            assert not room.adjusted(0.1, 0.1, -0.1, -0.1).intersects(other)


def test_where_pixels_are_small_there_is_none(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state(UNIT, selected_tap=4))
    side = pair.input.projection.width / (SMALLEST_SQUARE - 4)
    pair.input.zoom_to(QRectF(20 - side / 2, 12 - side / 2, side, side))
    assert not squares(pair, session).any()

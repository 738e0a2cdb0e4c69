from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect, pixel_at, pixel_position

places = st.floats(-1e4, 1e4)


def test_pixel_centre_is_drawn_half_a_pixel_in() -> None:
    assert canvas_point(0, 0) == QPointF(0.5, 0.5)
    assert canvas_point(2.25, -1) == QPointF(-0.5, 2.75)
    assert canvas_rect(3, 5, 2, 4) == QRectF(5, 3, 4, 2)


@given(places, places)
def test_position_survives_the_way_to_the_canvas_and_back(y: float, x: float) -> None:
    assert pixel_position(canvas_point(y, x)) == pytest.approx((y, x), abs=1e-9)


@given(places, places, st.floats(0.01, 200))
def test_position_survives_the_way_to_the_screen_and_back(y: float, x: float, scale: float) -> None:
    projection = Projection(scale, left=-3.25, top=17.5, width=640, height=480)
    assert projection.to_position(projection.to_screen(y, x)) == pytest.approx((y, x), abs=1e-6)


def test_arrays_go_where_single_points_go() -> None:
    projection = Projection(7.5, left=2.0, top=-1.0, width=640, height=480)
    positions = np.array([[0, 0], [3.5, -2.25], [10, 20]])
    places = projection.to_screen_array(positions)
    for (y, x), place in zip(positions.tolist(), places.tolist(), strict=True):
        expected = projection.to_screen(y, x)
        assert place == pytest.approx([expected.x(), expected.y()])


@pytest.mark.parametrize(
    ("position", "pixel"), [((0, 0), (0, 0)), ((0.49, -0.5), (0, 0)), ((0.5, -0.51), (1, -1)), ((2.6, 7.4), (3, 7))]
)
def test_pixel_square_reaches_half_a_pixel_around_its_centre(
    position: tuple[float, float], pixel: tuple[int, int]
) -> None:
    assert pixel_at(*position) == pixel


def test_visible_pixels_are_those_that_are_seen_even_in_part() -> None:
    projection = Projection(10, left=2.5, top=-4.0, width=100, height=50)
    # Columns 2.5 … 12.5, rows −4 … 1 of the canvas, of a map 30 high and 8 wide.
    assert projection.visible_pixels(30, 8) == (0, 2, 1, 6)
    assert Projection(10, 50, 0, 100, 50).visible_pixels(30, 8)[3] == 0

"""Pixel positions, canvas coordinates and the screen: the one place where they are converted.

*Positions* are (y, x) with integers at pixel centres, as everywhere in the program. *Canvas coordinates* are (x, y)
with pixel 0 drawn over [0, 1), so that its centre is at 0.5. *Screen coordinates* are the device-independent pixels
of a canvas' viewport.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF

PIXEL_CENTRE = 0.5


def canvas_point(y: float, x: float) -> QPointF:
    """Return the canvas coordinates of the position (y, x)."""
    return QPointF(x + PIXEL_CENTRE, y + PIXEL_CENTRE)


def pixel_position(point: QPointF) -> tuple[float, float]:
    """Return the position (y, x) of a point given in canvas coordinates."""
    return point.y() - PIXEL_CENTRE, point.x() - PIXEL_CENTRE


def pixel_at(y: float, x: float) -> tuple[int, int]:
    """Return the pixel (row, column) whose square holds the position (y, x)."""
    return math.floor(y + PIXEL_CENTRE), math.floor(x + PIXEL_CENTRE)


def nearest_pixel(y: int, x: int, height: int, width: int) -> tuple[int, int]:
    """Return the pixel (row, column) of a map of ``height`` × ``width`` that is nearest to (y, x)."""
    return min(max(y, 0), height - 1), min(max(x, 0), width - 1)


def canvas_rect(top: float, left: float, height: float, width: float) -> QRectF:
    """Return the canvas rectangle that ``height`` × ``width`` pixels cover, the first of them at (top, left)."""
    return QRectF(left, top, width, height)


@dataclass(frozen=True, slots=True)
class Projection:
    """What a viewport shows of the canvas: screen = (canvas − corner) · scale.

    ``scale`` is screen pixels per canvas pixel, ``left`` and ``top`` the canvas coordinates of the viewport's upper
    left corner, ``width`` and ``height`` the viewport's size on the screen.
    """

    scale: float
    left: float
    top: float
    width: float
    height: float

    def map(self, point: QPointF) -> QPointF:
        """Return where a point given in canvas coordinates is on the screen."""
        return QPointF((point.x() - self.left) * self.scale, (point.y() - self.top) * self.scale)

    def map_rect(self, rect: QRectF) -> QRectF:
        """Return where a rectangle given in canvas coordinates is on the screen."""
        corner = self.map(rect.topLeft())
        return QRectF(corner.x(), corner.y(), rect.width() * self.scale, rect.height() * self.scale)

    def unmap(self, place: QPointF) -> QPointF:
        """Return the canvas coordinates of a place on the screen."""
        return QPointF(place.x() / self.scale + self.left, place.y() / self.scale + self.top)

    def to_screen(self, y: float, x: float) -> QPointF:
        """Return where the position (y, x) is on the screen."""
        return self.map(canvas_point(y, x))

    def to_position(self, place: QPointF) -> tuple[float, float]:
        """Return the position (y, x) that is shown at a place on the screen."""
        return pixel_position(self.unmap(place))

    def to_screen_array(self, positions_yx: ArrayLike) -> NDArray[np.float64]:
        """Return where positions (…, 2) given as (y, x) are on the screen: float64 (…, 2) as (x, y)."""
        positions = np.asarray(positions_yx, np.float64)
        corner = np.array([self.left, self.top])
        return (positions[..., ::-1] + PIXEL_CENTRE - corner) * self.scale

    def visible_canvas(self) -> QRectF:
        """Return the part of the canvas that the viewport shows."""
        return QRectF(self.left, self.top, self.width / self.scale, self.height / self.scale)

    def visible_pixels(self, height: int, width: int) -> tuple[int, int, int, int]:
        """Return the visible part of a map as (top, left, height, width) in whole pixels; 0 high or wide if none."""
        seen = self.visible_canvas()
        top, left = max(0, math.floor(seen.top())), max(0, math.floor(seen.left()))
        bottom, right = min(height, math.ceil(seen.bottom())), min(width, math.ceil(seen.right()))
        return top, left, max(0, bottom - top), max(0, right - left)

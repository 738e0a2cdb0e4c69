"""What lies on a canvas, as screen readers are told of it: each thing's name, its value, and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

_POINT_SIDE = 24.0
"""Screen pixels of the square that stands for a point."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A point, chip, tile or mark on a canvas.

    Attributes:
        key: tells it from the other things of its overlay, and stays while it moves.
        name: what it is, such as "tap 0,1".
        value: what is to be known of it now, such as "y 92.85, x 92.31".
        rect: where it is on the canvas' viewport, in screen pixels.
        has_keys: whether it is what the arrow keys move while its canvas has the focus.
    """

    key: str
    name: str
    value: str
    rect: QRectF
    has_keys: bool = False


def around(place: QPointF) -> QRectF:
    """Return the square that stands for a point at a place on the screen."""
    return QRectF(place.x() - _POINT_SIDE / 2, place.y() - _POINT_SIDE / 2, _POINT_SIDE, _POINT_SIDE)

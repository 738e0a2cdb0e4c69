"""Bilinear reading as areas: a square of one pixel around a point covers each pixel by that pixel's share."""

from __future__ import annotations

import math
from itertools import product
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE
from vizapp.gui.points.point_painter import POINT_RADIUS, SELECTION_RADIUS
from vizapp.gui.points.point_parts import ScreenMarks
from vizapp.gui.text_size import text_pixels
from vizapp.gui.widgets.numbers import plain

SMALLEST_SQUARE = 20.0
"""Screen pixels a pixel from which the square is drawn: below, the point itself would cover it."""
_TEXT_PIXELS = 11
_ROOM = (30.0, 16.0)
"""Width and height of a number in screen pixels; a part that is smaller lets it stick out of the square."""
_SMALLEST_PART = 4.0
"""Width and height in screen pixels from which a part has its number, in a square with room for two by two."""
_SELECTED_COUNTS = 3
"""How many others the selected point counts for, where a number cannot but cover some."""
_FAINTEST, _STRONGEST = 14, 120
"""How opaque a part is whose share is 0, and 1."""


def shares(fy: float, fx: float) -> tuple[float, float, float, float]:
    """Return the shares of the four pixels around a point: upper left, upper right, lower left, lower right.

    ``fy`` and ``fx``, from 0 to below 1, are how far the point is below and to the right of the upper left one.
    """
    return (1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx


def parts_of(square: QRectF, fy: float, fx: float) -> tuple[QRectF, QRectF, QRectF, QRectF]:
    """Return the four parts in which pixel borders cut the square around a point, in the order of :func:`shares`."""
    across, down = square.left() + (1 - fx) * square.width(), square.top() + (1 - fy) * square.height()
    middle = QPointF(across, down)
    return (
        QRectF(square.topLeft(), middle),
        QRectF(QPointF(across, square.top()), QPointF(square.right(), down)),
        QRectF(QPointF(square.left(), down), QPointF(across, square.bottom())),
        QRectF(middle, square.bottomRight()),
    )


def draw_square(painter: QPainter, square: QRectF, fy: float, fx: float, colour: QColor) -> None:
    """Draw the square around a point with its four parts, each the stronger the larger its share."""
    painter.setPen(Qt.PenStyle.NoPen)
    for part, share in zip(parts_of(square, fy, fx), shares(fy, fx), strict=True):
        tint = QColor(colour)
        tint.setAlpha(round(_FAINTEST + share * (_STRONGEST - _FAINTEST)))
        painter.fillRect(part, tint)
    across, down = square.left() + (1 - fx) * square.width(), square.top() + (1 - fy) * square.height()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 2.8, 1.2, join=Qt.PenJoinStyle.MiterJoin):
        painter.setPen(pen)
        painter.drawRect(square)
        painter.drawLine(QPointF(across, square.top()), QPointF(across, square.bottom()))
        painter.drawLine(QPointF(square.left(), down), QPointF(square.right(), down))


def draw_areas(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw the square around the selected point."""
    found = _square(screen)
    if found is not None and screen.selected_tap is not None:
        draw_square(painter, found.square, found.fy, found.fx, screen.colours[screen.selected_tap])


def draw_shares(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw the shares into the parts of that square, over whatever lies there.

    Where only some fit in a small square these are drawn; in one with room for two by two, all that can be seen.
    """
    found = _square(screen)
    if found is None:
        return
    font = QFont(painter.font())
    font.setPixelSize(text_pixels(_TEXT_PIXELS))
    painter.setFont(font)
    square, fy, fx = found
    is_roomy = square.width() >= 2 * _ROOM[0]
    least_x, least_y = (_SMALLEST_PART, _SMALLEST_PART) if is_roomy else _ROOM
    for part, share in zip(parts_of(square, fy, fx), shares(fy, fx), strict=True):
        if part.width() >= least_x and part.height() >= least_y:
            _draw_number(painter, number_room(part, square, screen), plain(share, 2))


class _Square(NamedTuple):
    """The square around a point on the screen, and how far that is below and right of the upper left pixel."""

    square: QRectF
    fy: float
    fx: float


def _square(screen: ScreenMarks) -> _Square | None:
    """Return the square around the selected point; None where none is, or it would be too small."""
    tap, spacing = screen.selected_tap, screen.marks.spacing
    side = screen.projection.scale * spacing
    if tap is None or tap >= len(screen.points) or not screen.known or side < SMALLEST_SQUARE:
        return None
    place = screen.points[tap]
    # The one in the hand is where the mouse has it, which the marks may not know yet.
    spaced = np.subtract(screen.projection.to_position(place), screen.marks.origin_yx) / spacing
    fy, fx = (spaced - np.floor(spaced)).tolist()
    return _Square(QRectF(place.x() - side / 2, place.y() - side / 2, side, side), fy, fx)


def number_room(part: QRectF, square: QRectF, screen: ScreenMarks) -> QRectF:
    """Return where the number of a part stands: by the corner of the square, or elsewhere in the part, off points.

    Where points are everywhere it covers as few of them as it can. What is too small for it, it leaves on the outer
    side of the square, so that it lies over no other part.
    """
    left, top = part.left() <= square.left(), part.top() <= square.top()
    ways, inner = (0.0, 0.5, 1.0), (1.0,)
    free_x, free_y = part.width() - _ROOM[0], part.height() - _ROOM[1]
    rooms = [
        QRectF(
            part.left() + free_x * (across if left else 1 - across),
            part.top() + free_y * (down if top else 1 - down),
            *_ROOM,
        )
        for across, down in sorted(product(ways if free_x > 0 else inner, ways if free_y > 0 else inner), key=sum)
    ]
    return min(rooms, key=lambda room: sum(_covered(room, screen, tap) for tap in range(len(screen.points))))


def _covered(room: QRectF, screen: ScreenMarks, tap: int) -> float:
    """Return how much of a point a number in ``room`` would cover, 0 … 1; of the selected one it counts more."""
    is_selected, place = tap == screen.selected_tap, screen.points[tap]
    reach = SELECTION_RADIUS if is_selected else POINT_RADIUS
    across = max(room.left() - place.x(), place.x() - room.right(), 0.0)
    down = max(room.top() - place.y(), place.y() - room.bottom(), 0.0)
    covered = max(0.0, 1 - math.hypot(across, down) / reach)
    return covered * (_SELECTED_COUNTS if is_selected else 1)


def _draw_number(painter: QPainter, room: QRectF, text: str) -> None:
    painter.fillRect(room, PLATE)
    painter.setPen(PLATE_TEXT)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

"""The hand on the frame of the loupe: its edges and corners make it larger or smaller, its inside moves it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.loupe_choice import LoupeChoice
from vizapp.gui.points.loupe_geometry import SMALLEST_LENS, most_side, shares_of

GRIP = 8.0
"""Screen pixels from the edge of the loupe inwards where it is taken to be resized, and half as many outwards."""
_MOVED_FROM = 3.0
"""Screen pixels that the hand has to move for the loupe to follow it: less is a click."""
KEY_MOVE, KEY_GROW = 16.0, 24.0
"""Screen pixels that a key moves the loupe by, and makes it larger or smaller."""

Side = Literal[-1, 0, 1]


class FrameDrag:
    """Moves and resizes the loupe, within the canvas and up to half of its area."""

    def __init__(self, choice: LoupeChoice) -> None:
        self._choice = choice
        self._sides: tuple[Side, Side] | None = None
        self._start = QPointF()
        self._inset = QRectF()
        self._moves = False

    @property
    def holds(self) -> bool:
        """Whether the frame or the inside is held."""
        return self._sides is not None

    def press(self, inset: QRectF, place: QPointF) -> None:
        """Take the edge, the corner or the inside that is at a place."""
        self._sides, self._start, self._inset, self._moves = sides_at(inset, place), place, QRectF(inset), False

    def drag(self, place: QPointF, canvas: Projection) -> None:
        """Have what is held follow the hand to ``place``."""
        if self._sides is None:
            return
        way = place - self._start
        if not self._moves and way.manhattanLength() < _MOVED_FROM:
            return
        self._moves = True
        self._set(moved(self._inset, self._sides, way, canvas), canvas)

    def let_go(self) -> None:
        self._sides = None

    def nudge(self, inset: QRectF, right: int, down: int, canvas: Projection) -> None:
        """Move the loupe by one step of the keys."""
        self._set(moved(inset, (0, 0), QPointF(right, down) * KEY_MOVE, canvas), canvas)

    def grow(self, inset: QRectF, steps: int, canvas: Projection) -> None:
        """Make the loupe larger by so many steps of the keys, with its middle where it is as far as there is room."""
        side = min(max(inset.width() + steps * KEY_GROW, SMALLEST_LENS), most_side(canvas))
        grown = QRectF(0, 0, side, side)
        grown.moveCenter(inset.center())
        self._set(moved(grown, (0, 0), QPointF(), canvas), canvas)

    def _set(self, inset: QRectF, canvas: Projection) -> None:
        self._choice.set_frame(*shares_of(inset, canvas))


def sides_at(inset: QRectF, place: QPointF) -> tuple[Side, Side]:
    """Return which edges of the loupe are at a place: −1 left or top, 1 right or bottom, 0 neither."""
    return _side_at(place.x(), inset.left(), inset.right()), _side_at(place.y(), inset.top(), inset.bottom())


def _side_at(place: float, low: float, high: float) -> Side:
    if place < low + GRIP:
        return -1
    return 1 if place > high - GRIP else 0


def cursor_of(sides: tuple[Side, Side]) -> Qt.CursorShape:
    """Return the cursor's shape over these edges, or over the inside."""
    across, down = sides
    if not across and not down:
        return Qt.CursorShape.SizeAllCursor
    if not across or not down:
        return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
    return Qt.CursorShape.SizeFDiagCursor if across == down else Qt.CursorShape.SizeBDiagCursor


def moved(inset: QRectF, sides: tuple[Side, Side], way: QPointF, canvas: Projection) -> QRectF:
    """Return the square after its inside or these edges were dragged by ``way``: it stays a square and on the canvas.

    The corner opposite to what is dragged stays where it is.
    """
    across, down = sides
    room = QRectF(0, 0, canvas.width, canvas.height)
    if not across and not down:
        x = min(max(inset.left() + way.x(), room.left()), room.right() - inset.width())
        y = min(max(inset.top() + way.y(), room.top()), room.bottom() - inset.height())
        return QRectF(x, y, inset.width(), inset.height())
    grown = max(across * way.x() if across else -room.width(), down * way.y() if down else -room.height())
    most = most_side(canvas)
    most = min(most, inset.right() if across < 0 else room.right() - inset.left())
    most = min(most, inset.bottom() if down < 0 else room.bottom() - inset.top())
    side = min(max(inset.width() + grown, SMALLEST_LENS), max(most, SMALLEST_LENS))
    x = inset.right() - side if across < 0 else inset.left()
    y = inset.bottom() - side if down < 0 else inset.top()
    return QRectF(x, y, side, side)

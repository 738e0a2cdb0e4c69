"""Where a mark can be seen whose own place is covered, as by a loupe or a badge: pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from PySide6.QtCore import QPointF, QRectF

_GAP = 2.0
"""Screen pixels between a mark that was moved and what it was moved away from."""


def free_place(place: QPointF, reach: float, view: QRectF, covers: Sequence[QRectF]) -> QPointF:
    """Return the nearest place at which a mark is covered by nothing.

    Where there is none, or the mark's own place is out of view, that is its own place.

    Args:
        place: its own place, in screen pixels.
        reach: how far it extends from there to each side.
        view: what is on screen.
        covers: what lies over it.
    """
    blocked = [
        (each.left() - reach, each.top() - reach, each.right() + reach, each.bottom() + reach) for each in covers
    ]
    own = (place.x(), place.y())
    if not view.contains(place) or not _is_blocked(own, blocked):
        return place
    inside = view.adjusted(reach, reach, -reach, -reach)
    ways_x = [own[0], *(x for left, _, right, _ in blocked for x in (left - _GAP, right + _GAP))]
    ways_y = [own[1], *(y for _, top, _, bottom in blocked for y in (top - _GAP, bottom + _GAP))]
    ways_x = [x for x in ways_x if inside.left() <= x <= inside.right()]
    ways_y = [y for y in ways_y if inside.top() <= y <= inside.bottom()]
    ways = sorted(product(ways_x, ways_y), key=lambda way: (way[0] - own[0]) ** 2 + (way[1] - own[1]) ** 2)
    return next((QPointF(*way) for way in ways if not _is_blocked(way, blocked)), place)


def _is_blocked(place: tuple[float, float], blocked: Iterable[tuple[float, float, float, float]]) -> bool:
    x, y = place
    return any(left < x < right and top < y < bottom for left, top, right, bottom in blocked)

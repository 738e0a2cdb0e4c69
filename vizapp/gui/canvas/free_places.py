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
    free = _nearest_free(place, reach, view, covers)
    return place if free is None else free


def free_places(
    places: Sequence[QPointF], reaches: Sequence[float], view: QRectF, covers: Sequence[QRectF]
) -> list[QPointF | None]:
    """Return where each of several marks is covered by nothing, and by none of the others.

    Those that can be seen where they are keep their places before others. None is for a mark that has no room; one
    whose own place is out of view stays there.

    Args:
        places, reaches: of each, as for :func:`free_place`.
        view, covers: as there.
    """
    taken = list(covers)
    found: list[QPointF | None] = [None] * len(places)
    in_order = sorted(range(len(places)), key=lambda number: _is_covered(places[number], reaches[number], covers))
    for number in in_order:
        place, reach = places[number], reaches[number]
        free = found[number] = _nearest_free(place, reach, view, taken)
        if free is not None:
            taken.append(QRectF(free.x() - reach, free.y() - reach, 2 * reach, 2 * reach))
    return found


def _nearest_free(place: QPointF, reach: float, view: QRectF, covers: Sequence[QRectF]) -> QPointF | None:
    """Return the nearest place at which a mark is covered by nothing; None where there is none."""
    blocked = _blocked(reach, covers)
    own = (place.x(), place.y())
    if not view.contains(place) or not _is_blocked(own, blocked):
        return place
    inside = view.adjusted(reach, reach, -reach, -reach)
    if not inside.isValid():
        return None
    nearest_x = min(max(own[0], inside.left()), inside.right())
    nearest_y = min(max(own[1], inside.top()), inside.bottom())
    ways_x = [nearest_x, *(x for left, _, right, _ in blocked for x in (left - _GAP, right + _GAP))]
    ways_y = [nearest_y, *(y for _, top, _, bottom in blocked for y in (top - _GAP, bottom + _GAP))]
    ways_x = [x for x in ways_x if inside.left() <= x <= inside.right()]
    ways_y = [y for y in ways_y if inside.top() <= y <= inside.bottom()]
    ways = sorted(product(ways_x, ways_y), key=lambda way: (way[0] - own[0]) ** 2 + (way[1] - own[1]) ** 2)
    return next((QPointF(*way) for way in ways if not _is_blocked(way, blocked)), None)


def _is_covered(place: QPointF, reach: float, covers: Sequence[QRectF]) -> bool:
    return _is_blocked((place.x(), place.y()), _blocked(reach, covers))


def _blocked(reach: float, covers: Sequence[QRectF]) -> list[tuple[float, float, float, float]]:
    """Return where the middle of a mark must not be: left, top, right and bottom of each such rectangle."""
    return [(each.left() - reach, each.top() - reach, each.right() + reach, each.bottom() + reach) for each in covers]


def _is_blocked(place: tuple[float, float], blocked: Iterable[tuple[float, float, float, float]]) -> bool:
    x, y = place
    return any(left < x < right and top < y < bottom for left, top, right, bottom in blocked)

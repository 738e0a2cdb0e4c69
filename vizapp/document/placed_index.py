"""An index of placed points: what is asked about thousands of them with every move of a drag is found in few.

Placed points are a tuple, and a drag makes a new one with every move, in which almost all points are those of the
tuple before. The index cuts the tuple into chunks and sums each up; a chunk that is the same as before keeps what
was summed up of it. Comparing chunks takes microseconds, where a look at every point takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vizapp.document.placed import PlacedPoint, Region, Unit, Where, precedence
from vizapp.document.values import Position

_CHUNK = 64


class _Chunk:
    """Some points in a row, and a summary of them.

    Attributes:
        points: in their order.
        of_units: those for a single unit, by unit.
        of_more: those for a region or for every unit.
        ranks: the precedence of the first and of the last point, if none comes before one of lower precedence.
        counts: how many points there are of each precedence.
        has_below: whether one belongs to a layer below the last.
        farthest: the point with the longest part of an offset, and that part without its sign.
    """

    __slots__ = ("counts", "farthest", "has_below", "of_more", "of_units", "points", "ranks")

    def __init__(self, points: tuple[PlacedPoint, ...]) -> None:
        self.points = points
        self.of_units: dict[Position, list[PlacedPoint]] = {}
        self.of_more: list[PlacedPoint] = []
        for point in points:
            if isinstance(point.where, Unit):
                self.of_units.setdefault(point.where.yx, []).append(point)
            else:
                self.of_more.append(point)
        order = [precedence(point.where) for point in points]
        self.ranks = (order[0], order[-1]) if order == sorted(order) else None
        self.counts = (order.count(0), order.count(1), order.count(2))
        self.has_below = any(point.tap.below for point in points)
        farthest = max(points, key=longest_part)
        self.farthest = (farthest, longest_part(farthest))

    def may_lie_in(self, where: Where, probe_yx: Position | None) -> bool:
        """Return whether a point may be for units of ``where``, or hide what is placed everywhere at ``probe_yx``."""
        if isinstance(where, Unit):
            return where.yx in self.of_units
        if self.of_more:
            return True
        if isinstance(where, Region):
            return any(map(where.covers, self.of_units))
        return probe_yx in self.of_units


class PlacedIndex:
    """The chunks of a tuple of placed points."""

    def __init__(self, points: tuple[PlacedPoint, ...], before: PlacedIndex | None = None) -> None:
        """Index ``points``; chunks that ``before`` has at the same places are taken over."""
        self.points = points
        known: tuple[_Chunk, ...] = () if before is None else before._chunks
        chunks: list[_Chunk] = []
        for number, start in enumerate(range(0, len(points), _CHUNK)):
            part = points[start : start + _CHUNK]
            same = number < len(known) and known[number].points == part
            chunks.append(known[number] if same else _Chunk(part))
        self._chunks: tuple[_Chunk, ...] = tuple(chunks)

    @property
    def has_below(self) -> bool:
        """Whether a point belongs to a layer below the last."""
        return any(chunk.has_below for chunk in self._chunks)

    @property
    def farthest(self) -> tuple[PlacedPoint, float] | None:
        """The first point with the longest part of an offset, and that part; None without points."""
        return max((chunk.farthest for chunk in self._chunks), key=lambda found: found[1], default=None)

    def covering(self, unit_yx: Position) -> Iterator[PlacedPoint]:
        """Yield the points that apply to a unit; of those with the same precedence, the later ones later."""
        for chunk in self._chunks:
            for point in chunk.of_more:
                if point.where.covers(unit_yx):
                    yield point
            yield from chunk.of_units.get(unit_yx, ())

    def replaced(
        self,
        placed: list[PlacedPoint],
        where: Where,
        probe_yx: Position | None,
        is_replaced: Callable[[PlacedPoint], bool],
    ) -> tuple[PlacedPoint, ...]:
        """Return the points without those that ``is_replaced``, with ``placed`` behind those of their precedence.

        ``placed`` are for ``where``. Only points for units of ``where``, and those that apply to the unit
        ``probe_yx``, are looked at.
        """
        kept: list[PlacedPoint] = []
        rank = precedence(where)
        place = sum(sum(chunk.counts[: rank + 1]) for chunk in self._chunks)
        for chunk in self._chunks:
            if not chunk.may_lie_in(where, probe_yx):
                kept.extend(chunk.points)
                continue
            for point in chunk.points:
                if not is_replaced(point):
                    kept.append(point)
                elif precedence(point.where) <= rank:
                    place -= 1
        if self._in_order:
            return (*kept[:place], *placed, *kept[place:])
        return tuple(sorted((*kept, *placed), key=lambda point: precedence(point.where)))

    @property
    def _in_order(self) -> bool:
        """Whether points for fewer units come after those for more."""
        last = 0
        for chunk in self._chunks:
            if chunk.ranks is None or chunk.ranks[0] < last:
                return False
            last = chunk.ranks[1]
        return True


def index_of(points: tuple[PlacedPoint, ...]) -> PlacedIndex:
    """Return the index of ``points``, made from that of the points that were asked about last."""
    global _last
    found = _last
    if found.points is not points:
        found = _last = PlacedIndex(points, found)
    return found


_last = PlacedIndex(())


def longest_part(point: PlacedPoint) -> float:
    """Return the larger component of a placed point's offset, without its sign, in input pixels."""
    y, x = point.offset_yx
    return max(abs(y), abs(x))


def shared_ends(points: tuple[PlacedPoint, ...], others: tuple[PlacedPoint, ...]) -> tuple[int, int]:
    """Return how many points two tuples have in common at their beginning, and how many of the rest at their end."""
    most = min(len(points), len(others))
    first = _shared(lambda start, end: points[start:end] == others[start:end], most)
    behind, beside = points[first:][::-1], others[first:][::-1]
    return first, _shared(lambda start, end: behind[start:end] == beside[start:end], most - first)


def _shared(is_same: Callable[[int, int], bool], most: int) -> int:
    """Return how many of ``most`` first places are the same, where ``is_same`` compares those of a range."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low

"""The points placed by hand, as a list in a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit, precedence
from vizapp.scripts.deformable.operator import LayerFacts
from vizapp.scripts.draft import Draft

_PLACED_MAP = '''
def placed_map(points, units):
    """Return the offsets (1, 2·$points, oh, ow) set by hand, of two the later one; NaN where there is none."""
    placed = torch.full((1, 2 * $points, *units), torch.nan)
    for point, offset, rows, columns in points:
        placed[0, 2 * point : 2 * point + 2, rows, columns] = torch.tensor(offset)[:, None, None]
    return placed
'''
_WHOLE = "slice(None)"


def write_placed(draft: Draft, facts: LayerFacts) -> bool:
    """Write the placed points as ``PLACED`` and what makes a map of them; return whether there are any.

    Of one layer ``PLACED`` is a list of points, of a stack one of such lists, the first layer's first.
    """
    spec = facts.spec
    if not spec.uses("placed_points") or not spec.placed_points:
        return False
    by_layer = [list(_entries(facts, below)) for below in reversed(range(facts.layers))]
    if not any(by_layer):
        return False
    number = "tap k" if facts.points == "TAPS" else "point g·TAPS + k of tap k in offset group g"
    comment = f"Set by hand: {number}, its offset (dy, dx) in pixels,\n# and the rows and columns of the units"
    if facts.layers == 1:
        draft.set_lines("PLACED", [f"{entry}," for entry in by_layer[0]], comment)
    else:
        lists = [line for entries in by_layer for line in _list_lines(entries)]
        draft.set_lines("PLACED", lists, f"{comment}; a list for each layer")
    draft.define(_PLACED_MAP, points=facts.points)
    return True


def _list_lines(entries: Sequence[str]) -> Sequence[str]:
    return ("[", *(f"    {entry}," for entry in entries), "],") if entries else ("[],",)


def _entries(facts: LayerFacts, below: int) -> Iterator[str]:
    """Yield an entry for each point of the layer so many ``below`` the last, the one that holds last.

    A point is placed for units of the last layer: in another it holds for those that stand in the same place.
    """
    spec, geometry = facts.spec, facts.spec.geometry
    layer = facts.layers - 1 - below
    (pixel, _), _ = geometry.map_place(layer)
    steps, shifts = geometry.map_place(below)
    taps, groups = spec.taps, spec.operator.offset_groups
    points = [
        point
        for point in spec.placed_points
        if point.tap.below == below and point.tap.k < taps and point.tap.group < groups
    ]
    # A stable sort: of two that are placed for as many units, the later one holds.
    for point in sorted(points, key=lambda each: precedence(each.where)):
        parts = [
            _units_along(point, axis, facts.sizes[-1][axis], facts.sizes[layer + 1][axis], steps[axis], int(shift))
            for axis, shift in enumerate(shifts)
        ]
        if None not in parts:
            number = point.tap.group * taps + point.tap.k
            offset = tuple(each / pixel for each in point.offset_yx)
            yield f"({number}, {offset}, {parts[0]}, {parts[1]})"


def _units_along(point: PlacedPoint, axis: int, count: int, length: int, step: int, shift: int) -> str | None:
    """Return the rows (axis 0) or columns of a layer's units that a point holds for, as a slice; None without any.

    Args:
        point: placed for units of the last layer.
        axis: of the map.
        count, length: how many rows or columns the last layer and this one have.
        step, shift: unit u of the last layer stands at u·step + shift of this one.
    """
    match point.where:
        case Everywhere():
            return _WHOLE
        case Region(top, left, height, width):
            first, size = ((top, height), (left, width))[axis]
            units = range(max(0, first), min(count, first + size))
        case Unit(yx):
            units = range(yx[axis], yx[axis] + 1) if 0 <= yx[axis] < count else range(0)
    places = [unit * step + shift for unit in units if 0 <= unit * step + shift < length]
    if not places:
        return None
    stop = places[-1] + 1
    return f"slice({places[0]}, {stop})" if step == 1 or len(places) == 1 else f"slice({places[0]}, {stop}, {step})"

"""Sampling points placed by hand: which tap, where, and for which units."""

from __future__ import annotations

import math
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.values import Position

MAX_PLACED_OFFSET = 10_000.0
"""In pixels: ten times the longest side of a working copy, and small enough for exact positions."""
MAX_OFFSET_GROUPS = 64
MAX_LAYERS = 3
"""Of deformable layers that are stacked."""
MAX_TAPS = 49
"""The taps of the largest kernel, 7×7."""

_Side = Annotated[int, Meta(ge=1)]


class Tap(Struct, frozen=True, forbid_unknown_fields=True):
    """The address of a tap: tap ``k`` = i·kw + j of the kernel, in the offset group ``group``.

    ``below`` says of which layer: how many layers below the last it is, where several are stacked.
    """

    group: Annotated[int, Meta(ge=0, lt=MAX_OFFSET_GROUPS)]
    k: Annotated[int, Meta(ge=0, lt=MAX_TAPS)]
    below: Annotated[int, Meta(ge=0, lt=MAX_LAYERS)] = 0


class Unit(Struct, frozen=True, forbid_unknown_fields=True, tag="unit", tag_field="kind"):
    """One output position (y, x)."""

    yx: Position

    def covers(self, unit_yx: Position) -> bool:
        """Return whether the unit at ``unit_yx`` belongs to it."""
        return self.yx == unit_yx


class Region(Struct, frozen=True, forbid_unknown_fields=True, tag="region", tag_field="kind"):
    """The output positions of a rectangle, from (``top``, ``left``); parts of it may lie outside the map."""

    top: int
    left: int
    height: _Side
    width: _Side

    def covers(self, unit_yx: Position) -> bool:
        """Return whether the unit at ``unit_yx`` belongs to it."""
        y, x = unit_yx
        return self.top <= y < self.top + self.height and self.left <= x < self.left + self.width

    def contains(self, other: Where) -> bool:
        """Return whether every unit of ``other`` belongs to it."""
        if isinstance(other, Unit):
            return self.covers(other.yx)
        if isinstance(other, Region):
            last = other.top + other.height - 1, other.left + other.width - 1
            return self.covers((other.top, other.left)) and self.covers(last)
        return False


class Everywhere(Struct, frozen=True, forbid_unknown_fields=True, tag="everywhere", tag_field="kind"):
    """Every output position."""

    def covers(self, unit_yx: Position) -> bool:
        """Return True."""
        del unit_yx
        return True


Where: TypeAlias = Unit | Region | Everywhere
"""The units that a placed point applies to."""


def precedence(where: Where) -> int:
    """Return 0, 1 or 2: what is placed for fewer units wins, so a unit over a region, and that over everywhere."""
    if isinstance(where, Unit):
        return 2
    return 1 if isinstance(where, Region) else 0


class PlacedPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """A sampling point placed by the user: ``tap`` is offset by ``offset_yx`` (dy, dx) from the rigid grid.

    It applies to the units of ``where``, which are the last layer's: in a layer below it, to the unit in the middle
    of what each of those reads. Neither component of the offset, in input pixels, may exceed
    ``MAX_PLACED_OFFSET``.
    """

    tap: Tap
    offset_yx: tuple[float, float]
    where: Where = Everywhere()

    def __post_init__(self) -> None:
        # A document is made anew with every move of a drag, and may hold thousands of points.
        y, x = self.offset_yx
        if -MAX_PLACED_OFFSET <= y <= MAX_PLACED_OFFSET and -MAX_PLACED_OFFSET <= x <= MAX_PLACED_OFFSET:
            return
        named = f"tap {self.tap.k} of group {self.tap.group}"
        if not all(math.isfinite(v) for v in self.offset_yx):
            raise ValueError(f"offset_yx of {named} is {self.offset_yx}; both parts must be finite numbers")
        raise ValueError(
            f"offset_yx of {named} is {self.offset_yx}; "
            f"both parts must lie between -{MAX_PLACED_OFFSET:g} and {MAX_PLACED_OFFSET:g} px"
        )

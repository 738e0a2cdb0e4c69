"""What is picked in each lab: it stays at its place in the picture when that is counted in other units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from vizapp.document.experiment import Source
from vizapp.document.values import Position

Place: TypeAlias = tuple[float, float]
"""(y, x) as shares of the source's height and width, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Units in rows and columns over the source.

    Attributes:
        size: how many rows and columns there are.
        first: the place of the unit (0, 0).
        step: how far apart the units are, as shares of the source.
    """

    size: tuple[int, int]
    first: Place
    step: Place

    def place(self, unit: Position) -> Place:
        """Return where the centre of ``unit`` lies."""
        return self.first[0] + unit[0] * self.step[0], self.first[1] + unit[1] * self.step[1]

    def nearest(self, place: Place) -> Position:
        """Return the unit whose centre is nearest to ``place``."""
        y, x = (round((place[axis] - self.first[axis]) / self.step[axis]) for axis in (0, 1))
        return max(0, min(y, self.size[0] - 1)), max(0, min(x, self.size[1] - 1))

    @property
    def middle(self) -> Position:
        return self.size[0] // 2, self.size[1] // 2


@dataclass(frozen=True, slots=True)
class Pick:
    """The unit that is picked in one lab.

    Attributes:
        unit: as it is counted now; None where nothing is picked.
        grid: how it is counted; None while the sizes of the maps are not known.
        place: where the person has picked it. It is what was picked, and not the centre of the unit that came nearest
            to it since: counted as it was before, as after an undo, it is the same unit again.
        is_put_away: whether the person wants none; otherwise no unit means that none has been picked yet.
        left: place and ``is_put_away`` in other sources, as long as the person has not picked anything since.
    """

    unit: Position | None = None
    grid: Grid | None = None
    place: Place | None = None
    is_put_away: bool = False
    left: Mapping[Source, tuple[Place | None, bool]] = field(default_factory=dict)

    def picked(self, unit: Position | None) -> Pick:
        """Return the pick after the person has picked ``unit``, or put the pick away by None."""
        place = None if unit is None or self.grid is None else self.grid.place(unit)
        return Pick(unit, self.grid, place, is_put_away=unit is None)

    def counted(self, grid: Grid) -> Pick:
        """Return the pick as it is counted in ``grid``."""
        if self.unit is not None and self.place is None:  # picked before any grid was known
            place = grid.place(self.unit)
            return replace(self, grid=grid, place=place, unit=grid.nearest(place))
        unit = None if self.place is None else grid.nearest(self.place)
        if grid == self.grid and unit == self.unit:
            return self
        return replace(self, grid=grid, unit=unit)

    def begun(self) -> Pick:
        """Return the pick with the middle of its grid picked, unless something is, or the person wants none."""
        if self.grid is None or self.unit is not None or self.is_put_away:
            return self
        middle = self.grid.middle
        return replace(self, unit=middle, place=self.grid.place(middle))

    def left_for_another(self, source: Source | None) -> Pick:
        """Return a pick of nothing yet, as when another source is opened after ``source``.

        When the person comes back to that source without having picked anything since, as by an undo, what was picked
        there is picked again.
        """
        return Pick(grid=self.grid, left=self._with_left(source))

    def moved(self, old: Source, new: Source) -> Pick:
        """Return the pick taken up where it was in ``new``; where that is not known it stays where it is."""
        left = self._with_left(old)
        if new not in left:
            return replace(self, left=left)
        place, is_put_away = left[new]
        unit = None if place is None or self.grid is None else self.grid.nearest(place)
        return replace(self, unit=unit, place=place, is_put_away=is_put_away, left=left)

    def _with_left(self, source: Source | None) -> Mapping[Source, tuple[Place | None, bool]]:
        return self.left if source is None else {**self.left, source: (self.place, self.is_put_away)}

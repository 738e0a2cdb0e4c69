"""The picked unit of each lab, which keeps its position in the picture when the units are numbered differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from vizapp.document.experiment import Source
from vizapp.document.values import Position

Place: TypeAlias = tuple[float, float]
"""(y, x) as fractions of the source's height and width, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A regular grid of units over the source.

    Attributes:
        size: the number of rows and columns.
        first: the place of the unit (0, 0).
        step: the distance between units (vertical, horizontal), as fractions of the source's size.
    """

    size: tuple[int, int]
    first: Place
    step: Place

    def place(self, unit: Position) -> Place:
        """Return the place of the centre of ``unit``."""
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
    """The picked unit of one lab.

    Attributes:
        unit: the unit (y, x) in the present grid; None if nothing is picked.
        grid: the present grid; None while the sizes of the maps are unknown.
        place: the place that the user picked. It is kept rather than replaced by the centre of the nearest unit, so
            that returning to an earlier grid, for example by undo, gives the same unit again.
        is_put_away: whether the user has removed the pick; False with no unit means that none has been picked yet.
        left: place and ``is_put_away`` for other sources, until the user picks again.
        awaited: a unit that is picked as soon as the maps of the document that names it are known.
    """

    unit: Position | None = None
    grid: Grid | None = None
    place: Place | None = None
    is_put_away: bool = False
    left: Mapping[Source, tuple[Place | None, bool]] = field(default_factory=dict)
    awaited: Position | None = None

    def picked(self, unit: Position | None) -> Pick:
        """Return the pick after the user has picked ``unit``, or removed the pick (None)."""
        place = None if unit is None or self.grid is None else self.grid.place(unit)
        return Pick(unit, self.grid, place, is_put_away=unit is None)

    def counted(self, grid: Grid) -> Pick:
        """Return the pick converted to ``grid``."""
        if self.unit is not None and self.place is None:  # picked before any grid was known
            place = grid.place(self.unit)
            return replace(self, grid=grid, place=place, unit=grid.nearest(place))
        unit = None if self.place is None else grid.nearest(self.place)
        if grid == self.grid and unit == self.unit:
            return self
        return replace(self, grid=grid, unit=unit)

    def begun(self) -> Pick:
        """Return the pick of the awaited unit, or of the middle of the grid if none is awaited.

        Nothing changes if a unit is picked or the user has removed the pick.
        """
        if self.grid is None or self.unit is not None or self.is_put_away:
            return self
        place = self.grid.place(self.awaited or self.grid.middle)
        return replace(self, unit=self.grid.nearest(place), place=place, awaited=None)

    def begun_anew(self, unit: Position | None) -> Pick:
        """Return an empty pick, which :meth:`begun` turns into that of ``unit``, or of the middle (None)."""
        return Pick(grid=self.grid, left=self.left, awaited=unit)

    def left_for_another(self, source: Source | None) -> Pick:
        """Return an empty pick for a newly opened source, which remembers the pick in ``source``.

        Returning to ``source``, for example by undo, restores that pick if the user has not picked since.
        """
        return Pick(grid=self.grid, left=self._with_left(source))

    def moved(self, old: Source, new: Source) -> Pick:
        """Return the pick remembered for the source ``new``, or the present one if none is."""
        left = self._with_left(old)
        if new not in left:
            return replace(self, left=left)
        place, is_put_away = left[new]
        unit = None if place is None or self.grid is None else self.grid.nearest(place)
        return replace(self, unit=unit, place=place, is_put_away=is_put_away, left=left, awaited=None)

    def returned(self, earlier: Pick) -> Pick:
        """Return the pick as it was ``earlier``, in the present grid; what was left in other sources stays known."""
        unit = earlier.unit
        if earlier.place is not None:
            unit = None if self.grid is None else self.grid.nearest(earlier.place)
        return replace(earlier, unit=unit, grid=self.grid, left={**earlier.left, **self.left})

    def _with_left(self, source: Source | None) -> Mapping[Source, tuple[Place | None, bool]]:
        return self.left if source is None else {**self.left, source: (self.place, self.is_put_away)}

"""What the person has picked stays at its place in the picture when the picture is counted in other units."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vizapp.document.experiment import Experiment, LabName, Source
from vizapp.geometry import ConvGeometry
from vizapp.protocol.messages import Configured
from vizapp.protocol.observations import Position
from vizapp.session.state import View

Place = tuple[float, float]
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


@dataclass(slots=True)
class _Pick:
    """One picked unit: as it is counted now, and the place that the person has picked it at.

    ``put_away`` tells whether the person wants none; otherwise ``place`` None means that none has been picked yet.
    ``left`` holds place and ``put_away`` in other sources, as long as the person has not picked anything since.
    """

    unit: Position | None = None
    grid: Grid | None = None
    place: Place | None = None
    put_away: bool = False
    left: dict[Source, tuple[Place | None, bool]] = field(default_factory=dict)

    def follow(self, unit: Position | None, grid: Grid) -> Position | None:
        """Return how the pick is counted in ``grid``; ``unit`` is how it has been counted up to now.

        The place is what was picked, and not the centre of the unit that came nearest to it since: counted as it was
        before, as after an undo, it is the same unit again.
        """
        if unit != self.unit:
            self.place = None if unit is None else (self.grid or grid).place(unit)
            self.put_away = unit is None
            self.left.clear()
        self.grid = grid
        self.unit = None if self.place is None else grid.nearest(self.place)
        return self.unit

    def begin(self, grid: Grid) -> Position | None:
        """Return the middle of ``grid``, picked now, unless the person wants none."""
        if not self.put_away:
            self.grid, self.unit = grid, grid.middle
            self.place = grid.place(grid.middle)
        return self.unit

    def leave(self, source: Source) -> None:
        """Remember where the pick is in ``source``."""
        self.left[source] = self.place, self.put_away

    def come_back(self, source: Source) -> None:
        """Take up the pick where it was in ``source``; where that is not known it stays where it is."""
        self.place, self.put_away = self.left.get(source, (self.place, self.put_away))

    def forget(self) -> None:
        """Nothing has been picked yet."""
        self.unit = self.place = None
        self.put_away = False


class Places:
    """The probe, the picked pixel and the selected tap of a view, kept where they are."""

    def __init__(self) -> None:
        self._configured: dict[LabName, Configured] = {}
        self._probe = _Pick()
        self._picked = _Pick()
        self._geometry: ConvGeometry | None = None
        self._source: Source | None = None

    def begin_anew(self, view: View) -> View:
        """Return ``view`` with nothing picked yet, now that another source is opened.

        When the person comes back to the source before without having picked anything since, as by an undo, what was
        picked there is picked again.
        """
        for pick in (self._probe, self._picked):
            if self._source is not None:
                pick.leave(self._source)
            pick.forget()
        self._source = None
        return replace(view, probe_yx=None, picked_yx=None)

    def configured(self, view: View, experiment: Experiment, reply: Configured) -> View:
        """Return ``view`` for the maps that ``reply`` tells of. Where nothing has been picked yet, the middle is."""
        self._configured[reply.lab] = reply
        view = self.follow(view, experiment)
        if reply.lab == "deformable" and view.probe_yx is None:
            return replace(view, probe_yx=self._probe.begin(_units(reply, experiment.deformable.geometry)))
        if reply.lab == "subpixel" and view.picked_yx is None:
            return replace(view, picked_yx=self._picked.begin(_low_resolution_pixels(reply)))
        return view

    def follow(self, view: View, experiment: Experiment) -> View:
        """Return ``view`` with its picks counted as ``experiment`` counts, as far as the maps' sizes are known."""
        self._go_to(experiment.source)
        probe, picked = view.probe_yx, view.picked_yx
        geometry = experiment.deformable.geometry
        if (deformable := self._configured.get("deformable")) is not None:
            probe = self._probe.follow(probe, _units(deformable, geometry))
        if (subpixel := self._configured.get("subpixel")) is not None:
            picked = self._picked.follow(picked, _low_resolution_pixels(subpixel))
        tap = view.selected_tap
        if tap is not None:
            tap = (self._geometry or geometry).same_tap(tap, geometry)
        self._geometry = geometry
        if (probe, picked, tap) == (view.probe_yx, view.picked_yx, view.selected_tap):
            return view
        return replace(view, probe_yx=probe, picked_yx=picked, selected_tap=tap)

    def _go_to(self, source: Source) -> None:
        if self._source is not None and self._source != source:
            for pick in (self._probe, self._picked):
                pick.leave(self._source)
                pick.come_back(source)
        self._source = source


def _units(configured: Configured, geometry: ConvGeometry) -> Grid:
    """Return the grid of a deformable layer's units: each lies where the middle of its kernel reads."""
    _, height, width = configured.input_shape
    y, x = geometry.centre_shift
    return Grid(
        size=geometry.output_size(height, width),
        first=((y + 0.5) / height, (x + 0.5) / width),
        step=(geometry.stride[0] / height, geometry.stride[1] / width),
    )


def _low_resolution_pixels(configured: Configured) -> Grid:
    """Return the grid of the pixels that the sub-pixel lab enlarges; they lie side by side."""
    _, height, width = configured.input_shape
    step = configured.covered[0] / height, configured.covered[1] / width
    return Grid(size=(height, width), first=(step[0] / 2, step[1] / 2), step=step)

"""The device pixels along an axis of the screen in runs that show the same of every tile. No Qt in here.

Zoomed in, a tile's pixel covers many device pixels that look alike: a frame is then made with one pixel a run, and
spread to all of them in the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vizapp.gui.subpixel.explode_path import Axis

_WORTH = 0.8
"""The share of the device pixels that runs may be at most for it to be worth while to spread them."""
_LEAST_RUN = 2.0
"""Device pixels a tile's pixel below which runs are not looked for."""
NOTHING = -1
"""In place of a tile's pixel: nothing of the tile is shown."""


class Alike:
    """Neighbouring entries of a table that are the same in every line of it, as runs; where that is worth while.

    Attributes:
        shown: (n, runs), the table with one entry a run.
    """

    def __init__(self, shown: NDArray[np.intp], is_looked_for: bool = True) -> None:
        """Find the runs of ``shown``, (n, entries); each entry is a run of its own where they are not looked for."""
        extent = shown.shape[1]
        changes = np.ones(extent, np.bool_)
        if is_looked_for and len(shown):
            changes[1:] = (shown[:, 1:] != shown[:, :-1]).any(axis=0)
        firsts = np.flatnonzero(changes)
        self._ends: NDArray[np.intp] | None = None
        self._run_of: NDArray[np.intp] | None = None
        if len(firsts) <= _WORTH * extent:
            self._ends = np.append(firsts, extent)
            self._run_of = np.cumsum(changes) - 1
            shown = shown[:, firsts]
        self.shown = shown

    @property
    def count(self) -> int:
        return self.shown.shape[1]

    def entries(self, runs: slice) -> slice:
        """Return which entries runs are made of."""
        if self._ends is None:
            return runs
        return slice(int(self._ends[runs.start]), int(self._ends[runs.stop]))

    def spread(self, frame: NDArray[np.uint32], along: int, runs: slice | None = None) -> NDArray[np.uint32]:
        """Return ``frame``, which has one entry a run along an axis, or one of each of ``runs``, with all entries."""
        if self._run_of is None:
            return frame
        chosen = self._run_of if runs is None else self._run_of[self.entries(runs)] - runs.start
        return frame.take(chosen, axis=along)


class Runs:
    """Neighbouring device pixels are one run where each shows the same as the next of every tile."""

    def __init__(
        self, axes: Sequence[Axis], count: int, corner: float, scale: float, extent: int, edge: float
    ) -> None:
        """Find the runs.

        Args:
            axes: where the pixels of each tile are.
            count: how many a tile has along the axis.
            corner: the canvas coordinate at which the viewport begins.
            scale: device pixels a pixel of the enlarged map.
            extent: device pixels of the viewport.
            edge: device pixels that the end of a tile's pixel is wide; 0 for none.
        """
        distinct = list(dict.fromkeys(axes))
        self._number = {axis: number for number, axis in enumerate(distinct)}
        shown = _shown(distinct, count, corner, scale, extent, edge)
        are_large = bool(distinct) and scale * max(axis.size for axis in distinct) >= _LEAST_RUN
        self._alike = Alike(shown, are_large)
        self.count = self._alike.count

    def of(self, axes: Sequence[Axis]) -> NDArray[np.intp]:
        """Return what each run shows of tiles, (len(axes), runs).

        That is a tile's pixel, or their count where it is the end of one, or ``NOTHING``.
        """
        return self._alike.shown[[self._number[axis] for axis in axes]]

    def spread(self, frame: NDArray[np.uint32], along: int) -> NDArray[np.uint32]:
        """Return ``frame``, which has one entry a run along an axis, with one a device pixel."""
        return self._alike.spread(frame, along)


def _shown(
    axes: Sequence[Axis], count: int, corner: float, scale: float, extent: int, edge: float
) -> NDArray[np.intp]:
    """Return what each device pixel shows, (len(axes), extent), as :meth:`Runs.of` does.

    What reaches to the next pixel has no ends.
    """
    if not axes:
        return np.zeros((0, extent), np.intp)
    origin, pitch, size = np.array([(axis.origin, axis.pitch, axis.size) for axis in axes])[..., None].swapaxes(0, 1)
    has_no_gaps = np.array([[axis.has_no_gaps] for axis in axes])
    middle = np.arange(extent) + 0.5
    away = middle / scale + corner - origin
    pixel = np.floor(away / pitch)
    is_on = away - pixel * pitch < size
    if has_no_gaps.any():
        is_on |= has_no_gaps & (pixel < count - 1)
    is_on &= (pixel >= 0) & (pixel < count)
    if edge > 0:
        within = middle - (origin + pixel * pitch - corner) * scale
        pixel[~has_no_gaps & ((within < edge) | (within >= size * scale - edge))] = count
    pixel[~is_on] = NOTHING
    return pixel.astype(np.intp)

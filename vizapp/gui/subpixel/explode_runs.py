"""The device pixels along an axis of the screen in runs that show the same of every tile. No Qt in here.

Zoomed in, a tile's pixel covers many device pixels that look alike: a frame is then made with one pixel a run, and
spread to all of them in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vizapp.gui.subpixel.explode_path import Axis

_WORTH = 0.8
"""The share of the device pixels that runs may be at most for it to be worth while to spread them."""
_LEAST_RUN = 2.0
"""Device pixels a tile's pixel below which runs are not looked for."""
_NOTHING = -2
"""In place of a pixel and whether its end is shown: nothing of a tile is."""


class Seen(NamedTuple):
    """What a screen shows of a tile along an axis.

    Attributes:
        runs: intp (n,), those that show any of it.
        pixels: intp (n,), which pixel of the tile each shows.
        is_end: bool (n,), whether it shows an end of that pixel.
    """

    runs: NDArray[np.intp]
    pixels: NDArray[np.intp]
    is_end: NDArray[np.bool_]


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
        shown = {axis: _shown(axis, count, corner, scale, extent, edge) for axis in dict.fromkeys(axes)}
        changes = np.ones(extent, np.bool_)
        if shown and scale * max(axis.size for axis in shown) >= _LEAST_RUN:
            every = np.stack(list(shown.values()))
            changes[1:] = (every[:, 1:] != every[:, :-1]).any(axis=0)
        firsts = np.flatnonzero(changes)
        self._run_of: NDArray[np.intp] | None = None
        if len(firsts) <= _WORTH * extent:
            self._run_of = np.cumsum(changes) - 1
            shown = {axis: each[firsts] for axis, each in shown.items()}
        self.count = extent if self._run_of is None else len(firsts)
        self._seen = {axis: _seen(each) for axis, each in shown.items()}

    def of(self, axis: Axis) -> Seen:
        """Return which runs show a tile, and what of it."""
        return self._seen[axis]

    def spread(self, frame: NDArray[np.uint32], along: int) -> NDArray[np.uint32]:
        """Return ``frame``, which has one entry a run along an axis, with one a device pixel."""
        return frame if self._run_of is None else frame.take(self._run_of, axis=along)


def _shown(axis: Axis, count: int, corner: float, scale: float, extent: int, edge: float) -> NDArray[np.intp]:
    """Return what each device pixel shows: 2·n of the tile's pixel n, 2·n + 1 of its end, ``_NOTHING`` of none."""
    middle = np.arange(extent) + 0.5
    away = middle / scale + corner - axis.origin
    pixel = np.floor(away / axis.pitch)
    is_on = away - pixel * axis.pitch < axis.size
    if axis.has_no_gaps:
        is_on |= pixel < count - 1
    held = (pixel >= 0) & (pixel < count) & is_on
    within = middle - (axis.origin + pixel * axis.pitch - corner) * scale
    is_end = (edge > 0) & ((within < edge) | (within >= axis.size * scale - edge))
    return np.where(held, 2 * pixel + is_end, _NOTHING).astype(np.intp)


def _seen(shown: NDArray[np.intp]) -> Seen:
    runs = np.flatnonzero(shown != _NOTHING)
    held = shown[runs]
    return Seen(runs, held // 2, held % 2 == 1)

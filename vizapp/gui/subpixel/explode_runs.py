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
        changes = np.ones(extent, np.bool_)
        if distinct and scale * max(axis.size for axis in distinct) >= _LEAST_RUN:
            changes[1:] = (shown[:, 1:] != shown[:, :-1]).any(axis=0)
        firsts = np.flatnonzero(changes)
        self._run_of: NDArray[np.intp] | None = None
        if len(firsts) <= _WORTH * extent:
            self._run_of = np.cumsum(changes) - 1
            shown = shown[:, firsts]
        self.count = shown.shape[1]
        self._shown = shown

    def of(self, axes: Sequence[Axis]) -> NDArray[np.intp]:
        """Return what each run shows of tiles, (len(axes), runs).

        That is a tile's pixel, or their count where it is the end of one, or ``NOTHING``.
        """
        return self._shown[[self._number[axis] for axis in axes]]

    def spread(self, frame: NDArray[np.uint32], along: int) -> NDArray[np.uint32]:
        """Return ``frame``, which has one entry a run along an axis, with one a device pixel."""
        return frame if self._run_of is None else frame.take(self._run_of, axis=along)


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

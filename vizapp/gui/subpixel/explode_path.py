"""The way of every sub-pixel from its channel tile to its place in the enlarged map. Pure arithmetic, no Qt.

All pixels of a tile move alike: where they are is an affine map whose origin and pitch go linearly from those in the
mosaic to those in the enlarged map. Several output channels first take their colours where they stand, and then come
to lie over one another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.tile_layout import TileLayout

COLOURING = 0.15
"""The share of the way in which the tiles of several output channels take their colours, before they move."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the pixels of a tile are along one axis: pixel n covers origin + n · pitch … + size.

    All of it is in pixels of the enlarged map, as canvas coordinates count them: its first pixel covers 0 … 1.
    Where it ``has_no_gaps`` each pixel but the last reaches to the next one.
    """

    origin: float
    pitch: float
    size: float
    has_no_gaps: bool = False


class TileWay(NamedTuple):
    """A tile under way: which output channel of those that travel, which phase, and where its pixels are."""

    group: int
    phase: int
    y: Axis
    x: Axis


def eased(share: float) -> float:
    """Return how far a journey is after ``share`` of its time, both 0 … 1: slow where it begins and where it ends."""
    return share * share * (3 - 2 * share)


def share_of_time(place: float) -> float:
    """Return the share of its time after which a journey is at ``place``: the inverse of :func:`eased`."""
    return 0.5 - math.sin(math.asin(1 - 2 * place) / 3)


def coloured(t: float, are_mixed: bool) -> float | None:
    """Return how far the tiles have become red, green or blue, 0 … 1, at ``t`` of the way; None where they do not.

    ``are_mixed``: several output channels come to lie over one another.
    """
    return min(t / COLOURING, 1.0) if are_mixed else None


def moved(t: float, are_mixed: bool) -> float:
    """Return how far the tiles have moved, 0 … 1, at ``t`` of the way; see :func:`coloured`."""
    return max((t - COLOURING) / (1 - COLOURING), 0.0) if are_mixed else t


def tile_ways(
    layout: TileLayout, tile_size: tuple[int, int], t: float, grid: ChannelGrid | None = None
) -> list[TileWay]:
    """Return where the tiles are at ``t`` of the way, from 0, the mosaic, to 1, the enlarged map.

    At 0 they stand as in the mosaic, which is made as small as what it becomes and put into its middle.

    Args:
        layout: the groups that travel, and where their phases land.
        tile_size: height and width of the tiles' pictures, which may have been reduced.
        t: 0 … 1.
        grid: where the output channels stand side by side; None: they come to lie over one another.

    Returns:
        One entry a tile, group by group and phase by phase.
    """
    r, share = layout.upscale_factor, moved(t, mixes(layout, grid))
    height, width = (layout.height * r, layout.width * r) if grid is None else grid.size
    rows, columns = layout.mosaic_size
    shrunk = min(height / rows, width / columns)
    ways = []
    for group, channel in enumerate(layout.groups):
        corner = (0, 0) if grid is None else grid.origin(channel)
        for phase in range(r * r):
            tile_origin, landing = layout.tile_origin(group, phase), divmod(layout.phases.index(phase), r)
            axes = []
            for along, (whole, mosaic) in enumerate(((height, rows), (width, columns))):
                pixel = (layout.height, layout.width)[along] / tile_size[along]  # 1, or more in a reduced picture
                origin = (whole - mosaic * shrunk) / 2 + tile_origin[along] * shrunk
                start = Axis(origin, pixel * shrunk, pixel * shrunk)
                end = Axis(corner[along] + landing[along] * pixel, r * pixel, pixel)
                axes.append(_between(start, end, share))
            ways.append(TileWay(group, phase, *axes))
    return ways


def mixes(layout: TileLayout, grid: ChannelGrid | None) -> bool:
    """Tell whether several output channels come to lie over one another, as red, green and blue."""
    return grid is None and len(layout.groups) > 1


def _between(start: Axis, end: Axis, share: float) -> Axis:
    def mix(first: float, last: float) -> float:
        return first + (last - first) * share

    return Axis(mix(start.origin, end.origin), mix(start.pitch, end.pitch), mix(start.size, end.size))

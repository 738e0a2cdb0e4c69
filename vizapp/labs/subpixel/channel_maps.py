"""The channels of an enlarged map side by side, in one picture."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from vizapp.document.channel_grid import ChannelGrid
from vizapp.labs.pictures import average_areas, cut_region, draw_covered
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import ChannelMapsRequest, Region
from vizapp.value_picture import ValueRange


def draw_channel_maps(
    planes: Callable[[int], Tensor], grid: ChannelGrid, request: ChannelMapsRequest, drawn: ValueRange
) -> Picture:
    """Draw the grid, or as much of it as is asked for and may be sent.

    The whole grid if it has at most ``request.max_pixels``, or the region on screen if that has; otherwise the whole
    grid, each channel reduced by itself, so that no pixel mixes two of them.

    Args:
        planes: returns one channel, (H, W).
        grid: where the channels stand.
        drawn: the values drawn as black and as white.
    """
    height, width = grid.size
    covered: Region = (0, 0, height, width)
    if height * width > request.max_pixels and request.region is not None:
        covered = cut_region(request.region, height, width)
    if covered[2] * covered[3] <= request.max_pixels:
        return draw_covered(_part(planes, grid, covered)[None], covered, drawn)
    most = max(1, request.max_pixels // (grid.rows * grid.columns))
    reduced = torch.stack([average_areas(planes(channel)[None], most)[0] for channel in range(grid.count)])
    rows, columns = reduced.shape[1:]
    small = ChannelGrid(grid.count, rows, columns)
    whole = _part(lambda channel: reduced[channel], small, (0, 0, *small.size))
    return draw_covered(whole[None], (0, 0, height, width), drawn)


def _part(planes: Callable[[int], Tensor], grid: ChannelGrid, region: Region) -> Tensor:
    """Return a region (rows, columns) of the grid.

    Places without a channel hold one of the map's own values, so that a map of whole numbers stays one.
    """
    top, left, rows, columns = region
    first = planes(0)
    part = first[:1, :1].repeat(rows, columns)
    for channel in range(grid.count):
        y, x = grid.origin(channel)
        upper, lower = max(y, top), min(y + grid.height, top + rows)
        leftmost, rightmost = max(x, left), min(x + grid.width, left + columns)
        if upper < lower and leftmost < rightmost:
            plane = planes(channel)
            shown = plane[upper - y : lower - y, leftmost - x : rightmost - x]
            part[upper - top : lower - top, leftmost - left : rightmost - left] = shown
    return part

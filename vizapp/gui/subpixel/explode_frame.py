"""One frame of the tiles' way into the enlarged map, in the tiles' own pixels. No Qt in here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.subpixel.explode_path import Axis, TileWay

_BLUE, _GREEN, _RED = range(3)
"""The bytes of a pixel of Qt's Format_ARGB32 on a little-endian machine; alpha is the last."""
_ALPHA = -1
"""The plane that says where there is a pixel; those before it are red, green and blue, or grey."""
_Seen: TypeAlias = "tuple[NDArray[np.intp], NDArray[np.intp]]"
EDGES_FROM = 9.0
"""Screen pixels a pixel from which each has an edge in its phase's colour while it travels."""


N = TypeVar("N", bound=np.generic)


def cut_tiles(mosaic: NDArray[N], layout: TileLayout, shown: Sequence[int]) -> NDArray[N]:
    """Return the tiles of some output channels, (len(shown)·r², h, w, c), group by group and phase by phase.

    Args:
        mosaic: pixels or values (rows, columns, c), whole or reduced.
        layout: how the mosaic is laid out.
        shown: the output channels, all of them among the groups of ``layout``.
    """
    r = layout.upscale_factor
    rows, columns = layout.group_rows * r, layout.group_columns * r
    height, width = mosaic.shape[0] // rows, mosaic.shape[1] // columns
    # (group row, i, h, group column, j, w, c) → (group row, group column, i, j, h, w, c)
    apart = mosaic.reshape(layout.group_rows, r, height, layout.group_columns, r, width, -1)
    tiles = apart.transpose(0, 3, 1, 4, 2, 5, 6).reshape(rows * columns // r**2, r * r, height, width, -1)
    chosen = tiles[[layout.groups.index(channel) for channel in shown]]
    return np.ascontiguousarray(chosen.reshape(-1, height, width, mosaic.shape[2]))


class Edges(NamedTuple):
    """What is drawn along the edges of pixels: the colour of each phase as (red, green, blue), and how wide.

    ``width`` is in screen pixels.
    """

    colours: Sequence[tuple[int, int, int]]
    width: float


def draw_frame(
    tiles: NDArray[np.uint8],
    ways: Sequence[TileWay],
    colour: float | None,
    projection: Projection,
    ratio: float,
    edges: Edges | None = None,
) -> NDArray[np.uint8]:
    """Draw what a viewport shows of the tiles, every pixel of the screen that of the tile's pixel under its middle.

    Args:
        tiles: uint8 (n, h, w, 1|3), in the order of ``ways``.
        ways: where each tile's pixels are.
        colour: how far three output channels have become red, green and blue, 0 … 1; None where each stays grey.
        projection: what the viewport shows.
        ratio: device pixels a screen pixel.
        edges: drawn where pixels are at least ``EDGES_FROM`` screen pixels large; None for none.

    Returns:
        uint8 (rows, columns, 4) in the byte order of Format_ARGB32_Premultiplied; transparent where no pixel is.
    """
    rows, columns = round(projection.height * ratio), round(projection.width * ratio)
    scale = projection.scale * ratio
    kept_grey = 1.0 if colour is None or all(way.group == 0 for way in ways) else 1.0 - colour
    if ways and ways[0].x.size * projection.scale < EDGES_FROM:
        edges = None
    is_grey = kept_grey == 1.0 and edges is None and tiles.shape[3] == 1
    planes = np.zeros((2 if is_grey else 4, rows, columns), np.uint8)
    for tile, way in zip(tiles, ways, strict=True):
        seen = _SeenTile(
            _seen(way.y, tile.shape[0], projection.top, scale, rows),
            _seen(way.x, tile.shape[1], projection.left, scale, columns),
            columns,
        )
        if seen.is_empty:
            continue
        seen.fill(planes[_ALPHA], 255)
        for plane in range(len(planes) - 1):
            channel = tile[..., min(plane, tile.shape[2] - 1)]
            kept = 1.0 if plane == way.group else kept_grey
            if kept == 1.0:
                seen.paint(planes[plane], channel)
            elif kept > 0:
                seen.paint(planes[plane], np.rint(channel * kept).astype(np.uint8))
        if edges is not None:
            width = edges.width * ratio
            seen.paint_ends(
                planes,
                _ends(way.y, *seen.down, projection.top, scale, width),
                _ends(way.x, *seen.across, projection.left, scale, width),
                edges.colours[way.phase],
            )
    frame = np.empty((rows, columns, 4), np.uint8)
    for byte, plane in zip((_BLUE, _GREEN, _RED), ((0, 0, 0) if is_grey else (2, 1, 0)), strict=True):
        frame[..., byte] = planes[plane]
    frame[..., 3] = planes[_ALPHA]
    return frame


class _SeenTile:
    """What a viewport shows of a tile: whole rows at once are copied, masked by columns, which is what is fast.

    ``down`` and ``across`` are the device pixels that show it, and which pixel of the tile each shows.
    """

    def __init__(self, down: _Seen, across: _Seen, columns: int) -> None:
        self.down, self.across = down, across
        self.is_empty = not len(down[0]) or not len(across[0])
        self._mask = np.zeros(columns, np.uint8)
        self._mask[across[0]] = 255

    def fill(self, plane: NDArray[np.uint8], level: int) -> None:
        """Set ``plane`` (rows, columns) to ``level`` where the tile is seen."""
        places = self.down[0]
        plane[places] = (plane[places] & ~self._mask) | (self._mask & np.uint8(level))

    def paint(self, plane: NDArray[np.uint8], channel: NDArray[np.uint8]) -> None:
        """Show a channel (h, w) of the tile in ``plane`` (rows, columns)."""
        (places, from_row), (columns, from_column) = self.down, self.across
        first, last = from_row[0], from_row[-1] + 1
        lines = np.zeros((last - first, len(self._mask)), np.uint8)
        lines[:, columns] = channel[first:last, from_column]
        present = plane[places]
        present &= ~self._mask
        present |= lines[from_row - first]
        plane[places] = present

    def paint_ends(
        self, planes: NDArray[np.uint8], down: NDArray[np.bool_], across: NDArray[np.bool_], rgb: tuple[int, int, int]
    ) -> None:
        """Show a colour along the ends of the tile's pixels: in the rows ``down`` and the columns ``across``."""
        columns = np.zeros_like(self._mask)
        columns[self.across[0][across]] = 255
        masks = np.where(down[:, None], self._mask, columns)
        places = self.down[0]
        for plane, level in zip(planes, rgb, strict=False):
            plane[places] = (plane[places] & ~masks) | (masks & np.uint8(level))


def _ends(
    axis: Axis, places: NDArray[np.intp], pixel: NDArray[np.intp], corner: float, scale: float, width: float
) -> NDArray[np.bool_]:
    """Tell which of the device pixels along an axis show an end of their tile's pixel, ``width`` of them wide."""
    within = (places + 0.5) - (axis.origin + pixel * axis.pitch - corner) * scale
    return (within < width) | (within >= axis.size * scale - width)


def _planes(part: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return red, green and blue of a part (h, w, 1|3)."""
    last = part.shape[2] - 1
    return part[..., 0], part[..., min(1, last)], part[..., last]


def _seen(axis: Axis, count: int, corner: float, scale: float, extent: int) -> _Seen:
    """Return which device pixels along an axis show a tile of ``count`` pixels, and which pixel of it each shows.

    Args:
        axis: where the tile's pixels are.
        count: how many it has along the axis.
        corner: the canvas coordinate at which the viewport begins.
        scale: device pixels a pixel of the enlarged map.
        extent: device pixels of the viewport.
    """
    first = max(int(np.floor((axis.origin - corner) * scale)), 0)
    last = min(int(np.ceil((axis.origin + (count - 1) * axis.pitch + axis.size - corner) * scale)), extent)
    if last <= first:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    place = np.arange(first, last)
    away = (place + 0.5) / scale + corner - axis.origin
    pixel = np.floor(away / axis.pitch)
    held = (pixel >= 0) & (pixel < count) & (away - pixel * axis.pitch < axis.size)
    return place[held], pixel[held].astype(np.intp)

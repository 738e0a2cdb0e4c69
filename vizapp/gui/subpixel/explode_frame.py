"""One frame of the tiles' way into the enlarged map, in the tiles' own pixels. No Qt in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.subpixel.explode_path import Axis, TileWay
from vizapp.gui.subpixel.explode_runs import Runs

_SHIFTS = (16, 8, 0)
"""By how many bits red, green and blue are shifted in a pixel of Qt's Format_ARGB32."""
_OPAQUE = 0xFF << 24
_WHOLE = 0xFFFFFFFF
_MOST = 0.7
"""The share of all columns from which a band is painted over all of them."""
_WORTH_APART = 3
"""Rows that are alike next to one another, on average, from which they are painted run by run."""
EDGES_FROM = 9.0
"""Screen pixels a pixel from which each has an edge in its phase's colour while it travels."""
GAPS_FROM = 6.0
"""Device pixels a pixel from which the gaps between pixels are drawn."""

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

    Gaps between pixels that travel apart are drawn where the screen can show them: of small pixels, and where they
    are narrower than a device pixel, some would be seen and others not, as a grid that is not there.

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
    kept_grey = 1.0 if colour is None or all(way.group == 0 for way in ways) else 1.0 - colour
    if ways and ways[0].x.size * projection.scale < EDGES_FROM:
        edges = None
    edge, scale = 0.0 if edges is None else edges.width * ratio, projection.scale * ratio
    (height, width), extents = tiles.shape[1:3], (round(projection.height * ratio), round(projection.width * ratio))
    below = _without_gaps(ways, scale)
    rows = Runs([way.y for way in (*below, *ways)], height, projection.top, scale, extents[0], edge)
    columns = Runs([way.x for way in (*below, *ways)], width, projection.left, scale, extents[1], edge)
    frame = np.zeros((rows.count, columns.count), np.uint32)
    for band in _bands(below):
        band.paint(frame, tiles, rows, columns, kept_grey, None)
    for band in _bands(ways):
        band.paint(frame, tiles, rows, columns, kept_grey, edges)
    return rows.spread(columns.spread(frame, 1), 0).view(np.uint8).reshape(*extents, 4)


def _without_gaps(ways: Sequence[TileWay], scale: float) -> list[TileWay]:
    """Return what is painted below the tiles so that no gaps are seen: themselves without them; none where gaps are.

    ``scale`` is in device pixels a pixel of the enlarged map.
    """
    if not ways:
        return []
    axes = ways[0].y, ways[0].x  # all pixels are as large, and as far apart
    are_small = min(axis.size for axis in axes) * scale < GAPS_FROM
    are_narrow = min(axis.pitch - axis.size for axis in axes) * scale < 1
    are_together = all(axis.pitch <= axis.size for axis in axes)
    if are_together or not (are_small or are_narrow):
        return []
    filled = {axis: replace(axis, has_no_gaps=True) for way in ways for axis in (way.y, way.x)}
    return [way._replace(y=filled[way.y], x=filled[way.x]) for way in ways]


class _Band:
    """Tiles of one output channel whose pixels are in the same rows.

    Every row of the screen is made once for all of them, and then put in its places: whole rows at once, masked by
    columns, are much faster than the places of each tile.
    """

    def __init__(self, group: int, y: Axis) -> None:
        self.group, self.y = group, y
        self.numbers: list[int] = []
        self.ways: list[TileWay] = []

    def paint(
        self,
        frame: NDArray[np.uint32],
        tiles: NDArray[np.uint8],
        rows: Runs,
        columns: Runs,
        kept_grey: float,
        edges: Edges | None,
    ) -> None:
        """Paint the tiles into ``frame``, one pixel a run of ``rows`` and ``columns``; the rest as in
        :func:`draw_frame`.
        """
        count, width = len(self.ways), tiles.shape[2]
        places, from_row, is_end = rows.of(self.y)
        if not len(places):
            return
        source = np.zeros(columns.count, np.intp)  # which pixel of all tiles side by side a column shows
        mask = np.zeros(columns.count, np.uint32)
        ends, colours = np.zeros(columns.count, np.bool_), np.zeros(columns.count, np.uint32)
        for number, way in enumerate(self.ways):
            across, from_column, is_side = columns.of(way.x)
            source[across] = number * width + from_column
            mask[across] = _bytes_painted(self.group, kept_grey)
            if edges is not None:
                ends[across] = is_side
                colours[across] = _word(*edges.colours[way.phase])
        seen = np.flatnonzero(mask)
        if not len(seen):
            return
        # Whole rows are copied faster than parts of them: what is nearly all is all.
        is_most = seen[-1] + 1 - seen[0] > _MOST * columns.count
        part = slice(0, columns.count) if is_most else slice(seen[0], seen[-1] + 1)
        source, mask, ends, colours = source[part], mask[part], ends[part], colours[part]
        first, last = from_row[0], from_row[-1] + 1
        pixels = tiles[self.numbers, first:last].transpose(1, 0, 2, 3).reshape(last - first, count * width, -1)
        lines = _shades(pixels.take(source, axis=1), self.group, kept_grey)
        whole = np.where(mask > 0, np.uint32(_WHOLE), np.uint32(0))
        inside = _Row(lines, mask)
        if edges is not None:
            np.copyto(lines, colours, where=ends)
            inside = _Row(lines, np.where(ends, whole, mask))
        shown = frame if part == slice(0, columns.count) else frame[:, part]
        _put(shown, places, from_row - first, inside, is_end, _Row(colours[None], whole))


class _Row(NamedTuple):
    """Rows of pixels, uint32 (n, columns), and which bits of each column they paint, uint32 (columns,)."""

    pixels: NDArray[np.uint32]
    mask: NDArray[np.uint32]


def _put(
    frame: NDArray[np.uint32],
    places: NDArray[np.intp],
    which: NDArray[np.intp],
    inside: _Row,
    is_end: NDArray[np.bool_],
    end: _Row,
) -> None:
    """Put rows into the rows ``places`` of ``frame``: of ``inside`` those of the numbers ``which``, or where
    ``is_end`` that of ``end``.
    """
    kind = np.where(is_end, -1, which)
    firsts = np.flatnonzero(np.append(True, (np.diff(places) != 1) | (np.diff(kind) != 0)))
    if len(firsts) > len(places) / _WORTH_APART:
        for chosen, rows, numbers in ((~is_end, inside, which), (is_end, end, np.zeros_like(which))):
            if not chosen.any():
                continue
            present = frame[places[chosen]]
            present &= ~rows.mask
            present |= rows.pixels[numbers[chosen]] & rows.mask
            frame[places[chosen]] = present
        return
    # Neighbouring rows that are alike, in place: far fewer bytes are moved.
    kept = {False: ~inside.mask, True: ~end.mask}
    painted = {False: inside.pixels & inside.mask, True: end.pixels & end.mask}
    lasts = np.append(firsts[1:], len(places)) - 1
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        block, at_end = frame[places[first] : places[last] + 1], bool(is_end[first])
        block &= kept[at_end]
        block |= painted[at_end][0 if at_end else which[first]]


def _bands(ways: Sequence[TileWay]) -> list[_Band]:
    """Return the tiles in bands, in the order of the first tile of each."""
    found: dict[tuple[int, Axis], _Band] = {}
    for number, way in enumerate(ways):
        band = found.setdefault((way.group, way.y), _Band(way.group, way.y))
        band.numbers.append(number)
        band.ways.append(way)
    return list(found.values())


def _word(red: int, green: int, blue: int) -> np.uint32:
    """Return an opaque pixel of Qt's Format_ARGB32."""
    return np.uint32(_OPAQUE | red << 16 | green << 8 | blue)


def _bytes_painted(group: int, kept_grey: float) -> np.uint32:
    """Return which bits of a pixel an output channel paints: its own colour alone where no grey is kept."""
    return np.uint32(_WHOLE if kept_grey > 0 else _OPAQUE | 0xFF << _SHIFTS[group])


def _shades(pixels: NDArray[np.uint8], group: int, kept_grey: float) -> NDArray[np.uint32]:
    """Return pixels (rows, columns, 1|3) as words of Format_ARGB32; all but the group's own colour is made weaker."""
    levels = np.arange(256)
    planes = []
    for plane, shift in enumerate(_SHIFTS):
        kept = 1.0 if plane == group else kept_grey
        planes.append(np.rint(levels * kept).astype(np.uint32) << np.uint32(shift))
    red, green, blue = planes
    if pixels.shape[2] == 1:
        return (red | green | blue | np.uint32(_OPAQUE)).take(pixels[..., 0])
    shades: NDArray[np.uint32] = red.take(pixels[..., 0]) | green.take(pixels[..., 1])
    return shades | blue.take(pixels[..., 2]) | np.uint32(_OPAQUE)

"""One frame of the tiles' way into the enlarged map, in the tiles' own pixels. No Qt in here."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.subpixel.explode_path import TileWay
from vizapp.gui.subpixel.explode_runs import Runs
from vizapp.gui.subpixel.explode_stack import Stack, bands_of, paint_stack
from vizapp.gui.subpixel.explode_words import WHOLE, TileWords, Tone, own_bits

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
    words: TileWords,
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
        words: the tiles, in the order of ``ways``.
        ways: where each tile's pixels are.
        colour: how far three output channels have become red, green and blue, 0 … 1; None where each stays grey.
        projection: what the viewport shows.
        ratio: device pixels a screen pixel.
        edges: drawn where pixels are at least ``EDGES_FROM`` screen pixels large; None for none.

    Returns:
        uint8 (rows, columns, 4) in the byte order of Format_ARGB32_Premultiplied; transparent where no pixel is.
        It lasts until the next frame of these tiles is drawn.
    """
    groups = tuple(way.group for way in ways)
    kept_grey = 1.0 if colour is None or not any(groups) else 1.0 - colour
    if ways and ways[0].x.size * projection.scale < EDGES_FROM:
        edges = None
    edge, scale = 0.0 if edges is None else edges.width * ratio, projection.scale * ratio
    (height, width), extents = (
        words.tiles.shape[1:3],
        (round(projection.height * ratio), round(projection.width * ratio)),
    )
    levels = [level for level in (_without_gaps(ways, scale), ways) if level]
    rows = Runs([way.y for level in levels for way in level], height, projection.top, scale, extents[0], edge)
    columns = Runs([way.x for level in levels for way in level], width, projection.left, scale, extents[1], edge)
    words.give_ends([] if edges is None else [edges.colours[way.phase] for way in ways])
    # In colours of their own, output channels hide nothing of one another. Edges are not the same on both levels.
    apart = [[group] for group in dict.fromkeys(groups)] if kept_grey < 1 else [list(dict.fromkeys(groups))]
    together = [levels] if edges is None else [[level] for level in levels]
    frame = words.blank(rows.count, columns.count)
    for number, (stacked, chosen) in enumerate(itertools.product(together, apart)):
        tone = Tone(
            WHOLE if kept_grey == 1 else own_bits(chosen[0]),
            kept_grey,
            # In the first place nothing lies below, nor does in a colour of its own where there are no edges.
            hides=number > 0 and (edges is not None or kept_grey > 0),
            are_alike=edges is None and kept_grey in (0, 1),
        )
        for painted in paint_stack(Stack(bands_of(ways, chosen), stacked), words, rows, columns, tone):
            part = frame[painted.rows, painted.columns]
            if painted.keeps is not None:
                part &= painted.keeps
            part |= painted.words
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

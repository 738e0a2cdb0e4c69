"""Tiles that lie over one another, painted without painting what is hidden. No Qt in here.

Every pixel of a tile is where its row and its column are. Where a row of the screen shows pixels of the same tiles as
another row, which of them is on top at a column is the same in both: it is found out once for all such rows, and what
these show is then gathered, each pixel of the screen once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vizapp.gui.subpixel.explode_path import Axis, TileWay
from vizapp.gui.subpixel.explode_runs import NOTHING, Runs

_WORDS = 30_000
"""Pixels that are painted at a time: they stay in the processor's cache until they are in the frame, and what is
computed of them in memory that the process has already; from 128 KiB the system gives new memory page by page.
"""


class Stack(NamedTuple):
    """Tiles in the order in which they are painted, as numbers; those of one band are in the same rows.

    Attributes:
        bands: each the tiles of one output channel whose pixels are in the same rows, the lowest band first.
        levels: where each tile is, on one level or more; all of a level lies over all of the one before, and a
            tile shows the same pixel in a row on all levels on which it shows any there.
    """

    bands: Sequence[Sequence[int]]
    levels: Sequence[Sequence[TileWay]]


class Painted(NamedTuple):
    """What is seen of tiles in some rows: their numbers, the columns, and the pixels there; 0 where nothing is."""

    rows: NDArray[np.intp]
    columns: slice
    words: NDArray[np.uint32]


def bands_of(ways: Sequence[TileWay], groups: Sequence[int]) -> list[list[int]]:
    """Return the numbers of the tiles of some output channels in bands, in the order of the first tile of each."""
    found: dict[tuple[int, Axis], list[int]] = {}
    for number, way in enumerate(ways):
        if way.group in groups:
            found.setdefault((way.group, way.y), []).append(number)
    return list(found.values())


def paint_stack(
    stack: Stack, words: Callable[[int], NDArray[np.uint32]], rows: Runs, columns: Runs
) -> Iterator[Painted]:
    """Yield what is seen of tiles, a few rows at a time.

    Args:
        stack: the tiles.
        words: returns the pixels of a tile, uint32 (h + 1, w + 1): the last row and the last column are shown at
            the ends of pixels.
        rows: what each row shows of the tiles.
        columns: what each column shows.
    """
    order = [number for band in stack.bands for number in band]
    if not order:
        return
    wide, total, levels = words(order[0]).shape[1], len(order), len(stack.levels)
    lengths = [len(band) for band in stack.bands]
    firsts = np.cumsum([0, *lengths])[:-1]
    in_rows = np.concatenate(
        [rows.of([level[band[0]].y for band in stack.bands]) for level in stack.levels]
    )  # (levels · bands, rows)
    # Of the tiles at a column the one that is painted last has the greatest number.
    painted = []
    for number, level in enumerate(stack.levels):
        shown = columns.of([level[tile].x for tile in order])
        places = shown + (wide * (number * total + np.arange(total)))[:, None]
        painted.append(np.maximum.reduceat(np.where(shown == NOTHING, NOTHING, places), firsts, axis=0))
    in_columns = np.concatenate(painted)  # (levels · bands, columns)
    some_columns = _extent((in_columns != NOTHING).any(axis=0))
    in_columns = in_columns[:, some_columns]
    tile_at = np.append(np.tile(np.repeat(np.arange(total), wide), levels), total)
    pixel_at = np.append(np.tile(np.arange(wide), total * levels), 0)
    band_of = np.repeat(np.arange(len(lengths)), lengths)
    pixel_rows = in_rows.reshape(levels, len(lengths), -1).max(axis=0)
    for present, these in _kinds(in_rows != NOTHING):
        on_top = in_columns[present].max(axis=0)  # NOTHING is the last entry of tile_at: no tile
        tiles = tile_at[on_top]
        seen = np.zeros(total + 1, np.bool_)
        seen[tiles] = True
        chosen = np.flatnonzero(seen[:-1])
        starts = np.full(total + 1, len(chosen) * wide)
        starts[chosen] = wide * np.arange(len(chosen))
        sources = starts[tiles] + pixel_at[on_top]
        width = len(chosen) * wide + 1
        at_once = max(_WORDS // max(width, len(sources)), 1)
        for begin in range(0, len(these), at_once):
            here = these[begin : begin + at_once]
            line = np.empty((len(here), width), np.uint32)
            line[:, -1] = 0
            for place, tile in enumerate(chosen.tolist()):
                line[:, place * wide : (place + 1) * wide] = words(order[tile])[pixel_rows[band_of[tile], here]]
            yield Painted(here, some_columns, line.take(sources, axis=1))


def _kinds(present: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield what is present together in rows, bool (n, rows), and in which rows that is; not those without any."""
    packed = np.packbits(present, axis=0).T
    # Eight bytes at a time as a number, which are compared much faster.
    padded = np.zeros((packed.shape[0], -(-packed.shape[1] // 8) * 8), np.uint8)
    padded[:, : packed.shape[1]] = packed
    keys = padded.view(np.uint64)
    in_order = np.lexsort(keys.T)
    changes = (keys[in_order[1:]] != keys[in_order[:-1]]).any(axis=1)
    for these in np.split(in_order, np.flatnonzero(changes) + 1):
        found = np.flatnonzero(present[:, these[0]])
        if len(found):
            yield found, these


def _extent(seen: NDArray[np.bool_]) -> slice:
    """Return the part from the first that is seen to the last."""
    places = np.flatnonzero(seen)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)

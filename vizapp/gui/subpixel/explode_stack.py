"""Tiles that lie over one another, painted without painting what is hidden. No Qt in here.

Every pixel of a tile is where its row and its column are. Where a row of the screen shows pixels of the same tiles as
another row, which of them is on top at a column is the same in both: it is found out once for all such rows, and what
these show is then gathered, each pixel of the screen once. Of neighbouring rows and columns that look alike, as there
are many where pixels are large, one is gathered and copied to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vizapp.gui.subpixel.explode_path import Axis, TileWay
from vizapp.gui.subpixel.explode_runs import NOTHING, Alike, Runs
from vizapp.gui.subpixel.explode_words import WHOLE, TileWords, Tone

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
    """What is seen of tiles in neighbouring rows.

    Attributes:
        rows, columns: where.
        words: (rows, columns), the pixels; 0 where nothing is.
        keeps: (rows, columns), which bits of what lies below stay; None where nothing does, or all of it.
    """

    rows: slice
    columns: slice
    words: NDArray[np.uint32]
    keeps: NDArray[np.uint32] | None


def bands_of(ways: Sequence[TileWay], groups: Sequence[int]) -> list[list[int]]:
    """Return the numbers of the tiles of some output channels in bands, in the order of the first tile of each."""
    found: dict[tuple[int, Axis], list[int]] = {}
    for number, way in enumerate(ways):
        if way.group in groups:
            found.setdefault((way.group, way.y), []).append(number)
    return list(found.values())


def paint_stack(stack: Stack, words: TileWords, rows: Runs, columns: Runs, tone: Tone) -> Iterator[Painted]:
    """Yield what is seen of tiles, a few rows at a time.

    Args:
        stack: the tiles.
        words: their pixels.
        rows: what each row shows of the tiles.
        columns: what each column shows.
        tone: in which colours they are painted.
    """
    order = [number for band in stack.bands for number in band]
    if not order:
        return
    lengths = [len(band) for band in stack.bands]
    down = Alike(np.concatenate([rows.of([level[band[0]].y for band in stack.bands]) for level in stack.levels]))
    across = Alike(np.concatenate([columns.of([level[tile].x for tile in order]) for level in stack.levels]))
    some_rows, some_columns = (_extent((each.shown != NOTHING).any(axis=0)) for each in (down, across))
    table = _Places.of(across.shown[:, some_columns], order, lengths, len(stack.levels), words, tone)
    lines = _Lines.of(down.shown, table, len(stack.levels), words)
    seen = across.entries(some_columns)
    at_once = max(_WORDS // max(table.painted.shape[1], 1), 1)
    for begin in range(some_rows.start, some_rows.stop, at_once):
        here = slice(begin, min(begin + at_once, some_rows.stop))
        painted, keeps = tone.of(*lines.painted(here, words))
        painted = down.spread(across.spread(painted, 1, some_columns), 0, here)
        if keeps is not None:
            keeps = down.spread(across.spread(keeps, 1, some_columns), 0, here)
        yield Painted(down.entries(here), seen, painted, keeps)


class _Lines(NamedTuple):
    """What rows show of tiles, as distinct lines: rows of one line differ in how far down all their pixels are alone.

    Attributes:
        line_of: (rows,), which line each row is.
        down: (rows,), by how many words what a row shows lies behind its line.
        places: (lines, columns), where the pixels of each line are.
        bits: (lines, columns), which bits of what lies below they take the place of; None where all are alike.
    """

    line_of: NDArray[np.intp]
    down: NDArray[np.intp]
    places: NDArray[np.intp]
    bits: NDArray[np.uint32] | None

    @staticmethod
    def of(shown: NDArray[np.intp], table: _Places, levels: int, words: TileWords) -> _Lines:
        """Find the lines of rows that show these pixel rows, (levels · bands, rows)."""
        is_present = shown != NOTHING
        first_rows, kind_of = _distinct(np.packbits(is_present, axis=0).T)
        on_top = np.empty((len(first_rows), table.painted.shape[1]), np.intp)
        for kind, row in enumerate(first_rows.tolist()):
            np.maximum.reduce(table.painted[is_present[:, row]], axis=0, initial=NOTHING, out=on_top[kind])
        # In which row of its tile a pixel is, is the same for all tiles of a band.
        pixel_rows = shown.reshape(levels, -1, shown.shape[1]).max(axis=0)
        present = pixel_rows != NOTHING
        uppermost = np.where(present, pixel_rows, words.tiles.shape[1]).min(axis=0)
        below = np.where(present, pixel_rows - uppermost, 0)
        keys = [kind_of[None], below]
        is_end = present & (pixel_rows == words.tiles.shape[1])
        if table.bits_at is not None:
            keys.append(is_end)
        first_rows, line_of = _distinct(np.concatenate(keys).T.astype(np.int32))
        kinds, offsets = kind_of[first_rows], np.zeros((len(first_rows), len(pixel_rows) + 1), np.intp)
        offsets[:, :-1] = words.pitch * below.T[first_rows]
        which = table.band_at.take(on_top).take(kinds, axis=0)
        which += offsets.shape[1] * np.arange(len(first_rows))[:, None]
        places, bits = offsets.take(which), None
        places += table.place_at.take(on_top).take(kinds, axis=0)
        if table.bits_at is not None:
            at_end = np.zeros(offsets.shape, np.uint32)
            at_end[:, :-1][is_end.T[first_rows]] = WHOLE
            bits = at_end.take(which)
            bits |= table.bits_at.take(on_top).take(kinds, axis=0)
        return _Lines(line_of, uppermost * words.pitch, places, bits)

    def painted(self, rows: slice, words: TileWords) -> tuple[NDArray[np.uint32], NDArray[np.uint32] | None]:
        """Return the words of rows, (rows, columns), and if they are not all alike the bits that they replace."""
        these = self.line_of[rows]
        places = self.places.take(these, axis=0)
        places += self.down[rows, None]
        return words.flat.take(places), None if self.bits is None else self.bits.take(these, axis=0)


class _Places(NamedTuple):
    """What columns show of tiles, as numbers of places: each is a pixel of a tile, or their ends, on a level.

    Attributes:
        painted: (levels · bands, columns), the place of what is painted last, which has the greatest number.
        band_at: of each place the number of its tile's band; that of ``NOTHING``, the last one, is one more.
        place_at: of each place where the tile's first row has it in the words.
        bits_at: of each place which bits of what lies below are replaced there; None where that is not asked for.
    """

    painted: NDArray[np.intp]
    band_at: NDArray[np.intp]
    place_at: NDArray[np.intp]
    bits_at: NDArray[np.uint32] | None

    @staticmethod
    def of(
        shown: NDArray[np.intp],
        order: Sequence[int],
        lengths: Sequence[int],
        levels: int,
        words: TileWords,
        tone: Tone,
    ) -> _Places:
        """Find them for ``shown``, (levels · tiles, columns), of tiles in this order and bands of these lengths."""
        wide, entries = words.pitch, levels * len(order)
        places = np.where(shown == NOTHING, NOTHING, shown + wide * np.arange(entries)[:, None])
        firsts = np.cumsum([0, *(list(lengths) * levels)])[:-1]
        first_words = np.array([words.place(tile) for tile in order])
        bands = np.repeat(np.arange(len(lengths)), lengths)
        return _Places(
            np.maximum.reduceat(places, firsts, axis=0),
            np.append(np.tile(np.repeat(bands, wide), levels), len(lengths)),
            np.append(np.tile((first_words[:, None] + np.arange(wide)).ravel(), levels), words.nowhere),
            None if tone.are_alike else np.append(np.tile([*[tone.own] * (wide - 1), WHOLE], entries), np.uint32(0)),
        )


def _distinct(table: NDArray[np.uint8] | NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each distinct row of a table, (n, entries), is first, and of each row which of these it is."""
    packed = np.ascontiguousarray(table).view(np.uint8)
    # Eight bytes at a time as a number, which are compared much faster.
    padded = np.zeros((packed.shape[0], -(-packed.shape[1] // 8) * 8), np.uint8)
    padded[:, : packed.shape[1]] = packed
    keys = padded.view(np.uint64)
    in_order = np.lexsort(keys.T)
    changes = np.append(True, (keys[in_order[1:]] != keys[in_order[:-1]]).any(axis=1))
    which = np.empty(len(in_order), np.intp)
    which[in_order] = np.cumsum(changes) - 1
    return in_order[changes], which


def _extent(seen: NDArray[np.bool_]) -> slice:
    """Return the part from the first that is seen to the last."""
    places = np.flatnonzero(seen)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)

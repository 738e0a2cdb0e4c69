"""The pixels of the tiles as words of the screen, each tile's made when it is first seen. No Qt in here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SHIFTS = (16, 8, 0)
"""By how many bits red, green and blue are shifted in a pixel of Qt's Format_ARGB32."""
_OPAQUE = 0xFF << 24
_AT_END = np.uint32(1 << 24)
"""The lowest bit of a pixel's opacity: until a frame is done only the ends of pixels have it."""
WHOLE = np.uint32(0xFFFFFFFF)
"""All bits of a pixel."""
_ODD, _EVEN = np.uint32(0x00FF00FF), np.uint32(0x0000FF00)
"""Red and blue, and green: so far apart they are multiplied at once."""
_HALVES = np.uint32(0x00800080), np.uint32(0x00008000)
"""Half a level of each, which is added before the lower bits of a product go."""


class TileWords:
    """The pixels of tiles as words of Format_ARGB32, in the colours that they have in the mosaic.

    Those of a tile have a row and a column more than it: they are shown at the ends of its pixels, and marked if
    these have colours.
    """

    def __init__(self, tiles: NDArray[np.uint8]) -> None:
        """Take the tiles, uint8 (n, h, w, 1|3)."""
        self.tiles = tiles
        self._words: dict[int, NDArray[np.uint32]] = {}
        self._ends: tuple[tuple[int, int, int], ...] = ()
        self._blank = np.empty((0, 0), np.uint32)

    def give_ends(self, colours: Sequence[tuple[int, int, int]]) -> None:
        """Give the ends of each tile's pixels a colour, as (red, green, blue); none if they are never shown."""
        if tuple(colours) != self._ends:
            self._ends = tuple(colours)
            self._words.clear()

    def blank(self, rows: int, columns: int) -> NDArray[np.uint32]:
        """Return pixels (rows, columns) in which nothing is yet: the same as last time, if those were as many."""
        if self._blank.shape != (rows, columns):
            self._blank = np.empty((rows, columns), np.uint32)  # new memory is dearer than to clear the old one
        self._blank.fill(0)
        return self._blank

    def words(self, tile: int) -> NDArray[np.uint32]:
        """Return the pixels of a tile, uint32 (h + 1, w + 1)."""
        found = self._words.get(tile)
        if found is None:
            height, width = self.tiles.shape[1:3]
            red, green, blue = self._ends[tile] if self._ends else (0, 0, 0)
            found = np.full((height + 1, width + 1), _OPAQUE | red << 16 | green << 8 | blue, np.uint32)
            planes = self.tiles[tile].astype(np.uint32)
            inside = found[:height, :width]
            inside[:] = np.uint32(_OPAQUE) ^ _AT_END if self._ends else np.uint32(_OPAQUE)
            for plane, shift in enumerate(_SHIFTS):
                inside |= planes[..., plane % planes.shape[2]] << np.uint32(shift)
            self._words[tile] = found
        return found


def own_bits(group: int) -> np.uint32:
    """Return the bits of an output channel's own colour, and of how opaque it is."""
    return np.uint32(_OPAQUE | 0xFF << _SHIFTS[group])


def painted_bits(words: NDArray[np.uint32], group: int) -> NDArray[np.uint32]:
    """Return which bits the pixels of an output channel paint in its own colour: at ends all, where none is 0."""
    bits = np.where(words & _AT_END, WHOLE, own_bits(group))
    bits[words == 0] = 0
    return bits


def weaken(words: NDArray[np.uint32], bits: NDArray[np.uint32] | np.uint32, kept: float) -> NDArray[np.uint32]:
    """Return pixels of which all but ``bits`` are made weaker: ``kept``, 0 … 1, is left, in steps of 1/256."""
    factor = np.uint32(round(256 * kept))
    weak = ((words & _ODD) * factor + _HALVES[0] >> np.uint32(8)) & _ODD
    weak |= ((words & _EVEN) * factor + _HALVES[1] >> np.uint32(8)) & _EVEN
    weak &= ~bits
    weak |= words & bits
    return weak


def make_opaque(words: NDArray[np.uint32]) -> None:
    """Take the marks of ends away: every pixel that there is has all bits of opacity."""
    words |= words >> np.uint32(7) & _AT_END

"""The pixels of the tiles as words of the screen, each tile's made when it is first seen. No Qt in here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SHIFTS = (16, 8, 0)
"""By how many bits red, green and blue are shifted in a pixel of Qt's Format_ARGB32."""
_OPAQUE = 0xFF << 24
WHOLE = np.uint32(0xFFFFFFFF)
"""All bits of a pixel."""
_ODD, _EVEN = np.uint32(0x00FF00FF), np.uint32(0x0000FF00)
"""Red and blue, and green: so far apart they are multiplied at once."""
_HALVES = np.uint32(0x00800080), np.uint32(0x00008000)
"""Half a level of each, which is added before the lower bits of a product go."""


class TileWords:
    """The pixels of tiles as words of Format_ARGB32, in the colours that they have in the mosaic.

    Those of a tile have a row and a column more than it, which are shown at the ends of its pixels.

    Attributes:
        flat: the words of all tiles, one after the other and row by row; after them nothing, as many rows of it.
        pitch: words of a row.
        nowhere: the place at which nothing begins.
    """

    def __init__(self, tiles: NDArray[np.uint8]) -> None:
        """Take the tiles, uint8 (n, h, w, 1|3)."""
        self.tiles = tiles
        count, height, width = tiles.shape[:3]
        self.pitch = width + 1
        self.nowhere = count * (height + 1) * self.pitch
        self.flat = np.zeros(self.nowhere + (height + 1) * self.pitch, np.uint32)
        self._words = self.flat[: self.nowhere].reshape(count, height + 1, self.pitch)
        self._made: set[int] = set()
        self._ends: tuple[tuple[int, int, int], ...] = ()
        self._blank = np.empty((0, 0), np.uint32)

    def give_ends(self, colours: Sequence[tuple[int, int, int]]) -> None:
        """Give the ends of each tile's pixels a colour, as (red, green, blue); none if they are not shown."""
        if colours and tuple(colours) != self._ends:
            self._ends = tuple(colours)
            ends = np.array([_OPAQUE | red << 16 | green << 8 | blue for red, green, blue in colours], np.uint32)
            self._words[:, -1, :] = self._words[:, :, -1] = ends[:, None]

    def blank(self, rows: int, columns: int) -> NDArray[np.uint32]:
        """Return pixels (rows, columns) in which nothing is yet: the same as last time, if those were as many."""
        if self._blank.shape != (rows, columns):
            self._blank = np.empty((rows, columns), np.uint32)  # clearing old memory costs less than allocating
        self._blank.fill(0)
        return self._blank

    def place(self, tile: int) -> int:
        """Return the place of a tile's first word, and make its words if it is seen for the first time."""
        if tile not in self._made:
            self._made.add(tile)
            planes = self.tiles[tile].astype(np.uint32)
            inside = self._words[tile, :-1, :-1]
            inside[:] = _OPAQUE
            for plane, shift in enumerate(_SHIFTS):
                inside |= planes[..., plane % planes.shape[2]] << np.uint32(shift)
        return tile * (self.tiles.shape[1] + 1) * self.pitch


class Tone(NamedTuple):
    """In which colours tiles are painted over others.

    Attributes:
        own: which bits their pixels have; their ends have all.
        kept_grey: how much of the other bits is left, 0 … 1.
        hides: whether something may lie below that they hide.
        are_alike: whether all that is painted has the same bits.
    """

    own: np.uint32
    kept_grey: float
    hides: bool
    are_alike: bool

    def of(
        self, words: NDArray[np.uint32], bits: NDArray[np.uint32] | None
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32] | None]:
        """Return words in these colours, and which bits of what lies below stay; None if nothing does, or all of it.

        ``bits``: which bits each pixel takes the place of; None where they are ``own``.
        """
        if self.kept_grey == 0:
            words &= self.own if bits is None else bits
        elif self.kept_grey < 1 and bits is not None:
            words = weaken(words, bits, self.kept_grey)
            bits = np.where(words > 0, WHOLE, np.uint32(0))
        return words, ~bits if self.hides and bits is not None else None


def own_bits(group: int) -> np.uint32:
    """Return the bits of an output channel's own colour, and of how opaque it is."""
    return np.uint32(_OPAQUE | 0xFF << _SHIFTS[group])


def weaken(words: NDArray[np.uint32], bits: NDArray[np.uint32] | np.uint32, kept: float) -> NDArray[np.uint32]:
    """Return pixels of which all but ``bits`` are made weaker: ``kept``, 0 … 1, is left, in steps of 1/256."""
    factor = np.uint32(round(256 * kept))
    weak = ((words & _ODD) * factor + _HALVES[0] >> np.uint32(8)) & _ODD
    weak |= ((words & _EVEN) * factor + _HALVES[1] >> np.uint32(8)) & _EVEN
    weak &= ~bits
    weak |= words & bits
    return weak

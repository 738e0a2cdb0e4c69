"""How many pages a TIFF has, and in how many pieces they are stored, read from its directories alone.

The decoders' own ways to find that out take minutes for a small file with a hundred thousand pages, or with millions
of pieces. Format: TIFF, Revision 6.0, section 2, and its 64-bit variant BigTIFF.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

MOST_PAGES = 10_000
"""Pages that are counted; there may be more."""
MOST_PIECES = 1 << 20
"""Strips or tiles of one page that can be opened; the largest picture has a quarter of that in tiles of 16²."""

_LOOKED_INTO = 64
"""Pages of which the pieces are counted: no later one is ever read."""
_MOST_ENTRIES = 4096
_PIECES = (273, 279, 324, 325)
"""The tags StripOffsets, StripByteCounts, TileOffsets and TileByteCounts."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the directories of a TIFF say.

    Attributes:
        pages: how many there are, ``MOST_PAGES`` at most.
        pieces: the most strips or tiles of one of the pages that may be read.
    """

    pages: int
    pieces: int


def survey(file: BinaryIO | io.BufferedIOBase) -> Survey:
    """Return what the directories of a TIFF say, as far as they can be read; the file is left at its beginning."""
    try:
        return _survey(file)
    finally:
        file.seek(0)


def _survey(file: BinaryIO | io.BufferedIOBase) -> Survey:
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    is_big = len(head) == 16 and struct.unpack_from(order + "H", head, 2)[0] == 43
    count_format, entry_format, place_format = ("Q", "HHQQ", "Q") if is_big else ("H", "HHII", "I")
    count_size, entry_size, place_size = (
        struct.calcsize(order + each) for each in (count_format, entry_format, place_format)
    )
    place = struct.unpack_from(order + place_format, head, 8 if is_big else 4)[0] if len(head) >= 8 else 0
    pages = pieces = 0
    seen: set[int] = set()
    while place and place not in seen and pages < MOST_PAGES:
        seen.add(place)
        file.seek(place)
        raw = file.read(count_size)
        entries = struct.unpack(order + count_format, raw)[0] if len(raw) == count_size else 0
        if not 0 < entries <= _MOST_ENTRIES:
            break
        directory = file.read(entries * entry_size + place_size)
        if len(directory) < entries * entry_size + place_size:
            break
        pages += 1
        if pages <= _LOOKED_INTO:
            found = struct.iter_unpack(order + entry_format, directory[: entries * entry_size])
            pieces = max([pieces, *(count for tag, _, count, _ in found if tag in _PIECES)])
        place = struct.unpack_from(order + place_format, directory, entries * entry_size)[0]
    return Survey(pages, pieces)

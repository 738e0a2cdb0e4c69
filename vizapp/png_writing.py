"""Writing of a PNG file row by row, so that a picture larger than the memory can be written."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {1: 0, 3: 2}
"""By the number of channels: grey and RGB."""
_PERCEPTUAL = b"\0"
_PAETH = 4
_PIECE_BYTES = 1 << 18
"""Of rows that are compressed at once: some 10 ms of work."""


class PngWriter:
    """Writes one picture from top to bottom: first its head, then rows, then its end.

    The values are marked as sRGB. Every row is predicted from its neighbours by the Paeth filter.

    Source: Portable Network Graphics (PNG) Specification, third edition, W3C, 2025.
    """

    def __init__(self, stream: BinaryIO, size: tuple[int, int], channels: int, bits: int) -> None:
        """Write the head.

        Args:
            stream: takes the bytes of the file, in their order.
            size: (H, W) in pixels.
            channels: 1 for grey, 3 for RGB.
            bits: of a value, 8 or 16.

        Raises:
            OSError: the stream takes no more.
        """
        height, width = size
        self._stream = stream
        self._pixel_bytes = channels * bits // 8
        self._above = np.zeros(width * self._pixel_bytes, np.uint8)
        self._compressor = zlib.compressobj()
        stream.write(SIGNATURE)
        head = struct.pack(">IIBBBBB", width, height, bits, _COLOUR_TYPES[channels], 0, 0, 0)
        self._chunk(b"IHDR", head)
        self._chunk(b"sRGB", _PERCEPTUAL)

    def rows(self, rows: np.ndarray) -> Iterator[None]:
        """Write the next rows, uint8 or uint16 (n, W, C), and yield after each piece of them.

        Raises:
            OSError: the stream takes no more.
        """
        at_once = max(1, _PIECE_BYTES // len(self._above))
        for first in range(0, len(rows), at_once):
            part = rows[first : first + at_once]
            stored = np.ascontiguousarray(part, part.dtype.newbyteorder(">")).view(np.uint8).reshape(len(part), -1)
            filtered = paeth_filtered(stored, self._above, self._pixel_bytes)
            self._data(self._compressor.compress(filtered.tobytes()))
            self._above = stored[-1]
            yield

    def end(self) -> None:
        """Write the end, after the last row.

        Raises:
            OSError: the stream takes no more.
        """
        self._data(self._compressor.flush())
        self._chunk(b"IEND", b"")

    def _data(self, packed: bytes) -> None:
        if packed:
            self._chunk(b"IDAT", packed)

    def _chunk(self, kind: bytes, content: bytes) -> None:
        self._stream.write(chunk(kind, content))


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file, with its length before it and its checksum after it."""
    checksum = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def paeth_filtered(stored: np.ndarray, above: np.ndarray, pixel_bytes: int) -> np.ndarray:
    """Return rows (n, bytes) as what is left of them after the Paeth filter, each after the filter's number.

    ``above`` is the row before the first, of zeros at the top of a picture.
    """
    above = np.concatenate([above[None], stored[:-1]])
    left, above_left = np.zeros_like(stored), np.zeros_like(stored)
    left[:, pixel_bytes:] = stored[:, :-pixel_bytes]
    above_left[:, pixel_bytes:] = above[:, :-pixel_bytes]
    filtered = np.empty((stored.shape[0], stored.shape[1] + 1), np.uint8)
    filtered[:, 0] = _PAETH
    np.subtract(stored, _predicted(left, above, above_left), out=filtered[:, 1:])
    return filtered


def _predicted(left: np.ndarray, above: np.ndarray, above_left: np.ndarray) -> np.ndarray:
    """Return whichever of three neighbours, uint8, is nearest to left + above − above left; of equals the first."""
    from_left = above.astype(np.int16) - above_left
    from_above = left.astype(np.int16) - above_left
    to_corner = np.abs(from_left + from_above)
    to_left, to_above = np.abs(from_left), np.abs(from_above)
    nearest_above_or_corner = np.where(to_above <= to_corner, above, above_left)
    return np.where((to_left <= to_above) & (to_left <= to_corner), left, nearest_above_or_corner)

"""A PNG file without its ancillary chunks, such as text, times and profiles, which can make the decoder fail."""

from __future__ import annotations

import io
import struct
import zlib
from typing import BinaryIO

from vizapp.sources.colour_profiles import MAX_PROFILE

_SIGNATURE_BYTES = 8
_FRAME_BYTES = 12
"""The bytes of a chunk besides its content: length and type before it, a checksum after it."""

_UNUSED = (b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"tIME", b"pHYs", b"sPLT", b"hIST", b"gAMA", b"cHRM", b"eXIf")
_MOST_CHUNKS = 1 << 20


class EssentialPng(io.BufferedIOBase):
    """A view of the file without the chunks that do not affect its pixels.

    Attributes:
        profile: the unpacked colour profile; None if there is none, bytes that are not a profile if it is damaged or
            too large.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Find the chunks of ``file``, which may be damaged."""
        self._file = file
        self._at = 0
        self.profile: bytes | None = None
        self._pieces: list[tuple[int, int]] = []
        """(start, end) in the file."""
        self._find_pieces()
        self._size = sum(end - start for start, end in self._pieces)

    def _find_pieces(self) -> None:
        size = self._file.seek(0, io.SEEK_END)
        start, at = 0, _SIGNATURE_BYTES
        for _ in range(_MOST_CHUNKS):
            self._file.seek(at)
            head = self._file.read(8)
            if len(head) < 8:
                break
            length, kind = struct.unpack(">I4s", head)
            end = at + _FRAME_BYTES + length
            if end > size:
                break
            if kind in _UNUSED:
                if kind == b"iCCP":
                    self.profile = _unpacked_profile(self._file.read(length))
                self._pieces.append((start, at))
                start = end
            at = end
        self._pieces.append((start, size))

    def read(self, size: int | None = -1, /) -> bytes:
        left = self._size - self._at if size is None or size < 0 else size
        parts = []
        before = 0
        for start, end in self._pieces:
            inside = self._at - before
            if 0 <= inside < end - start and left > 0:
                self._file.seek(start + inside)
                part = self._file.read(min(left, end - start - inside))
                parts.append(part)
                left -= len(part)
                self._at += len(part)
            before += end - start
        return b"".join(parts)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


def _unpacked_profile(content: bytes) -> bytes | None:
    _, _, packed = content.partition(b"\0")
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed[1:], MAX_PROFILE)
    except zlib.error:
        return b"damaged"
    return profile if unpacker.eof else b"damaged"

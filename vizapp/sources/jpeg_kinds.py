"""What the markers of a JPEG say before it is decoded: kinds that no decoder reads, and what takes too long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

MOST_SCANS = 200
"""So many scans a JPEG may have; programs write fewer than twenty. Each goes over all pixels again."""

_MOST_MARKERS = 65_536
_MOST_STRAY = 65_536
"""Bytes between the segments of the header, which decoders pass over slowly."""
_PIECE_BYTES = 1 << 20
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
_HIERARCHICAL = (0xC5, 0xC6, 0xCD, 0xCE)


@dataclass(frozen=True)
class JpegMarkers:
    """What the markers of a JPEG say.

    Attributes:
        unread: the property that is not supported, such as "12 bits a sample", or "" if it is an ordinary one.
        scans: how many there are; counted up to one more than ``MOST_SCANS``.
        is_endless: whether its header has more markers, or more bytes between them, than is reasonable.
    """

    unread: str = ""
    scans: int = 0
    is_endless: bool = False


def markers_of(file: BinaryIO) -> JpegMarkers:
    """Return what the markers of a JPEG say; its position is then anywhere."""
    file.seek(2)
    unread, stray = "", 0
    for _ in range(_MOST_MARKERS):
        head = file.read(2)
        while len(head) == 2 and (head[0] != 0xFF or head[1] in (0x00, 0xFF)):
            stray += 1
            if stray > _MOST_STRAY:
                return JpegMarkers(unread, is_endless=True)
            head = head[1:] + file.read(1)
        if len(head) < 2:
            return JpegMarkers(unread)
        marker = head[1]
        if marker == _START_OF_SCAN:
            return JpegMarkers(unread, 1 + _scans_after(file))
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(file.read(2), "big")
        at = file.tell()
        if marker in _START_OF_FRAME:
            unread = unread or _unread(marker, file.read(1))
        file.seek(at + max(0, length - 2))
    return JpegMarkers(unread, is_endless=True)


def _unread(marker: int, precision: bytes) -> str:
    if marker in _LOSSLESS:
        return "lossless samples"
    if marker in _HIERARCHICAL:
        return "several resolutions"
    return f"{precision[0]} bits a sample" if precision and precision[0] != 8 else ""


def _scans_after(file: BinaryIO) -> int:
    """Return how many more scans begin; in the data of a scan, a byte 0xFF is followed by none that begins one."""
    scans, last = 0, b""
    while scans < MOST_SCANS and (piece := file.read(_PIECE_BYTES)):
        scans += (last + piece).count(bytes((0xFF, _START_OF_SCAN)))
        last = piece[-1:]
    return scans

"""Detection of kinds of JPEG that no common decoder reads, from the frame header."""

from __future__ import annotations

from typing import BinaryIO

_MOST_MARKERS = 4096
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
_HIERARCHICAL = (0xC5, 0xC6, 0xCD, 0xCE)


def unread_kind_of_jpeg(file: BinaryIO) -> str:
    """Return the unsupported property of a JPEG, such as "12 bits a sample", or "" if it is an ordinary one."""
    file.seek(2)
    for _ in range(_MOST_MARKERS):
        head = file.read(2)
        if len(head) < 2 or head[0] != 0xFF:
            return ""
        marker = head[1]
        if marker in _STANDALONE or marker == 0xFF:
            file.seek(-1 if marker == 0xFF else 0, 1)
            continue
        length = int.from_bytes(file.read(2), "big")
        if marker in _START_OF_FRAME:
            precision = file.read(1)
            if marker in _LOSSLESS:
                return "lossless samples"
            if marker in _HIERARCHICAL:
                return "several resolutions"
            return f"{precision[0]} bits a sample" if precision and precision[0] != 8 else ""
        file.seek(max(0, length - 2), 1)
    return ""

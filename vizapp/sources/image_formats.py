"""The image formats that can be opened, by Pillow's names, and how their first bytes look."""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import StrEnum

_BMP_HEADER_SIZES = (12, 16, 40, 52, 56, 64, 108, 124)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")


class ImageFormat(StrEnum):
    """An image format, by Pillow's name."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    AVIF = "AVIF"
    BMP = "BMP"
    GIF = "GIF"
    TIFF = "TIFF"


def begins_with(*magics: bytes) -> Callable[[bytes], bool]:
    """Return a test for one of these bytes at the beginning of a file."""
    return lambda head: head.startswith(magics)


def is_webp(head: bytes) -> bool:
    """Return whether a file begins like a WebP image."""
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def is_avif(head: bytes) -> bool:
    """Return whether a file begins like an AVIF image."""
    return any(brand in _AVIF_BRANDS for brand in _brands(head))


def is_heic(head: bytes) -> bool:
    """Return whether a file begins like a HEIC image, which cannot be opened."""
    return not is_avif(head) and any(brand in _HEIC_BRANDS for brand in _brands(head))


def is_bmp(head: bytes) -> bool:
    """Return whether a file begins like a BMP image; text may begin with its first two bytes too."""
    return head[:2] == b"BM" and len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADER_SIZES


def _brands(head: bytes) -> list[bytes]:
    """Return the major and the compatible brands of an ISO base media file; empty for another file."""
    if head[4:8] != b"ftyp":
        return []
    return [head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), 64), 4))]

"""A picture as raw pixels, such as a clipboard holds: rows of bytes in one of several orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PixelOrder = Literal["L", "RGB", "BGR", "RGBX", "BGRX", "RGBA", "BGRA", "RGBa", "BGRa"]
"""The bytes of one pixel in memory, in Pillow's notation: X is ignored, a lower-case "a" means that the colours are
premultiplied by alpha."""

BYTES_PER_PIXEL: dict[PixelOrder, int] = {
    "L": 1,
    "RGB": 3,
    "BGR": 3,
    "RGBX": 4,
    "BGRX": 4,
    "RGBA": 4,
    "BGRA": 4,
    "RGBa": 4,
    "BGRa": 4,
}


@dataclass(frozen=True, eq=False)
class RawPixels:
    """Pixels in memory that another object owns, to be passed on without a copy.

    Attributes:
        height, width: in pixels.
        bytes_per_line: the distance between the starts of two rows.
        order: the order of the bytes of a pixel.
        rows: height · bytes_per_line bytes.
        owner: the owner of the memory, kept alive as long as the rows are in use.
    """

    height: int
    width: int
    bytes_per_line: int
    order: PixelOrder
    rows: memoryview
    owner: object = None

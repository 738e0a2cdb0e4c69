"""A picture that is pixels already, as a clipboard holds it: rows of bytes in the order that its program uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PixelOrder = Literal["L", "RGB", "BGR", "RGBX", "BGRX", "RGBA", "BGRA", "RGBa", "BGRa"]
"""The bytes of one pixel in memory; X is to be ignored, a small a says that colours are premultiplied by alpha.
These are Pillow's names for them."""

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
    """Pixels in somebody else's memory, to be handed on without being touched.

    Attributes:
        height, width: in pixels.
        bytes_per_line: from the start of one row to the start of the next.
        order: what the bytes of a pixel are.
        rows: height · bytes_per_line bytes.
        owner: whoever holds the memory; kept for as long as the rows are in use.
    """

    height: int
    width: int
    bytes_per_line: int
    order: PixelOrder
    rows: memoryview
    owner: object = None

"""Where the numbers of pixels stand that something is drawn over: beside gaps, and below labels. Pure geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

_PLATE_SHARE = 0.12
"""The share of a pixel's width that a plate has to cover for its number to go below: numbers leave more free."""
_INK_HEIGHT = 0.95
"""How high digits are, as a share of their font's size, with a little room above and below."""


@dataclass(frozen=True, slots=True)
class Covers:
    """What is drawn over the pixels of a map of one channel, in screen pixels.

    Attributes:
        plates: labels, each of which begins at the top of the pixels that it lies on.
        bands: left and right end of upright gaps and frames, narrower than a pixel.
    """

    plates: Sequence[QRectF] = ()
    bands: Sequence[tuple[float, float]] = ()


def moved_aside(covers: Covers, left: float, scale: float, columns: int) -> list[float]:
    """Return how far to the right of the middle of their pixels numbers stand, in screen pixels, by column.

    Args:
        covers: what lies over the pixels.
        left: where the first column begins on the screen.
        scale: screen pixels a pixel.
        columns: how many there are.
    """
    moved = [0.0] * columns
    for begin, end in covers.bands:
        first, last = math.floor((begin - left) / scale), math.floor((end - left) / scale)
        for column in range(max(first, 0), min(last, columns - 1) + 1):
            start = left + column * scale
            if begin <= start:
                moved[column] += (end - start) / 2
            else:
                moved[column] -= (start + scale - begin) / 2
    return moved


def moved_below(covers: Covers, corner: QPointF, scale: float, size: int) -> dict[tuple[int, int], tuple[float, int]]:
    """Return how far below the middle of their pixels numbers stand under plates, and the size of their font then.

    Args:
        covers: what lies over the pixels.
        corner: of the pixel (0, 0), on the screen.
        scale: screen pixels a pixel.
        size: of the font elsewhere, in screen pixels.

    Returns:
        By (row, column), for those that a plate covers; at most ``size``, and less than can be read where there is no
        room left.
    """
    found = {}
    for plate in covers.plates:
        row = math.floor((plate.center().y() - corner.y()) / scale)
        taken = plate.bottom() - (corner.y() + row * scale)
        fitting = min(size, int((scale - taken) / _INK_HEIGHT))
        first = math.floor((plate.left() - corner.x()) / scale)
        for column in range(first, math.ceil((plate.right() - corner.x()) / scale)):
            start = corner.x() + column * scale
            if min(plate.right(), start + scale) - max(plate.left(), start) > _PLATE_SHARE * scale:
                found[row, column] = (taken / 2, fitting)
    return found

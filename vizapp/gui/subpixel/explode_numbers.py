"""The numbers that travel with the sub-pixels, where these are large enough on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.number_texts import NumberTexts
from vizapp.gui.canvas.pixel_grid import needs_dark_ink, numbers_from
from vizapp.gui.subpixel.explode_path import Axis, TileWay
from vizapp.gui.widgets.numbers import pixel_format, written

_FONT = (9, 12)
_PIXELS_A_FONT_PIXEL = 3.6
_LINE_HEIGHT = 1.15
_MOST_CHECKED = 48
"""Tiles of which it is found out what lies under them; of more, no numbers are drawn while they may."""
_STAND_TOGETHER_FROM = 0.8
"""How close output channels are to lying over one another when their numbers no longer touch."""


class TravellingNumbers:
    """Draws the numbers of the pixels that a viewport shows."""

    def __init__(self, font: QFont) -> None:
        self._texts = NumberTexts(font)
        self._values: NDArray[np.float32] | None = None
        self._tiles: NDArray[np.uint8] = np.zeros((0, 1, 1, 1), np.uint8)
        self._format = ".2f"

    def show(self, values: NDArray[np.float32] | None, tiles: NDArray[np.uint8]) -> None:
        """Take the tiles' values, float32 (n, h, w), or None if they were not sent, and their pixels, uint8
        (n, h, w, 1|3)."""
        self._values, self._tiles = values, tiles
        if values is not None:
            self._format = pixel_format(values)

    def draw(
        self,
        painter: QPainter,
        ways: Sequence[TileWay],
        tile_size: tuple[int, int],
        together: float,
        projection: Projection,
    ) -> None:
        """Draw the numbers of the pixels in view.

        Args:
            painter: draws in screen coordinates.
            ways: where the tiles' pixels are.
            tile_size: how many pixels they have, down and across.
            together: how close the output channels are to lying over one another, 0 … 1: then their numbers stand
                one below the other.
            projection: what the viewport shows.
        """
        if not ways:
            return
        side = ways[0].x.size * projection.scale
        groups = 1 + max(way.group for way in ways)
        lines = (groups - 1) * together
        size = min(round(side / (_PIXELS_A_FONT_PIXEL + lines)), _FONT[1])
        if self._values is None or side < numbers_from(1) or size < _FONT[0]:
            return
        ratio = painter.device().devicePixelRatio()
        are_apart = ways[0].x.pitch <= ways[0].x.size  # as long as nothing has moved
        if not are_apart and len(ways) > _MOST_CHECKED:
            return
        for number, way in enumerate(ways):
            rows = _in_view(way.y, tile_size[0], projection.top, projection.height / projection.scale)
            columns = _in_view(way.x, tile_size[1], projection.left, projection.width / projection.scale)
            if not len(rows) or not len(columns):
                continue
            tops = (way.y.origin + np.array(rows) * way.y.pitch - projection.top) * projection.scale
            lefts = (way.x.origin + np.array(columns) * way.x.pitch - projection.left) * projection.scale
            part = number, slice(rows.start, rows.stop), slice(columns.start, columns.stop)
            values, dark = self._values[part].tolist(), needs_dark_ink(self._tiles[part]).tolist()
            above = (
                [] if are_apart else [each for each in ways[number + 1 :] if not _stand_together(way, each, together)]
            )
            hidden = hidden_pixels(above, tile_size, (tops, lefts), side, projection).tolist()
            shift = side / 2 + together * (way.group - (groups - 1) / 2) * size * _LINE_HEIGHT
            for y, line, inks, unseen in zip(tops, values, dark, hidden, strict=True):
                for x, value, ink, is_hidden in zip(lefts, line, inks, unseen, strict=True):
                    if is_hidden:
                        continue
                    place = QPointF(x + side / 2, y + shift)
                    self._texts.draw(painter, place, written(value, self._format), ink, size, ratio)


def _stand_together(way: TileWay, other: TileWay, together: float) -> bool:
    """Tell whether two tiles' numbers stand one below the other, as those of one phase do in the end."""
    return way.phase == other.phase and way.group != other.group and together > _STAND_TOGETHER_FROM


def hidden_pixels(
    above: Sequence[TileWay],
    tile_size: tuple[int, int],
    corners: tuple[NDArray[np.float64], NDArray[np.float64]],
    side: float,
    projection: Projection,
) -> NDArray[np.bool_]:
    """Tell which pixels of a tile have their middle under a pixel of another tile.

    Args:
        above: the tiles that are painted later.
        tile_size: how many pixels each has, down and across.
        corners: where the rows and the columns begin on the screen.
        side: of a pixel, on the screen.
        projection: what the viewport shows.

    Returns:
        bool (rows, columns).
    """
    hidden = np.zeros((len(corners[0]), len(corners[1])), np.bool_)
    y, x = (
        (begin + side / 2) / projection.scale + first
        for begin, first in zip(corners, (projection.top, projection.left), strict=True)
    )
    for way in above:
        rows = _covers(way.y, tile_size[0], y)
        if rows.any():
            hidden |= rows[:, None] & _covers(way.x, tile_size[1], x)
    return hidden


def _covers(axis: Axis, count: int, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which canvas coordinates along an axis are on a pixel of a tile of ``count`` pixels."""
    away = places - axis.origin
    pixel = np.floor(away / axis.pitch)
    return (pixel >= 0) & (pixel < count) & (away - pixel * axis.pitch < axis.size)


def _in_view(axis: Axis, count: int, corner: float, extent: float) -> range:
    """Return which of a tile's pixels along an axis are seen between ``corner`` and ``corner`` + ``extent``."""
    first = int(np.floor((corner - axis.origin - axis.size) / axis.pitch)) + 1
    last = int(np.ceil((corner + extent - axis.origin) / axis.pitch))
    return range(max(first, 0), max(min(last, count), max(first, 0)))

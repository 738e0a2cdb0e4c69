"""The numbers that travel with the sub-pixels, where these are large enough on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFont, QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.number_sheet import NumberSheets
from vizapp.gui.canvas.pixel_grid import needs_dark_ink, numbers_from
from vizapp.gui.subpixel.explode_path import Axis, TileWay
from vizapp.gui.text_size import LEAST_PIXELS
from vizapp.gui.widgets.numbers import pixel_format, written

_FONT = (LEAST_PIXELS, 12)
_PIXELS_A_FONT_PIXEL = 3.6
_LINE_HEIGHT = 1.15
_MOST_CHECKED = 48
"""Tiles of which it is found out what lies under them; of more, no numbers are drawn while they may."""
_UNKNOWN = -1
"""In place of the key of a pixel's number, before it is first drawn."""
_STAND_TOGETHER_FROM = 0.8
"""How close output channels are to lying over one another when their numbers no longer touch."""


class TravellingNumbers:
    """Draws the numbers of the pixels that a viewport shows."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._sheets = NumberSheets(font)
        self._values: NDArray[np.float32] | None = None
        self._keys = np.zeros((0, 1, 1), np.intp)
        self._tiles: NDArray[np.uint8] = np.zeros((0, 1, 1, 1), np.uint8)
        self._format = ".2f"

    def show(self, values: NDArray[np.float32] | None, tiles: NDArray[np.uint8]) -> None:
        """Take the tiles' values, float32 (n, h, w), or None if they were not sent, and their pixels, uint8
        (n, h, w, 1|3)."""
        self._values, self._tiles = values, tiles
        if values is not None:
            self._format = pixel_format(values)
            self._sheets = NumberSheets(self._font)
            self._keys = np.full(values.shape, _UNKNOWN, np.int32)

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
        are_apart = ways[0].x.pitch <= ways[0].x.size  # as long as nothing has moved
        if not are_apart and len(ways) > _MOST_CHECKED:
            return
        down = Line.of([way.y for way in ways], tile_size[0], projection.top, projection.height, projection.scale)
        across = Line.of([way.x for way in ways], tile_size[1], projection.left, projection.width, projection.scale)
        is_shown = down.is_seen[:, :, None] & across.is_seen[:, None, :]
        if not are_apart:
            is_shown &= ~hidden_pixels(lie_below(ways, together), down, across)
        tile, row, column = np.nonzero(is_shown)
        group = np.array([way.group for way in ways])
        shift = side / 2 + together * (group - (groups - 1) / 2) * size * _LINE_HEIGHT
        centres = np.stack((across.begins[tile, column] + side / 2, down.begins[tile, row] + shift[tile]), axis=1)
        keys = self._keys_of(tile, down.pixels[tile, row], across.pixels[tile, column])
        self._sheets.draw(painter, centres, keys, size, painter.device().devicePixelRatio())

    def _keys_of(self, tile: NDArray[np.intp], row: NDArray[np.intp], column: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the keys of pixels' numbers; each number is written when it is first seen."""
        assert self._values is not None
        keys = self._keys[tile, row, column]
        missing = np.flatnonzero(keys == _UNKNOWN)
        if len(missing):
            where = tile[missing], row[missing], column[missing]
            values, dark = self._values[where].tolist(), needs_dark_ink(self._tiles[where][:, None])[:, 0].tolist()
            found = [
                self._sheets.key(written(value, self._format), ink) for value, ink in zip(values, dark, strict=True)
            ]
            keys[missing] = self._keys[where] = found
        return keys


class Line(NamedTuple):
    """What a viewport shows of the pixels of tiles along one axis; n tiles, of each at most m pixels.

    Attributes:
        axes: where the tiles' pixels are.
        length: how many pixels a tile has.
        pixels: (n, m), those that may be seen.
        is_seen: bool (n, m), which of them are.
        begins: float64 (n, m), where they begin on the screen.
        middles: float64 (n, m), where their middles are in canvas coordinates.
    """

    axes: Sequence[Axis]
    length: int
    pixels: NDArray[np.intp]
    is_seen: NDArray[np.bool_]
    begins: NDArray[np.float64]
    middles: NDArray[np.float64]

    @staticmethod
    def of(axes: Sequence[Axis], count: int, corner: float, extent: float, scale: float) -> Line:
        """Find what is seen in ``extent`` screen pixels from the canvas coordinate ``corner`` on."""
        origin, pitch, size = _columns(axes)
        first = np.floor((corner - origin - size) / pitch).astype(np.intp) + 1
        last = np.ceil((corner + extent / scale - origin) / pitch).astype(np.intp)
        first = np.maximum(first, 0)
        most = max(int((np.minimum(last, count) - first).max()), 0)
        pixels = first + np.arange(most)
        is_seen = pixels < np.minimum(last, count)
        pixels[~is_seen] = 0
        begins = (origin + pixels * pitch - corner) * scale
        return Line(axes, count, pixels, is_seen, begins, (begins + size * scale / 2) / scale + corner)

    def under(self) -> NDArray[np.bool_]:
        """Return which middles are within a pixel of which tile along the axis, bool (n, m, n)."""
        origin, pitch, size = (each[:, 0] for each in _columns(self.axes))
        away = self.middles[..., None] - origin
        pixel = np.floor(away / pitch)
        return (pixel >= 0) & (pixel < self.length) & (away - pixel * pitch < size)


def _columns(axes: Sequence[Axis]) -> NDArray[np.float64]:
    """Return origin, pitch and size of axes, float64 (3, n, 1)."""
    return np.array([(axis.origin, axis.pitch, axis.size) for axis in axes]).T[..., None]


def lie_below(ways: Sequence[TileWay], together: float) -> NDArray[np.bool_]:
    """Tell which tiles may lie under which, bool (n, n): those that are painted later.

    Numbers of several output channels that stand one below the other, as those of one phase do in the end, hide
    nothing of one another.
    """
    number, phase, group = np.arange(len(ways)), *np.array([(way.phase, way.group) for way in ways]).T
    below = number[:, None] < number
    if together > _STAND_TOGETHER_FROM:
        below &= (phase[:, None] != phase) | (group[:, None] == group)
    return below


def hidden_pixels(below: NDArray[np.bool_], down: Line, across: Line) -> NDArray[np.bool_]:
    """Tell which pixels of tiles have their middle under a pixel of another tile.

    Args:
        below: bool (n, n), which tiles may lie under which.
        down: the rows of the tiles that are seen.
        across: their columns.

    Returns:
        bool (n, rows, columns).
    """
    # How many tiles lie over each pixel: those that do down and across.
    over = (down.under() & below[:, None, :]).astype(np.float32) @ across.under().astype(np.float32).swapaxes(1, 2)
    return over > 0

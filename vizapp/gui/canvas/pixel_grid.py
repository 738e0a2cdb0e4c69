"""At high zoom: hairlines between the pixels, and every pixel's own numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPixmap

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.number_room import Covers, moved_aside, moved_below
from vizapp.gui.canvas.number_texts import NumberTexts
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.text_size import LEAST_PIXELS, text_scale
from vizapp.gui.widgets.numbers import pixel_format, written
from vizapp.protocol.picture_answers import Picture

LINES_FROM = 12.0
"""Screen pixels a pixel from which hairlines are drawn between pixels."""
_LINE_COLOUR = QColor(128, 128, 128, 90)
_MAX_DIGITS_PIXELS = 12.0
_SMALLEST = LEAST_PIXELS
"""Pixels of the smallest font that is legible."""
_SHORT = 3
"""Characters of a short number."""
_WIDTHS = {True: 2.9, False: 3.6}
"""How many times a font's size a pixel is wide that has room for a short number, and for any other."""
_LINE_HEIGHT = 1.15
_CENTRE_KEPT_FREE = 9.0
"""Screen pixels from a pixel's centre that numbers keep away from it, where they can."""
_SWITCH_INK = 0.179
"""The relative luminance from which black is read better than white; either has 4.58:1 there, and more elsewhere."""
_UNDER_ALPHA = 0xB0
"""The grey level, between those of the checkerboard, that a translucent pixel is taken to lie on."""


def numbers_from(channels: int, short: bool = False) -> float:
    """Return the screen pixels a pixel from which the numbers of this many channels, one a line, are drawn.

    ``short``: no number has more than three characters, so that they are legible in smaller pixels.
    """
    return (32.0 if short else 40.0) + 6.0 * (channels - 1)


class PixelLines(Layer):
    """Hairlines between the pixels of a map."""

    def __init__(self) -> None:
        super().__init__()
        self._size = (0, 0)

    def set_size(self, height: int, width: int) -> None:
        if (height, width) != self._size:
            self._size = (height, width)
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if projection.scale < LINES_FROM:
            return
        top, left, height, width = projection.visible_pixels(*self._size)
        if not height or not width:
            return
        area = projection.map_rect(canvas_rect(top, left, height, width))
        # Filled slivers, because Qt draws translucent lines ten times slower.
        hair = 1 / painter.device().devicePixelRatio()
        for row in range(height + 1):
            y = area.top() + row * projection.scale
            painter.fillRect(QRectF(area.left(), y, area.width(), hair), _LINE_COLOUR)
        if keeps_shapes(painter):
            for column in range(width + 1):
                x = area.left() + column * projection.scale
                painter.fillRect(QRectF(x, area.top(), hair, area.height()), _LINE_COLOUR)
        else:
            self._draw_upright(painter, projection, area, width + 1)

    def _draw_upright(self, painter: QPainter, projection: Projection, area: QRectF, count: int) -> None:
        """Draw ``count`` upright lines over ``area``, in screen coordinates, the first on its left edge.

        As the texture of one row of pixels: a sliver that is a pixel wide is filled row by row, which takes ten times
        as long.
        """
        ratio = painter.device().devicePixelRatio()
        row = QPixmap(math.ceil(projection.width * ratio), 1)
        row.fill(Qt.GlobalColor.transparent)
        lines = QPainter(row)
        for column in range(count):
            x = area.left() + column * projection.scale
            lines.fillRect(QRectF(x * ratio, 0, 1, 1), _LINE_COLOUR)
        lines.end()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        right = area.right() * ratio + 1
        painter.fillRect(QRectF(0, area.top() * ratio, right, area.height() * ratio), QBrush(row))
        painter.restore()


class PixelNumbers(Layer):
    """The exact value of each visible pixel, one line a channel, black on light pixels and white on dark ones."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._writing: tuple[str, bool] | None = None
        self._margins: tuple[float, float] | None = None
        self._covers: Callable[[Projection], Covers] | None = None
        self._texts = NumberTexts(font)

    def show(self, picture: Picture | None) -> None:
        if picture is self._picture:
            return
        self._picture, self._writing = picture, None
        self.changed()

    def keep_off(
        self, margins: tuple[float, float] | None, covers: Callable[[Projection], Covers] | None = None
    ) -> None:
        """Leave screen pixels free at the top and the bottom of each pixel; None: its centre, where there is room.

        ``covers`` returns what else is drawn over single pixels of a map of one channel, if anything is.
        """
        if (margins, covers) != (self._margins, self._covers):
            self._margins, self._covers = margins, covers
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        picture = self._picture
        if picture is None or picture.values is None:
            return
        top, left, height, width = picture.region
        channels, rows, columns = picture.values.shape
        if projection.scale < numbers_from(channels, short=True):
            return
        if self._writing is None:
            # Only where numbers are seen: looking through a whole map for them takes a millisecond.
            self._writing = _writing_of(picture.values)
        spec, short = self._writing
        size = self._size(projection.scale, channels, short)
        if projection.scale < numbers_from(channels, short) or size < _SMALLEST:
            return
        if (rows, columns) != (height, width):  # reduced: a number would stand for several pixels
            return
        seen_top, seen_left, seen_height, seen_width = projection.visible_pixels(top + height, left + width)
        first_row, first_column = max(seen_top, top), max(seen_left, left)
        last_row, last_column = seen_top + seen_height, seen_left + seen_width
        if last_row <= first_row or last_column <= first_column:
            return
        rows_seen = slice(first_row - top, last_row - top)
        columns_seen = slice(first_column - left, last_column - left)
        dark_ink = needs_dark_ink(picture.pixels[rows_seen, columns_seen]).tolist()
        values = picture.values[:, rows_seen, columns_seen].tolist()
        ratio = painter.device().devicePixelRatio()
        corner = projection.to_screen(first_row, first_column)
        lift = self._lift(projection.scale, channels * size * _LINE_HEIGHT)
        covers = Covers() if self._covers is None else self._covers(projection)
        half = projection.scale / 2
        aside = moved_aside(covers, corner.x() - half, projection.scale, columns_seen.stop - columns_seen.start)
        below = moved_below(covers, corner - QPointF(half, half), projection.scale, size)
        for channel, plane in enumerate(values):
            y = corner.y() - lift + (channel - (channels - 1) / 2) * size * _LINE_HEIGHT
            for row, (line, inks) in enumerate(zip(plane, dark_ink, strict=True)):
                x = corner.x()
                for column, (value, dark) in enumerate(zip(line, inks, strict=True)):
                    down, fitting = below.get((row, column), (0.0, size))
                    if fitting >= _SMALLEST:
                        place = QPointF(x + aside[column], y + down)
                        self._texts.draw(painter, place, written(value, spec), dark, fitting, ratio)
                    x += projection.scale
                y += projection.scale

    def _size(self, scale: float, channels: int, short: bool) -> int:
        """Return the pixels of the font in which the numbers fit into their pixel."""
        top, bottom = self._margins or (0.0, 0.0)
        return round(
            min(
                scale / (channels + 1.1),
                (scale - top - bottom) / channels / _LINE_HEIGHT,
                scale / _WIDTHS[short],
                _MAX_DIGITS_PIXELS * text_scale(),
            )
        )

    def _lift(self, scale: float, block: float) -> float:
        """Return how far above a pixel's centre the middle of its block of numbers stands."""
        if self._margins is not None:
            top, bottom = self._margins
            return (bottom - top) / 2
        # In the upper half where there is room: points at rest are drawn on the pixels' centres.
        room = scale / 2 - _CENTRE_KEPT_FREE
        return _CENTRE_KEPT_FREE + room / 2 if room >= block + _CENTRE_KEPT_FREE else 0.0


def _writing_of(values: NDArray[np.float32]) -> tuple[str, bool]:
    """Return the format that suits ``values``, and whether every one of them is then a short number."""
    spec = pixel_format(values)
    finite = values[np.isfinite(values)]
    ends = (finite.min(), finite.max()) if finite.size else ()
    return spec, all(len(written(float(end), spec)) <= _SHORT for end in ends)


def needs_dark_ink(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell on which pixels black is read better than white (WCAG 2.2), and white on the others.

    Whichever of the two it is has a contrast of 4.5 to 1 or more with the pixel, whatever colour that is.

    Args:
        pixels: uint8 (h, w, 1|3|4) in sRGB; with alpha they lie on a checkerboard.

    Returns:
        bool (h, w).
    """
    if pixels.shape[2] == 1:
        return _LINEAR[pixels[..., 0]] >= _SWITCH_INK
    colours = pixels[..., :3]
    if pixels.shape[2] == 4:
        share = pixels[..., 3:].astype(np.float32) / 255
        colours = np.rint(colours * share + _UNDER_ALPHA * (1 - share)).astype(np.uint8)
    return _LINEAR[colours] @ np.array([0.2126, 0.7152, 0.0722], np.float32) >= _SWITCH_INK


def _linear_levels() -> NDArray[np.float32]:
    """Return the linear intensity of each sRGB level, float32 (256,) in 0 … 1 (WCAG 2.2's relative luminance)."""
    level = np.arange(256) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _linear_levels()

"""At high zoom: hairlines between the pixels, and every pixel's own numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.widgets.numbers import pixel_format, written
from vizapp.protocol.answers import Picture

LINES_FROM = 12.0
"""Screen pixels a pixel from which hairlines are drawn between pixels."""
_LINE_COLOUR = QColor(128, 128, 128, 90)
_MAX_DIGITS_PIXELS = 12.0
_SMALLEST = 9
"""Pixels of the smallest font that is legible."""
_SHORT = 3
"""Characters of a short number."""
_WIDTHS = {True: 2.9, False: 3.6}
"""How many times a font's size a pixel is wide that has room for a short number, and for any other."""
_LINE_HEIGHT = 1.15
_CENTRE_KEPT_FREE = 9.0
"""Screen pixels from a pixel's centre that numbers keep away from it, where they can."""
_ON_LIGHT = QColor(0, 0, 0, 165)
_ON_DARK = QColor(255, 255, 255, 185)
_LIGHT = 140
_CACHED_TEXTS = 4096


def numbers_from(channels: int, short: bool = False) -> float:
    """Return the screen pixels a pixel from which the numbers of this many channels, one a line, are drawn.

    ``short``: no number has more than three characters, so that they are legible in smaller pixels.
    """
    return (26.0 if short else 34.0) + 9.0 * (channels - 1)


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
        for column in range(width + 1):
            x = area.left() + column * projection.scale
            painter.fillRect(QRectF(x, area.top(), hair, area.height()), _LINE_COLOUR)


class _Text(NamedTuple):
    image: QPixmap
    half_width: float
    half_height: float


class PixelNumbers(Layer):
    """The exact value of each visible pixel, one line a channel, dark on light pixels and light on dark ones."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = QFont(font)
        self._picture: Picture | None = None
        self._format = ".2f"
        self._short = False
        self._margins: tuple[float, float] | None = None
        self._texts: dict[tuple[str, bool, int, float], _Text] = {}

    def show(self, picture: Picture | None) -> None:
        if picture is self._picture:
            return
        self._picture = picture
        if picture is not None and picture.values is not None:
            self._format = pixel_format(picture.values)
            finite = picture.values[np.isfinite(picture.values)]
            ends = (finite.min(), finite.max()) if finite.size else ()
            self._short = all(len(written(float(end), self._format)) <= _SHORT for end in ends)
        self.changed()

    def keep_off(self, margins: tuple[float, float] | None) -> None:
        """Leave screen pixels free at the top and the bottom of each pixel; None: its centre, where there is room."""
        if margins != self._margins:
            self._margins = margins
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        picture = self._picture
        if picture is None or picture.values is None:
            return
        top, left, height, width = picture.region
        channels, rows, columns = picture.values.shape
        if (
            projection.scale < numbers_from(channels, self._short)
            or self._size(projection.scale, channels) < _SMALLEST
        ):
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
        light = (brightness(picture.pixels[rows_seen, columns_seen]) > _LIGHT).tolist()
        values = picture.values[:, rows_seen, columns_seen].tolist()
        ratio = painter.device().devicePixelRatio()
        size = self._size(projection.scale, channels)
        corner = projection.to_screen(first_row, first_column)
        lift = self._lift(projection.scale, channels * size * _LINE_HEIGHT)
        for channel, plane in enumerate(values):
            y = corner.y() - lift + (channel - (channels - 1) / 2) * size * _LINE_HEIGHT
            for line, light_line in zip(plane, light, strict=True):
                x = corner.x()
                for value, on_light in zip(line, light_line, strict=True):
                    text = self._text(value, on_light, size, ratio)
                    painter.drawPixmap(QPointF(x - text.half_width, y - text.half_height), text.image)
                    x += projection.scale
                y += projection.scale

    def _size(self, scale: float, channels: int) -> int:
        """Return the pixels of the font in which the numbers fit into their pixel."""
        top, bottom = self._margins or (0.0, 0.0)
        return round(
            min(
                scale / (channels + 1.1),
                (scale - top - bottom) / channels / _LINE_HEIGHT,
                scale / _WIDTHS[self._short],
                _MAX_DIGITS_PIXELS,
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

    def _text(self, value: float, on_light: bool, size: int, ratio: float) -> _Text:
        # The same few hundred texts come again in every frame, and laying text out costs far more than copying it.
        key = (written(value, self._format), on_light, size, ratio)
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= _CACHED_TEXTS:
                self._texts.clear()
            image = self._draw_text(key[0], on_light, size, ratio)
            text = self._texts[key] = _Text(image, image.width() / ratio / 2, image.height() / ratio / 2)
        return text

    def _draw_text(self, text: str, on_light: bool, size: int, ratio: float) -> QPixmap:
        font = QFont(self._font)
        font.setPixelSize(size)
        metrics = QFontMetricsF(font)
        width, height = math.ceil(metrics.horizontalAdvance(text)) + 2, math.ceil(metrics.height())
        image = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setFont(font)
        painter.setPen(_ON_LIGHT if on_light else _ON_DARK)
        painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return image


def brightness(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the luma (ITU-R BT.601) of uint8 (h, w, 1|3|4): float32 (h, w) in 0 … 255."""
    if pixels.shape[2] == 1:
        return pixels[..., 0].astype(np.float32)
    return pixels[..., :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)

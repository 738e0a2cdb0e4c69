"""Draws a picture where it belongs on the canvas: nearest when magnified, smooth when reduced."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.overlay import Layer
from vizapp.value_picture import UNIT_RANGE, ValueRange, levels_of_16_bits

WHOLE_LIMIT = 2_000_000
"""Pictures of up to this many pixels are converted for the screen once; larger ones where they are seen."""
CHECKER_SIDE = 8
CHECKER_COLOURS = (QColor(0xC8, 0xC8, 0xC8), QColor(0x98, 0x98, 0x98))
_CROP_MARGIN = 0.25
_FADED = 0.35
"""The opacity of a picture that is kept until the next one is there."""


class PictureLayer(Layer):
    """Stretches an array of pixels over a rectangle of the canvas.

    A crop of a large picture is kept with a margin, so that panning does not convert it with every frame.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pixels: NDArray[np.generic] | None = None
        self._rect = QRectF()
        self._drawn = UNIT_RANGE
        self._image = QImage()
        self._image_part = (0, 0, 0, 0)
        self._faded = False

    @property
    def pixels(self) -> NDArray[np.generic] | None:
        return self._pixels

    def show(self, pixels: NDArray[np.generic] | None, rect: QRectF, drawn: ValueRange = UNIT_RANGE) -> None:
        """Show ``pixels``, uint8 or uint16 (h, w, 1|3|4) with straight alpha, over ``rect``; None shows nothing.

        ``drawn`` is what of uint16 is black and white, as shares of its range.
        """
        same = pixels is self._pixels and drawn == self._drawn
        if same and rect == self._rect and not self._faded:
            return
        self._faded = False
        if not same:
            self._image_part = (0, 0, 0, 0)
        self._pixels, self._rect, self._drawn = pixels, rect, drawn
        self.changed()

    def fade(self, rect: QRectF) -> None:
        """Show what is shown over ``rect``, greyed, until the next :meth:`show`."""
        if not self._faded or rect != self._rect:
            self._faded, self._rect = True, rect
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._pixels is None or self._rect.isEmpty():
            return
        height, width = self._pixels.shape[:2]
        step_x, step_y = self._rect.width() / width, self._rect.height() / height
        seen = projection.visible_canvas().intersected(self._rect)
        if seen.isEmpty():
            return
        top = max(0, math.floor((seen.top() - self._rect.top()) / step_y))
        left = max(0, math.floor((seen.left() - self._rect.left()) / step_x))
        bottom = min(height, math.ceil((seen.bottom() - self._rect.top()) / step_y))
        right = min(width, math.ceil((seen.right() - self._rect.left()) / step_x))
        self._convert(top, left, bottom, right)

        image_top, image_left = self._image_part[:2]
        # Whole pixels are drawn, even those that are seen in part: their edges then fall where they belong.
        source = QRectF(left - image_left, top - image_top, right - left, bottom - top)
        target = projection.map_rect(
            QRectF(
                self._rect.left() + left * step_x,
                self._rect.top() + top * step_y,
                (right - left) * step_x,
                (bottom - top) * step_y,
            )
        )
        if self._image.hasAlphaChannel():
            painter.fillRect(target, _checker())
        if self._faded:
            painter.setOpacity(_FADED)
        device_scale = projection.scale * min(step_x, step_y) * painter.device().devicePixelRatio()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, device_scale < 1)
        painter.drawImage(target, self._image, source)

    def _convert(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make sure that the converted image holds these pixels."""
        assert self._pixels is not None
        has_top, has_left, has_bottom, has_right = self._image_part
        if has_top <= top and has_left <= left and bottom <= has_bottom and right <= has_right and bottom > top:
            return
        height, width = self._pixels.shape[:2]
        if height * width <= WHOLE_LIMIT:
            part = (0, 0, height, width)
        else:
            more_y, more_x = round((bottom - top) * _CROP_MARGIN), round((right - left) * _CROP_MARGIN)
            part = (
                max(0, top - more_y),
                max(0, left - more_x),
                min(height, bottom + more_y),
                min(width, right + more_x),
            )
        self._image = to_image(self._pixels[part[0] : part[2], part[1] : part[3]], self._drawn)
        self._image_part = part


def to_image(pixels: NDArray[np.generic], drawn: ValueRange = UNIT_RANGE) -> QImage:
    """Return ``pixels``, uint8 or uint16 (h, w, 1|3|4), in the format that Qt draws fastest; the data is copied."""
    if pixels.dtype == np.uint16:
        pixels = levels_of_16_bits(drawn)[pixels.astype(np.uint16, copy=False)]
    formats = {
        1: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBA8888,
    }
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    borrowed = QImage(pixels.data, width, height, width * channels, formats[channels])
    if channels == 4:
        return borrowed.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)


def _checker() -> QBrush:
    tile = QPixmap(2 * CHECKER_SIDE, 2 * CHECKER_SIDE)
    light, dark = CHECKER_COLOURS
    tile.fill(light)
    painter = QPainter(tile)
    painter.fillRect(0, 0, CHECKER_SIDE, CHECKER_SIDE, dark)
    painter.fillRect(CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE, dark)
    painter.end()
    return QBrush(tile)

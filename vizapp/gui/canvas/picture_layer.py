"""Draws a picture where it belongs on the canvas: nearest when magnified, smooth when reduced."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPixmap

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.overlay import Layer
from vizapp.value_picture import UNIT_RANGE, ValueRange, levels_of_16_bits

WHOLE_LIMIT = 2_000_000
"""Pictures of up to this many pixels are converted for the screen once; larger ones where they are seen."""
CHECKER_SIDE = 8
CHECKER_COLOURS = (QColor(0xC8, 0xC8, 0xC8), QColor(0x98, 0x98, 0x98))
_CROP_MARGIN = 0.25
_CRISP, _MOST_TIMES, _MOST_KEPT = 2.0, 16, 4_000_000
"""In a figure a pixel becomes so many pixels for each of the screen that it covers, and this many at most along a
side, as long as all together are not more than the last; of a photograph that is larger no more are kept."""
_FADED = 0.35
"""The opacity of a picture that is kept until the next one is there."""


@dataclass(frozen=True, eq=False)
class Patch:
    """What is seen of a picture: whole pixels of an image, and where they lie on the screen."""

    image: QImage
    source: QRectF
    target: QRectF
    opacity: float

    def draw(self, painter: QPainter, ratio: float) -> None:
        """Draw it, with ``ratio`` device pixels a screen pixel."""
        side = min(self.target.width() / self.source.width(), self.target.height() / self.source.height())
        keeps = keeps_shapes(painter)
        if self.image.hasAlphaChannel():
            (_draw_checker if keeps else _fill_checker)(painter, self.target)
        painter.setOpacity(self.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side * ratio < 1)
        if keeps:
            # What reads the figure smooths what it enlarges, so that enough pixels are given for each.
            painter.drawImage(self.target, _crisp(self.image.copy(self.source.toRect()), side))
        else:
            painter.drawImage(self.target, self.image, self.source)


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
        patch = self.patch(projection)
        if patch is not None:
            patch.draw(painter, painter.device().devicePixelRatio())

    def patch(self, projection: Projection) -> Patch | None:
        """Return what is seen of the picture, and where; None where nothing is."""
        if self._pixels is None or self._rect.isEmpty():
            return None
        height, width = self._pixels.shape[:2]
        step_x, step_y = self._rect.width() / width, self._rect.height() / height
        seen = projection.visible_canvas().intersected(self._rect)
        if seen.isEmpty():
            return None
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
        return Patch(self._image, source, target, _FADED if self._faded else 1.0)

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


def _crisp(image: QImage, side: float) -> QImage:
    """Return an image in which every pixel, ``side`` screen pixels large, has become a square of several.

    One of very many pixels that are reduced on the screen is reduced a little less.
    """
    times = min(math.ceil(_CRISP * side), _MOST_TIMES)
    pixels = image.width() * image.height()
    while times > 1 and pixels * times**2 > _MOST_KEPT:
        times -= 1
    if side < 1 and pixels > _MOST_KEPT:
        share = (_MOST_KEPT / pixels) ** 0.5
        return image.scaled(image.size() * share, mode=Qt.TransformationMode.SmoothTransformation)
    if side < 1 or times < 2:
        return image
    return image.scaled(image.width() * times, image.height() * times)


def _draw_checker(painter: QPainter, target: QRectF) -> None:
    """Draw the ground of what is translucent as squares."""
    light, dark = CHECKER_COLOURS
    painter.fillRect(target, light)
    squares = QPainterPath()
    for row in range(math.ceil(target.height() / CHECKER_SIDE)):
        for column in range(row % 2, math.ceil(target.width() / CHECKER_SIDE), 2):
            corner = target.topLeft() + QPointF(column, row) * CHECKER_SIDE
            squares.addRect(QRectF(corner, QSizeF(CHECKER_SIDE, CHECKER_SIDE)).intersected(target))
    painter.fillPath(squares, dark)


def _fill_checker(painter: QPainter, target: QRectF) -> None:
    painter.fillRect(target, _checker())


def _checker() -> QBrush:
    tile = QPixmap(2 * CHECKER_SIDE, 2 * CHECKER_SIDE)
    light, dark = CHECKER_COLOURS
    tile.fill(light)
    painter = QPainter(tile)
    painter.fillRect(0, 0, CHECKER_SIDE, CHECKER_SIDE, dark)
    painter.fillRect(CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE, dark)
    painter.end()
    return QBrush(tile)

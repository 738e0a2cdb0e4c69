"""Small marks that are drawn once and then copied to where they are wanted, to a quarter of a device pixel."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from vizapp.gui.canvas.kept_shapes import keeps_shapes

DrawMark: TypeAlias = Callable[[QPainter, QPointF], None]
"""Draws a mark with its middle at a place, in the coordinates of the painter."""

_FRACTIONS = 4
"""A mark is kept for so many places within a device pixel, across and down: it moves as smoothly as before."""
_MARGIN = 2
"""Device pixels around a mark, for its fraction of a pixel and its smooth edge."""
_KEPT_BYTES = 8 << 20

_Key: TypeAlias = tuple[Hashable, float, float, int, int]


class _Stamps:
    """The marks drawn so far, as images; all are forgotten when they take too much memory."""

    def __init__(self) -> None:
        self._images: dict[_Key, QImage] = {}
        self._bytes = 0

    def get(self, key: _Key) -> QImage | None:
        return self._images.get(key)

    def keep(self, key: _Key, image: QImage) -> None:
        if self._bytes + image.sizeInBytes() > _KEPT_BYTES:
            self._images.clear()
            self._bytes = 0
        self._images[key] = image
        self._bytes += image.sizeInBytes()


_stamps = _Stamps()


def draw_stamp(painter: QPainter, place: QPointF, look: Hashable, reach: float, draw: DrawMark) -> None:
    """Draw a mark that looks the same wherever it is: a smooth ellipse costs thirty times as much as its copy.

    Args:
        painter: draws in any coordinates; where they are turned or stretched, and where the painter keeps shapes,
            the mark itself is drawn.
        place: the mark's middle, in the painter's coordinates.
        look: says what the mark looks like: kind, colours, sizes. Marks of the same look are the same.
        reach: how far the mark reaches from its middle, in the painter's coordinates.
        draw: draws the mark.
    """
    device = painter.deviceTransform()
    scale = device.m11()
    turned = scale <= 0 or device.m22() != scale or device.isRotating()
    if turned or painter.opacity() != 1.0 or keeps_shapes(painter):
        draw(painter, place)
        return
    left, top = device.dx(), device.dy()
    half = math.ceil(reach * scale) + _MARGIN
    column, across = divmod(round((place.x() * scale + left) * _FRACTIONS), _FRACTIONS)
    row, down = divmod(round((place.y() * scale + top) * _FRACTIONS), _FRACTIONS)
    key = (look, reach, scale, across, down)
    image = _stamps.get(key)
    if image is None:
        image = _drawn(half, scale, across, down, draw)
        _stamps.keep(key, image)
    corner = QPointF(column - half - left, row - half - top)
    if scale == 1.0:
        painter.drawImage(corner, image)
        return
    # In device pixels, so that the image is copied as it is.
    world = painter.worldTransform()
    painter.scale(1 / scale, 1 / scale)
    painter.drawImage(corner, image)
    painter.setWorldTransform(world)


def _drawn(half: int, scale: float, across: int, down: int, draw: DrawMark) -> QImage:
    """Return a square image of 2 · ``half`` device pixels a side with a mark at its middle and a fraction beyond."""
    image = QImage(2 * half, 2 * half, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    draw(painter, QPointF((half + across / _FRACTIONS) / scale, (half + down / _FRACTIONS) / scale))
    painter.end()
    return image

"""Colours of a quantity over a picture: a ramp of them, the image that they make, and the layer that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.overlay import Layer

LEVELS = 256


def packed_ramp(stops: Sequence[tuple[float, int]], opacity: tuple[float, float]) -> NDArray[np.uint32]:
    """Return the packed, premultiplied ARGB colours, uint32 (256,), of levels from 0 to 1.

    Args:
        stops: (level, 0xRRGGBB), in order; colours between them are interpolated.
        opacity: of the lowest and of the highest level, 0 to 1.
    """
    levels = np.linspace(0, 1, LEVELS)
    alpha = np.linspace(*opacity, LEVELS)
    packed = np.rint(255 * alpha).astype(np.uint32)
    places = [place for place, _ in stops]
    for shift in (16, 8, 0):
        part = np.rint(alpha * np.interp(levels, places, [float(colour >> shift & 255) for _, colour in stops]))
        packed = (packed << 8 | part.astype(np.uint32)).astype(np.uint32)
    return packed


def packed_image(packed: NDArray[np.uint32]) -> QImage:
    """Return an image of packed, premultiplied ARGB colours (h, w), which are copied."""
    height, width = packed.shape
    kept = np.ascontiguousarray(packed)
    return QImage(kept.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


class ImageLayer(Layer):
    """Draws an image over a rectangle of the canvas, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[QImage, QRectF] | None = None

    def show(self, shown: tuple[QImage, QRectF] | None) -> None:
        """Show an image over a rectangle, in canvas coordinates; None shows nothing."""
        if shown is None and self._shown is None:
            return
        self._shown = shown
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._shown is not None:
            image, rect = self._shown
            painter.drawImage(projection.map_rect(rect), image)

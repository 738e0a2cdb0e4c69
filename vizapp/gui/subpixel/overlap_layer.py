"""The counts of an overlap as numbers in their pixels, and where the inside of the map ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import direction_colour
from vizapp.gui.text_size import LEAST_PIXELS
from vizapp.protocol.picture_answers import Picture

_NUMBERS_FROM = 16.0
"""Screen pixels a pixel from which its number is legible."""
_SMALLEST, _LARGEST = LEAST_PIXELS, 22
_SHARE = 0.52
"""Of a pixel's side: the height of its number."""
_LIGHT = 116
"""Grey levels from which a dark number has more contrast than a light one; both keep 4.5:1 there."""
_DARK_TEXT, _LIGHT_TEXT = QColor(0, 0, 0), QColor(255, 255, 255)
INSIDE_COLOUR = direction_colour(0.0, 1.0)


class OverlapLayer(Layer):
    """Whole numbers of up to two digits, and a dashed frame around the inside."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = QFont(font)
        self._counts: NDArray[np.int64] | None = None
        self._levels: NDArray[np.uint8] | None = None
        self._picture: Picture | None = None
        self._inside: range = range(0)

    def show(self, picture: Picture | None, inside: range) -> None:
        """Show the values of a whole map, and frame the rows and columns ``inside``; None shows nothing."""
        if picture is self._picture and inside == self._inside:
            return
        self._picture, self._inside = picture, inside
        self._counts = self._levels = None
        if picture is not None and picture.values is not None:
            self._counts, self._levels = picture.values[0].round().astype(np.int64), picture.pixels[..., 0]
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._counts is None or self._levels is None:
            return
        if projection.scale >= _NUMBERS_FROM:
            self._draw_numbers(painter, projection, self._counts, self._levels)
        if self._inside:
            side = len(self._inside)
            frame = projection.map_rect(canvas_rect(self._inside.start, self._inside.start, side, side))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for pen in outlined(INSIDE_COLOUR, 3.6, 1.8, style=Qt.PenStyle.DashLine, cap=Qt.PenCapStyle.FlatCap):
                painter.setPen(pen)
                painter.drawRect(frame)

    def _draw_numbers(
        self,
        painter: QPainter,
        projection: Projection,
        counts: NDArray[np.int64],
        levels: NDArray[np.uint8],
    ) -> None:
        font = QFont(self._font)
        font.setPixelSize(min(max(round(projection.scale * _SHARE), _SMALLEST), _LARGEST))
        painter.setFont(font)
        top, left, height, width = projection.visible_pixels(*counts.shape)
        for row in range(top, top + height):
            for column in range(left, left + width):
                painter.setPen(_DARK_TEXT if levels[row, column] >= _LIGHT else _LIGHT_TEXT)
                pixel: QRectF = projection.map_rect(canvas_rect(row, column, 1, 1))
                painter.drawText(pixel, Qt.AlignmentFlag.AlignCenter, str(counts[row, column]))

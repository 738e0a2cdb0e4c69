"""What tells the channels of a map apart that stand side by side: gaps between them, and their numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from vizapp.document.channel_grid import ChannelGrid
from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.overlay import Layer

GAP = 6.0
"""Screen pixels between channels, in the colour of the canvas; they cover the edges of the channels."""
_FONT_PIXELS = 10
_LABEL_HEIGHT = 13.0
_PAD = 5.0
_SMALLEST_LABELLED = 30.0
CHANNEL_MARGINS = (GAP / 2 + _LABEL_HEIGHT, GAP / 2)
"""Screen pixels that gap and label take of a channel at its top, and the gap at its bottom."""


class ChannelFrames(Layer):
    """Gaps between the channels of a grid, and the number of each in its upper left corner."""

    def __init__(self, font: QFont, canvas_colour: QColor) -> None:
        super().__init__()
        self._font = QFont(font)
        self._font.setPixelSize(_FONT_PIXELS)
        self._canvas_colour = canvas_colour
        self._grid: ChannelGrid | None = None

    def show(self, grid: ChannelGrid | None) -> None:
        """Draw for this grid, or nothing."""
        if grid != self._grid:
            self._grid = grid
            self.changed()

    def set_canvas_colour(self, colour: QColor) -> None:
        """Draw the gaps in the colour of the canvas of another theme."""
        self._canvas_colour = colour
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        grid = self._grid
        if grid is None:
            return
        viewport = QRectF(0, 0, projection.width, projection.height)
        whole = projection.map_rect(canvas_rect(0, 0, *grid.size))
        for line in range(1, grid.columns):
            x = whole.left() + line * grid.width * projection.scale - GAP / 2
            painter.fillRect(QRectF(x, whole.top(), GAP, whole.height()), self._canvas_colour)
        for line in range(1, grid.rows):
            y = whole.top() + line * grid.height * projection.scale - GAP / 2
            painter.fillRect(QRectF(whole.left(), y, whole.width(), GAP), self._canvas_colour)
        painter.setFont(self._font)
        for place in range(grid.rows * grid.columns):
            rect = projection.map_rect(canvas_rect(*grid.origin(place), grid.height, grid.width))
            if not rect.intersects(viewport):
                continue
            if place >= grid.count:  # the last row need not be full
                painter.fillRect(rect, self._canvas_colour)
            elif min(rect.width(), rect.height()) >= _SMALLEST_LABELLED:
                self._draw_number(painter, rect, place)

    def _draw_number(self, painter: QPainter, rect: QRectF, channel: int) -> None:
        text = str(channel)
        width = QFontMetricsF(self._font).horizontalAdvance(text) + 2 * _PAD
        left = rect.left() + (GAP / 2 if channel else 0)
        plate = QRectF(left, rect.top() + (GAP / 2 if channel else 0), width, _LABEL_HEIGHT)
        painter.fillRect(plate, PLATE)
        painter.setPen(PLATE_TEXT)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

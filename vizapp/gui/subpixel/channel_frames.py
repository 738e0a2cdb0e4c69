"""What tells the channels of a map apart that stand side by side: gaps between them, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from vizapp.document.channel_grid import ChannelGrid
from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import ground_of
from vizapp.gui.canvas.number_room import Covers
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.text_size import sized, text_font

GAP = 6.0
"""Screen pixels between channels, in the colour of the canvas; they cover the edges of the channels."""
_FONT_PIXELS = 11
_LABEL_HEIGHT = 14.0
_PAD = 5.0
_SMALLEST_LABELLED = 30.0


class ChannelFrames(Layer):
    """Gaps between the channels of a grid, and the number of each in its upper left corner."""

    def __init__(self, font: QFont, canvas_colour: QColor) -> None:
        super().__init__()
        self._font = QFont(font)
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
        whole, ground = projection.map_rect(canvas_rect(0, 0, *grid.size)), ground_of(painter, self._canvas_colour)
        for line in range(1, grid.columns):
            x = whole.left() + line * grid.width * projection.scale - GAP / 2
            painter.fillRect(QRectF(x, whole.top(), GAP, whole.height()), ground)
        for line in range(1, grid.rows):
            y = whole.top() + line * grid.height * projection.scale - GAP / 2
            painter.fillRect(QRectF(whole.left(), y, whole.width(), GAP), ground)
        painter.setFont(text_font(self._font, _FONT_PIXELS))
        for place in range(grid.count, grid.rows * grid.columns):  # the last row need not be full
            rect = projection.map_rect(canvas_rect(*grid.origin(place), grid.height, grid.width))
            painter.fillRect(rect, ground)
        for channel, plate in self._plates(grid, projection):
            painter.fillRect(plate, PLATE)
            painter.setPen(PLATE_TEXT)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, str(channel))

    def covers(self, projection: Projection) -> Covers:
        """Return what covers single pixels of the grid: the channels' numbers, and the gaps between columns."""
        grid = self._grid
        if grid is None:
            return Covers()
        left = projection.map_rect(canvas_rect(0, 0, 1, 1)).left()
        lines = (left + line * grid.width * projection.scale for line in range(1, grid.columns))
        plates = [plate for _, plate in self._plates(grid, projection)]
        return Covers(plates, [(x - GAP / 2, x + GAP / 2) for x in lines])

    def _plates(self, grid: ChannelGrid, projection: Projection) -> Iterator[tuple[int, QRectF]]:
        """Yield the channels in view that have room for their number, and where it stands."""
        viewport, metrics = (
            QRectF(0, 0, projection.width, projection.height),
            QFontMetricsF(text_font(self._font, _FONT_PIXELS)),
        )
        for channel in range(grid.count):
            rect = projection.map_rect(canvas_rect(*grid.origin(channel), grid.height, grid.width))
            if rect.intersects(viewport) and min(rect.width(), rect.height()) >= _SMALLEST_LABELLED:
                width = metrics.horizontalAdvance(str(channel)) + 2 * _PAD
                inset = GAP / 2 if channel else 0
                yield channel, QRectF(rect.left() + inset, rect.top() + inset, width, sized(_LABEL_HEIGHT))

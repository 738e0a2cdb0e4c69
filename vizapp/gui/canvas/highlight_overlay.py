"""Lights up places on a canvas: what the cursor is over on the other one, and here."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.colours import OUTLINE, WHITE

MIN_HIGHLIGHT_SIDE = 11.0


class Highlight(NamedTuple):
    """A canvas rectangle and the colour of its frame."""

    rect: QRectF
    colour: QColor


class HighlightOverlay(Overlay):
    """Frames that are never smaller than can be found on the screen; the mouse goes through them."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._highlights: tuple[Highlight, ...] = ()

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        return self._highlights

    def show_highlights(self, *highlights: Highlight) -> None:
        if highlights != self._highlights:
            self._highlights = highlights
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect, colour in self._highlights:
            frame = projection.map_rect(rect)
            more_x = max(0.0, (MIN_HIGHLIGHT_SIDE - frame.width()) / 2)
            more_y = max(0.0, (MIN_HIGHLIGHT_SIDE - frame.height()) / 2)
            frame.adjust(-more_x, -more_y, more_x, more_y)
            for pen_colour, width in ((OUTLINE, 7.0), (WHITE, 4.6), (colour, 2.6)):
                pen = QPen(pen_colour, width)
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                painter.setPen(pen)
                painter.drawRect(frame)

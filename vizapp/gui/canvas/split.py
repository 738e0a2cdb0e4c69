"""Two pictures of one map on one canvas: an upright line, with one of them to its left and the other to its right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.overlay import Layer


class HalfLayer(Layer):
    """Draws another layer only to the left or only to the right of an upright line.

    Where there is no line, the left half is nothing and the right half is everything.
    """

    def __init__(self, layer: Layer, line: Callable[[], float | None], is_left: bool) -> None:
        """``line`` returns where the line is, as x in canvas coordinates, or None."""
        super().__init__()
        self._layer = layer
        self._line = line
        self._is_left = is_left
        layer.follow(self.changed)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        line = self._line()
        if line is None:
            if not self._is_left:
                self._layer.draw(painter, projection)
            return
        x = projection.map(QPointF(line, 0)).x()
        if self._is_left:
            half = QRectF(0, 0, x, projection.height)
        else:
            half = QRectF(x, 0, projection.width - x, projection.height)
        if half.width() > 0:
            painter.setClipRect(half, Qt.ClipOperation.IntersectClip)
            self._layer.draw(painter, projection)

"""The edge of a picture that was cut off, or padded with zeros, so that its sides fit a factor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import fill_hatched
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE
from vizapp.gui.text_size import text_font

_FONT_PIXELS = 11
_PAD = 5.0
_DIMMED, _HATCH = QColor(0, 0, 0, 110), QColor(255, 255, 255, 170)


class EdgeLayer(Layer):
    """Hatches the edge, with a dashed line where the picture ends or is cut, and a plate that says which it is.

    What was cut off is hatched beside the map, where it would be; what was added is hatched on it.
    """

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = QFont(font)
        self._shown: tuple[int, int, tuple[int, int]] = (1, 1, (0, 0))

    @property
    def words(self) -> str:
        """What the plate says; "" where nothing was done."""
        return edge_words(self._shown[2])

    def show(self, height: int, width: int, edge_yx: tuple[int, int]) -> None:
        """Draw for a map of ``height`` × ``width``; ``edge_yx`` is as in ``Configured``."""
        if (height, width, edge_yx) != self._shown:
            self._shown = height, width, edge_yx
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        height, width, (down, across) = self._shown
        if not (down or across):
            return
        strips = [projection.map_rect(strip) for strip in edge_strips(height, width, (down, across))]
        for strip in strips:
            painter.fillRect(strip, _DIMMED)
            fill_hatched(painter, strip, _HATCH)
        # The last row and column of the picture's own that are in the map.
        inner = projection.map_rect(canvas_rect(0, 0, height - max(down, 0), width - max(across, 0)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in outlined(WHITE, 3.0, 1.4, style=Qt.PenStyle.DashLine, cap=Qt.PenCapStyle.FlatCap):
            painter.setPen(pen)
            if down:
                painter.drawLine(inner.bottomLeft(), inner.bottomRight())
            if across:
                painter.drawLine(inner.topRight(), inner.bottomRight())
        self._draw_words(painter, inner)

    def _draw_words(self, painter: QPainter, inner: QRectF) -> None:
        """Write what was done into the corner at the bottom left, which no other label takes, if there is room."""
        painter.setFont(text_font(self._font, _FONT_PIXELS))
        metrics = QFontMetricsF(text_font(self._font, _FONT_PIXELS))
        width, height = metrics.horizontalAdvance(self.words) + 2 * _PAD, metrics.height() + 2
        plate = QRectF(inner.left() + _PAD, inner.bottom() - _PAD - height, width, height)
        if inner.contains(plate):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(PLATE)
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(PLATE_TEXT)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self.words)


def edge_strips(height: int, width: int, edge_yx: tuple[int, int]) -> list[QRectF]:
    """Return the canvas rectangles of an edge, at the bottom and at the right of a map of ``height`` × ``width``."""
    down, across = edge_yx
    whole_height, whole_width = height - min(down, 0), width - min(across, 0)
    strips = []
    if down:
        strips.append(canvas_rect(whole_height - abs(down), 0, abs(down), whole_width))
    if across:
        strips.append(canvas_rect(0, whole_width - abs(across), whole_height - abs(down), abs(across)))
    return strips


def edge_words(edge_yx: tuple[int, int]) -> str:
    """Return what was done to an edge, such as "1 row, 2 columns cut off"; "" for nothing."""
    down, across = map(abs, edge_yx)
    if not (down or across):
        return ""
    translate = QCoreApplication.translate
    parts = []
    if down:
        row = translate("Edge", "{count} row") if down == 1 else translate("Edge", "{count} rows")
        parts.append(row.format(count=down))
    if across:
        column = translate("Edge", "{count} column") if across == 1 else translate("Edge", "{count} columns")
        parts.append(column.format(count=across))
    words = translate("Edge", "{parts} cut off") if min(edge_yx) < 0 else translate("Edge", "{parts} of zeros added")
    return words.format(parts=", ".join(parts))

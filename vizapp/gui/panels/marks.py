"""Marks of taps, the same in the inspector as on the picture: colour is direction, shape says what else is so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from vizapp.gui.colours import OUTLINE, tap_colour

MARK_RADIUS = 4.0


def draw_mark(
    painter: QPainter,
    x: float,
    y: float,
    tap: int,
    kernel_size: int,
    *,
    placed: bool = False,
    outside: bool = False,
    radius: float = MARK_RADIUS,
) -> None:
    """Draw the mark of ``tap`` around (x, y): a disc; hollow outside the image; a square when placed by hand."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = tap_colour(tap, kernel_size)
    box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)

    def shape(frame: QRectF) -> None:
        if placed:
            painter.drawRect(frame)
        else:
            painter.drawEllipse(frame)

    if outside:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(OUTLINE, 3.6))
        shape(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(colour, 1.8))
        shape(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.setPen(QPen(OUTLINE, 1.2))
        painter.setBrush(colour)
        shape(box)
    if placed:
        painter.setPen(QPen(OUTLINE, 1.2))
        painter.drawPoint(QPointF(x, y))
    painter.restore()

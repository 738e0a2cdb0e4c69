"""Marks of taps as small as text.

They say the same as those on the picture: colour is direction, hollow is outside the image, a pin is placed by hand.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, tap_colour
from vizapp.gui.theme import current_theme

_RADIUS = 4.0
_PIN_RADIUS = 1.8


def draw_small_mark(
    painter: QPainter,
    place: QPointF,
    tap: int,
    geometry: ConvGeometry,
    *,
    placed: bool = False,
    outside: bool = False,
) -> None:
    """Draw the mark of ``tap`` around ``place``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = tap_colour(tap, geometry)
    if outside:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(colour, 3.4, 1.8):
            painter.setPen(pen)
            painter.drawEllipse(place, _RADIUS - 0.4, _RADIUS - 0.4)
    else:
        painter.setPen(QPen(OUTLINE, 1.2))
        painter.setBrush(colour)
        painter.drawEllipse(place, _RADIUS, _RADIUS)
    if placed:
        theme = current_theme()
        head = place + QPointF(_RADIUS - 0.5, -_RADIUS - 2.0)
        painter.setPen(QPen(theme.text, 1.2))
        painter.drawLine(place + QPointF(1.0, -1.0), head)
        painter.setBrush(theme.text)
        painter.drawEllipse(head, _PIN_RADIUS, _PIN_RADIUS)
    painter.restore()

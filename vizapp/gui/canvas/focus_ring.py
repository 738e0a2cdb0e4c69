"""The ring around what has the keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from vizapp.gui.colours import OUTLINE
from vizapp.gui.theme import current_theme

_WIDTH = 2.0


def draw_focus_ring(widget: QWidget) -> None:
    """Draw a ring along the edges of a widget, above what is drawn in it: told from any picture by its dark rim."""
    painter = QPainter(widget)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    room = QRectF(widget.rect())
    for colour, width in ((OUTLINE, 2 * _WIDTH), (current_theme().accent, _WIDTH)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(room.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.end()

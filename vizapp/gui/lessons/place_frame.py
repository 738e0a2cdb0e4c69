"""A calm frame around what a step of a lesson speaks of; it moves along, and never takes the mouse."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from vizapp.gui.theme import current_theme

_GAP, _LINE, _OUTLINE = 3, 3, 1
FRAME_ROOM = _GAP + _LINE + _OUTLINE
"""So far the frame reaches beyond what it is around, in pixels."""
_RADIUS = 7
_DARK = QColor(0, 0, 0, 200)


class PlaceFrame(QWidget):
    """Draws a frame over a window, around a rectangle of it.

    Only the line itself belongs to the widget, so that nothing inside it is painted again because of it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("lessonPointer")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around = QRect()
        self.hide()

    def show_around(self, rect: QRect | None) -> None:
        """Show the frame around a rectangle of the window, or not at all."""
        if rect is None or rect.isEmpty():
            self._around = QRect()
            self.hide()
            return
        if rect == self._around and self.isVisible():
            return
        self._around = rect
        outer = rect.adjusted(-FRAME_ROOM, -FRAME_ROOM, FRAME_ROOM, FRAME_ROOM).intersected(self._window.rect())
        self.setGeometry(outer)
        thick = _LINE + 2 * _OUTLINE
        hole = self.rect().adjusted(thick + _RADIUS, thick, -thick - _RADIUS, -thick)
        other = self.rect().adjusted(thick, thick + _RADIUS, -thick, -thick - _RADIUS)
        self.setMask(QRegion(self.rect()) - QRegion(hole) - QRegion(other))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (_LINE + 2 * _OUTLINE) / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        for colour, width in ((_DARK, _LINE + 2 * _OUTLINE), (current_theme().caution, _LINE)):
            painter.setPen(QPen(colour, width))
            painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.end()

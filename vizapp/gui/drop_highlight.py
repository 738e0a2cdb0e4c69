"""The frame over the window while something that can be opened is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from vizapp.gui.theme import RADIUS, SPACING, current_theme

_VEIL = 40
_PLATE_WIDTH = 220
_PLATE_HEIGHT = 48


class DropHighlight(QWidget):
    """A frame that covers its parent and ignores the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self._place: QWidget | None = None
        self._words = ""
        self.setObjectName("dropHighlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_over(self, hovering: bool) -> None:
        """Show the frame at the parent's present size, or hide it."""
        if hovering:
            self.setGeometry(self._covered.rect())
            self.raise_()
        self.setVisible(hovering)

    def show_place(self, place: QWidget | None, words: str = "") -> None:
        """Frame a place of its own with ``words``, or the whole parent (None)."""
        self._place, self._words = place, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.accent)
        veil.setAlpha(_VEIL)
        frame = QRectF(self.rect()).adjusted(SPACING, SPACING, -SPACING, -SPACING)
        if self._place is not None:
            corner = self.mapFromGlobal(self._place.mapToGlobal(QPointF(0, 0)))
            frame = QRectF(corner, self._place.size().toSizeF()).adjusted(-SPACING, -SPACING, SPACING, SPACING)
        painter.setPen(QPen(theme.accent, 2))
        painter.setBrush(veil)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        plate = QRectF(0, 0, min(_PLATE_WIDTH, frame.width()), min(_PLATE_HEIGHT, frame.height()))
        plate.moveCenter(frame.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(plate, RADIUS, RADIUS)
        painter.setPen(theme.on_accent)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._words or self.tr("Drop it to open it"))

"""The buttons of the loupe: one zooms the whole canvas in, one puts the loupe away, one brings it back."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.gui.canvas.badges import PLATE_MUTED, PLATE_TEXT, paint_plate, paint_plate_ring
from vizapp.gui.canvas.keys import ARROWS

_SIDE = 24
LoupeDeed = Literal["zoom", "away", "back"]


class LoupeButton(QAbstractButton):
    """A magnifying glass with a plus, a cross, or a magnifying glass, on a plate like those of the badges.

    While the first has the focus, arrow keys move the loupe, and + and − make it larger and smaller.
    """

    nudged = Signal(int, int)
    """An arrow key: how far to the right and down the loupe goes, in steps."""
    grown = Signal(int)
    """A key: by how many steps the loupe becomes larger."""

    def __init__(self, name: str, parent: QWidget, deed: LoupeDeed = "zoom") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._deed = deed
        match deed:
            case "zoom":
                self.setAccessibleName(self.tr("Zoom here"))
                self.setAccessibleDescription(
                    self.tr(
                        "A loupe magnifies what the picked unit reads; this zooms the whole canvas in instead. Arrow "
                        "keys move the loupe, + and − change its size."
                    )
                )
                self.setToolTip(self.tr("Zoom here (Z, or double click)"))
            case "away":
                self.setAccessibleName(self.tr("Put the loupe away"))
                self.setToolTip(self.tr("Put the loupe away (Shift+L)"))
            case "back":
                self.setAccessibleName(self.tr("Show the loupe"))
                self.setToolTip(self.tr("Show the loupe, at every scale (Shift+L)"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key())) if self._deed == "zoom" else None
        if arrow is not None:
            down, right = arrow
            self.nudged.emit(right, down)
        elif self._deed == "zoom" and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.grown.emit(-1 if event.key() == Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_plate(painter, QRectF(self.rect()))
        strong = self.underMouse() or self.hasFocus()
        ink = PLATE_TEXT if strong else PLATE_MUTED
        painter.setPen(QPen(ink, 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._deed == "away":
            for x in (-4.0, 4.0):
                painter.drawLine(QPointF(12 - x, 8), QPointF(12 + x, 16))
        else:
            self._paint_glass(painter, ink)
        if self.hasFocus():
            paint_plate_ring(painter, QRectF(self.rect()))
        painter.end()

    def _paint_glass(self, painter: QPainter, ink: QColor) -> None:
        centre = QPointF(10.6, 10.6)
        painter.drawEllipse(centre, 5.0, 5.0)
        painter.drawLine(centre + QPointF(3.7, 3.7), centre + QPointF(7.4, 7.4))
        if self._deed == "zoom":
            painter.drawLine(centre - QPointF(2.2, 0), centre + QPointF(2.2, 0))
            painter.drawLine(centre - QPointF(0, 2.2), centre + QPointF(0, 2.2))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(centre, 1.6, 1.6)

"""The button in the loupe that zooms the whole canvas in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.gui.canvas.badges import PLATE_MUTED, PLATE_TEXT, paint_plate

_SIDE = 24


class LoupeButton(QAbstractButton):
    """A magnifying glass with a plus, on a plate like those of the badges."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Zoom here"))
        self.setAccessibleDescription(
            self.tr("A loupe magnifies what the picked unit reads; this zooms the whole canvas in instead.")
        )
        self.setToolTip(self.tr("Zoom here (Z, or double click)"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_plate(painter, QRectF(self.rect()))
        strong = self.underMouse() or self.hasFocus()
        pen = QPen(PLATE_TEXT if strong else PLATE_MUTED, 1.6, c=Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = QPointF(10.6, 10.6)
        painter.drawEllipse(centre, 5.0, 5.0)
        painter.drawLine(centre + QPointF(3.7, 3.7), centre + QPointF(7.4, 7.4))
        painter.drawLine(centre - QPointF(2.2, 0), centre + QPointF(2.2, 0))
        painter.drawLine(centre - QPointF(0, 2.2), centre + QPointF(0, 2.2))
        if self.hasFocus():
            painter.setPen(QPen(PLATE_TEXT, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

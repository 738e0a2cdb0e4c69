"""The knob on the line between two pictures: a slider for keyboards and screen readers, in the looks of a plate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT

HANDLE_SIDE = 30
STEPS = 1000
"""The line's places from the left edge of a canvas to the right one."""
_STEP, _LARGE_STEP = 10, 100
_BACK, _ON = (Qt.Key.Key_Left, Qt.Key.Key_Down), (Qt.Key.Key_Right, Qt.Key.Key_Up)


class WipeHandle(QAbstractSlider):
    """Its value is where the line is, 0 … ``STEPS``; the mouse drags it along the width of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self.setObjectName(f"{parent.objectName()}Wipe")
        self.setAccessibleName(self.tr("Line between two pictures"))
        self.setAccessibleDescription(self.tr("One picture is to its left, the other to its right."))
        self.setToolTip(self.tr("Drag the line; arrow keys move it, with Shift by a tenth of the picture"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, STEPS)
        self.setSingleStep(_STEP)
        self.setPageStep(_LARGE_STEP)
        self.setValue(STEPS // 2)
        self.setFixedSize(QSize(HANDLE_SIDE, HANDLE_SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._grip = 0.0
        self.hide()

    @property
    def share(self) -> float:
        """Where the line is as a share of the canvas' width."""
        return self.value() / STEPS

    def put_at(self, x: float) -> None:
        """Put the line at ``x``, in pixels of the parent."""
        self.setValue(round(x / max(self._canvas.width(), 1) * STEPS))

    def move_by_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Move the line if ``key`` is an arrow, by more with Shift, and return whether it is one."""
        if key not in (*_BACK, *_ON):
            return False
        step = self.pageStep() if modifiers & Qt.KeyboardModifier.ShiftModifier else self.singleStep()
        self.setValue(self.value() + (step if key in _ON else -step))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # It keeps its distance from the cursor, so that it does not jump when it is taken beside its centre.
        self._grip = event.position().x() - self.width() / 2
        self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.put_at(self.mapToParent(event.position()).x() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.move_by_key(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(PLATE)
        painter.setPen(QPen(PLATE_TEXT, 2.6 if self.hasFocus() else 1.4))
        painter.drawEllipse(disc)
        painter.setPen(QPen(PLATE_TEXT, 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        centre = disc.center()
        for way in (-1.0, 1.0):
            tip = centre + QPointF(8.0 * way, 0)
            painter.drawPolyline([tip + QPointF(-4.0 * way, -4.5), tip, tip + QPointF(-4.0 * way, 4.5)])
        painter.end()

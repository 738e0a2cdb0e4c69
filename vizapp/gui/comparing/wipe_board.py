"""Two views at the same place, one of them to the left of a line that mouse and keys move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.wipe_handle import HANDLE_SIDE, WipeHandle
from vizapp.gui.colours import WHITE

_REACH = 5
"""How many pixels beside the line a press may be to grab it."""
_HANDLE_AT = 0.85


class _Line(QWidget):
    """The line, which the mouse drags."""

    def __init__(self, handle: WipeHandle, parent: QWidget) -> None:
        super().__init__(parent)
        self._handle = handle
        self._grip = 0.0
        self.setFixedWidth(2 * _REACH)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setToolTip(handle.toolTip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().x() - _REACH

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._handle.put_at(self.mapToParent(event.position()).x() - self._grip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in outlined(WHITE, 3.6, 1.6, cap=Qt.PenCapStyle.FlatCap):
            painter.setPen(pen)
            painter.drawLine(QPointF(_REACH, 0), QPointF(_REACH, self.height()))
        painter.end()


class WipeBoard(QWidget):
    """Lays one widget over another and cuts it off at the line; both keep the size of the board."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self._right: QWidget | None = None
        self._left: QWidget | None = None
        self._window = QWidget(self)
        self._whole = False
        self.handle = WipeHandle(self)
        self.handle.valueChanged.connect(self._place)
        self._line = _Line(self.handle, self)

    def show_widgets(self, left: QWidget, right: QWidget) -> None:
        """Take both widgets as children, until they are given other parents."""
        self._left, self._right = left, right
        right.setParent(self)
        left.setParent(self._window)
        for part in (right, left, self._window, self._line, self.handle):
            part.show()
            part.raise_()
        self._place()

    def let_go(self) -> None:
        """Hold no widgets any longer: they are shown elsewhere, or are gone."""
        self._left = self._right = None

    def show_left_whole(self, whole: bool) -> None:
        """Show the left widget over the whole board, or both with the line again."""
        self._whole = whole
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._left is None or self._right is None:
            return
        x = self.width() if self._whole else round(self.handle.share * self.width())
        self._window.setGeometry(0, 0, x, self.height())
        for widget, parent in ((self._left, self._window), (self._right, self)):
            if widget.parent() is parent:  # otherwise it belongs to another board
                widget.setGeometry(0, 0, self.width(), self.height())
        self._line.setGeometry(QRectF(x - _REACH, 0, 2 * _REACH, self.height()).toRect())
        self.handle.move(round(x - HANDLE_SIDE / 2), round(_HANDLE_AT * self.height() - HANDLE_SIDE / 2))
        for part in (self._line, self.handle):
            part.setVisible(not self._whole)

"""A splitter whose lines are moved by key, too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAccessibleWidget, QSplitter, QSplitterHandle, QWidget

from vizapp.gui.screen_reader import note_interface
from vizapp.gui.theme import current_theme
from vizapp.gui.widgets.plain_text import plain_tooltip

STEP, LARGE_STEP = 8, 64
"""Pixels that an arrow key moves a line by, and with Shift."""


class KeySplitter(QSplitter):
    """Has lines one pixel wide, which Tab leads to and the arrow keys move."""

    def __init__(self, name: str, line_name: str, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        """``line_name`` says what a line divides, for screen readers and its tool tip."""
        self._line_name = line_name
        super().__init__(orientation, parent)
        self.setObjectName(name)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Line(self.orientation(), self, self._line_name)


class _Line(QSplitterHandle):
    """Moved by the arrow keys along its way, and marked while it has them."""

    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter, name: str) -> None:
        super().__init__(orientation, splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(name))

    @property
    def share(self) -> int:
        """Where the line is, in hundredths of the splitter's extent."""
        splitter = self.splitter()
        if self.orientation() == Qt.Orientation.Horizontal:
            return round(100 * self.geometry().center().x() / max(1, splitter.width()))
        return round(100 * self.geometry().center().y() / max(1, splitter.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        upright = self.orientation() == Qt.Orientation.Horizontal
        back, on = (Qt.Key.Key_Left, Qt.Key.Key_Right) if upright else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() not in (back, on):
            event.ignore()
            return
        step = LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        at = self.x() + self.contentsMargins().left() if upright else self.y() + self.contentsMargins().top()
        if upright and self.splitter().isRightToLeft():
            at += self.splitter().handleWidth()  # there Qt takes the line's right edge
        self.moveSplitter(at + (step if event.key() == on else -step))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.clearMask()  # Qt lets a thin line be drawn on one pixel alone
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setMask(QRegion(self.contentsRect()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().accent)
        painter.end()


class _LineInterface(QAccessibleWidget):
    def __init__(self, line: _Line) -> None:
        super().__init__(line, QAccessible.Role.Splitter)
        self._line = line

    def text(self, t: QAccessible.Text) -> str:
        return f"{self._line.share} %" if t == QAccessible.Text.Value else super().text(t)


note_interface(_Line, _LineInterface)
note_interface(KeySplitter, lambda splitter: QAccessibleWidget(splitter, QAccessible.Role.Grouping))

"""Return presses the focused button, because Space runs and pauses wherever the focus is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class ReturnKey(QObject):
    """Takes Return and Enter, in a window, while a button has the focus, and leaves them to all others."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._shortcuts = [QShortcut(QKeySequence(key), window) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        for shortcut in self._shortcuts:
            shortcut.activated.connect(self._press)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self._follow_focus(None, None)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for shortcut in self._shortcuts:
            shortcut.setEnabled(isinstance(new, QAbstractButton))

    def _press(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QAbstractButton):
            widget.click()

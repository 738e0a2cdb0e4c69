"""Full screen: the window fills the whole screen, without a frame, and goes back to the size it had."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class FullScreen(QObject):
    """Switches a window between full screen and what it was before: a window of its size, or a maximised one.

    The action is checked while the window fills the screen, also where the system has done that by itself.
    """

    def __init__(self, window: QWidget, action: QAction) -> None:
        super().__init__(window)
        self._window = window
        self._action = action
        window.installEventFilter(self)

    def toggle(self) -> None:
        """Fill the screen, or go back."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._show_checked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.WindowStateChange:
            self._show_checked()
        return False

    def _show_checked(self) -> None:
        self._action.setChecked(self._window.isFullScreen())

"""Lets a widget be laid out in one turn of Qt's loop and painted in the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class PaintHold(QObject):
    """Keeps a widget and what is in it from being painted until its new layout has come to rest.

    Where parts come and go, Qt hands the new sizes down level by level, and paints what it has after each of them:
    the same pictures four or five times, all in one turn of the loop.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        # Two timers: the first turn does the layout; input that arrived meanwhile is handled before painting.
        self._layout_done = QTimer(self, singleShot=True, interval=1)
        self._release_soon = QTimer(self, singleShot=True, interval=1)
        self._layout_done.timeout.connect(self._release_soon.start)
        self._release_soon.timeout.connect(self._release)
        self._painted = QTimer(self, singleShot=True, interval=1)

    @property
    def active(self) -> bool:
        """Whether painting is held, or begins in this turn of the loop: what can wait should leave it alone."""
        return any(timer.isActive() for timer in (self._layout_done, self._release_soon, self._painted))

    def hold(self) -> None:
        """Paint nothing in this turn of the loop, and everything in the next."""
        self._widget.setUpdatesEnabled(False)
        self._release_soon.stop()
        self._layout_done.start()

    def _release(self) -> None:
        self._widget.setUpdatesEnabled(True)
        # Qt's own update is not enough: if one was requested while painting was held, Qt believes that it is still
        # pending and never sends another, so the old picture would stay.
        self._widget.repaint()
        self._painted.start()

"""A key that does something for as long as it is held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class HeldKey(QObject):
    """Says when a key goes down and when it comes up again, wherever the focus is in a window.

    A key typed into a text field goes to the field. A window that loses the focus never hears of the release, so that
    the key counts as released then.
    """

    def __init__(self, window: QWidget, key: Qt.Key, held: Callable[[bool], None]) -> None:
        """``held`` is called with True when ``key`` goes down, and with False when it comes up."""
        super().__init__(window)
        self._key = key
        self._held = held
        self._is_down = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._set_down(False)
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() != self._key or event.modifiers() & _COMMANDS:
                return False
            if not event.isAutoRepeat():
                self._set_down(kind == QEvent.Type.KeyPress)
            return True
        return False

    def _set_down(self, down: bool) -> None:
        if down != self._is_down:
            self._is_down = down
            self._held(down)

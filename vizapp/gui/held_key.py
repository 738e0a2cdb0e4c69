"""A key that does something for as long as it is held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from vizapp.gui.focus_home import takes_text

RELEASE_MS = 40
"""A release counts when no press follows within so many milliseconds. A keyboard that repeats a key may send pairs of
release and press, and Qt does not always recognise them as repeats; the press follows within a few milliseconds."""
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEAVING = (QEvent.Type.WindowDeactivate, QEvent.Type.Hide)


class HeldKey(QObject):
    """Says when a key goes down and when it comes up again, wherever the focus is in a window.

    A key typed into a field for text or numbers goes to the field. Any other control is asked before it sees the key,
    because lists and drop-downs would take it for the first letter of an entry. A window that loses the focus never
    hears of the release, so that the key counts as released then.
    """

    def __init__(self, window: QWidget, key: Qt.Key, held: Callable[[bool], None]) -> None:
        """``held`` is called with True when ``key`` goes down, and with False when it comes up."""
        super().__init__(window)
        self._window = window
        self._key = key
        self._held = held
        self._is_down = False
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.setInterval(RELEASE_MS)
        self._release.timeout.connect(lambda: self._set_down(False))
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _LEAVING and watched is self._window:
            self._set_down(False)
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            return event.key() == self._key and self._takes(kind == QEvent.Type.KeyPress, event)
        return False

    def _takes(self, pressed: bool, event: QKeyEvent) -> bool:
        """Follow a press or release of the key; return whether it was meant for this."""
        if pressed:
            if event.modifiers() & _COMMANDS:
                return False
            self._set_down(True)
        elif not self._is_down:
            return False
        elif not event.isAutoRepeat():
            self._release.start()
        return True

    def _set_down(self, down: bool) -> None:
        self._release.stop()
        if down != self._is_down:
            self._is_down = down
            self._held(down)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Ask for the keys of the control that has the focus, and of no other one."""
        if old is not None and old is not self._window and Shiboken.isValid(old):
            old.removeEventFilter(self)
        if new is not None and new.window() is self._window and not takes_text(new):
            new.installEventFilter(self)

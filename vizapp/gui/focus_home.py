"""Where the keyboard's focus goes when something is done with: back to the pictures, and out of any field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import Shiboken

_TEXT_FIELDS = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit)


def takes_text(widget: QWidget) -> bool:
    """Return whether what is typed with the focus on ``widget`` is written into it."""
    return isinstance(widget, _TEXT_FIELDS) or (isinstance(widget, QComboBox) and widget.isEditable())


class FocusHome(QObject):
    """Keeps keys that are meant for the window from being typed into a field that nobody is typing into any more.

    A field gives the focus to the pictures when the mouse is pressed anywhere else, on a button that takes no focus
    for instance, and when a dialog opens, after which Qt would give it back. Nor does the focus come to rest in a
    field only because the control that had it is hidden or disabled.
    """

    def __init__(self, window: QWidget, home: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._watched: QWindow | None = None
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def take(self) -> None:
        """Give the focus to the pictures."""
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.WindowBlocked and self._field() is not None:
                self.take()
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            field, pressed = self._field(), self._window.childAt(event.position().toPoint())
            if field is not None and pressed is not field and not field.isAncestorOf(pressed or self._window):
                self.take()
        return False

    def _field(self) -> QWidget | None:
        """Return the field of the window that the focus stands in."""
        widget = self._window.focusWidget()
        return widget if widget is not None and takes_text(widget) else None

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        in_field = new is not None and new.window() is self._window and takes_text(new)
        if in_field and old is not None and self._is_gone(old):
            self.take()
            return
        self._watch(self._window.windowHandle() if in_field else None)

    def _is_gone(self, widget: QWidget) -> bool:
        """Return whether a control of the window has been hidden or disabled."""
        if not Shiboken.isValid(widget) or widget.window() is not self._window:
            return False
        return not (widget.isVisible() and widget.isEnabled())

    def _watch(self, window: QWindow | None) -> None:
        """Ask for the mouse of the window, but only while a field has the focus: there are many moves."""
        if self._watched is not None and Shiboken.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

"""A label whose text is a value with a name: on the screen it stands alone, read aloud it follows the name."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

from vizapp.gui.screen_reader import note_interface


class ValueLabel(QLabel):
    """Shows a value; its accessible name says which one."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)


class _ValueInterface(QAccessibleWidget):
    """Qt's own one would leave the text out, because the label has a name."""

    def __init__(self, label: ValueLabel) -> None:
        super().__init__(label, QAccessible.Role.StaticText)
        self._label = label

    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name and self._label.text():
            return f"{self._label.accessibleName()}: {self._label.text()}"
        return self._label.text() if t == QAccessible.Text.Value else super().text(t)


note_interface(ValueLabel, _ValueInterface)

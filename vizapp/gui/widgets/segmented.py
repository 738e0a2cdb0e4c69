"""A choice between a few values, all of them visible."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from vizapp.gui.screen_reader import note_interface
from vizapp.gui.theme import theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip

Value = TypeVar("Value", bound=Hashable)

_PADDING = 2 * (4 + 1)
"""Left and right of the words of a segment, with its border."""


def _bold_width(button: QPushButton) -> int:
    """Return the width of the words of ``button`` as they are drawn once it is chosen."""
    button.ensurePolished()
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(font).horizontalAdvance(button.text())


class Segmented(QFrame, Generic[Value]):
    """A choice between a few values, all of them visible; arrow keys move between them."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[Value, str, str]], parent: QWidget | None = None) -> None:
        """``options``: (value, text, tooltip) from left to right. ``name`` becomes the object name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "segments")
        self.setStyleSheet("QPushButton { padding: 0 4px; }")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self._values: list[Value] = []
        self._more_padding = 0
        self.set_options(options)
        self._group.idClicked.connect(self._clicked)
        theme_signal().changed.connect(self._follow_text)

    def set_options(self, options: Sequence[tuple[Value, str, str]]) -> None:
        """Replace the options; keeps the buttons when only texts change."""
        gone = self._group.buttons()
        for button in gone:
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        # New buttons keep the choice's place in the Tab order.
        before: QWidget = gone[-1] if gone else self._focusable_before()
        self._values = [value for value, _, _ in options]
        for index, (value, text, tooltip) in enumerate(options):
            button = QPushButton(text, self)
            button.setObjectName(f"{self.objectName()}-{value}")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # it is in a group already: this makes it a radio button to screen readers
            button.setToolTip(plain_tooltip(tooltip))
            button.setAccessibleName(text)
            button.setAccessibleDescription(tooltip)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(self._least_width(button))
            self._group.addButton(button, index)
            self._row.addWidget(button, stretch=len(text) + 3)  # longer words get more room
            self.setTabOrder(before, button)
            before = button
        if self._group.buttons():
            self.setFocusProxy(self._group.button(0))

    def _focusable_before(self) -> QWidget:
        """Return the widget that the Tab key would come from; Qt puts nothing behind one that takes no focus."""
        widget: QWidget | None = self.previousInFocusChain()
        while widget is not None and widget is not self and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget = widget.previousInFocusChain()
        return widget or self

    def add_padding(self, pixels: int) -> None:
        """Leave so much more room on both sides of the words."""
        self._more_padding = pixels
        self._follow_text()

    def _follow_text(self) -> None:
        for button in self._group.buttons():
            if isinstance(button, QPushButton):
                button.setMinimumWidth(self._least_width(button))

    def _least_width(self, button: QPushButton) -> int:
        return _bold_width(button) + _PADDING + 2 * self._more_padding

    @property
    def value(self) -> Value | None:
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def button(self, value: Value) -> QAbstractButton:
        """Return the button of ``value``."""
        return self._group.button(self._values.index(value))

    def show_value(self, value: Value | None) -> None:
        """Check the button of ``value`` without a signal; a value that is not offered checks none."""
        if value == self.value:
            return
        # Only clicks are listened to, so that checking a button here is no gesture.
        if value in self._values:
            button = self.button(value)
            button.setChecked(True)
            if any(other.hasFocus() for other in self._group.buttons()):
                button.setFocus()  # the focus frame follows the choice, as after a click
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _clicked(self, index: int) -> None:
        self.chosen.emit(self._values[index])


note_interface(Segmented, lambda choice: QAccessibleWidget(choice, QAccessible.Role.Grouping))

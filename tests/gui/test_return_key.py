"""Return presses the focused button, and is left to everything else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.return_key import ReturnKey


class Window(QWidget):
    """A window with a button and a field, which counts the keys that nobody has taken."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.left = 0
        self.push = QPushButton("Push", self)
        self.push.clicked.connect(self.count)
        self.field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.push)
        column.addWidget(self.field)
        ReturnKey(self)

    def count(self) -> None:
        self.pressed += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.left += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_it_presses_the_button_with_the_focus(window: Window, key: Qt.Key) -> None:
    window.push.setFocus()
    QTest.keyClick(window.push, key)
    assert (window.pressed, window.left) == (1, 0)


def test_a_disabled_button_is_not_pressed(window: Window) -> None:
    window.push.setFocus()
    window.push.setEnabled(False)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.pressed == 0


@pytest.mark.parametrize("focus", ["field", "window"])
def test_without_a_focused_button_the_key_is_left_to_the_rest(window: Window, focus: str) -> None:
    window.push.setFocus()
    widget = window.field if focus == "field" else window
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert (window.pressed, window.left) == (0, 1)

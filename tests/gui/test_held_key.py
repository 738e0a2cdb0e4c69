"""A key that does something while it is down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.held_key import HeldKey


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[bool] = []
        self.field, self.button = QLineEdit(self), QPushButton("button", self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        HeldKey(self, Qt.Key.Key_C, self.said.append)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def test_it_is_held_from_press_to_release_whatever_has_the_focus(window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):  # as a keyboard repeats a key that is down
        repeated = QKeyEvent(kind, Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c", autorep=True)
        QApplication.sendEvent(window.button, repeated)
    assert window.said == [True]
    QTest.keyRelease(window.button, Qt.Key.Key_C)
    assert window.said == [True, False]


def test_letters_go_to_a_text_field(window: Window) -> None:
    window.field.setFocus()
    QTest.keyClick(window.field, Qt.Key.Key_C)
    assert window.said.count(True) == 0
    assert window.field.text() == "c"


def test_other_keys_and_commands_are_left_alone(window: Window) -> None:
    QTest.keyClick(window.button, Qt.Key.Key_V)
    QTest.keyClick(window.button, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert window.said == []


def test_it_is_released_when_the_window_is_left(window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert window.said == [True, False]
    QTest.keyRelease(window.button, Qt.Key.Key_C)
    assert window.said == [True, False]

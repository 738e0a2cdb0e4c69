"""A key that does something while it is down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from vizapp.gui.held_key import RELEASE_MS, HeldKey


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[bool] = []
        self.field, self.button = QLineEdit(self), QPushButton("button", self)
        column = QVBoxLayout(self)
        self.drop_down, self.entries = QComboBox(self), QListWidget(self)
        self.drop_down.addItems(["bounded", "constant", "carried"])
        self.entries.addItems(["bounded", "constant", "carried"])
        self.box, self.slider, self.number = QCheckBox("box", self), QSlider(self), QSpinBox(self)
        self.editable = QComboBox(self)
        self.editable.setEditable(True)
        for control in (self.field, self.button, self.drop_down, self.entries, self.box, self.slider, self.number):
            column.addWidget(control)
        column.addWidget(self.editable)
        HeldKey(self, Qt.Key.Key_C, self.said.append)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def test_it_is_held_from_press_to_release_whatever_has_the_focus(qtbot: QtBot, window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):  # as a keyboard repeats a key that is down
        repeated = QKeyEvent(kind, Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c", autorep=True)
        QApplication.sendEvent(window.button, repeated)
    assert window.said == [True]
    QTest.keyRelease(window.button, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: window.said == [True, False])


@pytest.mark.parametrize("name", ["button", "drop_down", "entries", "box", "slider"])
def test_a_control_that_has_the_focus_does_not_keep_it(qtbot: QtBot, window: Window, name: str) -> None:
    control: QWidget = getattr(window, name)
    window.entries.setCurrentRow(0)
    control.setFocus()
    QTest.keyPress(control, Qt.Key.Key_C)
    assert window.said == [True]
    chosen = window.drop_down.currentIndex(), window.entries.currentRow()
    assert chosen == (0, 0), "neither has searched for what begins with c"
    QTest.keyRelease(control, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: window.said == [True, False])


def test_a_field_for_numbers_or_an_editable_drop_down_keeps_it(window: Window) -> None:
    for field in (window.number, window.editable):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_C)
    assert window.said == []
    assert window.editable.currentText() == "c"


def test_a_keyboard_that_repeats_it_in_pairs_does_not_let_it_go(qtbot: QtBot, window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    for _ in range(6):  # longer, all together, than it takes a release to count
        QTest.keyRelease(window.button, Qt.Key.Key_C)
        QTest.keyPress(window.button, Qt.Key.Key_C)
        qtbot.wait(RELEASE_MS // 4)
    assert window.said == [True]
    QTest.keyRelease(window.button, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: window.said == [True, False])


def test_letters_go_to_a_text_field(window: Window) -> None:
    window.field.setFocus()
    QTest.keyClick(window.field, Qt.Key.Key_C)
    assert window.said.count(True) == 0
    assert window.field.text() == "c"


def test_other_keys_and_commands_are_left_alone(window: Window) -> None:
    QTest.keyClick(window.button, Qt.Key.Key_V)
    QTest.keyClick(window.button, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert window.said == []


def test_it_comes_up_though_another_key_went_down_meanwhile(qtbot: QtBot, window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    QTest.keyRelease(window.button, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.said == [True, False])


def test_it_is_released_when_the_window_is_left(window: Window) -> None:
    QTest.keyPress(window.button, Qt.Key.Key_C)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert window.said == [True, False]
    QTest.keyRelease(window.button, Qt.Key.Key_C)
    assert window.said == [True, False]

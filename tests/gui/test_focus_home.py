"""The focus leaves a field for the pictures when something else is pressed, opened or gone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.focus_home import FocusHome
from vizapp.gui.widgets.fields import IntegerField, SizeField


class Window(QWidget):
    """Two fields, a button that takes the focus, one that does not, a label, and the pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = QWidget(self)
        self.pictures.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button = QPushButton("Press", self)
        self.size_field = SizeField("size", (64, 128), (32, 1024), self)
        self.number = IntegerField("number", 0, 9, self)
        self.tool = QToolButton(self)
        self.label = QLabel("Words", self)
        column = QVBoxLayout(self)
        for widget in (self.button, self.size_field, self.number, self.tool, self.label, self.pictures):
            column.addWidget(widget)
        self.focus_home = FocusHome(self, self.pictures)

    def press(self, widget: QWidget, x: int | None = None) -> None:
        """Click on a widget as the mouse does: through the window."""
        middle = widget.rect().center()
        place = widget.mapTo(self, middle if x is None else QPoint(x, middle.y()))
        QTest.mouseClick(self.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize("pressed", ["tool", "label", "pictures"])
@pytest.mark.parametrize("field", ["size_field", "number"])
def test_a_press_elsewhere_ends_the_typing(window: Window, field: str, pressed: str) -> None:
    getattr(window, field).setFocus()
    window.press(getattr(window, pressed))
    assert QApplication.focusWidget() is window.pictures


def test_a_button_that_takes_the_focus_has_it(window: Window) -> None:
    window.number.setFocus()
    window.press(window.button)
    assert QApplication.focusWidget() is window.button


def test_a_press_into_the_field_or_into_another_goes_on_typing(window: Window) -> None:
    window.number.setFocus()
    window.press(window.number, x=8)
    assert QApplication.focusWidget() is window.number
    window.press(window.number, x=window.number.width() - 6)  # its arrows
    assert QApplication.focusWidget() is window.number
    window.press(window.size_field, x=8)
    assert QApplication.focusWidget() is window.size_field


def test_what_was_typed_is_taken_over(window: Window) -> None:
    window.number.setFocus()
    window.number.selectAll()
    QTest.keyClicks(window.number, "7")
    window.press(window.tool)
    assert window.number.value() == 7


@pytest.mark.parametrize("goes", ["hide", "disable"])
def test_a_control_that_goes_leaves_the_focus_to_the_pictures(window: Window, goes: str) -> None:
    window.button.setFocus()
    if goes == "hide":
        window.button.hide()
    else:
        window.button.setEnabled(False)
    assert QApplication.focusWidget() is window.pictures


def test_tab_goes_on_into_a_field(window: Window) -> None:
    window.button.setFocus()
    QTest.keyClick(window.button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.size_field


def test_a_dialog_does_not_give_the_focus_back_to_a_field(qtbot: QtBot, window: Window) -> None:
    window.number.setFocus()
    dialog = QDialog(window)
    with qtbot.waitActive(dialog):
        dialog.open()
    with qtbot.waitActive(window):
        dialog.close()
    assert QApplication.focusWidget() is window.pictures

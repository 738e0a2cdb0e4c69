"""A button shows and triggers its action, and leaves nothing behind when the action changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QAction, QIcon, QPixmap
from pytestqt.qtbot import QtBot

from vizapp.gui.widgets.action_button import ActionButton


@pytest.fixture
def action(qtbot: QtBot) -> QAction:
    return QAction("&Run all")


@pytest.fixture
def button(qtbot: QtBot, action: QAction) -> ActionButton:
    button = ActionButton(action)
    qtbot.addWidget(button)
    return button


def test_it_looks_like_its_action_now_and_later(action: QAction, button: ActionButton) -> None:
    assert button.text() == "Run all"
    pixmap = QPixmap(4, 4)
    pixmap.fill(Qt.GlobalColor.red)
    icon = QIcon(pixmap)
    action.setText("Pause")
    action.setToolTip("Stop it")
    action.setIcon(icon)
    action.setCheckable(True)
    action.setChecked(True)
    action.setEnabled(False)
    assert (button.text(), button.toolTip()) == ("Pause", "Stop it")
    assert button.icon().cacheKey() == icon.cacheKey()
    assert button.isCheckable()
    assert button.isChecked()
    assert not button.isEnabled()


@pytest.mark.parametrize("by", ["mouse", "key"])
def test_pressing_it_triggers_the_action_once(qtbot: QtBot, action: QAction, button: ActionButton, by: str) -> None:
    triggered: list[bool] = []
    action.triggered.connect(lambda checked=False: triggered.append(checked))
    press = (
        (lambda: qtbot.mouseClick(button, Qt.MouseButton.LeftButton))
        if by == "mouse"
        else (lambda: qtbot.keyClick(button, Qt.Key.Key_Space))
    )
    press()
    assert triggered == [False]
    action.setCheckable(True)
    press()
    assert triggered == [False, True]
    assert button.isChecked()
    press()
    assert triggered == [False, True, False]
    assert not button.isChecked()


def test_a_change_of_the_action_adds_no_connection(action: QAction, button: ActionButton) -> None:
    signals = [SIGNAL(f"{name}()") for name in ("changed", "triggered", "toggled")]

    def listeners() -> list[int]:
        return [action.receivers(signal) for signal in signals]

    before = listeners()
    assert before[0] == 1
    for n in range(5):
        action.setText(f"Step {n}")
    assert button.text() == "Step 4"
    assert listeners() == before

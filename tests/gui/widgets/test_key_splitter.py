"""The line between two widgets, moved by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.widgets.key_splitter import LARGE_STEP, STEP, KeySplitter


@pytest.fixture
def splitter(qtbot: QtBot) -> KeySplitter:
    splitter = KeySplitter("testSplitter", "Line between both", Qt.Orientation.Horizontal)
    qtbot.addWidget(splitter)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(601, 200)
    splitter.setSizes([300, 300])
    with qtbot.waitActive(splitter):
        splitter.show()
        splitter.activateWindow()
    return splitter


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_arrow_keys_move_the_line_where_they_point(splitter: KeySplitter, direction: Qt.LayoutDirection) -> None:
    splitter.setLayoutDirection(direction)
    QApplication.processEvents()
    line = splitter.handle(1)
    line.setFocus(Qt.FocusReason.TabFocusReason)

    def at() -> int:
        return line.mapTo(splitter, QPoint(line.contentsMargins().left(), 0)).x()

    start = at()
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert at() == start + STEP
    QTest.keyClick(line, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert at() == start + STEP - LARGE_STEP
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert at() == start + STEP - LARGE_STEP


def test_the_line_is_seen_while_it_has_the_keys(splitter: KeySplitter, qtbot: QtBot) -> None:
    line = splitter.handle(1)
    line.clearFocus()  # a window gives the focus to the only thing that takes it
    before = splitter.grab().toImage()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(line.hasFocus)
    assert splitter.grab().toImage() != before


def test_it_has_a_name_a_role_and_a_value(splitter: KeySplitter) -> None:
    found = QAccessible.queryAccessibleInterface(splitter.handle(1))
    assert found is not None
    assert found.role() == QAccessible.Role.Splitter
    assert found.text(QAccessible.Text.Name) == "Line between both"
    assert found.text(QAccessible.Text.Value) == "50 %"

"""Whatever is typed into a field of the window for whole numbers is read as a whole, or refused."""

from __future__ import annotations

from fakes import FakeSession, ready_state
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit
from pytestqt.qtbot import QtBot

from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.fields import DecimalField, IntegerField, SizeField


def test_1e9_is_a_billion_or_refused_in_every_field(qtbot: QtBot) -> None:
    window = MainWindow(FakeSession(ready_state()), Settings())
    qtbot.addWidget(window)
    window.show()
    boxes = window.findChildren(QAbstractSpinBox)
    assert all(isinstance(box, IntegerField | DecimalField) for box in boxes), "no other reads numbers in its own way"
    fields = [box for box in boxes if isinstance(box, IntegerField)]
    assert len(fields) >= 10
    for field in fields:
        before, editor = field.value(), field.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        refused: list[str] = []
        field.refused.connect(refused.append)
        editor.selectAll()
        QTest.keyClicks(editor, "1e9")
        assert editor.text().removeprefix(field.prefix()).removesuffix(field.suffix()) == "1e9", field.objectName()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        takes_nearest = not refused and field.value() == field.maximum()
        assert field.value() == 10**9 or takes_nearest or (refused and field.value() == before), field.objectName()
    sizes = window.findChildren(SizeField)
    assert sizes
    for size in sizes:
        refused = []
        size.refused.connect(refused.append)
        editor = size.lineEdit()
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, "1e9")
        assert editor.text() == "1e9"
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert refused, size.objectName()
    window.close()

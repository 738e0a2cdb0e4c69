"""Fields for numbers: what is typed, stepped and scrolled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.widgets.field_input import parse_number
from vizapp.gui.widgets.fields import (
    DecimalField,
    IntegerField,
    LearningRateField,
    SizeField,
    one_two_five,
)

Field = IntegerField | DecimalField | SizeField


def _type(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    editor = field.lineEdit()  # type: ignore[attr-defined]  # protected in C++, not here
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def _scroll(field: QWidget) -> QWheelEvent:
    centre = QPointF(field.rect().center())
    event = QWheelEvent(
        centre,
        field.mapToGlobal(centre),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    return event


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5e-3", 0.005),
        (" 0,25 ", 0.25),
        ("−2", -2.0),
        (".5", 0.5),
        ("", None),
        ("abc", None),
        ("1e", None),
        ("nan", None),
        ("1e999", None),
    ],
)
def test_what_people_type_for_numbers(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("value", "steps", "expected"),
    [
        (0.05, 1, 0.1),
        (0.05, -1, 0.02),
        (0.01, -1, 0.005),
        (1.0, 1, 2.0),
        (0.03, 1, 0.05),
        (0.03, -1, 0.02),
        (1, 3, 10),
    ],
)
def test_learning_rates_step_by_one_two_five(value: float, steps: int, expected: float) -> None:
    assert one_two_five(value, steps) == pytest.approx(expected)


def test_a_learning_rate_can_be_typed_as_a_power_of_ten(qtbot: QtBot) -> None:
    field = LearningRateField("rate")
    qtbot.addWidget(field)
    field.show()
    seen: list[float] = []
    field.valueChanged.connect(seen.append)
    _type(qtbot, field, "5e-3")
    assert seen == [0.005]
    assert field.text() == "0.005"
    field.show_value(3e-5)
    assert field.text() == "3e-5"
    assert seen == [0.005]
    field.show_value(10.0)
    field.stepUp()
    assert field.value() == 10.0


@pytest.mark.parametrize("text", ["abc", "9", "-1", "1e999"])
def test_a_value_that_cannot_be_is_refused_with_its_range_and_the_old_one_stays(qtbot: QtBot, text: str) -> None:
    field = DecimalField("shift", 0.0, 8.0, 2)
    field.setPrefix("± ")
    field.setSuffix(" px")
    field.show_value(2.5)
    qtbot.addWidget(field)
    field.show()
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    seen: list[float] = []
    field.valueChanged.connect(seen.append)
    _type(qtbot, field, text)
    assert seen == []
    assert field.value() == 2.5
    assert field.text() == "± 2.50 px"
    assert len(sentences) == 1
    assert "from 0.00 to 8.00" in sentences[0]


def test_a_field_left_empty_gets_its_old_value_back_without_a_word(qtbot: QtBot) -> None:
    field = DecimalField("shift", 0.0, 8.0, 2)
    field.show_value(2.5)
    qtbot.addWidget(field)
    field.show()
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    field.lineEdit().selectAll()
    qtbot.keyClick(field.lineEdit(), Qt.Key.Key_Backspace)
    assert field.text() == ""
    qtbot.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.text() == "2.50"
    assert sentences == []


@pytest.mark.parametrize("text", ["2.5", "99999999999999999999", "x", "1e9", "3,000"])
def test_whole_numbers_only(qtbot: QtBot, text: str) -> None:
    field = IntegerField("dilation", 1, 8)
    qtbot.addWidget(field)
    field.show()
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    _type(qtbot, field, text)
    assert field.value() == 1
    assert len(sentences) == 1
    _type(qtbot, field, "4")
    assert field.value() == 4


@pytest.mark.parametrize(("text", "value"), [("1e9", 1_000_000_000), ("2E3", 2000), ("12e-1", None), ("1e10", None)])
def test_a_power_of_ten_is_read_whole_or_refused(qtbot: QtBot, text: str, value: int | None) -> None:
    field = IntegerField("seed", 0, 2**31 - 1)
    field.show_value(5)
    qtbot.addWidget(field)
    field.show()
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    _type(qtbot, field, text)
    assert field.value() == (5 if value is None else value)
    assert [text in sentence for sentence in sentences] == [True] * (value is None)


@pytest.mark.parametrize(("text", "value"), [("7", 3), ("-2", 0), ("99999999999999999999", 3), ("1.2", 1), ("2", 2)])
def test_a_field_that_chooses_one_of_several_takes_the_nearest(qtbot: QtBot, text: str, value: int) -> None:
    field = IntegerField("group", 0, 3, takes_nearest=True)
    field.show_value(1)
    qtbot.addWidget(field)
    field.show()
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    _type(qtbot, field, text)
    assert field.value() == value
    assert field.text() == str(value)
    assert sentences == []


def test_the_wheel_is_left_to_the_panel_unless_the_field_has_the_focus(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    integer, decimal = IntegerField("a", 0, 9, parent), DecimalField("b", 0, 9, 1, parent)
    parent.show()
    parent.setFocus()
    for field in (integer, decimal):
        field.clearFocus()
        event = _scroll(field)
        assert field.value() == 0
        assert not event.isAccepted()
        field.setFocus()
        QApplication.processEvents()
        if field.hasFocus():  # a platform without windows to activate gives none
            _scroll(field)
            assert field.value() == 1


def test_sizes_are_auto_from_the_list_or_typed(qtbot: QtBot) -> None:
    field = SizeField("size", (64, 128), (16, 1024), None)
    qtbot.addWidget(field)
    field.show()
    picked: list[int | None] = []
    refused: list[str] = []
    field.picked.connect(picked.append)
    field.refused.connect(refused.append)
    _type(qtbot, field, "100")
    assert picked == [100]
    assert field.currentText() == "100 px"
    _type(qtbot, field, "128 px")
    assert picked == [100, 128]
    _type(qtbot, field, "8")
    assert picked == [100, 128]
    assert "from 16 to 1024" in refused[-1]
    assert field.currentText() == "128 px"
    _type(qtbot, field, "auto")
    assert picked == [100, 128, None]
    field.show_value(64)
    assert field.currentText() == "64 px"
    assert picked == [100, 128, None]


@pytest.mark.parametrize("make", [lambda: IntegerField("n", 1, 9), lambda: SizeField("size", (64, 128), (16, 512))])
def test_undo_is_the_windows_but_for_what_is_being_typed(qtbot: QtBot, make: Callable[[], Field]) -> None:
    window, field = QWidget(), make()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(field)
    undone: list[bool] = []
    undo = QShortcut(QKeySequence.StandardKey.Undo, window)
    undo.activated.connect(lambda: undone.append(True))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up if isinstance(field, IntegerField) else Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True], "after a step with the arrows"
    editor = field.lineEdit()
    editor.selectAll()
    qtbot.keyClicks(field, "5")
    assert editor.text() == "5"
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True], "while it is being typed, the text is undone"
    assert editor.text() != "5"
    editor.selectAll()
    qtbot.keyClicks(field, "77" if isinstance(field, SizeField) else "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True, True], "once it has been taken over"


@pytest.mark.parametrize(
    "make",
    [
        lambda: IntegerField("n", 1, 99),
        lambda: DecimalField("x", 0.0, 10.0, 2),
        lambda: SizeField("size", (64, 128), (16, 512)),
    ],
)
def test_letters_that_stand_in_no_number_are_the_windows(qtbot: QtBot, make: Callable[[], Field]) -> None:
    window, field = QWidget(), make()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(field)
    heard: list[str] = []
    for key in ("S", "Space", "5"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: heard.append(key))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    editor = field.lineEdit()
    editor.selectAll()
    before = editor.text()
    qtbot.keyClick(field, Qt.Key.Key_S)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert heard == ["S", "Space"]
    assert editor.text() == before
    qtbot.keyClick(field, Qt.Key.Key_5)
    assert heard == ["S", "Space"]
    assert editor.text() == "5"


def test_a_typed_size_is_not_completed_to_one_of_the_list(qtbot: QtBot) -> None:
    field = SizeField("size", (128, 192), (16, 512))
    qtbot.addWidget(field)
    field.show()
    picked: list[int | None] = []
    field.picked.connect(picked.append)
    _type(qtbot, field, "19")
    assert picked == [19]


@pytest.mark.parametrize(
    "make",
    [
        lambda: IntegerField("n", 1, 99),
        lambda: DecimalField("x", 0.0, 10.0, 2),
        lambda: SizeField("size", (64, 128), (16, 512)),
    ],
)
def test_escape_gives_up_what_is_being_typed(qtbot: QtBot, make: Callable[[], Field]) -> None:
    window, field, other = QWidget(), make(), IntegerField("other", 1, 9)
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    changed: list[object] = []
    (field.picked if isinstance(field, SizeField) else field.valueChanged).connect(changed.append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    editor = field.lineEdit()
    before = editor.text()
    editor.selectAll()
    qtbot.keyClicks(field, "77")
    assert editor.text() == "77"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert editor.text() == before
    other.setFocus()
    assert editor.text() == before
    assert changed == []

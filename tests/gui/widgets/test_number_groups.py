"""Groups of numbers under a real mouse and real keys."""

from __future__ import annotations

import numpy as np
import pytest
from number_cells import where
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from vizapp.gui.widgets.number_groups import NumberGroups, Place, fitting

VALUES = np.arange(24.0).reshape(2, 2, 2, 3)
"""Two groups of two grids of two rows and three columns."""


@pytest.fixture
def table(qtbot: QtBot) -> NumberGroups:
    made = NumberGroups("numbers", (-50.0, 50.0))
    made.setAccessibleName("Numbers")
    qtbot.addWidget(made)
    made.show_values(VALUES, ("first", "second"), ("dy", "dx"))
    made.resize(320, made.height())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def edits(table: NumberGroups) -> list[tuple[Place, float]]:
    heard: list[tuple[Place, float]] = []
    table.edited.connect(lambda place, value: heard.append((place, value)))
    return heard


def test_every_number_stands_at_its_place(table: NumberGroups) -> None:
    shown = {}
    for row in range(table.numbers.rowCount()):
        for column in range(table.numbers.columnCount()):
            place = table.numbers.place_at(table.numbers.index(row, column))
            if place is not None:
                shown[place] = table.numbers.value_at(place)
    expected = {Place(*map(int, at)): float(value) for at, value in np.ndenumerate(VALUES)}
    assert shown == expected
    titles = [table.numbers.index(row, 0).data() for row in (0, 3, 6, 9)]
    assert titles == ["first  dy", "first  dx", "second  dy", "second  dx"]
    assert table.numbers.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "first dy (0, 0): 0"
    assert table.verticalScrollBar().maximum() == 0


def test_a_number_is_typed(table: NumberGroups, edits: list[tuple[Place, float]], qtbot: QtBot) -> None:
    place = Place(1, 0, 1, 2)
    with qtbot.waitSignal(table.finished):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where(table, place))
        QTest.keyClicks(table, "-")
        field = table.findChild(QLineEdit, "numberGroupsField")
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, "2.5")
        QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert edits == [(place, -2.5)]


def test_what_is_no_number_changes_nothing(table: NumberGroups, edits: list[tuple[Place, float]]) -> None:
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where(table, Place(0, 1, 0, 0)))
    QTest.keyClicks(table, "-")
    field = table.findChild(QLineEdit, "numberGroupsField")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert edits == []


@pytest.mark.parametrize(
    ("text", "value"), [("1e1", 10.0), ("2,5e-1", 0.25), ("1e9", None), ("3-", None), ("51", None)]
)
def test_a_power_of_ten_is_read_whole_and_what_is_beyond_the_limits_is_refused(
    table: NumberGroups, edits: list[tuple[Place, float]], text: str, value: float | None
) -> None:
    place = Place(0, 1, 0, 0)
    refused: list[str] = []
    table.refused.connect(refused.append)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where(table, place))
    QTest.keyClicks(table, text[0])
    field = table.findChild(QLineEdit, "numberGroupsField")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text[1:])
    assert field.text() == text, "no key is swallowed"
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert edits == ([] if value is None else [(place, value)])
    assert refused == ([text] if value is None else [])


def test_a_cell_that_was_only_opened_keeps_all_digits_of_its_number(
    table: NumberGroups, edits: list[tuple[Place, float]]
) -> None:
    values = VALUES.copy()
    values[0, 0, 0, 0] = 1.23456789
    table.show_values(values, ("first", "second"), ("dy", "dx"))
    place = Place(0, 0, 0, 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where(table, place))
    QTest.keyClick(table, Qt.Key.Key_F2)
    field = table.findChild(QLineEdit, "numberGroupsField")
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert edits == []


def test_a_number_is_dragged_up(table: NumberGroups, edits: list[tuple[Place, float]], qtbot: QtBot) -> None:
    place = Place(0, 1, 1, 1)
    start = where(table, place)
    with qtbot.waitSignal(table.finished):
        QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
        for up in (5, 15, 30):
            QTest.mouseMove(table.viewport(), start - QPoint(0, up))
        QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 30))
    assert {at for at, _ in edits} == {place}
    assert edits[-1][1] == pytest.approx(float(VALUES[0, 1, 1, 1]) + 30 * 0.05)


def test_the_limits_hold(table: NumberGroups, edits: list[tuple[Place, float]]) -> None:
    place = Place(1, 1, 1, 2)
    table.take(place, 1e9)
    assert edits == [(place, 50.0)]


def test_titles_are_not_edited(table: NumberGroups, edits: list[tuple[Place, float]]) -> None:
    for row in (0, 3):
        cell = table.visualRect(table.numbers.index(row, 0)).center()
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert table.findChild(QLineEdit, "numberGroupsField") is None
    assert edits == []


def test_another_shape_is_taken_over(table: NumberGroups) -> None:
    height = table.height()
    table.show_values(np.ones((1, 1, 3, 3)), ("kernel",), ("",))
    assert (table.numbers.rowCount(), table.numbers.columnCount()) == (4, 3)
    assert table.height() < height


def test_a_number_has_no_more_decimals_than_it_needs_and_all_of_them_in_its_tool_tip(table: NumberGroups) -> None:
    values = VALUES.copy()
    values[1, 1, 0] = (0.0, -1.25, 2.3456)
    table.show_values(values, ("first", "second"), ("dy", "dx"))
    cells = [table.numbers.index_of(Place(1, 1, 0, x)) for x in range(3)]
    assert [cell.data() for cell in cells] == ["0", "\N{MINUS SIGN}1.25", "2.35"]
    assert cells[2].data(Qt.ItemDataRole.ToolTipRole) == "second dx (0, 2): 2.3456"
    assert cells[2].data(Qt.ItemDataRole.EditRole) == "2.3456"


def test_a_narrow_cell_rounds_and_is_never_shortened_to_dots(table: NumberGroups) -> None:
    metrics = table.fontMetrics()
    for text in ("1.25", "1.2", "1"):
        assert fitting(1.25, metrics, metrics.horizontalAdvance(text)) == text
    assert fitting(1.25, metrics, 0) == "1"


def test_four_numbers_beside_one_another_have_room_in_the_narrowest_inspector(table: NumberGroups) -> None:
    table.show_values(np.full((1, 2, 4, 4), -10.25), ("first",), ("dy", "dx"))
    table.resize(240, table.height())
    width = min(table.columnWidth(column) for column in range(4)) - 4
    assert fitting(-10.25, table.fontMetrics(), width) == "\N{MINUS SIGN}10.25"

"""The columns of the table of taps keep apart whatever stands in them."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import unit_reading
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.tap_model import COLUMNS, OFFSET, POINT, PRODUCT, TAP, WEIGHT
from vizapp.gui.deformable.tap_table import COLUMN_GAP, TapTable
from vizapp.gui.theme import apply_theme
from vizapp.gui.widgets.column_widths import share_out

WIDE, NARROW = 274, 238
"""Widths of the table in a window of 1440 × 900, and in the narrowest panel beside a scroll bar."""


def shown(qtbot: QtBot, width: int, offset_yx: np.ndarray, unit_yx: tuple[int, int] = (40, 50)) -> TapTable:
    table = TapTable()
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    show(table, offset_yx, unit_yx)
    return table


def show(
    table: TapTable, offset_yx: np.ndarray, unit_yx: tuple[int, int] = (40, 50), modulated: bool = False
) -> None:
    reading = unit_reading(offset_yx=offset_yx, unit_yx=unit_yx, input_size=(400, 400), modulated=modulated)
    table.show_reading(reading, ConvGeometry((3, 3)), 0, "red", (400, 400))


def gaps(table: TapTable) -> list[int]:
    """Return for each column but the first how far its widest text stands from that of the column before."""
    metrics = QFontMetrics(table.font())
    ends, begins = [], []
    for column in range(COLUMNS):
        left, width = table.columnViewportPosition(column), table.columnWidth(column)
        lines = [line for row in range(9) for line in str(table.taps.index(row, column).data()).split("\n")]
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        ends.append(left + 16 + widest if column == TAP else left + width - 2)
        begins.append(left + width - 2 - widest)
    return [begin - end for end, begin in zip(ends[:-1], begins[1:], strict=True)]


@pytest.mark.parametrize("modulated", [False, True])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "offset_yx", [(-29.79, 12.4), (0.5, -9.99), (-188.26, -131.5)], ids=["tens", "ones", "hundreds"]
)
def test_columns_keep_a_gap(qtbot: QtBot, width: int, offset_yx: tuple[float, float], modulated: bool) -> None:
    table = shown(qtbot, width, np.tile(offset_yx, (9, 1)), unit_yx=(200, 200))
    show(table, np.tile(offset_yx, (9, 1)), (200, 200), modulated)
    assert table.viewport().width() >= width - 2
    assert min(gaps(table)) >= COLUMN_GAP - 1, gaps(table)
    assert sum(table.columnWidth(column) for column in range(COLUMNS)) == table.viewport().width()


def test_positions_give_up_decimals_only_where_there_is_no_room(qtbot: QtBot) -> None:
    far = np.tile((-188.26, -131.54), (9, 1))
    table = shown(qtbot, 400, far)
    assert table.taps.index(0, OFFSET).data() == "\u2212188.26\n\u2212131.54"
    table.resize(NARROW, 400)
    assert len(str(table.taps.index(0, OFFSET).data())) < len("\u2212188.26\n\u2212131.54")
    table.resize(400, 400)
    assert table.taps.index(0, OFFSET).data() == "\u2212188.26\n\u2212131.54"


def test_columns_stand_still_while_small_numbers_change(qtbot: QtBot) -> None:
    table = shown(qtbot, 300, np.full((9, 2), 1.25))
    before = [table.columnWidth(column) for column in range(COLUMNS)]
    show(table, np.full((9, 2), -8.75))
    assert [table.columnWidth(column) for column in range(COLUMNS)] == before


def test_masks_take_no_column_and_no_decimals_from_the_others(qtbot: QtBot) -> None:
    table = shown(qtbot, 300, np.full((9, 2), 1.25))
    plain = [[table.taps.text(tap, column) for column in (OFFSET, POINT)] for tap in range(9)]
    show(table, np.full((9, 2), 1.25), modulated=True)
    masked = [[table.taps.text(tap, column) for column in (OFFSET, POINT)] for tap in range(9)]
    assert masked == plain
    assert masked[0] == ["+1.25\n+1.25", "40.25\n50.25"]
    for tap in range(9):
        weight, mask = table.taps.text(tap, WEIGHT).split("\n")
        assert weight[0] in "+\N{MINUS SIGN}"
        assert float(mask) >= 0
    head = str(table.taps.headerData(WEIGHT, Qt.Orientation.Horizontal))
    assert head == "weight\nmask"
    assert not any(table.isColumnHidden(column) for column in range(COLUMNS))


def test_a_sign_stands_next_to_its_number_beside_longer_ones_too(qtbot: QtBot) -> None:
    offset_yx = np.full((9, 2), 0.5)
    offset_yx[8] = -188.26
    table = shown(qtbot, 400, offset_yx)
    assert table.taps.text(0, OFFSET) == "+0.50\n+0.50"
    index = table.taps.index(0, OFFSET)
    rect = table.visualRect(index)
    image = table.viewport().grab(rect).toImage()
    background = image.pixel(0, 0)
    ratio = image.devicePixelRatio()
    ink = [x for x in range(image.width()) if any(image.pixel(x, y) != background for y in range(image.height()))]
    assert (ink[-1] - ink[0]) / ratio <= QFontMetrics(table.font()).horizontalAdvance("+0.50") + 1


def digit_room(table: TapTable, column: int) -> int:
    """Return the width that a column keeps for its digits."""
    return table._rooms.kept.digits[column]


def layout(table: TapTable) -> list[int]:
    columns = range(COLUMNS)
    return [table.columnWidth(column) for column in columns] + [digit_room(table, column) for column in columns]


FAR, NEAR = np.tile((-1288.26, 931.54), (9, 1)), np.full((9, 2), -0.75)


def test_room_that_far_points_took_is_given_up_when_they_have_stayed_near(qtbot: QtBot) -> None:
    table = shown(qtbot, WIDE, NEAR)
    usual, text = layout(table), str(table.taps.index(0, OFFSET).data())
    show(table, FAR)
    assert table.taps.index(0, OFFSET).data() != text
    far = digit_room(table, OFFSET)
    assert far > usual[COLUMNS + OFFSET]
    show(table, NEAR)
    assert digit_room(table, OFFSET) == far, "nothing moves at once"
    table.settle()
    assert digit_room(table, OFFSET) == far, "they have been far away since the last time"
    table.settle()
    assert layout(table) == usual
    assert table.taps.index(0, OFFSET).data() == text == "\u22120.75\n\u22120.75"


def test_it_settles_by_itself_and_then_rests(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizapp.gui.deformable.tap_table.SETTLE_MS", 1)
    table = shown(qtbot, WIDE, NEAR)
    usual = layout(table)
    show(table, FAR)
    show(table, NEAR)
    qtbot.waitUntil(lambda: layout(table) == usual)
    settled: list[bool] = []
    monkeypatch.setattr(table, "settle", lambda: settled.append(True))
    qtbot.wait(20)
    assert settled == []


def test_numbers_about_a_power_of_ten_do_not_have_it_change_to_and_fro(qtbot: QtBot) -> None:
    table = shown(qtbot, NARROW, np.full((9, 2), -99.99), unit_yx=(200, 200))
    show(table, np.full((9, 2), -100.02), (200, 200))
    layouts = []
    for step in range(12):
        show(table, np.full((9, 2), (-99.99, -100.02)[step % 2]), (200, 200))
        if step % 3 == 2:
            table.settle()
        layouts.append((layout(table), table.taps.digits))
    assert all(each == layouts[0] for each in layouts)


def test_a_layer_that_is_set_up_anew_begins_with_the_usual_room(qtbot: QtBot) -> None:
    table = shown(qtbot, WIDE, NEAR)
    usual = layout(table)
    show(table, FAR)
    table.begin_anew()
    show(table, NEAR)
    assert layout(table) == usual


def test_texts_are_measured_in_the_font_of_the_moment(qtbot: QtBot) -> None:
    table = shown(qtbot, 1200, np.full((9, 2), -8.75))
    font = table.font()
    font.setPixelSize(24)
    table.setFont(font)
    show(table, np.full((9, 2), -8.75))
    assert digit_room(table, OFFSET) >= QFontMetrics(font).horizontalAdvance("8.75")
    assert min(gaps(table)) >= COLUMN_GAP - 1


@given(
    width=st.integers(0, 2000),
    columns=st.lists(st.tuples(st.integers(1, 100), st.integers(1, 300)), min_size=1, max_size=8),
)
def test_the_whole_width_is_shared_out_and_where_all_fit_none_gets_too_little(
    width: int, columns: list[tuple[int, int]]
) -> None:
    shares, needs = zip(*columns, strict=True)
    widths = share_out(width, shares, needs)
    assert sum(widths) == width
    assert min(widths) >= 0
    if sum(needs) <= width:
        assert all(given > need - 1 - 1e-6 for given, need in zip(widths, needs, strict=True))


def test_heads_are_written_in_the_size_that_is_measured(qtbot: QtBot, qapp: QApplication) -> None:
    """Also where the table is built within a window that has its style already, and after a change of the theme."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(WIDE, 400)
    window.show()
    table = TapTable(window)
    table.resize(WIDE, 400)
    table.show()
    show(table, np.zeros((9, 2)))
    qtbot.waitExposed(window)
    heads, metrics = table.horizontalHeader(), QFontMetrics(table.font())
    for theme in ("dark", "light"):
        apply_theme(qapp, theme)
        image = heads.grab().toImage()
        begin = table.columnViewportPosition(PRODUCT)
        rows = range(image.height() // 2)
        inked = [
            x
            for x in range(begin, image.width())
            if len({image.pixelColor(x, y).rgb() for y in rows} - {image.pixelColor(begin, 0).rgb()})
        ]
        assert inked[-1] - inked[0] <= metrics.horizontalAdvance("product"), theme
        assert inked[0] > begin, f"{theme}: the word is cut off"

"""The columns of the table of taps keep apart whatever stands in them."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import unit_reading
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.tap_model import OFFSET, PRODUCT, TAP
from vizapp.gui.deformable.tap_table import COLUMN_GAP, TapTable
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


def show(table: TapTable, offset_yx: np.ndarray, unit_yx: tuple[int, int] = (40, 50)) -> None:
    reading = unit_reading(offset_yx=offset_yx, unit_yx=unit_yx, input_size=(400, 400))
    table.show_reading(reading, ConvGeometry((3, 3)), 0, "red", (400, 400))


def gaps(table: TapTable) -> list[int]:
    """Return for each column but the first how far its widest text stands from that of the column before."""
    metrics = QFontMetrics(table.font())
    ends, begins = [], []
    for column in range(TAP, PRODUCT + 1):
        left, width = table.columnViewportPosition(column), table.columnWidth(column)
        lines = [line for row in range(9) for line in str(table.taps.index(row, column).data()).split("\n")]
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        ends.append(left + 16 + widest if column == TAP else left + width - 2)
        begins.append(left + width - 2 - widest)
    return [begin - end for end, begin in zip(ends[:-1], begins[1:], strict=True)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "offset_yx", [(-29.79, 12.4), (0.5, -9.99), (-188.26, -131.5)], ids=["tens", "ones", "hundreds"]
)
def test_columns_keep_a_gap(qtbot: QtBot, width: int, offset_yx: tuple[float, float]) -> None:
    table = shown(qtbot, width, np.tile(offset_yx, (9, 1)), unit_yx=(200, 200))
    assert table.viewport().width() >= width - 2
    assert min(gaps(table)) >= COLUMN_GAP - 1, gaps(table)
    assert sum(table.columnWidth(column) for column in range(6)) == table.viewport().width()


def test_positions_give_up_decimals_only_where_there_is_no_room(qtbot: QtBot) -> None:
    far = np.tile((-188.26, -131.54), (9, 1))
    table = shown(qtbot, 400, far)
    assert table.taps.index(0, OFFSET).data() == "\u2212188.26\n\u2212131.54"
    table.resize(NARROW, 400)
    assert len(str(table.taps.index(0, OFFSET).data())) < len("\u2212188.26\n\u2212131.54")
    table.resize(400, 400)
    assert table.taps.index(0, OFFSET).data() == "\u2212188.26\n\u2212131.54"


def test_columns_stand_still_while_small_numbers_change(qtbot: QtBot) -> None:
    table = shown(qtbot, WIDE, np.full((9, 2), 1.25))
    before = [table.columnWidth(column) for column in range(6)]
    show(table, np.full((9, 2), -8.75))
    assert [table.columnWidth(column) for column in range(6)] == before


def test_texts_are_measured_in_the_font_of_the_moment(qtbot: QtBot) -> None:
    table = shown(qtbot, 1200, np.full((9, 2), -8.75))
    font = table.font()
    font.setPixelSize(24)
    table.setFont(font)
    show(table, np.full((9, 2), -8.75))
    assert table.digit_room(OFFSET) >= QFontMetrics(font).horizontalAdvance("8.75")
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

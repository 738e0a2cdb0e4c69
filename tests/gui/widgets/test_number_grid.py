"""Columns of numbers: what runs on into empty cells, and what happens where there is too little room."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from vizapp.gui.widgets.number_grid import Line, NumberGrid

LINES = [Line(("R", "0.0788", "×", "+0.00218", "=", "0.07")), Line(("together", "", "", "", "≈", "0.078"), bold=True)]


def made(qtbot: QtBot, width: int, whole: bool) -> NumberGrid:
    grid = NumberGrid("lrcrcr", whole=whole)
    qtbot.addWidget(grid)
    grid.show_lines(LINES)
    grid.resize(width or grid.sizeHint().width(), grid.sizeHint().height())
    return grid


def inked_columns(grid: NumberGrid) -> np.ndarray:
    """Return which columns of pixels of the grid's picture are not empty."""
    image = QImage(grid.size(), QImage.Format.Format_RGB888)
    image.fill(QColor("#808080"))
    grid.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
    return np.any(np.abs(pixels - pixels[-1, 0]).max(axis=2) > 40, axis=0)


def test_a_word_over_empty_cells_does_not_widen_its_column(qtbot: QtBot) -> None:
    grid = made(qtbot, 0, whole=True)
    word = grid.fontMetrics().horizontalAdvance("together")
    grid.forget_widths()
    grid.show_lines(LINES[:1])
    alone = grid.sizeHint().width()
    assert made(qtbot, 0, whole=True).sizeHint().width() - alone < word / 2


def test_where_there_is_too_little_room_no_digit_is_cut(qtbot: QtBot) -> None:
    wide = made(qtbot, 0, whole=True).width()
    widths = range(wide - 30, wide - 3)
    cut = [inked_columns(made(qtbot, width, whole=False))[-1] for width in widths]
    assert any(cut), "otherwise digits go over the edge"
    for width in widths:
        ink = inked_columns(made(qtbot, width, whole=True))
        assert ink.any()
        assert not ink[-1], width

"""Widths are those that Qt measures, however many texts have been asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from vizapp.gui.widgets import text_widths
from vizapp.gui.widgets.text_widths import TextWidths


def test_widths_are_those_that_qt_measures(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_widths, "_MOST", 10)
    for size in (9, 30):
        font = QFont(qapp.font().family(), size)
        widths, metrics = TextWidths(font), QFontMetrics(font)
        assert (widths.line_height, widths.ascent) == (metrics.height(), metrics.ascent())
        texts = ["", "+", *(f"{number / 7:.3f}" for number in range(40))]
        for text in texts + texts:
            assert widths.of(text) == metrics.horizontalAdvance(text)

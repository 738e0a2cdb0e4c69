"""The top bar has words wherever they fit, and never more than fits, in both languages and with large text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.actions import Actions
from vizapp.gui.theme import set_text_scale
from vizapp.gui.top_bar import TopBar
from vizapp.gui.translators import translators_of
from vizapp.wording.language import Language


@pytest.fixture(params=[1.0, 2.0])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    set_text_scale(qapp, request.param)
    yield request.param
    set_text_scale(qapp, 1.0)
    translators_of(qapp).use("en")


def _widths_with_words(qtbot: QtBot, app: QApplication, language: Language, scale: float) -> list[int]:
    translators_of(app).use(language)
    window = QWidget()
    qtbot.addWidget(window)
    bar = TopBar(Actions(window), parent=window)
    window.show()
    found = []
    for width in range(round(960 * scale), round(1700 * scale), 20):
        bar.resize(width, 48)
        app.processEvents()
        assert bar.minimumSizeHint().width() <= width
        if bar.open_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            found.append(width)
    return found


def test_words_are_shown_wherever_they_fit(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    english, chinese = (_widths_with_words(qtbot, qapp, language, scale) for language in ("en", "zh"))
    for widths in english, chinese:
        assert widths == list(range(widths[0], round(1700 * scale), 20)), "once they fit, they stay"
    assert chinese[0] < english[0] - 100, "shorter words fit into narrower windows"

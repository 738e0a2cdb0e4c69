"""What the status bar says of the place under the cursor."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.tile_layout import InputPlace
from vizapp.gui.status_bar import StatusBar


def test_a_place_in_a_picture_and_one_in_a_channel(qtbot: QtBot) -> None:
    bar = StatusBar(QWidget())
    qtbot.addWidget(bar)
    bar.show_cursor(3.25, -0.4, (0.5, -2.0))
    assert bar.cursor_value.text() == "(3.2, \u22120.4) = 0.5, \u22122"
    bar.show_channel_cursor(InputPlace(9, 1, 2), (86.0,))
    assert bar.cursor_value.text() == "channel 9 (1, 2) = 86"
    bar.show_channel_cursor(InputPlace(9, 1, 2), None)
    assert bar.cursor_value.text() == "channel 9 (1, 2)"
    bar.clear_cursor()
    assert bar.cursor_value.text() == ""

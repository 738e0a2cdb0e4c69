"""What the status bar says of the place under the cursor."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.tile_layout import InputPlace
from vizapp.frequencies import Frequency
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


def test_in_a_narrow_window_the_value_under_the_cursor_is_whole(qtbot: QtBot) -> None:
    timeline = QWidget()
    timeline.setMinimumSize(120, 10)
    bar = StatusBar(timeline)
    qtbot.addWidget(bar)
    bar.memory.setText("781 MiB of 24 GiB")
    bar.resize(640, 28)
    bar.show()
    qtbot.waitExposed(bar)
    fields = (bar.engine, bar.memory, bar.speed)

    def is_whole() -> bool:
        return bar.cursor_value.width() >= bar.cursor_value.sizeHint().width()

    assert all(field.isVisible() for field in fields)
    bar.show_frequency_cursor(Frequency(-0.438, -0.125), (-104.3,))
    qtbot.waitUntil(is_whole)
    assert bar.cursor_value.geometry().right() <= bar.width()
    assert not bar.engine.isVisible()
    bar.show_cursor(3.0, 4.0, None)
    assert not bar.engine.isVisible(), "nothing jumps while the value becomes shorter"
    bar.clear_cursor()
    assert all(field.isVisible() for field in fields)
    bar.show_frequency_cursor(Frequency(-0.438, -0.125), (-104.3,))
    bar.resize(1200, 28)
    qtbot.waitUntil(lambda: all(field.isVisible() for field in fields))
    assert is_whole()

"""Windows whose text can change its size: each shows what was read for a unit, and no point is selected."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fakes import FakeSession, deformable_snapshot, ready_state, unit_reading
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import set_text_scale

MakeWindow = Callable[[], MainWindow]


def settle(window: MainWindow) -> None:
    for _ in range(4):
        QApplication.processEvents()
    window.panel_pace.catch_up()


@contextmanager
def text_windows(qtbot: QtBot, app: QApplication) -> Iterator[MakeWindow]:
    """Make windows that are shown; at the end they are closed, and text has its usual size again."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        state = ready_state(snapshot=deformable_snapshot(unit_reading()))
        state = dataclasses.replace(state, view=dataclasses.replace(state.view, selected_tap=None))
        window = MainWindow(FakeSession(state), Settings())  # type: ignore[arg-type]  # has every gesture
        made.append(window)
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        settle(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    set_text_scale(app, 1.0)

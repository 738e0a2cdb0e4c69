"""The keys that make a panel larger and smaller, and move it to another edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fakes import FakeSession, ready_state
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vizapp.gui.main_window import MainWindow
from vizapp.gui.panel_keys import STEP
from vizapp.gui.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier
_Area = Qt.DockWidgetArea


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(FakeSession(ready_state()), Settings())  # type: ignore[arg-type]  # has every gesture
    with qtbot.waitActive(window):
        window.resize(1600, 1000)
        window.show()
        window.activateWindow()
    if window.setup_dock.folded:
        window.folding.toggle(window.setup_dock)
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, CTRL)
    for _ in range(3):  # the docks take their sizes a turn later
        QApplication.processEvents()


def focus_in(window: MainWindow, name: str) -> Callable[[], int]:
    """Give a panel the focus; return what tells its extent."""
    dock = next(dock for dock in window.docks if dock.objectName() == name)
    dock.titleBarWidget().fold.setFocus()  # type: ignore[attr-defined]  # the panels' own title bar
    return lambda: dock.extent


@pytest.mark.parametrize("name", ["setupDock", "inspectorDock"])
def test_the_panel_with_the_focus_grows_and_shrinks(window: MainWindow, name: str) -> None:
    extent = focus_in(window, name)
    before = extent()
    press(window, Qt.Key.Key_6)
    assert extent() == before + STEP
    press(window, Qt.Key.Key_5)
    assert extent() == before


def test_the_panel_that_had_the_focus_last_is_meant_from_the_pictures(window: MainWindow) -> None:
    extent = focus_in(window, "inspectorDock")
    before = extent()
    window.canvases.input.setFocus()
    press(window, Qt.Key.Key_6)
    assert extent() == before + STEP


def test_a_panel_is_moved_around_the_window_and_back(window: MainWindow) -> None:
    focus_in(window, "setupDock")
    areas = []
    for _ in range(4):
        press(window, Qt.Key.Key_7)
        areas.append(window.dockWidgetArea(window.setup_dock))
    assert areas == [
        _Area.TopDockWidgetArea,
        _Area.RightDockWidgetArea,
        _Area.BottomDockWidgetArea,
        _Area.LeftDockWidgetArea,
    ]


def test_a_floating_panel_comes_back(window: MainWindow) -> None:
    focus_in(window, "setupDock")
    window.setup_dock.setFloating(True)
    press(window, Qt.Key.Key_5)
    window.actions_table["movePanelAction"].trigger()
    assert not window.setup_dock.isFloating()

"""Presenting puts the panels away, enlarges the text and the step, and brings everything back as it was."""

from __future__ import annotations

import pytest
from fakes import FakeSession, snapshot
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from text_windows import MakeWindow, settle

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.gui.main_window import MainWindow


@pytest.fixture
def window(make_text_window: MakeWindow) -> MainWindow:
    return make_text_window()


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)
    settle(window)


def looks(window: MainWindow) -> list[object]:
    """Return what can be seen of the window's layout and text."""
    docks = [(dock.isVisible(), dock.folded, dock.width(), dock.height()) for dock in window.docks]
    bars = (window.top_bar.height(), window.status_bar.height(), window.canvases.input.title.height())
    sizes = (window.size().toTuple(), window.canvases.input.size().toTuple())
    return [docks, bars, sizes, window.timeline_strip.label.font().pixelSize(), window.font().pixelSize()]


def test_it_gives_the_pictures_the_window_and_everything_back(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    window.resizeDocks([window.inspector_dock], [360], Qt.Orientation.Horizontal)
    settle(window)
    before, step = looks(window), window.timeline_strip.label.font().pixelSize()
    press(window, Qt.Key.Key_P)
    assert window.presenter.presents
    assert window.actions_table["presentAction"].isChecked()
    assert not any(dock.isVisible() for dock in window.docks)
    assert window.font().pixelSize() == round(1.5 * 13)
    assert window.timeline_strip.label.font().pixelSize() >= 2 * step
    for control in (window.top_bar.run_button, window.top_bar.step_button, window.lab_switch, window.top_bar.speed):
        assert control.isVisible()
    canvases = (window.canvases.input, window.canvases.output)
    assert sum(each.width() * each.height() for each in canvases) > 0.75 * window.width() * window.height()
    press(window, Qt.Key.Key_Escape)
    assert not window.presenter.presents
    assert looks(window) == before
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_P)
    assert looks(window) == before


@pytest.mark.slow
def test_a_panel_that_was_closed_stays_so_and_the_curves_follow_the_task(window: MainWindow, qtbot: QtBot) -> None:
    window.inspector_dock.close()
    press(window, Qt.Key.Key_P)
    trained = window.session.state.experiment
    session = window.session
    assert isinstance(session, FakeSession)
    session.show(snapshot=snapshot({}))  # nothing that the doctor could speak of
    session.show(experiment=trained.with_spec(DeformableSpec(task=HandSetSpec())))
    session.show(experiment=trained)
    settle(window)
    assert not any(dock.isVisible() for dock in window.docks)
    session.show(experiment=trained.with_spec(DeformableSpec(task=HandSetSpec())))
    press(window, Qt.Key.Key_Escape)
    assert [dock.isVisible() for dock in window.docks] == [True, False, False]


def test_escape_lets_go_of_a_selected_point_first(window: MainWindow) -> None:
    window.session.look(selected_tap=3)
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_Escape)
    assert window.presenter.presents
    press(window, Qt.Key.Key_Escape)
    assert not window.presenter.presents


@pytest.mark.slow
def test_a_window_that_is_closed_meanwhile_comes_back_with_its_panels(make_text_window: MakeWindow) -> None:
    window = make_text_window()
    kept = window.presenter.layout()
    press(window, Qt.Key.Key_P)
    assert window.presenter.layout() == kept, "what a session keeps is the layout with its panels"
    window.close()
    again = make_text_window()
    assert all(dock.isVisible() for dock in again.docks)
    assert again.font().pixelSize() == 13


@pytest.mark.slow
def test_it_goes_with_full_screen_in_any_order(window: MainWindow) -> None:
    window.resize(790, 730)  # the screen that tests have is 800 pixels wide and high
    settle(window)
    before = looks(window)
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.presenter.presents
    assert window.size() == window.screen().size()
    press(window, Qt.Key.Key_P)
    assert window.isFullScreen()
    assert window.setup_dock.isVisible()
    press(window, Qt.Key.Key_F11)
    assert looks(window) == before


def test_full_screen_is_followed_also_where_the_system_ends_it(window: MainWindow) -> None:
    window.actions_table["fullScreenAction"].trigger()
    assert window.isFullScreen()
    assert window.actions_table["fullScreenAction"].isChecked()
    window.showNormal()
    settle(window)
    assert not window.actions_table["fullScreenAction"].isChecked()

"""In a small window the panels fold, so that the pictures keep most of it; what was chosen is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from fakes import FakeSession, configured, deformable_snapshot, offset_report, ready_state, unit_reading
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.gui.docks import PanelDock
from vizapp.gui.fold_bar import FOLD_HEIGHT, FOLD_WIDTH, FoldBar
from vizapp.gui.kept_layout import layout_of, restore_layout
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import current_theme
from vizapp.session.curves import Curves

SMALL, LOWER, LARGE = (1024, 640), (960, 600), (1440, 900)
"""Of a small screen, of 1920×1200 where everything is twice as large, and of an ordinary window."""

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[MakeWindow]:
    made: list[MainWindow] = []

    def make(width: int, height: int) -> MainWindow:
        values = np.linspace(2.0, 0.5, 40)
        state = ready_state(
            curves={"deformable": Curves({"loss": values, "distance": values})},
            snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.5, "distance": 0.75}),
        )
        window = MainWindow(FakeSession(state), Settings())  # type: ignore[arg-type]  # has every gesture of a session
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        resize(window, width, height)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def resize(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    for _ in range(3):  # the docks take their sizes a turn later
        QApplication.processEvents()
    window.panel_pace.catch_up()


def share_of_pictures(window: MainWindow) -> float:
    """Return which share of the window the two canvases have."""
    canvases = (window.canvases.input, window.canvases.output)
    return sum(each.width() * each.height() for each in canvases) / (window.width() * window.height())


def folded(window: MainWindow) -> list[bool]:
    return [dock.folded for dock in window.docks]


def fold_button(dock: PanelDock) -> QToolButton:
    found = dock.findChild(QToolButton, f"{dock.objectName()}Fold")
    assert found is not None
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("size", [SMALL, LOWER])
def test_in_a_small_window_the_pictures_have_more_than_half(make_window: MakeWindow, size: tuple[int, int]) -> None:
    window = make_window(*size)
    assert (window.width(), window.height()) == size
    assert share_of_pictures(window) >= 0.55
    assert folded(window) == [True, False, True]
    assert window.setup_dock.width() == FOLD_WIDTH
    assert window.progress_dock.height() == FOLD_HEIGHT
    assert not window.setup_panel.isVisible()
    assert window.inspector_panel.isVisible()


def test_a_large_window_shows_setup_and_inspector_beside_the_pictures(make_window: MakeWindow) -> None:
    window = make_window(*LARGE)
    assert folded(window) == [False, False, True]
    for dock in window.docks:
        assert dock.bar.isVisible() is dock.folded
        assert fold_button(dock).isVisible() is not dock.folded


def test_each_panel_folds_and_unfolds_by_a_key_and_all_of_them_by_one(make_window: MakeWindow) -> None:
    window = make_window(*LARGE)
    for key, after in (
        (Qt.Key.Key_1, [True, False, True]),
        (Qt.Key.Key_2, [True, True, True]),
        (Qt.Key.Key_3, [True, True, False]),
        (Qt.Key.Key_2, [True, False, False]),
        (Qt.Key.Key_4, [True, True, True]),
        (Qt.Key.Key_4, [True, False, False]),
        (Qt.Key.Key_1, [False, False, False]),
        (Qt.Key.Key_4, [True, True, True]),
    ):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert folded(window) == after
    window.close()
    again = make_window(*LARGE)
    assert folded(again) == [True, True, True], "it is kept"
    QTest.keyClick(again, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert folded(again) == [False, False, False], "where nothing is known of before, all unfold"


def test_the_key_of_a_panel_that_is_hidden_shows_it(make_window: MakeWindow) -> None:
    window = make_window(*LARGE)
    window.progress_dock.close()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.progress_dock.isVisible()
    assert window.progress_panel.isVisible()


def test_a_bar_unfolds_its_panel_and_the_panel_folds_again(make_window: MakeWindow) -> None:
    window = make_window(*SMALL)
    for dock, panel in ((window.setup_dock, window.setup_panel), (window.progress_dock, window.progress_panel)):
        before = dock.extent
        click(dock.bar)
        assert panel.isVisible()
        assert not dock.bar.isVisible()
        assert dock.extent > 3 * before
        click(fold_button(dock))
        assert not panel.isVisible()
        assert dock.extent == before


def test_a_bar_can_be_pressed_with_the_keyboard_which_stays_there(make_window: MakeWindow) -> None:
    window = make_window(*SMALL)
    dock = window.setup_dock
    dock.bar.setFocus()
    QTest.keyClick(dock.bar, Qt.Key.Key_Return)
    assert window.setup_panel.isVisible()
    assert QApplication.focusWidget() is fold_button(dock)
    QTest.keyClick(fold_button(dock), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dock.bar
    assert dock.bar.accessibleName() == "Unfold the panel Setup"


def test_what_was_chosen_is_remembered_for_small_and_for_large_windows_apart(make_window: MakeWindow) -> None:
    window = make_window(*SMALL)
    click(window.setup_dock.bar)
    resize(window, *LARGE)
    assert folded(window) == [False, False, True]
    click(fold_button(window.inspector_dock))
    resize(window, *SMALL)
    assert folded(window) == [False, False, True]
    window.close()
    again = make_window(*LARGE)
    assert folded(again) == [False, True, True]
    again.actions_table["resetLayoutAction"].trigger()
    assert folded(again) == [False, False, True]
    resize(again, *SMALL)
    assert folded(again) == [True, False, True]


def test_a_panel_has_the_width_again_that_it_was_given(make_window: MakeWindow) -> None:
    window = make_window(*LARGE)
    window.resizeDocks([window.setup_dock], [330], Qt.Orientation.Horizontal)
    resize(window, *LARGE)
    given = window.setup_dock.width()
    assert given > 300
    click(fold_button(window.setup_dock))
    click(window.setup_dock.bar)
    assert abs(window.setup_dock.width() - given) <= 2
    resize(window, *SMALL)
    resize(window, *LARGE)
    assert abs(window.setup_dock.width() - given) <= 2


def test_the_strip_says_what_the_folded_panel_shows(make_window: MakeWindow) -> None:
    window = make_window(*SMALL)
    strip, panel = window.progress_strip, window.progress_panel
    assert [item.value for item in strip.items] == ["0.5000", "0.750 px"]
    assert all(item.live for item in strip.items)
    (curve,) = strip.items[0].curves
    assert curve.heights[0] == 1.0
    assert curve.heights[-1] == 0.0
    assert "0.750 px" in strip.toolTip()
    session = window.session
    assert isinstance(session, FakeSession)
    session.show(snapshot=None)
    window.panel_pace.catch_up()
    assert not any(item.live for item in strip.items), "the curve's last value is of an earlier picture"
    click(strip)
    window.panel_pace.catch_up()
    shown = [panel.plots["deformable", name].head.value.text() for name in ("loss", "distance")]
    # In little room the head leaves the unit out.
    assert [item.value.removesuffix(" px") for item in strip.items] == [text.removesuffix(" px") for text in shown]


def test_where_nothing_is_trained_the_strip_tells_of_the_offsets_alone(make_window: MakeWindow) -> None:
    window = make_window(*SMALL)
    strip, session = window.progress_strip, window.session
    assert isinstance(session, FakeSession)
    session.show(
        experiment=session.state.experiment.with_spec(DeformableSpec(task=HandSetSpec())),
        configured=configured(trainable=False),
        snapshot=deformable_snapshot(unit_reading(), report=offset_report(mean=1.0, largest=2.5, spread=0.5)),
        curves={},
    )
    resize(window, *SMALL)
    assert strip.isVisible()
    assert ("mean length", "1.00 px") in [(item.title, item.value) for item in strip.items]
    assert not [word for word in ("train", "oss", "tep") if word in strip.accessibleDescription()]
    session.show(
        snapshot=deformable_snapshot(unit_reading(), report=offset_report(mean=1.0, largest=2.5, dead_taps=2))
    )
    window.panel_pace.catch_up()
    assert strip.items == ()
    assert "reads zeros only" in strip.accessibleDescription()


@pytest.mark.parametrize(("title", "is_turned"), [("Setup", True), ("设置", False)])
def test_a_chinese_title_is_written_downwards_and_an_english_one_is_turned(
    qtbot: QtBot, title: str, is_turned: bool
) -> None:
    texts: list[tuple[str, bool]] = []

    class Painter(QPainter):
        def drawText(self, *arguments: Any) -> Any:
            texts.append((arguments[-1], bool(self.worldTransform().m12())))

    bar = FoldBar(title)
    qtbot.addWidget(bar)
    bar.resize(FOLD_WIDTH, 160)
    image = QPixmap(bar.size())
    painter = Painter(image)
    bar._paint_upright(painter, current_theme())
    painter.end()
    assert "".join(text for text, _ in texts) == title
    assert {turned for _, turned in texts} == {is_turned}


def test_a_floating_panel_is_never_folded(make_window: MakeWindow) -> None:
    window = make_window(*LARGE)
    window.setup_dock.setFloating(True)
    QApplication.processEvents()
    assert not fold_button(window.setup_dock).isVisible()
    resize(window, *SMALL)
    assert window.setup_panel.isVisible()
    window.setup_dock.setFloating(False)
    QApplication.processEvents()
    assert fold_button(window.setup_dock).isVisible()


def widths(window: MainWindow) -> list[int]:
    return [window.setup_dock.width(), window.inspector_dock.width()]


def lay_out(window: MainWindow, kept: dict[str, Any], *, geometry: bool = False) -> None:
    restore_layout(window, window.folding, kept, geometry=geometry)
    resize(window, window.width(), window.height())


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_layout_of_another_window_narrows_no_panel(make_window: MakeWindow, size: tuple[int, int]) -> None:
    before = make_window(*SMALL)
    kept = layout_of(before, before.folding)
    before.close()
    window = make_window(*size)
    if window.setup_dock.folded:
        click(window.setup_dock.bar)
    own = widths(window)
    lay_out(window, kept)
    assert widths(window) == own


def test_a_layout_brings_back_the_widths_that_were_given_and_the_size(make_window: MakeWindow) -> None:
    before = make_window(*LARGE)
    before.resizeDocks([before.setup_dock], [330], Qt.Orientation.Horizontal)
    resize(before, *LARGE)
    given, kept = widths(before), layout_of(before, before.folding)
    before.close()
    window = make_window(*LARGE)
    assert widths(window) != given
    lay_out(window, kept)
    assert widths(window) == given
    lay_out(window, {"layout": kept["layout"], "geometry": "?", "size": [7], "folded": 3}, geometry=True)
    assert widths(window) == given
    resize(window, 1300, 850)
    lay_out(window, kept, geometry=True)
    assert (window.width(), window.height()) != (1300, 850), "that of then, as far as the screen has room for it"

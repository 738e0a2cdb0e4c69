"""Everything that can be used in the window and its dialogs has a name for screen readers, in a sensible order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from accessible_tree import nameless, tree_of
from fakes import FakeSession
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from rig import deformable_state, subpixel_state

from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.session.state import State

STATES: dict[str, Callable[[], State]] = {
    "deformable": lambda: deformable_state(selected_tap=4),
    "subpixel": lambda: subpixel_state(pixel_yx=(2, 3)),
}
_Role = QAccessible.Role


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[[str], MainWindow]]:
    made: list[MainWindow] = []

    def make(lab: str) -> MainWindow:
        window = MainWindow(FakeSession(STATES[lab]()), Settings())
        made.append(window)
        with qtbot.waitActive(window):
            window.resize(1600, 1000)
            window.show()
            window.activateWindow()
        for dock in window.docks:
            if dock.folded:
                window.folding.toggle(dock)
        window.panel_pace.catch_up()
        QApplication.processEvents()
        return window

    QAccessible.setActive(True)
    yield make
    QAccessible.setActive(False)
    for window in made:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("lab", STATES)
def test_nothing_in_the_window_is_nameless(make_window: Callable[[str], MainWindow], lab: str) -> None:
    window = make_window(lab)
    assert nameless(window) == []
    assert len(tree_of(window)) > 100


@pytest.mark.parametrize(
    "action",
    ["cardsAction", "shortcutsAction", "aboutAction", "exportFigureAction", "exportInspectorAction", "compareAction"],
)
@pytest.mark.parametrize("lab", STATES)
def test_nothing_in_a_dialog_is_nameless(make_window: Callable[[str], MainWindow], lab: str, action: str) -> None:
    window = make_window(lab)
    window.actions_table[action].trigger()
    QApplication.processEvents()
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert dialogs
    for dialog in dialogs:
        assert nameless(dialog) == []
        assert dialog.windowTitle()
        dialog.close()


def test_choices_are_groups_of_radio_buttons(make_window: Callable[[str], MainWindow]) -> None:
    group, *buttons = tree_of(make_window("deformable").lab_switch)
    assert (group.role, group.name) == (_Role.Grouping, "Lab")
    assert [(button.role, button.checked) for button in buttons] == [
        (_Role.RadioButton, True),
        (_Role.RadioButton, False),
    ]


def test_values_are_read_with_their_names(make_window: Callable[[str], MainWindow]) -> None:
    found = {seen.name: seen for seen in tree_of(make_window("deformable"))}
    assert any(name.startswith("Speed: ") and name.endswith("steps/s") for name in found)
    sliders = {name for name, seen in found.items() if seen.role == _Role.Slider and seen.has_number}
    assert {"Speed", "Step"} <= sliders
    assert found["tap 1,1"].selected


@pytest.mark.parametrize("lab", STATES)
def test_tab_goes_from_bar_to_setup_to_pictures_to_inspector(
    make_window: Callable[[str], MainWindow], lab: str
) -> None:
    window = make_window(lab)
    parts: dict[str, QWidget] = {
        "bar": window.top_bar,
        "setup": window.setup_dock,
        "input": window.canvases.input,
        "output": window.canvases.output,
        "inspector": window.inspector_dock,
        "progress": window.progress_dock,
        "status": window.status_bar,
    }

    def part_of(widget: QWidget | None) -> str:
        return next((name for name, part in parts.items() if widget is not None and part.isAncestorOf(widget)), "")

    first = window.top_bar.open_button
    first.setFocus(Qt.FocusReason.TabFocusReason)
    order = []
    for _ in range(400):
        focused = QApplication.focusWidget()
        part = part_of(focused)
        if part and (not order or order[-1] != part):
            order.append(part)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    else:
        pytest.fail(f"Tab does not come round: {order}")
    expected = [name for name in parts if name in order]
    assert order == expected, order
    assert {"bar", "input", "output"} <= set(order)

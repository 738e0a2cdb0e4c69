"""Every action of the table does something, and each something of its own."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QObject

from vizapp.gui.action_wiring import connect_actions
from vizapp.gui.actions import Actions
from vizapp.gui.labs import LAB_UIS

CHOICES = {
    "linkViewsAction",
    "restoreSessionAction",
    *(f"{name}LanguageAction" for name in ("system", "en", "zh")),
    *(f"{name}Action" for name in ("theme", "systemTheme", "darkTheme", "lightTheme")),
    *(f"{name}MotionAction" for name in ("system", "reduced")),
    *(f"{name}TextAction" for name in ("larger", "smaller", "usual")),
    *(f"{name}PanelAction" for name in ("shrink", "grow", "move")),
}
"""What is connected by the part that makes the choice."""


@pytest.fixture
def window() -> MagicMock:
    """Return what only records; its actions are real."""
    window = MagicMock()
    window.parent = QObject()
    window.actions_table = Actions(window.parent)
    window.labs = {}
    connect_actions(window)
    window.reset_mock()
    return window


def deeds(window: MagicMock) -> dict[str, list[str]]:
    """Return what each action of a window without labs has called."""
    found = {}
    for action in window.actions_table:
        action.trigger()
        found[action.objectName()] = [str(call) for call in window.mock_calls]
        window.reset_mock()
    return found


def test_no_action_is_left_without_a_deed(window: MagicMock) -> None:
    idle = {name for name, called in deeds(window).items() if not called}
    assert idle == CHOICES | {name for ui in LAB_UIS.values() for name in ui.actions}


def test_no_two_actions_do_the_same(window: MagicMock) -> None:
    done = [tuple(called) for called in deeds(window).values() if called]
    assert all(len(called) == 1 for called in done)
    assert len(set(done)) == len(done)


def test_the_actions_of_a_lab_are_given_the_session(window: MagicMock) -> None:
    action = MagicMock()
    window.labs = {"lab": MagicMock(actions={"teachAction": action})}
    connect_actions(window)
    window.actions_table["teachAction"].trigger()
    action.run.assert_called_once_with(window.session)

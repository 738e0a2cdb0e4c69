"""A tool button that shows and triggers an action."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget


class ActionButton(QToolButton):
    """Shows an action's icon, text, tool tip and state, and triggers it when it is pressed.

    It takes the place of ``QToolButton.setDefaultAction``, after which Qt 6.11 adds one more connection to the button
    with every change of the action, and frees none before the button ends: some kilobytes with every change of the
    lab.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        action.changed.connect(self._follow)
        self._follow()

    @property
    def action_shown(self) -> QAction:
        """The action that it triggers."""
        return self._action

    def nextCheckState(self) -> None:
        """Trigger the action, whose own state is then followed."""
        self._action.trigger()

    def _follow(self) -> None:
        action = self._action
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.setText(action.iconText())
        self.setIcon(action.icon())
        self.setToolTip(action.toolTip())

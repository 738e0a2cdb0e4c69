"""One line of the table of actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One line of the table.

    Attributes:
        name: the object name, and the key in :class:`vizapp.gui.actions.Actions`.
        text: the text in menus and in the list of keys; some actions change theirs with the state.
        tooltip: one sentence that says what it does, without its keys.
        keys: the shortcuts, the first of which is shown.
        icon: the file name in resources/icons without its suffix, or "".
        checkable: whether it can be switched on and off.
        repeats: whether holding the key down repeats it.
    """

    name: str
    text: str
    tooltip: str
    keys: tuple[Keys, ...] = ()
    icon: str = ""
    checkable: bool = False
    repeats: bool = False

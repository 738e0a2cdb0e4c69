"""The window's actions: text, tooltip, keys and icon. :mod:`vizapp.gui.action_wiring` connects them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from vizapp.gui.action_tables.files import files_table
from vizapp.gui.action_tables.layers import layers_table
from vizapp.gui.action_tables.lessons import lessons_table
from vizapp.gui.action_tables.look import look_table
from vizapp.gui.action_tables.panels import panels_table
from vizapp.gui.action_tables.points import points_table
from vizapp.gui.action_tables.program import program_table
from vizapp.gui.action_tables.spec import ActionSpec
from vizapp.gui.action_tables.subpixel import subpixel_table
from vizapp.gui.action_tables.training import training_table
from vizapp.gui.action_tables.view import view_table
from vizapp.gui.theme import bind_icon
from vizapp.gui.widgets.plain_text import plain_tooltip


def action_table() -> tuple[ActionSpec, ...]:
    """Return the whole table, translated into the present language, in the order in which the keys are listed."""
    return (
        *files_table(),
        *training_table(),
        *view_table(),
        *points_table(),
        *layers_table(),
        *subpixel_table(),
        *look_table(),
        *lessons_table(),
        *panels_table(),
        *program_table(),
    )


class Actions(QObject):
    """The actions of the table, by name. Their keys work wherever the focus is in the window.

    Keys typed into a text field go to the field, because Qt offers them to the focused widget first.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        table = action_table()
        self._actions = {spec.name: self._build(spec) for spec in table}
        self._texts = {spec.name: spec.text for spec in table}
        self._tooltips = {spec.name: spec.tooltip for spec in table}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def lasting_text(self, name: str) -> str:
        """Return the state-independent text of an action: "Undo", not "Undo: Change stride"."""
        return self._texts[name]

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        # Without duplicates: a standard key may also be listed explicitly, and Qt treats a duplicate as ambiguous.
        action.setShortcuts(list(dict.fromkeys(QKeySequence(keys) for keys in spec.keys)))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if spec.icon:
            bind_icon(action, spec.icon, on_accent=spec.name == "runAction")
        explain(action, spec.tooltip)
        return action

    def explain(self, name: str, reason: str = "") -> None:
        """Set the tooltip: what the action does, with its keys, or ``reason`` why it is disabled, without them."""
        action, sentence = self._actions[name], reason or self._tooltips[name]
        if action.isEnabled():
            explain(action, sentence)
        else:
            action.setToolTip(plain_tooltip(sentence))


def explain(action: QAction, sentence: str) -> None:
    """Set the tooltip of ``action`` to ``sentence`` followed by the keys."""
    keys = shown_keys(action)
    action.setToolTip(plain_tooltip(f"{sentence} ({keys})" if keys else sentence))


def shown_keys(action: QAction) -> str:
    """Return the first shortcut in the system's notation, or ""."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

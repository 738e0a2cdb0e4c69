"""Walks what assistive technologies see of a widget, and says what of it has no name.

No interface is kept: Qt deletes it with its widget, whoever still holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollBar, QSizeGrip, QWidget

_Role = QAccessible.Role
_INTERACTIVE = {
    *(_Role.Button, _Role.ButtonMenu, _Role.ButtonDropDown, _Role.CheckBox, _Role.RadioButton, _Role.ComboBox),
    *(_Role.EditableText, _Role.SpinBox, _Role.Slider, _Role.PageTab, _Role.Canvas, _Role.Graphic),
    *(_Role.Link, _Role.Table, _Role.Tree, _Role.List, _Role.Splitter),
}
_CELLS = {_Role.Cell, _Role.ColumnHeader, _Role.RowHeader, _Role.ListItem, _Role.TreeItem}
_MOST_DEEP = 40


@dataclass(frozen=True)
class Seen:
    """What is seen of a widget, or of a thing on a canvas.

    Attributes:
        role, name, value: as it says.
        selected, checked, focusable: of its state.
        has_number: whether its value can be asked for as a number.
        is_part: whether it belongs to what it scrolls, sizes or edits: no one is led to it by itself.
        where: class and object name, of what it is in, too, for messages.
    """

    role: QAccessible.Role
    name: str
    value: str
    selected: bool
    checked: bool
    focusable: bool
    has_number: bool
    is_part: bool
    where: str


def tree_of(widget: QWidget) -> list[Seen]:
    """Return all that is shown of a widget, the cells of tables left out."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    return list(_walk(root))


def nameless(widget: QWidget) -> list[str]:
    """Return all that can be used in a widget, or gets the keys, and has no name."""
    used = [seen for seen in tree_of(widget) if seen.role in _INTERACTIVE or seen.focusable]
    return [f"{seen.role.name} {seen.where}" for seen in used if not seen.is_part and not seen.name.strip()]


def _walk(interface: QAccessibleInterface, depth: int = 0) -> Iterator[Seen]:
    assert depth < _MOST_DEEP, "the tree leads back into itself"
    yield _seen(interface)
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None and not child.state().invisible and child.role() not in _CELLS:
            yield from _walk(child, depth + 1)


def _seen(interface: QAccessibleInterface) -> Seen:
    thing, state = interface.object(), interface.state()
    is_part = thing is not None and (
        isinstance(thing, (QScrollBar, QSizeGrip)) or isinstance(thing.parent(), (QComboBox, QAbstractSpinBox))
    )
    holders, holder = [], thing
    while holder is not None and len(holders) < 4:
        holders.append(f"{type(holder).__name__} {holder.objectName()!r}")
        holder = holder.parent()
    # Qt itself names a combo box by its present entry, where its label tells what it is.
    name = thing.accessibleName() if isinstance(thing, QComboBox) else interface.text(QAccessible.Text.Name)
    return Seen(
        interface.role(),
        name,
        interface.text(QAccessible.Text.Value),
        bool(state.selected),
        bool(state.checked),
        bool(state.focusable),
        interface.valueInterface() is not None,
        is_part,
        " in ".join(holders),
    )

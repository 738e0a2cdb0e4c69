"""Which units a dragged point is placed for, by the chosen scope and a key, and the words that say so."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from vizapp.document.values import Position
from vizapp.session.state import Scope

OTHER_SCOPE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""The keys with which a point is placed for the other scope, if held when it is taken.

Either of two, since some window managers keep Alt and a drag to themselves.
"""


def other_scope(scope: Scope) -> Scope:
    """Return the scope that the key stands for: every unit where one is chosen, otherwise this one."""
    return "everywhere" if scope == "unit" else "unit"


def drag_words(scope: Scope) -> str:
    """Say what dragging does, and what it does with the key, where ``scope`` is chosen."""
    if scope == "everywhere":
        return QCoreApplication.translate("Placing", "Drag: every unit · Alt or Ctrl + drag: this unit")
    if scope == "brush":
        return QCoreApplication.translate("Placing", "Drag: the brush's units · Alt or Ctrl + drag: this unit")
    return QCoreApplication.translate("Placing", "Drag: this unit · Alt or Ctrl + drag: every unit")


def stays_words() -> str:
    """Say why a point cannot be dragged in what is on show."""
    return QCoreApplication.translate("Placing", "Placed points hold for the main branch, on the picture trained on")


def holding_words(scope: str, unit_yx: Position | None, brush: int) -> str:
    """Say which units the point that is held is placed for; "" where ``scope`` is ""."""
    if not scope:
        return ""
    if scope == "everywhere" or unit_yx is None:
        return QCoreApplication.translate("Placing", "moves it for every unit")
    if scope == "brush":
        text = QCoreApplication.translate("Placing", "moves it for {side} × {side} units around ({y}, {x})")
    else:
        text = QCoreApplication.translate("Placing", "moves it for unit ({y}, {x})")
    return text.format(side=brush, y=unit_yx[0], x=unit_yx[1])

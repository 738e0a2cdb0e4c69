"""Which units dragged points are placed for, by the chosen scope and a key, and the words that say so."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from vizapp.document.values import Position
from vizapp.gui.widgets.numbers import plain
from vizapp.session.view import Scope

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


def handle_words(handle: str) -> str:
    """Say what dragging a handle, "turn" or "scale", does with all points of the unit."""
    if handle == "turn":
        return QCoreApplication.translate("Placing", "Drag: turn all points · Shift: by 15° · keys [ and ]")
    return QCoreApplication.translate("Placing", "Drag: scale all points · Shift: by 0.25 · keys Ctrl+[ and Ctrl+]")


def degrees_text(degrees: float) -> str:
    """Return an angle as text, such as 30°."""
    return f"{plain(degrees, 0)}°"


def factor_text(factor: float) -> str:
    """Return what something is scaled by as text, such as ×1.50."""
    return f"×{plain(factor, 2)}"


def turning_words(degrees: float, factor: float, scope: Scope, unit_yx: Position | None, brush: int) -> str:
    """Say how far points are turned, in degrees clockwise, by what they are scaled, and for which units."""
    if scope == "everywhere" or unit_yx is None:
        text = QCoreApplication.translate("Placing", "turned {degrees}, scaled {factor} for every unit")
        return text.format(degrees=degrees_text(degrees), factor=factor_text(factor))
    if scope == "brush":
        text = QCoreApplication.translate(
            "Placing", "turned {degrees}, scaled {factor} for {side} × {side} units around ({y}, {x})"
        )
    else:
        text = QCoreApplication.translate("Placing", "turned {degrees}, scaled {factor} for unit ({y}, {x})")
    y, x = unit_yx
    return text.format(degrees=degrees_text(degrees), factor=factor_text(factor), side=brush, y=y, x=x)

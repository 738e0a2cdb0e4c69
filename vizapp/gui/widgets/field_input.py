"""How a field takes input: which texts are numbers, which keys are its own, and when the wheel is meant for it."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QWidget

NUMBER_CHARACTERS = "0123456789.,+-\u2212eE"
"""Those that stand in numbers."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def parse_number(text: str) -> float | None:
    """Return the finite number that a person has typed (a comma counts as a point), or None if it is none."""
    number = _number_in(text)
    return None if number is None or math.isinf(number) else number


def is_beyond(text: str) -> bool:
    """Tell whether a person has typed a number that is too large for a float, such as 1e400."""
    number = _number_in(text)
    return number is not None and math.isinf(number)


def _number_in(text: str) -> float | None:
    cleaned = text.strip().replace(",", ".").replace("\u2212", "-")
    return float(cleaned) if _NUMBER.fullmatch(cleaned) else None


def is_meant_for_the_window(event: QEvent, typing: bool, characters: str) -> bool:
    """Tell whether a key is a shortcut of the window, and leave it to the window if so.

    An editor claims every letter, and Undo for a history of its own, which also holds what was stepped to. But a
    letter that stands in no number is meant for the window, and so is Undo unless something is being typed.

    Args:
        event: any event of the field.
        typing: the field holds what has not been taken over yet.
        characters: those that may be typed into the field.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        meant = not typing
    else:
        meant = event.text().isprintable() and bool(event.text()) and event.text() not in characters
    if meant:
        event.ignore()
    return meant


def wheel_is_meant(widget: QWidget, event: QWheelEvent) -> bool:
    """Tell whether the wheel is to turn the value; otherwise leave it to the scroll area around."""
    if widget.hasFocus():
        return True
    event.ignore()
    return False

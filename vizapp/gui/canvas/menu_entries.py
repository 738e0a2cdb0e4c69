"""The entries of context menus, as what lies on a canvas and the labs name them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One thing that can be done.

    Attributes:
        name: the object name of the menu's action.
        text: translated.
        run: does it.
        enabled: whether it can be done now.
    """

    name: str
    text: str
    run: Callable[[], None]
    enabled: bool = True

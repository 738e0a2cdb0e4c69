"""What the runs that train beside one another are called, and in which colours they are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from vizapp.gui.tokens import Theme, ThemeName
from vizapp.wording.translation import marked, translate

_TITLES: Mapping[str, str] = {"conv": marked("conv"), "free": marked("free map"), "none": marked("none")}

_FREE: Mapping[ThemeName, QColor] = {"dark": QColor("#FF8A4C"), "light": QColor("#C4490C")}


def run_title(run: str) -> str:
    """Return the name of a run in the user's language; a run is named after the kind of its offset branch."""
    return translate("Runs", _TITLES.get(run, run))


def run_colour(run: str, theme: Theme) -> QColor:
    """Return the colour of a run's curves; people who are colour-blind tell the three apart too."""
    if run == "free":
        return _FREE[theme.name]
    return theme.text if run == "none" else theme.accent

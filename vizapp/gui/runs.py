"""What the runs that train beside one another are called, and in which colours they are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from vizapp.gui.tokens import Theme, ThemeName
from vizapp.wording.translation import marked, translate

OFFSETS_RUN = "offsets"
"""The run of a task that decides itself what gives the offsets."""
CONTROL_RUN = "control"
"""The run of a task's control, which has no offsets."""
_TITLES: Mapping[str, str] = {
    "conv": marked("conv"),
    "position": marked("position"),
    "free": marked("free map"),
    "none": marked("none"),
    OFFSETS_RUN: marked("offsets"),
    CONTROL_RUN: marked("control"),
}

_COLOURS: Mapping[str, Mapping[ThemeName, QColor]] = {
    "free": {"dark": QColor("#FF8A4C"), "light": QColor("#C4490C")},
    "position": {"dark": QColor("#C9A2FF"), "light": QColor("#7A3BD0")},
}


def run_title(run: str) -> str:
    """Return the name of a run in the user's language; a run is named after the kind of its offset branch.

    A control has no offset branch.
    """
    return translate("Runs", _TITLES.get(run, run))


def run_colour(run: str, theme: Theme) -> QColor:
    """Return the colour of a run's curves; people who are colour-blind tell conv, free map and none apart too."""
    if run in _COLOURS:
        return _COLOURS[run][theme.name]
    return theme.text if run in ("none", CONTROL_RUN) else theme.accent

"""In which colours the runs that train beside one another are drawn, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from vizapp.gui.tokens import Theme, ThemeName
from vizapp.wording.run_names import CONTROL_RUN as CONTROL_RUN
from vizapp.wording.run_names import OFFSETS_RUN as OFFSETS_RUN
from vizapp.wording.run_names import run_title as run_title

_COLOURS: Mapping[str, Mapping[ThemeName, QColor]] = {
    "free": {"dark": QColor("#FF8A4C"), "light": QColor("#C4490C")},
    "position": {"dark": QColor("#C9A2FF"), "light": QColor("#7A3BD0")},
}


def run_colour(run: str, theme: Theme) -> QColor:
    """Return the colour of a run's curves; people who are colour-blind tell conv, free map and none apart too."""
    if run in _COLOURS:
        return _COLOURS[run][theme.name]
    return theme.text if run in ("none", CONTROL_RUN) else theme.accent

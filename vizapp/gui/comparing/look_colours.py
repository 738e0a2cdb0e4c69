"""The colours of looks that are compared: of their letters, and of their curves."""

from __future__ import annotations

import functools

from PySide6.QtGui import QColor

from vizapp.gui.comparing.looks import NOW
from vizapp.gui.plots.plotted import Colour
from vizapp.gui.theme import Theme

_COLOURS = {
    "A": ("#FF9A5C", "#B8480A"),
    "B": ("#5BC0F8", "#0069A8"),
    "C": ("#E08CC0", "#9C3B72"),
    "D": ("#E8D84A", "#756700"),
    "E": ("#3CCB9A", "#00734F"),
    "F": ("#BBA6FF", "#5F3AC8"),
}
"""The colours on the dark theme and on the light one."""


def look_colour(key: str, theme: Theme) -> QColor:
    """Return the colour of a look; what is on show now has that of the text."""
    return theme.text if key == NOW else QColor(_COLOURS[key][theme.name == "light"])


@functools.cache
def colour_of(key: str) -> Colour:
    """Return the colour of a look as a function of the theme, always the same one, so that it compares."""
    return functools.partial(look_colour, key)

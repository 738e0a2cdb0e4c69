"""In which colours the runs that train beside one another are drawn, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from vizapp.gui.colours import mix
from vizapp.gui.tokens import Theme
from vizapp.wording.run_names import CONTROL_RUN as CONTROL_RUN
from vizapp.wording.run_names import OFFSETS_RUN as OFFSETS_RUN
from vizapp.wording.run_names import run_short_title as run_short_title
from vizapp.wording.run_names import run_title as run_title

_COLOURS: Mapping[str, tuple[str, str]] = {
    "free": ("#FF8A4C", "#C4490C"),
    "position": ("#C9A2FF", "#7A3BD0"),
    "subpixel-icnr": ("#067B45", "#235946"),
    "transposed-k2": ("#FF6B6B", "#B3261E"),
    "transposed-k3": ("#F7B596", "#E81A0E"),
    "transposed-k4": ("#919729", "#4F2D03"),
    "transposed-k5": ("#D98C5F", "#8C4A1F"),
    "transposed-k6": ("#C7B54A", "#6B6200"),
    "transposed-k7": ("#E58F8F", "#96403C"),
    "transposed-k8": ("#E3D28A", "#77702E"),
    "transposed-k9": ("#B98A6B", "#6A452B"),
    "resize-conv": ("#52FF32", "#2CA94B"),
    "dysample": ("#7B3EF3", "#7218F8"),
    "deformable-sr": ("#B65591", "#FA3EA7"),
}
"""For dark and for light."""
_GREYS: Mapping[str, float] = {"bicubic": 0.0, "lanczos": 0.2, "bilinear": 0.37, "nearest": 0.52}
"""What trains nothing is grey: so much of the way from the colour of text to that of the ground."""


def run_colour(run: str, theme: Theme) -> QColor:
    """Return the colour of a run's curves.

    People who are colour-blind tell conv, free map and none apart too, and the upsamplers that are trained, with
    kernels of 3 and 4, from one another and from bicubic.
    """
    if run in _COLOURS:
        return QColor(_COLOURS[run][theme.name == "light"])
    if run in _GREYS:
        return mix(theme.text, theme.surface, _GREYS[run])
    return theme.text if run in ("none", CONTROL_RUN) else theme.accent

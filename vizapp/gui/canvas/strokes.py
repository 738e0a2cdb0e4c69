"""The pens of marks on a picture: a dark line under a light one, which are seen together on any photograph."""

from __future__ import annotations

import functools

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from vizapp.gui.colours import OUTLINE


def outlined(
    colour: QColor,
    outline_width: float,
    width: float,
    *,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    cap: Qt.PenCapStyle = Qt.PenCapStyle.SquareCap,
    join: Qt.PenJoinStyle = Qt.PenJoinStyle.BevelJoin,
) -> tuple[QPen, QPen]:
    """Return the two pens to draw a line with, in this order: the dark outline, and the line in ``colour``.

    Widths are in screen pixels. ``style`` is that of the line; its outline is always solid.
    """
    outline, line = _pens(colour.rgba(), outline_width, width, style, cap, join)
    return QPen(outline), QPen(line)


@functools.lru_cache(maxsize=256)
def _pens(
    rgba: int,
    outline_width: float,
    width: float,
    style: Qt.PenStyle,
    cap: Qt.PenCapStyle,
    join: Qt.PenJoinStyle,
) -> tuple[QPen, QPen]:
    outline = QPen(OUTLINE, outline_width, Qt.PenStyle.SolidLine, cap, join)
    return outline, QPen(QColor.fromRgba(rgba), width, style, cap, join)

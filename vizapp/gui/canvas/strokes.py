"""The pens of marks on a picture: a dark line under a light one, which are seen together on any photograph."""

from __future__ import annotations

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
    outline = QPen(OUTLINE, outline_width, Qt.PenStyle.SolidLine, cap, join)
    return outline, QPen(colour, width, style, cap, join)

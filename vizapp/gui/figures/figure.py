"""A figure: something that can be drawn again at any size, on a screen, into an image, or as shapes into a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QPainter, QPicture

GROUND_OF_PRINT = QColor(255, 255, 255)
"""Of a figure that is to be printed."""
Pause = Callable[[], None]
"""Is called now and then by what takes long, so that others get their turn; may raise an error to end it."""
_playing = threading.Lock()
"""A recorded drawing reads itself as a file, so that only one thread can draw it at a time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What belongs into a figure.

    Attributes:
        marks: what lies over a picture.
        labels: the names and notes in its corners.
        legend: what explains the marks.
        crop: whether the empty ground around a picture is left out.
        light: whether it is drawn on a white ground, as for print, whatever the window's theme.
    """

    marks: bool = True
    labels: bool = True
    legend: bool = True
    crop: bool = True
    light: bool = False


class Figure(Protocol):
    """A drawing that changes no more."""

    @property
    def size(self) -> QSizeF:
        """Width and height in logical pixels, of which 96 are an inch."""
        ...

    def paint(self, painter: QPainter, ratio: float) -> None:
        """Draw the figure with its upper left corner at (0, 0), in logical pixels of ``ratio`` device pixels each.

        May be called in any thread, by one at a time.
        """
        ...


def go_on() -> None:
    """Do not pause."""


def recorded(draw: Callable[[QPainter], None], ground: QColor) -> QPicture:
    """Return what ``draw`` draws, as shapes; ``ground`` is the colour beside pictures."""
    picture = QPicture()
    painter = QPainter(picture)
    try:
        painter.setBackground(ground)
        draw(painter)
    finally:
        painter.end()
    return picture


def play(picture: QPicture, painter: QPainter) -> None:
    """Draw what was recorded, in the painter's own units: Qt would enlarge it by the ratio of the resolutions."""
    painter.save()
    device = painter.device()
    painter.scale(picture.logicalDpiX() / device.logicalDpiX(), picture.logicalDpiY() / device.logicalDpiY())
    with _playing:
        picture.play(painter)
    painter.restore()

"""The picked pixel as screen readers are told of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF

from vizapp.document.values import Position
from vizapp.gui.canvas.things import Thing


def picked_thing(pixel_yx: Position, rect: QRectF, *, has_keys: bool = True) -> Thing:
    """Return the picked low-resolution pixel, which is at ``rect`` on the screen."""
    y, x = pixel_yx
    name = QCoreApplication.translate("PickedPixel", "picked pixel")
    words = QCoreApplication.translate("PickedPixel", "y {y}, x {x}").format(y=y, x=x)
    return Thing("picked", name, words, rect, has_keys)

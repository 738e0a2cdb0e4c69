"""The place, size and panels of a window, as a session keeps them and as they are remembered without one.

In a session they are plain values for JSON, of which none is needed.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from vizapp.gui.folding import DockFolding
from vizapp.gui.settings import Settings

_FIRST_SIZE = QSize(1440, 900)
_SMALLEST = QSize(960, 600)
_FRAME = QSize(16, 48)
"""An estimate, in pixels, of the window's frame, whose size is known only once the window is shown."""
_LONGEST = 1 << 20
"""No window has so long a side."""


def layout_of(window: QMainWindow, folding: DockFolding) -> dict[str, Any]:
    """Return how a window is laid out."""
    return {
        "layout": base64.b64encode(window.saveState().data()).decode(),
        "geometry": base64.b64encode(window.saveGeometry().data()).decode(),
        "size": [window.width(), window.height()],
        "folded": folding.folded,
    }


def restore_layout(window: QMainWindow, folding: DockFolding, kept: Mapping[str, Any], *, geometry: bool) -> None:
    """Lay a window out as it was; its place and size are only restored if ``geometry`` says so.

    A layout holds the extents of its panels. They fit no other window and no other choice of folded panels: panels of
    which that is so take the extents again that they have at first.
    """
    if geometry and (place := _bytes_in(kept, "geometry")) is not None:
        window.restoreGeometry(place)
    layout = _bytes_in(kept, "layout")
    if layout is None:
        return
    window.restoreState(layout)
    match kept.get("size"), kept.get("folded"):
        case [int(width), int(height)], list(folded):
            size = QSize(min(width, _LONGEST), min(height, _LONGEST))
            folding.settle(size, {str(name) for name in folded})


def keep_layout(window: QMainWindow, folding: DockFolding, settings: Settings) -> None:
    """Remember where a window is, its size and its panels, for the next one."""
    settings.geometry = window.saveGeometry()
    settings.layout = window.saveState()
    settings.laid_out = window.size(), folding.folded


def take_place(window: QMainWindow, settings: Settings) -> None:
    """Put a window where it was, as large as it was, or else as large as a first one is where the screen has room."""
    room = window.screen().availableGeometry().size() - _FRAME
    window.setMinimumSize(_SMALLEST.boundedTo(room))
    window.resize(_FIRST_SIZE.boundedTo(room))
    if settings.geometry is not None:
        window.restoreGeometry(settings.geometry)


def take_layout(window: QMainWindow, folding: DockFolding, settings: Settings) -> None:
    """Give the panels the extents that are remembered, where they are of a window that left them as much room."""
    if settings.layout is None:
        return
    window.restoreState(settings.layout)
    if settings.laid_out is not None:
        folding.settle(*settings.laid_out)


def _bytes_in(kept: Mapping[str, Any], name: str) -> QByteArray | None:
    try:
        found = base64.b64decode(str(kept.get(name, "")), validate=True)
    except binascii.Error:
        return None
    return QByteArray(found) if found else None

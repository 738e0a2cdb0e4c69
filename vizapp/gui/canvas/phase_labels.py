"""How a phase is written, and colours to write on."""

from __future__ import annotations

from PySide6.QtGui import QColor

_LIGHT = 140


def phase_text(phase: int, upscale_factor: int) -> str:
    """Return phase p = i·r + j as "i,j"."""
    i, j = divmod(phase, upscale_factor)
    return f"{i},{j}"


def text_colour_on(colour: QColor) -> QColor:
    """Return near-black or white, whichever is read better on ``colour``."""
    luma = 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()
    return QColor(12, 14, 18) if luma > _LIGHT else QColor(255, 255, 255)

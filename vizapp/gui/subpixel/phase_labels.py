"""How phases are written on colours: their text, the size of its font, and black or white."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from vizapp.gui.colours import WHITE
from vizapp.gui.text_size import LEAST_PIXELS
from vizapp.gui.tokens import contrast

SMALLEST_FONT = LEAST_PIXELS
"""Screen pixels of the font below which no text is shrunk."""
UNKNOWN_ORIGIN = QColor(0xC4, 0xC8, 0xD0)
"""In place of a phase's colour where that is to be found."""
_DARK_INK, _LIGHT_INK = QColor(0, 0, 0), WHITE


def phase_text(phase: int, upscale_factor: int) -> str:
    """Return phase p = i·r + j as "i,j"."""
    i, j = divmod(phase, upscale_factor)
    return f"{i},{j}"


def fitting_font(font: QFont, text: str, width: float) -> QFont:
    """Return ``font``, or a smaller one in which ``text`` is no wider than ``width`` screen pixels."""
    advance = QFontMetricsF(font).horizontalAdvance(text)
    if advance <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(SMALLEST_FONT, int(font.pixelSize() * width / advance)))
    return smaller


def text_colour_on(colour: QColor) -> QColor:
    """Return black or white, whichever is read better on ``colour``; its contrast is 4.58 to 1 or more (WCAG 2.2)."""
    dark = contrast(_DARK_INK, colour) >= contrast(_LIGHT_INK, colour)
    return QColor(_DARK_INK if dark else _LIGHT_INK)

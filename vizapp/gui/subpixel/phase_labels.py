"""How phases and values are written on colours."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from vizapp.gui.tokens import contrast

_SMALLEST_FONT = 7
_DARK_INK, _LIGHT_INK = QColor(0, 0, 0), QColor(255, 255, 255)


def phase_text(phase: int, upscale_factor: int) -> str:
    """Return phase p = i·r + j as "i,j"."""
    i, j = divmod(phase, upscale_factor)
    return f"{i},{j}"


def value_text(value: float) -> str:
    """Return ``value`` with three significant digits and a true minus, such as −8.51e−4; whole numbers stay whole."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == round(value) and abs(value) < 1e5:
        text = f"{value:.0f}"
    elif 0.01 <= abs(value) < 1000:
        text = f"{value:.3g}"
    else:
        text = f"{value:.2e}"
    digits, mark, exponent = text.partition("e")
    if mark:
        text = f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
    return text.replace("-", "−")


def fitting_font(font: QFont, text: str, width: float) -> QFont:
    """Return ``font``, or a smaller one in which ``text`` is no wider than ``width`` screen pixels."""
    advance = QFontMetricsF(font).horizontalAdvance(text)
    if advance <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(_SMALLEST_FONT, int(font.pixelSize() * width / advance)))
    return smaller


def text_colour_on(colour: QColor) -> QColor:
    """Return black or white, whichever is read better on ``colour``; its contrast is 4.58 to 1 or more (WCAG 2.2)."""
    dark = contrast(_DARK_INK, colour) >= contrast(_LIGHT_INK, colour)
    return QColor(_DARK_INK if dark else _LIGHT_INK)

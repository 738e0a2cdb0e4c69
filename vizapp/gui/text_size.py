"""How large all text is: a factor that the person chooses, and that presenting raises.

Sizes in the code are those at factor 1. What depends on them asks :func:`text_pixels` and :func:`sized` when it is
drawn or laid out; a widget whose size, font or style sheet is set once is noted by one of the ``keep_`` functions and
follows from then on. :func:`vizapp.gui.theme.set_text_scale` changes the factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

LEAST_PIXELS = 11
"""No text has fewer pixels."""
PERCENTS = (90, 100, 110, 125, 150, 175, 200)
"""What Ctrl + and − choose from."""
USUAL = 100
PRESENTING = 1.5
"""By how much presenting enlarges the text."""

_HEIGHT, _WIDTH, _SHEET, _FONT = "textHeight", "textWidth", "textSheet", "textPixels"
_LENGTHS = re.compile(r"(font-size|(?:min|max)-(?:width|height)): (\d+)px")
_LEAST_LENGTH = 8
"""Pixels from which a length in a style sheet goes with the text: the thinner ones are lines."""


class _Scale:
    now = 1.0


def text_scale() -> float:
    """Return by how much text is larger than usual."""
    return _Scale.now


def take_scale(scale: float) -> None:
    """Have :func:`text_scale` return another factor from now on, before anything follows it."""
    _Scale.now = scale


def sized(pixels: float) -> int:
    """Return a length that goes with the text, in device-independent pixels."""
    return max(1, round(pixels * _Scale.now))


def text_pixels(pixels: float) -> int:
    """Return the size of a font that has so many pixels at factor 1; never less than what can be read."""
    return max(LEAST_PIXELS, round(pixels * _Scale.now))


def text_font(font: QFont, pixels: float) -> QFont:
    """Return a copy of a font that has so many pixels at factor 1."""
    result = QFont(font)
    result.setPixelSize(text_pixels(pixels))
    return result


def sized_sheet(sheet: str) -> str:
    """Return a style sheet whose fonts and heights are those of the present text."""
    if _Scale.now == 1.0:
        return sheet
    return _LENGTHS.sub(_sized_length, sheet)


def _sized_length(found: re.Match[str]) -> str:
    name, pixels = found[1], int(found[2])
    if name == "font-size":
        return f"{name}: {text_pixels(pixels)}px"
    return f"{name}: {sized(pixels) if pixels >= _LEAST_LENGTH else pixels}px"


def keep_height(widget: QWidget, pixels: float) -> None:
    """Give a widget a fixed height that goes with the text."""
    widget.setProperty(_HEIGHT, float(pixels))
    widget.setFixedHeight(sized(pixels))


def keep_width(widget: QWidget, pixels: float) -> None:
    """Give a widget a fixed width that goes with the text."""
    widget.setProperty(_WIDTH, float(pixels))
    widget.setFixedWidth(sized(pixels))


def keep_sheet(widget: QWidget, sheet: str) -> None:
    """Give a widget a style sheet whose lengths go with the text."""
    widget.setProperty(_SHEET, sheet)
    widget.setStyleSheet(sized_sheet(sheet))


def plain_font(font: QFont, pixels: int) -> QFont:
    """Return a copy of a font that has so many pixels whatever the factor, for what is scaled as a whole."""
    result = QFont(font)
    result.setPixelSize(pixels)
    return result


def keep_font(widget: QWidget, pixels: float) -> None:
    """Give a widget a font of so many pixels at factor 1."""
    widget.setFont(text_font(widget.font(), pixels))
    widget.setProperty(_FONT, float(pixels))


def own_fonts(widgets: Iterable[QWidget]) -> list[tuple[QWidget, float]]:
    """Return those of ``widgets`` that have a font of their own, with its pixels at factor 1.

    Asked before anything follows another factor: a style sheet that does so changes the fonts, too.
    """
    return [
        (widget, _base_of(widget))
        for widget in widgets
        if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pixelSize() > 0
    ]


def _base_of(widget: QWidget) -> float:
    """Return the pixels of a widget's font at factor 1: those noted, so that roundings do not add up, or reckoned."""
    base, pixels = widget.property(_FONT), widget.font().pixelSize()
    if base is None or text_pixels(base) != pixels:
        return pixels / _Scale.now
    return float(base)


def follow_scale(widgets: Iterable[QWidget], fonts: Iterable[tuple[QWidget, float]]) -> None:
    """Give ``widgets`` the sizes that go with the present text; ``fonts`` are as :func:`own_fonts` has told them."""
    for widget in widgets:
        height, width, sheet = (widget.property(name) for name in (_HEIGHT, _WIDTH, _SHEET))
        if height is not None and widget.maximumHeight():  # one that is folded away keeps no height
            widget.setFixedHeight(sized(height))
        if width is not None:
            widget.setFixedWidth(sized(width))
        if sheet is not None:
            widget.setStyleSheet(sized_sheet(sheet))
    for widget, pixels in fonts:
        keep_font(widget, pixels)

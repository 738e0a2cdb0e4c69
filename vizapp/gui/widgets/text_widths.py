"""How wide texts are in one font, measured once for each text."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

_MOST = 4096
"""Texts that are remembered; numbers that change all the time are forgotten then, all at once."""


class TextWidths:
    """Widths of texts in pixels. Numbers in a table come back again and again, and Qt shapes each text anew.

    Attributes:
        line_height, ascent: of a line in this font, in pixels.
    """

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self.line_height, self.ascent = self._metrics.height(), self._metrics.ascent()
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the width of ``text``."""
        width = self._known.get(text)
        if width is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            width = self._known[text] = self._metrics.horizontalAdvance(text)
        return width

"""Numbers laid out once and then copied: a zoomed map draws the same few hundred texts with every frame."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.colours import WHITE

DARK_INK, LIGHT_INK = QColor(0, 0, 0), WHITE
"""Opaque: a translucent ink loses contrast with every step towards the colour under it."""
_CACHED = 4096


class _Text(NamedTuple):
    image: QPixmap
    half_width: float
    half_height: float


class NumberTexts:
    """Draws short texts centred on a place, in black or in white."""

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        self._texts: dict[tuple[str, bool, int, float], _Text] = {}

    def draw(self, painter: QPainter, centre: QPointF, text: str, dark: bool, size: int, ratio: float) -> None:
        """Draw ``text`` with its middle at ``centre``.

        Args:
            painter: draws in screen coordinates.
            centre: in screen pixels.
            text: one line.
            dark: whether it is black.
            size: of the font, in screen pixels.
            ratio: device pixels a screen pixel.
        """
        if keeps_shapes(painter):
            self._write(painter, centre, text, dark, size)
            return
        # Laying text out costs far more than copying it.
        key = (text, dark, size, ratio)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _CACHED:
                self._texts.clear()
            image = self._draw_text(text, dark, size, ratio)
            found = self._texts[key] = _Text(image, image.width() / ratio / 2, image.height() / ratio / 2)
        painter.drawPixmap(QPointF(centre.x() - found.half_width, centre.y() - found.half_height), found.image)

    def _write(self, painter: QPainter, centre: QPointF, text: str, dark: bool, size: int) -> None:
        font, width, height = self._measured(text, size)
        painter.setFont(font)
        painter.setPen(DARK_INK if dark else LIGHT_INK)
        room = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _measured(self, text: str, size: int) -> tuple[QFont, int, int]:
        """Return the font of a size, and how wide and high a text is in it."""
        font = QFont(self._font)
        font.setPixelSize(size)
        metrics = QFontMetricsF(font)
        return font, math.ceil(metrics.horizontalAdvance(text)) + 2, math.ceil(metrics.height())

    def _draw_text(self, text: str, dark: bool, size: int, ratio: float) -> QPixmap:
        _, width, height = self._measured(text, size)
        image = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self._write(painter, QPointF(width / 2, height / 2), text, dark, size)
        painter.end()
        return image

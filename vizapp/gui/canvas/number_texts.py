"""Numbers laid out once and then copied: a zoomed map draws the same few hundred texts with every frame."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
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
            write_number(painter, centre, text, dark, self._font, size)
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

    def _draw_text(self, text: str, dark: bool, size: int, ratio: float) -> QPixmap:
        image = QPixmap(*measured(self._font, size, text, ratio))
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        write_number(
            painter, QRectF(QPointF(0, 0), _room(self._font, size, text)).center(), text, dark, self._font, size
        )
        painter.end()
        return image


def write_number(painter: QPainter, centre: QPointF, text: str, dark: bool, font: QFont, size: int) -> None:
    """Write a text with its middle at ``centre``, black if ``dark`` and else white, in a font of ``size`` pixels."""
    room = QRectF(QPointF(0, 0), _room(font, size, text))
    room.moveCenter(centre)
    painter.setFont(_sized(font, size))
    painter.setPen(DARK_INK if dark else LIGHT_INK)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def measured(font: QFont, size: int, text: str, ratio: float) -> tuple[int, int]:
    """Return how wide and how high a text is in device pixels, of which ``ratio`` are a pixel of ``size``."""
    room = _room(font, size, text)
    return math.ceil(room.width() * ratio), math.ceil(room.height() * ratio)


def _room(font: QFont, size: int, text: str) -> QSizeF:
    metrics = QFontMetricsF(_sized(font, size))
    return QSizeF(math.ceil(metrics.horizontalAdvance(text)) + 2, math.ceil(metrics.height()))


def _sized(font: QFont, size: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(size)
    return sized

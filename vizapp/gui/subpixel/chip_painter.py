"""Draws a chip, and the frame of its pixel, at a place that the caller gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from vizapp.gui.canvas.badges import PLATE
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, WHITE, phase_colour
from vizapp.gui.subpixel.chip_geometry import ChipGeometry
from vizapp.gui.subpixel.phase_labels import SMALLEST_FONT, UNKNOWN_ORIGIN, fitting_font, phase_text, text_colour_on
from vizapp.gui.text_size import text_scale
from vizapp.gui.widgets.numbers import compact, three_digits

_LINE = 13.0
"""Screen pixels that a line of a chip is high at least; what has no room is left out, the value last of all."""
_TEXT_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class ChipFace:
    """What a chip shows: the phase of the tile it comes from, what that has its values from, and the value.

    Of the last two either is "" where there is nothing to say.

    ``longest_value`` is that of all chips of the pixel: values are written in the size in which that one fits.
    ``hides_origin``: neither colour nor text says where the value comes from, because that is to be found.
    """

    phase: int
    upscale_factor: int
    origin: str
    value: str
    longest_value: str
    hides_origin: bool = False


def value_texts(values: Sequence[float], width: float, font: QFont) -> list[str]:
    """Return the values of a pixel's chips, all in the same way: as the inspector writes them, or with fewer digits
    where a chip ``width`` screen pixels wide has no room for them."""
    small = QFont(font)
    small.setPixelSize(SMALLEST_FONT)
    metrics = QFontMetricsF(small)
    texts: list[str] = []
    for write in (compact, three_digits, lambda value: compact(value, 2), lambda value: compact(value, 1)):
        texts = [write(value) for value in values]
        if max(map(metrics.horizontalAdvance, texts), default=0.0) <= width - 2 * _TEXT_MARGIN:
            break
    return texts


def draw_pixel_frame(painter: QPainter, geometry: ChipGeometry) -> None:
    """Draw the frame of the picked pixel, and the plate with its leader where the chips stand beside the pixel."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if geometry.callout:
        for pen in outlined(WHITE, 4.0, 1.6):
            painter.setPen(pen)
            painter.drawLine(*geometry.leader)
        painter.setPen(QPen(WHITE, 1.2))
        painter.setBrush(PLATE)
        painter.drawRoundedRect(geometry.plate, 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 4.6, 2.2, join=Qt.PenJoinStyle.MiterJoin):
        painter.setPen(pen)
        painter.drawRect(geometry.pixel)


def draw_empty_place(painter: QPainter, rect: QRectF) -> None:
    """Mark where the chip that is dragged would land."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(WHITE, 1.5, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(rect, 5, 5)


def draw_chip(painter: QPainter, rect: QRectF, face: ChipFace, font: QFont, focused: bool) -> None:
    """Draw a chip into ``rect``; ``focused`` tells whether the arrow keys would move it."""
    colour = UNKNOWN_ORIGIN if face.hides_origin else phase_colour(face.phase, face.upscale_factor)
    painter.setPen(QPen(OUTLINE, 1.5))
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 5, 5)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(WHITE, 4.4, 2.2):
            painter.setPen(pen)
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 6, 6)
    painter.setPen(text_colour_on(colour))
    _write(painter, rect, face, font)


def _write(painter: QPainter, rect: QRectF, face: ChipFace, font: QFont) -> None:
    lines = _lines(rect, face)
    font = QFont(font)
    height = min(15.0 * text_scale(), (rect.height() - 2) / len(lines))
    font.setPixelSize(max(SMALLEST_FONT, round(height * 0.8)))
    y = rect.center().y() - height * len(lines) / 2
    for text, widest, bold in lines:
        font.setBold(bold)
        fitting = fitting_font(font, widest, rect.width() - 2 * _TEXT_MARGIN)
        if QFontMetricsF(fitting).horizontalAdvance(widest) <= rect.width():  # none is cut off
            painter.setFont(fitting)
            painter.drawText(QRectF(rect.left(), y, rect.width(), height), Qt.AlignmentFlag.AlignCenter, text)
        y += height


def _lines(rect: QRectF, face: ChipFace) -> list[tuple[str, str, bool]]:
    """Return the lines that the chip has room for: each a text, the widest of its kind, and whether it is bold."""
    room = max(int((rect.height() - 2) // _LINE), 1)
    label = "?" if face.hides_origin else phase_text(face.phase, face.upscale_factor)
    lines = [(label, label, True)]
    if face.origin and not face.hides_origin and room > (2 if face.value else 1):
        lines.append((face.origin, face.origin, False))
    if not face.value:
        return lines
    value = (face.value, face.longest_value, False)
    return [value] if room == 1 else [*lines, value]

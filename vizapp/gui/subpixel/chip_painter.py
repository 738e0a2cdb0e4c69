"""Draws a chip, and the frame of its pixel, at a place that the caller gives."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from vizapp.gui.canvas.badges import PLATE
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, WHITE, phase_colour
from vizapp.gui.subpixel.chip_geometry import ChipGeometry
from vizapp.gui.subpixel.phase_labels import fitting_font, phase_text, text_colour_on

_TWO_LINES_FROM, _THREE_LINES_FROM = 33.0, 44.0
"""Screen pixels wide from which a chip also says its channel, and its value."""
_TEXT_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class ChipFace:
    """What a chip shows: the phase of the tile it comes from, the tile's channel, and the value, "" if not known.

    ``longest_value`` is that of all chips of the pixel: values are written in the size in which that one fits.
    """

    phase: int
    upscale_factor: int
    channel: int
    value: str
    longest_value: str


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
    colour = phase_colour(face.phase, face.upscale_factor)
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
    label = phase_text(face.phase, face.upscale_factor)
    lines = [(label, label)]
    if rect.width() >= _TWO_LINES_FROM:
        channel = QCoreApplication.translate("ChipOverlay", "ch {channel}").format(channel=face.channel)
        lines.append((channel, channel))
    if rect.width() >= _THREE_LINES_FROM and face.value:
        lines.append((face.value, face.longest_value))
    font = QFont(font)
    height = min(15.0, (rect.height() - 4) / len(lines))
    font.setPixelSize(max(8, round(height * 0.8)))
    y = rect.center().y() - height * len(lines) / 2
    for text, widest in lines:
        font.setBold(text is label)
        painter.setFont(fitting_font(font, widest, rect.width() - 2 * _TEXT_MARGIN))
        painter.drawText(QRectF(rect.left(), y, rect.width(), height), Qt.AlignmentFlag.AlignCenter, text)
        y += height

"""What the colours or the arrows of an overlay stand for: a small plate on a canvas."""

from __future__ import annotations

import functools
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.badges import PLATE_TEXT, paint_plate
from vizapp.gui.colours import OUTLINE, WHITE
from vizapp.gui.deformable.field_colours import wheel_image
from vizapp.gui.points.point_painter import draw_arrow
from vizapp.gui.text_size import plain_font, text_scale
from vizapp.gui.theme import theme_signal

HEIGHT = 36
"""With one or two lines."""
_THIRD_LINE = 15
_FONT_PIXELS = 11
_WHEEL = 26.0
_RAMP = 60.0
_PADDING = 8.0
_GAP = 7.0
LONGEST_ARROW = 34.0
"""Screen pixels of the arrow of a key, and of the longest one of those that it explains."""

KeyKind = Literal["wheel", "ramp", "density", "readers", "arrow"]
DENSITY_STOPS = ((0.0, 0x08051D), (0.25, 0x51127C), (0.5, 0xB63679), (0.75, 0xFB8861), (1.0, 0xFCFDBF))
"""Colours of a density from none to the end of its scale: their lightness rises evenly (matplotlib's magma)."""
READERS_STOPS = ((0.0, 0xB63679), (0.5, 0xFB8861), (1.0, 0xFCFDBF))
"""Colours of units that read a pixel, from next to nothing of it to a whole tap: of the same ones the lighter."""
_STOPS = {"ramp": ((0.0, 0x000000), (1.0, 0xFFFFFF)), "density": DENSITY_STOPS, "readers": READERS_STOPS}


class FieldKey(QWidget):
    """A wheel of hues, a ramp from black to white or an arrow, and what its rim, its end or its length stands for."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._kind: KeyKind = "wheel"
        self._lines: tuple[str, ...] = ()
        self._size = QSize()
        theme_signal().changed.connect(self._follow_text)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, up to three lines; none while it is hidden."""
        return self._lines

    def show_lines(self, kind: KeyKind, *lines: str) -> None:
        """Show up to three lines beside the mark; without any it is hidden."""
        if (kind, lines) == (self._kind, self._lines):
            return
        self._kind, self._lines = kind, lines
        self.setAccessibleName(" · ".join(lines))
        metrics = QFontMetrics(plain_font(self.font(), _FONT_PIXELS))
        text = max((metrics.horizontalAdvance(line) for line in lines), default=0)
        height = HEIGHT + (_THIRD_LINE if len(lines) > 2 else 0)
        self._size = QSize(round(2 * _PADDING + self._mark_width + _GAP + text + 2), height)
        self._follow_text()
        self.setVisible(bool(lines))
        self.update()

    @property
    def _mark_width(self) -> float:
        # Beside three lines a ramp is short, so that the longest fits onto the narrowest canvas.
        return {"wheel": _WHEEL, "readers": _WHEEL, "arrow": LONGEST_ARROW}.get(self._kind, _RAMP)

    def unfolded_size(self) -> QSize:
        return self._size

    def _follow_text(self) -> None:
        self.resize(self._size * text_scale())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(text_scale(), text_scale())
        self.paint_unfolded(painter)
        painter.end()

    def paint_unfolded(self, painter: QPainter) -> None:
        painter.setFont(plain_font(self.font(), _FONT_PIXELS))
        width, height = self._size.toTuple()
        paint_plate(painter, QRectF(0, 0, width, height))
        middle = height / 2
        if self._kind == "wheel":
            draw_wheel(painter, QPointF(_PADDING + _WHEEL / 2, middle), _WHEEL)
        elif self._kind == "arrow":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_arrow(painter, QPointF(_PADDING, middle), QPointF(_PADDING + LONGEST_ARROW, middle), WHITE, gap=0)
        else:
            draw_ramp(painter, QRectF(_PADDING, middle - 6, self._mark_width, 12), self._kind)
        painter.setPen(PLATE_TEXT)
        left = _PADDING + self._mark_width + _GAP
        room = QRectF(left, 3, width - left, height - 6)
        row = room.height() / max(len(self._lines), 1)
        for n, line in enumerate(self._lines):
            area = QRectF(left, room.top() + n * row, room.width(), row)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def draw_ramp(painter: QPainter, ramp: QRectF, kind: KeyKind) -> None:
    """Draw the colours from none to the end of the scale, with a frame."""
    gradient = QLinearGradient(ramp.topLeft(), ramp.topRight())
    for place, colour in _STOPS[kind]:
        gradient.setColorAt(place, QColor.fromRgb(colour))
    painter.fillRect(ramp, gradient)
    painter.setPen(QPen(PLATE_TEXT, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(ramp)


def draw_wheel(painter: QPainter, centre: QPointF, side: float) -> None:
    """Draw the disc of all directions and strengths around ``centre``."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(OUTLINE)
    painter.drawEllipse(centre, side / 2 + 1, side / 2 + 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # in a PDF file an image is as translucent as the brush
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), _wheel())


@functools.cache
def _wheel() -> QImage:
    return wheel_image(96)

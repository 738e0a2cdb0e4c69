"""A picture of the four pixels between which a tap reads: where its point lies, and how much of each it covers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.geometry import ConvGeometry
from vizapp.gui.colours import mix, tap_colour
from vizapp.gui.deformable.arithmetic import TapDetail
from vizapp.gui.points.areas import draw_square
from vizapp.gui.points.point_painter import draw_pin, draw_point
from vizapp.gui.text_size import LEAST_PIXELS
from vizapp.gui.theme import RADIUS, current_theme, theme_signal
from vizapp.gui.tokens import contrast
from vizapp.gui.widgets.numbers import compact, significant
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular

_CELL = 48
_GAP = 2
_SIDE = 2 * _CELL + _GAP
_MARK = 5.5
_INSET, _LEAST_INSET = 4.0, 0.5
"""Pixels between a number and the edge of its pixel, as a rule and where the number is a long one."""
_RIM = 4.0
_DIGITS = 3
_SMALLEST_TEXT = LEAST_PIXELS
"""Pixels of the smallest font; a number too wide even for it is told with fewer digits."""


class NeighbourPicture(QWidget):
    """Four pixels with their values; those outside the image are hatched and count 0.

    A square as large as a pixel lies around the point: what it covers of each pixel is that pixel's weight.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("neighbourPicture")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(_SIDE, _SIDE)
        self._detail: TapDetail | None = None
        self._colours: tuple[QColor, ...] = ()
        self._tap = 0
        self._geometry = ConvGeometry((3, 3))
        self._placed = False
        self._outside = False
        theme_signal().changed.connect(self._restyle)

    def show_detail(
        self,
        detail: TapDetail,
        colours: tuple[QColor, ...],
        tap: int,
        geometry: ConvGeometry,
        placed: bool,
        outside: bool,
    ) -> None:
        """Show ``detail``; ``colours`` are those of the four pixels."""
        self._detail, self._colours = detail, colours
        self._tap, self._geometry = tap, geometry
        self._placed, self._outside = placed, outside
        words = [
            self.tr("({y}, {x}): {value}").format(y=int(y), x=int(x), value=compact(float(value)))
            if inside
            else self.tr("({y}, {x}): outside, 0").format(y=int(y), x=int(x))
            for (y, x), value, inside in zip(detail.neighbours_yx, detail.pixels, detail.inside, strict=True)
        ]
        self.setAccessibleName(self.tr("The four pixels: {pixels}").format(pixels=", ".join(words)))
        self.setToolTip(plain_tooltip("\n".join(words)))
        self.update()

    def point_position(self) -> QPointF:
        """Return where the point is drawn: pixel centres are the centres of the cells."""
        assert self._detail is not None
        fy, fx = self._detail.fraction_yx
        pitch = _CELL + _GAP
        return QPointF(_CELL / 2 + fx * pitch, _CELL / 2 + fy * pitch)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._detail is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        written = [self._paint_pixel(painter, place, self._detail) for place in range(4)]
        self._paint_centres(painter)
        point, pitch = self.point_position(), float(_CELL + _GAP)
        square = QRectF(point.x() - pitch / 2, point.y() - pitch / 2, pitch, pitch)
        draw_square(painter, square, *self._detail.fraction_yx, tap_colour(self._tap, self._geometry))
        for place, (text, font, ink) in enumerate(written):
            self._write_value(painter, place, text, font, ink)
        draw_point(painter, point, tap_colour(self._tap, self._geometry), _MARK, hollow=self._outside)
        if self._placed:
            draw_pin(painter, point, _MARK)

    def _paint_pixel(self, painter: QPainter, place: int, detail: TapDetail) -> tuple[str, QFont, QColor]:
        """Paint a pixel without its value, and return how that is written."""
        theme, frame = current_theme(), _frame_of(place)
        font = tabular(self.font(), 0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        if detail.inside[place]:
            colour = self._colours[place]
            painter.setBrush(colour)
            painter.setPen(QPen(theme.hairline, 1))  # a white pixel would be lost on a white panel
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS / 2, RADIUS / 2)
            dark, light = QColor("#14161B"), QColor("#FFFFFF")
            ink = dark if contrast(dark, colour) > contrast(light, colour) else light
            text, font = fitted(float(detail.pixels[place]), font, frame.width() - 2 * _LEAST_INSET)
        else:
            painter.setBrush(theme.raised)
            painter.drawRoundedRect(frame, RADIUS / 2, RADIUS / 2)
            painter.setBrush(QBrush(mix(theme.hairline, theme.muted, 0.4), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(frame, RADIUS / 2, RADIUS / 2)
            ink = theme.text
            text = "0"
        return text, font, ink

    def _write_value(self, painter: QPainter, place: int, text: str, font: QFont, ink: QColor) -> None:
        """Write a pixel's value into its outer corner, out of the way of the point between the centres.

        A rim keeps the lines of the square, which may run through it, off its digits.
        """
        row, column = divmod(place, 2)
        frame, metrics = _frame_of(place), QFontMetricsF(font)
        beside = min(_INSET, (frame.width() - metrics.horizontalAdvance(text)) / 2)
        room = frame.adjusted(beside, _INSET, -beside, -_INSET)
        left = room.right() - metrics.horizontalAdvance(text) if column else room.left()
        baseline = room.bottom() - metrics.descent() if row else room.top() + metrics.ascent()
        digits = QPainterPath()
        digits.addText(left, baseline, font, text)
        assert self._detail is not None
        rim = self._colours[place] if self._detail.inside[place] else current_theme().raised
        painter.strokePath(digits, QPen(rim, _RIM, j=Qt.PenJoinStyle.RoundJoin))
        painter.setPen(ink)
        painter.setFont(font)
        painter.drawText(QPointF(left, baseline), text)

    def _paint_centres(self, painter: QPainter) -> None:
        """Mark the four pixel centres between which the point is."""
        painter.setPen(QPen(QColor(0, 0, 0, 130), 1))
        painter.setBrush(QColor(255, 255, 255, 190))
        for row in (0, 1):
            for column in (0, 1):
                centre = QPointF(_CELL / 2 + column * (_CELL + _GAP), _CELL / 2 + row * (_CELL + _GAP))
                painter.drawEllipse(centre, 1.8, 1.8)

    def _restyle(self) -> None:
        self.update()


def _frame_of(place: int) -> QRectF:
    row, column = divmod(place, 2)
    return QRectF(column * (_CELL + _GAP), row * (_CELL + _GAP), _CELL, _CELL)


def fitted(value: float, font: QFont, width: float) -> tuple[str, QFont]:
    """Return ``value`` as text, and ``font`` as small as it must be to fit into ``width`` pixels."""
    smaller = QFont(font)
    text = ""
    for digits in range(_DIGITS, 0, -1):
        text = significant(value, digits)
        for size in range(QFontInfo(font).pixelSize(), _SMALLEST_TEXT - 1, -1):
            smaller.setPixelSize(size)
            if QFontMetricsF(smaller).horizontalAdvance(text) <= width:
                return text, smaller
    return text, smaller


def pixel_colours(values: np.ndarray, low: float, high: float) -> tuple[QColor, ...]:
    """Return the colours of pixels, float (n, 1 | 3): ``low`` is black and ``high`` white; NaN is magenta."""
    span = (high - low) or 1.0
    colours = []
    for pixel in np.asarray(values, dtype=np.float64):
        if not np.isfinite(pixel).all():
            colours.append(QColor(255, 0, 255))
            continue
        parts = [int(np.clip((v - low) / span, 0, 1) * 255 + 0.5) for v in pixel]
        colours.append(QColor(*(parts if len(parts) == 3 else parts * 3)))
    return tuple(colours)

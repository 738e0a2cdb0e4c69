"""A tint over the output values of a shuffle that come from another channel than they belong to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.colours import OUTLINE
from vizapp.gui.subpixel.tile_layer import WASH_GONE

TINT = QColor(0xFF, 0x8A, 0x00)
TINT_ALPHA = 56
_HATCHED_FROM = 8.0
"""Screen pixels a sub-pixel from which the tint is also hatched: its shape says the same as its hue."""
_FRAMED_FROM = WASH_GONE
"""Screen pixels a sub-pixel from which the tint is a frame: numbers stand on the pixels' own colours."""
_FRAME_SHARE = 0.12
"""The width of the frame, of the side of a sub-pixel."""
_STROKE = QColor(0, 0, 0, 150)


class TintedArea(NamedTuple):
    """A canvas rectangle of one channel, or of several drawn as colour, and which phases of it are tinted.

    ``phases`` is bool (r², ), repeated over the rectangle, which begins with a whole pixel.
    """

    rect: QRectF
    phases: tuple[bool, ...]


class DisplacedLayer(Layer):
    """Tints phases of areas; from afar, where sub-pixels are smaller than pixels of the screen, by their share."""

    def __init__(self) -> None:
        super().__init__()
        self._factor = 1
        self._areas: tuple[TintedArea, ...] = ()

    @property
    def areas(self) -> tuple[TintedArea, ...]:
        """What is tinted."""
        return self._areas

    def show(self, upscale_factor: int, areas: Sequence[TintedArea]) -> None:
        """Tint ``areas`` of a map that was enlarged by ``upscale_factor``."""
        kept = tuple(area for area in areas if any(area.phases))
        if (upscale_factor, kept) != (self._factor, self._areas):
            self._factor, self._areas = upscale_factor, kept
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        seen = QRectF(0, 0, projection.width, projection.height)
        for rect, phases in self._areas:
            area = projection.map_rect(rect)
            if not area.intersects(seen):
                continue
            if projection.scale < 1:
                colour = QColor(TINT)
                colour.setAlpha(round(TINT_ALPHA * sum(phases) / len(phases)))
                painter.fillRect(area.intersected(seen), colour)
                continue
            if keeps_shapes(painter):
                self._draw_shapes(painter, projection, rect, phases)
                continue
            dots = round(projection.scale) if projection.scale >= _HATCHED_FROM else 1
            brush = QBrush(_tile(np.array(phases), self._factor, dots))
            share = projection.scale / dots
            brush.setTransform(QTransform(share, 0, 0, share, area.left(), area.top()))
            painter.fillRect(area.intersected(seen), brush)

    def _draw_shapes(self, painter: QPainter, projection: Projection, rect: QRectF, phases: tuple[bool, ...]) -> None:
        """Tint the sub-pixels that are in view one by one, where a pattern would be made of pixels."""
        r, seen = self._factor, projection.visible_canvas().intersected(rect)
        rows = range(math.floor(seen.top() - rect.top()), math.ceil(seen.bottom() - rect.top()))
        columns = range(math.floor(seen.left() - rect.left()), math.ceil(seen.right() - rect.left()))
        for row in rows:
            for column in columns:
                if phases[row % r * r + column % r]:
                    square = canvas_rect(rect.top() + row, rect.left() + column, 1, 1)
                    _draw_square(painter, projection.map_rect(square), is_hatched=projection.scale >= _HATCHED_FROM)


def displaced_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend: a tinted, hatched pixel."""
    rect = QRectF(place.x() - 7, place.y() - 7, 14, 14)
    painter.fillRect(rect, QColor(0x80, 0x80, 0x80))
    _draw_square(painter, rect, is_hatched=True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(OUTLINE, 1))
    painter.drawRect(rect)


def _fill_frame(painter: QPainter, square: QRectF, width: float) -> None:
    """Fill what is nearer to the edge of a square than ``width`` with the opaque tint, and a dark rim inside it."""
    for grown, colour in ((width + 1, _STROKE), (width, TINT)):
        frame = QPainterPath()
        frame.addRect(square)
        frame.addRect(square.adjusted(grown, grown, -grown, -grown))
        painter.fillPath(frame, colour)


def _tile(phases: NDArray[np.bool_], upscale_factor: int, dots: int) -> QImage:
    """Return the r × r sub-pixels of a pixel, ``dots`` × ``dots`` each; with more than one dot hatched."""
    r = upscale_factor
    image = QImage(r * dots, r * dots, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for phase in np.flatnonzero(phases).tolist():
        i, j = divmod(phase, r)
        _draw_square(painter, QRectF(j * dots, i * dots, dots, dots), is_hatched=dots > 1)
    painter.end()
    return image


def _draw_square(painter: QPainter, square: QRectF, *, is_hatched: bool) -> None:
    """Tint one sub-pixel."""
    side = square.width()
    if side < _FRAMED_FROM:
        tint = QColor(TINT)
        tint.setAlpha(TINT_ALPHA)
        painter.fillRect(square, tint)
    else:
        _fill_frame(painter, square, side * _FRAME_SHARE)
    if is_hatched:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, shift in ((_STROKE, 0.0), (TINT, 1.0)):
            painter.setPen(QPen(colour, 1))
            painter.drawLine(
                QPointF(square.left() + shift, square.top() + side / 3),
                QPointF(square.left() + side / 3 + shift, square.top()),
            )

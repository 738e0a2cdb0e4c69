"""The picture of the units that read a pixel, and the mark of the pixel itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE
from vizapp.gui.deformable.colour_ramp import packed_image
from vizapp.gui.deformable.field_key import READERS_STOPS
from vizapp.protocol.unit_answers import Readers

_MOST_CELLS = 2**20
"""Of the picture; where units lie farther apart, several share a cell, which shows the strongest."""
_OPACITY = 0.85
_SMALLEST_MARK = 11.0
_TICKS_FROM, _TICKS = 9.0, 6.0
"""Screen pixels from the middle of a place to its four ticks, and their length: what is tinted lies between them."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadersImage:
    """``image`` is drawn over the canvas rectangle ``rect`` of the output."""

    image: QImage
    rect: QRectF


def readers_image(readers: Readers) -> ReadersImage | None:
    """Return the picture of the listed units; None where there is none.

    Full colour is one tap that reads nothing but the pixel, or more where a unit reads more of it.
    """
    units = readers.units_yx.astype(np.int64)
    if not len(units):
        return None
    first, last = units.min(axis=0), units.max(axis=0)
    rows, columns = (last - first + 1).tolist()
    step = max(1, math.ceil(math.sqrt(rows * columns / _MOST_CELLS)))
    height, width = -(-rows // step), -(-columns // step)
    share = readers.strength / max(1.0, float(readers.strength.max()))
    levels = np.full((height, width), -1.0, np.float32)
    down, right = ((units - first) // step).T
    np.maximum.at(levels, (down, right), share)
    packed = np.where(levels >= 0, _packed(levels), np.uint32(0))
    top, left = first.tolist()
    return ReadersImage(packed_image(packed), canvas_rect(top, left, height * step, width * step))


def draw_asked(painter: QPainter, projection: Projection, pixel_yx: Position) -> None:
    """Mark the pixel that is asked about, (y, x): a dotted square."""
    square = projection.map_rect(canvas_rect(*pixel_yx, 1, 1))
    more = max(0.0, (_SMALLEST_MARK - square.width()) / 2)
    square.adjust(-more, -more, more, more)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 4.0, 2.0, style=Qt.PenStyle.DotLine, join=Qt.PenJoinStyle.MiterJoin):
        painter.setPen(pen)
        painter.drawRect(square)


def draw_place(painter: QPainter, projection: Projection, place_yx: tuple[float, float]) -> None:
    """Mark where the pixel lies among the units, (y, x): four ticks around it."""
    centre = projection.to_screen(*place_yx)
    start = max(_TICKS_FROM, projection.scale / 2 + 2)
    for pen in outlined(WHITE, 4.0, 2.0):
        painter.setPen(pen)
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(centre + way * start, centre + way * (start + _TICKS))


def _packed(levels: NDArray[np.float32]) -> NDArray[np.uint32]:
    """Return the packed colours, premultiplied, of levels from 0 to 1 (h, w)."""
    places = [place for place, _ in READERS_STOPS]
    packed = np.full(levels.shape, round(_OPACITY * 255), np.uint32)
    for shift in (16, 8, 0):
        part = [_OPACITY * (colour >> shift & 255) for _, colour in READERS_STOPS]
        packed = packed << np.uint32(8) | np.rint(np.interp(levels, places, part)).astype(np.uint32)
    return packed

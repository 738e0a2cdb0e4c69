"""Where training pushes the probe's points, and the zone from which none is pushed back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from vizapp.geometry import reading_bounds
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_point
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE, direction_colour
from vizapp.gui.deformable.point_painter import POINT_RADIUS, draw_arrow
from vizapp.gui.deformable.point_parts import ScreenMarks
from vizapp.gui.deformable.requests import probe_requests
from vizapp.protocol.requests import Request
from vizapp.session.state import State

PUSHES, DEAD_ZONE = "deformable.pushes", "deformable.deadZone"
"""The keys of the two overlays."""
LONGEST = 34.0
"""Screen pixels, from the edge of a point, of the longest arrow of a unit; the others are in proportion to it."""
_SHADE = QColor(194, 51, 43, 70)
_HATCH = QColor(255, 255, 255, 70)


def push_requests(state: State) -> dict[str, Request]:
    """Return the request for the probe, this time with the pushes."""
    return probe_requests(state, pushes=True)


def draw_pushes(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw an arrow from each point to where training pushes it, in the colour of that direction."""
    push = screen.marks.push_yx
    if push is None or not screen.known or len(push) != len(screen.points):
        return
    lengths = np.hypot(push[:, 0], push[:, 1], dtype=np.float64)
    longest = float(lengths.max())
    if not longest > 0:
        return
    for place, (dy, dx), length in zip(screen.points, push.tolist(), lengths.tolist(), strict=True):
        if length > 0:
            way = QPointF(dx / length, dy / length)
            start = place + way * POINT_RADIUS
            draw_arrow(painter, start, start + way * (LONGEST * length / longest), direction_colour(dy, dx), gap=0)


def push_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 3.0, 1.2):
        painter.setPen(pen)
        painter.drawEllipse(place - QPointF(8, 0), 3.5, 3.5)
    draw_arrow(painter, place - QPointF(4, 0), place + QPointF(11, 0), direction_colour(0, 1), gap=0)


class DeadZoneOverlay:
    """Shades where a point reads nothing but zeros; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = DeadZoneLayer()
        pair.input.add_layer(self._layer, above_numbers=True)

    def show_state(self, old: State | None, new: State) -> None:
        if old is None or old.configured is not new.configured:
            self._layer.show(None if new.configured is None else new.configured.input_shape[1:])

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)


class DeadZoneLayer(Layer):
    """Shades all that lies a pixel or more outside the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._size: tuple[int, int] | None = None

    def show(self, size: tuple[int, int] | None) -> None:
        """Shade around a picture of (H, W) pixels; None shades nothing."""
        if size != self._size:
            self._size = size
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._size is None:
            return
        first, last = (projection.map(canvas_point(*bound)) for bound in reading_bounds(*self._size))
        zone = QPainterPath()
        zone.addRect(QRectF(0, 0, projection.width, projection.height))
        zone.addRect(QRectF(first, last))
        for brush in (QBrush(_SHADE), QBrush(_HATCH, Qt.BrushStyle.BDiagPattern)):
            painter.fillPath(zone, brush)


def dead_zone_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    rect = QRectF(place.x() - 9, place.y() - 6, 18, 12)
    for brush in (QBrush(_SHADE), QBrush(_HATCH, Qt.BrushStyle.BDiagPattern)):
        painter.fillRect(rect, brush)
    painter.setPen(QPen(WHITE, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)

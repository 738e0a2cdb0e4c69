"""A part of every point of the deformable lab: a frame around it. All that it takes is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from vizapp.gui.deformable.overlays import OVERLAYS
from vizapp.gui.lab_ui import LegendRow
from vizapp.gui.points.point_parts import PointPart, ScreenMarks

KEY = "deformable.frame"
COLOUR = QColor(255, 0, 255)
HALF_SIDE = 16.0


def draw_frame(painter: QPainter, place: QPointF) -> None:
    painter.setPen(QPen(COLOUR, 3.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(place.x() - HALF_SIDE, place.y() - HALF_SIDE, 2 * HALF_SIDE, 2 * HALF_SIDE))


def draw_frames(painter: QPainter, screen: ScreenMarks) -> None:
    for place in screen.points:
        draw_frame(painter, place)


PART = PointPart(
    KEY,
    "Frames",
    "A frame around each point.",
    (LegendRow(draw_frame, "frame"),),
    draw=draw_frames,
    beside_loupe=True,
)


@contextmanager
def registered() -> Iterator[None]:
    """Have the mark while the context lasts."""
    OVERLAYS.append(PART)
    try:
        yield
    finally:
        OVERLAYS.remove(PART)

"""The marks of the sampling points as they stand in the legend, each drawn around a place."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.field_layers import draw_field_arrow
from vizapp.gui.deformable.point_painter import (
    POINT_RADIUS,
    draw_arrow,
    draw_ghost,
    draw_grid_square,
    draw_pin,
    draw_point,
    draw_truth_ring,
)

_SAMPLE = direction_colour(-1, 1)


def grid_mark(painter: QPainter, place: QPointF) -> None:
    draw_grid_square(painter, place)


def point_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place, _SAMPLE, POINT_RADIUS, hollow=False)


def hollow_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place, _SAMPLE, POINT_RADIUS, hollow=True)


def arrow_mark(painter: QPainter, place: QPointF) -> None:
    draw_arrow(painter, place - QPointF(11, 0), place + QPointF(11, 0), _SAMPLE, gap=0)


def field_arrow_mark(painter: QPainter, place: QPointF) -> None:
    start, end = QPointF(place.x() - 8, place.y() + 4), QPointF(place.x() + 7, place.y() - 4)
    draw_field_arrow(painter, start, end)


def untrained_mark(painter: QPainter, place: QPointF) -> None:
    draw_ghost(painter, place - QPointF(8, 0), place + QPointF(14, 0), _SAMPLE)


def truth_mark(painter: QPainter, place: QPointF) -> None:
    draw_truth_ring(painter, place, _SAMPLE)


def mask_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place - QPointF(7, 0), _SAMPLE, POINT_RADIUS * 0.5, hollow=False)
    draw_point(painter, place + QPointF(5, 0), _SAMPLE, POINT_RADIUS * 1.2, hollow=False)


def placed_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place - QPointF(4, -3), _SAMPLE, POINT_RADIUS, hollow=False)
    draw_pin(painter, place - QPointF(4, -3))

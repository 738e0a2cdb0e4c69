"""The marks of the sampling points as they stand in the legend, each drawn around a place."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from vizapp.gui.colours import direction_colour
from vizapp.gui.points.point_painter import (
    POINT_RADIUS,
    draw_arrow,
    draw_faint_point,
    draw_ghost,
    draw_grid_square,
    draw_pin,
    draw_point,
    draw_trail,
    draw_truth_ring,
)

_SAMPLE = direction_colour(-1, 1)


def grid_mark(painter: QPainter, place: QPointF) -> None:
    draw_grid_square(painter, place)


def point_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place, _SAMPLE, POINT_RADIUS, hollow=False)


def faint_mark(painter: QPainter, place: QPointF) -> None:
    draw_faint_point(painter, place)


def hollow_mark(painter: QPainter, place: QPointF) -> None:
    draw_point(painter, place, _SAMPLE, POINT_RADIUS, hollow=True)


def arrow_mark(painter: QPainter, place: QPointF) -> None:
    draw_arrow(painter, place - QPointF(11, 0), place + QPointF(11, 0), _SAMPLE, gap=0)


def trail_mark(painter: QPainter, place: QPointF) -> None:
    """Draw a bent path that ends in a point."""
    steps = np.linspace(0, 1, 12)
    path = np.stack([place.x() - 11 + 20 * steps, place.y() + 4 - 14 * steps * (1 - steps)], axis=1)
    draw_trail(painter, path, _SAMPLE)
    draw_point(painter, place + QPointF(9, 4), _SAMPLE, POINT_RADIUS * 0.6, hollow=False)


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

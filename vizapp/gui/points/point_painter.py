"""The marks of the sampling points, each drawn the same way on the picture and in the legend.

All are of constant size on the screen and have a dark outline, so that they are seen on any photograph. Shapes tell
the kinds apart without colour: hollow is outside the image, dashed is the truth, a square is the rigid grid, a pin is
placed by hand.
"""

from __future__ import annotations

import functools
import itertools
import math
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from vizapp.gui.canvas.kept_shapes import thin_pen
from vizapp.gui.canvas.stamps import draw_stamp
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, WHITE

POINT_RADIUS = 6.5
SELECTED_RADIUS = 8.0
RING_RADIUS = 11.0
SQUARE_SIDE = 8.0
SELECTION_RADIUS = 13.0
_FAINT_RADIUS = 3.0
_FAINT, _FAINT_OUTLINE = QColor(255, 255, 255, 120), QColor(20, 22, 27, 120)
_RADIUS_STEPS = 8
_ARROW_HEAD = 7.0
_ARROW_WIDTHS = (3.6, 1.6)
"""Of an arrow's outline and of its line, in screen pixels."""
_ARC_PLACES = 7
_GHOST_RADIUS, _GHOST_OPACITY = 7.0, 0.7
_PIN_AWAY, _PIN_HEAD = 4.5, 3.6
_PIN_REACH = _PIN_AWAY + _PIN_HEAD + 1.0
"""Screen pixels that a pin reaches beyond the square around its point."""
_TRAIL_BANDS = 3
_TRAIL_SPACING = 4.0
_LONGEST_TRAIL = 600.0
"""Screen pixels of its way that a trail shows at most, the newest: nine zigzags all over the picture say no more,
and take a tenth of a second to draw."""
_BESIDE = (QPointF(-1.1, -0.6), QPointF(1.1, 0.6))
_WITHIN = (QPointF(-0.35, -0.2), QPointF(0.35, 0.2))
"""Where the lines of a trail run beside its middle, in screen pixels: two dark ones around two coloured ones."""


def draw_grid_square(painter: QPainter, place: QPointF) -> None:
    """A place of the rigid grid: a hollow square."""
    draw_stamp(painter, place, "grid square", SQUARE_SIDE / 2 + 2, _draw_grid_square)


def _draw_grid_square(painter: QPainter, place: QPointF) -> None:
    half = SQUARE_SIDE / 2
    rect = QRectF(place.x() - half, place.y() - half, SQUARE_SIDE, SQUARE_SIDE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 3.4, 1.4, join=Qt.PenJoinStyle.MiterJoin):
        painter.setPen(pen)
        painter.drawRect(rect)


def draw_arrow(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, gap: float = POINT_RADIUS) -> None:
    """An arrow that ends ``gap`` before ``end``; nothing when there is no room for one."""
    way = end - start
    length = math.hypot(way.x(), way.y())
    if length <= gap + 2:
        return
    cos, sin = way.x() / length, way.y() / length
    if length <= gap + _ARROW_HEAD + 3:  # no room for its head
        tip = end - QPointF(cos, sin) * gap
        for pen in outlined(colour, *_ARROW_WIDTHS, cap=Qt.PenCapStyle.RoundCap):
            painter.setPen(pen)
            painter.drawLine(start, tip)
        return
    turned = QTransform(cos, sin, -sin, cos, start.x(), start.y())
    for width, shade in zip(_ARROW_WIDTHS, (OUTLINE, colour), strict=True):
        tail, head = _arrow_ends(width / 2)
        path = head.translated(length - gap, 0)
        path.connectPath(tail)
        painter.fillPath(turned.map(path), shade)


@functools.cache
def _arrow_ends(around: float) -> tuple[QPainterPath, QPainterPath]:
    """Return the outlines of both ends of an arrow to the right, its tail and its tip at (0, 0).

    They lie ``around`` screen pixels outside its line and its head, in the order in which the tail follows the head.
    Filled outlines take a fifth of the time of lines with round ends and corners.
    """
    back, half = -_ARROW_HEAD, _ARROW_HEAD * 0.45
    slope = math.atan2(_ARROW_HEAD, half)  # the direction that a side of the head faces
    corners = (
        (back, -half, -math.pi, -slope),
        (0.0, 0.0, -slope, slope),
        (back, half, slope, math.pi),
    )
    head = [QPointF(back - around, -around)]
    for x, y, first, last in corners:
        head += _arc(x, y, around, first, last)
    head.append(QPointF(back - around, around))
    tail = _arc(0.0, 0.0, around, math.pi / 2, 3 * math.pi / 2)
    return _path(tail), _path(head)


def _arc(x: float, y: float, radius: float, first: float, last: float) -> list[QPointF]:
    """Return places along a circle around (x, y), from one angle to another, clockwise on the screen."""
    return [
        QPointF(x + radius * math.cos(angle), y + radius * math.sin(angle))
        for angle in np.linspace(first, last, _ARC_PLACES).tolist()
    ]


def _path(places: list[QPointF]) -> QPainterPath:
    path = QPainterPath(places[0])
    for place in places[1:]:
        path.lineTo(place)
    return path


def draw_point(painter: QPainter, place: QPointF, colour: QColor, radius: float, hollow: bool) -> None:
    """A sampling point: filled, or hollow where it lies outside the image."""
    # Radii follow masks, which change with every step: what cannot be told apart need not be drawn anew.
    radius = round(radius * _RADIUS_STEPS) / _RADIUS_STEPS
    look = ("point", colour.rgba(), radius, hollow)
    draw_stamp(painter, place, look, radius + 2, partial(_draw_point, colour=colour, radius=radius, hollow=hollow))


def _draw_point(painter: QPainter, place: QPointF, colour: QColor, radius: float, hollow: bool) -> None:
    if hollow:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(colour, 5.4, 2.6):
            painter.setPen(pen)
            painter.drawEllipse(place, radius - 1, radius - 1)
        return
    painter.setPen(QPen(OUTLINE, 2.0))
    painter.setBrush(colour)
    painter.drawEllipse(place, radius, radius)


def draw_faint_point(painter: QPainter, place: QPointF) -> None:
    """A sampling point of an offset group that is not chosen: small, without a hue."""
    draw_stamp(painter, place, "faint point", _FAINT_RADIUS + 1, _draw_faint_point)


def _draw_faint_point(painter: QPainter, place: QPointF) -> None:
    painter.setPen(QPen(_FAINT_OUTLINE, 1.4))
    painter.setBrush(_FAINT)
    painter.drawEllipse(place, _FAINT_RADIUS, _FAINT_RADIUS)


def draw_broken(painter: QPainter, place: QPointF, radius: float = POINT_RADIUS) -> None:
    """A cross where an offset is not finite, so that nothing is read."""
    for pen in outlined(WHITE, 4.2, 1.8, cap=Qt.PenCapStyle.RoundCap):
        painter.setPen(pen)
        for way in (QPointF(radius, radius), QPointF(radius, -radius)):
            painter.drawLine(place - way, place + way)


def draw_ghost(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """Where a point was before: a faint outline, and a dashed line to the point's edge."""
    way = end - start
    length = math.hypot(way.x(), way.y())
    faint, dark = QColor(colour), QColor(OUTLINE)
    faint.setAlphaF(_GHOST_OPACITY)
    dark.setAlphaF(_GHOST_OPACITY)
    dashed = QPen(faint, 1.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    dashed.setDashPattern([3.0, 2.5])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring, line in ((QPen(dark, 3.0), QPen(dark, 3.0)), (QPen(faint, 1.4), dashed)):
        if length > _GHOST_RADIUS + POINT_RADIUS:
            painter.setPen(line)
            painter.drawLine(start + way * (_GHOST_RADIUS / length), end - way * (POINT_RADIUS / length))
        painter.setPen(ring)
        painter.drawEllipse(start, _GHOST_RADIUS, _GHOST_RADIUS)


def draw_minus(painter: QPainter, place: QPointF, radius: float) -> None:
    """A dark bar across a point whose value counts with a negative mask."""
    half = max(1.5, radius - 3.0)
    painter.setPen(QPen(OUTLINE, 2.0))
    painter.drawLine(place - QPointF(half, 0), place + QPointF(half, 0))


def draw_truth_ring(painter: QPainter, place: QPointF, colour: QColor) -> None:
    """Where a point should be: a dashed ring."""
    look = ("truth ring", colour.rgba())
    draw_stamp(painter, place, look, RING_RADIUS + 2, partial(_draw_truth_ring, colour=colour))


def _draw_truth_ring(painter: QPainter, place: QPointF, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    outline, dashes = outlined(colour, 3.6, 2.0, cap=Qt.PenCapStyle.FlatCap)
    dashes.setDashPattern([2.4, 1.9])
    for pen in (outline, dashes):
        painter.setPen(pen)
        painter.drawEllipse(place, RING_RADIUS, RING_RADIUS)


def draw_pin(painter: QPainter, place: QPointF, radius: float = POINT_RADIUS) -> None:
    """The pin of a point that was placed by hand, stuck into its upper right."""
    radius = round(radius * _RADIUS_STEPS) / _RADIUS_STEPS
    draw_stamp(painter, place, ("pin", radius), radius + _PIN_REACH, partial(_draw_pin, radius=radius))


def _draw_pin(painter: QPainter, place: QPointF, radius: float) -> None:
    foot = place + QPointF(radius, -radius) * 0.5
    head = place + QPointF(radius + _PIN_AWAY, -radius - _PIN_AWAY)
    for pen in outlined(WHITE, 4.4, 2.0, cap=Qt.PenCapStyle.RoundCap, join=Qt.PenJoinStyle.RoundJoin):
        painter.setPen(pen)
        painter.drawLine(foot, head)
    painter.setPen(QPen(OUTLINE, 1.4))
    painter.setBrush(WHITE)
    painter.drawEllipse(head, _PIN_HEAD, _PIN_HEAD)


def draw_selection(painter: QPainter, place: QPointF) -> None:
    """The halo of the selected point."""
    draw_stamp(painter, place, "selection", SELECTION_RADIUS + 3, _draw_selection)


def _draw_selection(painter: QPainter, place: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 4.4, 2.0):
        painter.setPen(pen)
        painter.drawEllipse(place, SELECTION_RADIUS, SELECTION_RADIUS)


def draw_trail(painter: QPainter, places: NDArray[np.float64], colour: QColor) -> None:
    """The way of a point on the screen, float64 (n, 2) as (x, y), oldest first: fading towards the past."""
    if len(places) < 2 or np.ptp(places, axis=0).max() < 1.0:
        return
    points = [QPointF(x, y) for x, y in _spaced(_newest(places, _LONGEST_TRAIL), _TRAIL_SPACING).tolist()]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edges = np.linspace(0, len(points) - 1, min(_TRAIL_BANDS, len(points) - 1) + 1).round().astype(int)
    for band, (first, last) in enumerate(itertools.pairwise(edges.tolist())):
        strength = (band + 1) / (len(edges) - 1)
        line = QPolygonF(points[first : last + 1])
        for base, opacity, shifts in ((OUTLINE, 0.5, _BESIDE), (colour, 0.9, _WITHIN)):
            faded = QColor(base)
            faded.setAlphaF(base.alphaF() * opacity * strength)
            painter.setPen(_hairline(faded, painter))
            for shift in shifts:
                painter.drawPolyline(line.translated(shift))


def _hairline(colour: QColor, painter: QPainter) -> QPen:
    """Return a pen of one logical pixel in whole pixels of the screen.

    A smooth line that is one pixel wide is drawn twenty times as fast as any wider one, so several beside each other
    still cost far less than a wide one.
    """
    pen = thin_pen(colour, painter)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


def _newest(places: NDArray[np.float64], longest: float) -> NDArray[np.float64]:
    """Return the end of a way (n, 2), n ≥ 2, that is ``longest`` at most, and begins between two of its places."""
    back = places[::-1]
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(back, axis=0).T))])
    if along[-1] <= longest:
        return places
    whole = int(np.searchsorted(along, longest, side="right"))
    part = (longest - along[whole - 1]) / (along[whole] - along[whole - 1])
    beginning = back[whole - 1] + part * (back[whole] - back[whole - 1])
    return np.vstack([beginning, back[:whole][::-1]])


def _spaced(places: NDArray[np.float64], spacing: float) -> NDArray[np.float64]:
    """Return the first and last of ``places`` (n, 2), n ≥ 2, and of those between one about every ``spacing``."""
    lengths = np.hypot(*np.diff(places, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.searchsorted(along, np.arange(0.0, along[-1], spacing))
    # Ascending already: np.unique would import numpy.ma at its first call, which holds up the first trail.
    wanted = np.append(wanted, len(places) - 1)
    return places[wanted[np.append(True, np.diff(wanted) > 0)]]

"""The ring around a unit's points, with a handle that turns them and one that scales them: its places and drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from vizapp.gui.canvas.badges import PLATE, PLATE_TEXT, paint_plate
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE
from vizapp.gui.text_size import text_pixels

Handle: TypeAlias = Literal["turn", "scale"]
HANDLES: tuple[Handle, ...] = ("turn", "scale")
HANDLE_RADIUS = 9.0
HIT_RADIUS = 12.0
"""Screen pixels from a handle's centre within which a press takes it."""
NEAR = 26.0
"""Screen pixels beyond the ring within which the cursor is near enough for it to be shown."""
SMALLEST_RING = 34.0
_BESIDE_POINTS = 20.0
"""Screen pixels between the outermost point and the ring."""
_ANGLES: dict[Handle, float] = {"turn": -90.0, "scale": 45.0}
"""Where the handles are on the ring, in degrees clockwise from the right."""
_QUARTERS = (0.0, 90.0, 180.0, 270.0)
_LINE = QColor(255, 255, 255, 170)
_TEXT_PIXELS = 12


@dataclass(frozen=True, slots=True)
class Ring:
    """The ring on the screen.

    Attributes:
        centre, radius: in screen pixels.
        turn: the degrees, clockwise, by which its handles stand away from their usual places.
    """

    centre: QPointF
    radius: float
    turn: float = 0.0

    def place_of(self, handle: Handle) -> QPointF:
        """Return the centre of a handle on the screen."""
        angle = math.radians(_ANGLES[handle] + self.turn)
        return self.centre + QPointF(math.cos(angle), math.sin(angle)) * self.radius

    def handle_at(self, place: QPointF) -> Handle | None:
        """Return the handle that a press at a place on the screen takes."""
        away = {handle: _length(self.place_of(handle) - place) for handle in HANDLES}
        nearest = min(HANDLES, key=away.__getitem__)
        return nearest if away[nearest] <= HIT_RADIUS else None

    def is_near(self, place: QPointF) -> bool:
        """Return whether a place on the screen lies within the ring or close to it."""
        return _length(place - self.centre) <= self.radius + NEAR

    def changed(self, degrees: float, factor: float) -> Ring:
        """Return the ring after the points were turned and scaled."""
        return replace(self, radius=self.radius * factor, turn=self.turn + degrees)


def ring_around(points: Sequence[QPointF], centre: QPointF, room: QRectF) -> Ring | None:
    """Return the ring around points on the screen, small enough for both handles to lie in ``room``.

    Where there is no room at their usual places, the handles stand a quarter of a turn further, or more; None where
    there is none at any.
    """
    wanted = max([SMALLEST_RING, *(_length(point - centre) + _BESIDE_POINTS for point in points)])
    rings = [Ring(centre, min(wanted, _most(centre, turn, room)), turn) for turn in _QUARTERS]
    widest = max(rings, key=lambda ring: ring.radius)
    return widest if widest.radius >= SMALLEST_RING else None


def draw_circle(painter: QPainter, ring: Ring) -> None:
    """Draw the ring without its handles."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(_LINE, 2.6, 1.0):
        painter.setPen(pen)
        painter.drawEllipse(ring.centre, ring.radius, ring.radius)


def draw_handles(painter: QPainter, ring: Ring, room: QRectF, held: Handle | None, words: str = "") -> None:
    """Draw the handles on the ring; beside the one that is held stand ``words``, within ``room`` on the screen."""
    if held is not None:
        _draw_middle(painter, ring.centre)
    for handle in HANDLES:
        _draw_handle(painter, _seen(ring.place_of(handle), room), ring.turn, handle, is_held=handle == held)
    if held is not None and words:
        _draw_words(painter, _seen(ring.place_of(held), room), room, words)


def _most(centre: QPointF, turn: float, room: QRectF) -> float:
    """Return the largest radius at which both handles lie in ``room``."""
    most = math.inf
    for handle in HANDLES:
        angle = math.radians(_ANGLES[handle] + turn)
        for way, low, high in (
            (math.cos(angle), room.left() - centre.x(), room.right() - centre.x()),
            (math.sin(angle), room.top() - centre.y(), room.bottom() - centre.y()),
        ):
            if abs(way) > 1e-6:
                most = min(most, ((high - HANDLE_RADIUS - 1) if way > 0 else (-low - HANDLE_RADIUS - 1)) / abs(way))
    return most


def _seen(place: QPointF, room: QRectF) -> QPointF:
    """Return the place in ``room`` next to that of a handle: scaling points far can take it out of the loupe."""
    around = HANDLE_RADIUS + 1
    return QPointF(
        min(max(place.x(), room.left() + around), room.right() - around),
        min(max(place.y(), room.top() + around), room.bottom() - around),
    )


def _draw_middle(painter: QPainter, centre: QPointF) -> None:
    """Mark what the points are turned about: a cross, open in the middle."""
    for pen in outlined(WHITE, 3.4, 1.4):
        painter.setPen(pen)
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(centre + way * 9, centre + way * 15)


def _draw_handle(painter: QPainter, place: QPointF, turn: float, handle: Handle, *, is_held: bool) -> None:
    """Draw a handle at ``place``; ``turn`` as of the ring that it belongs to."""
    plate, ink = (PLATE_TEXT, PLATE) if is_held else (PLATE, PLATE_TEXT)
    painter.setPen(QPen(ink, 1.0))
    painter.setBrush(plate)
    if handle == "turn":
        painter.drawEllipse(place, HANDLE_RADIUS, HANDLE_RADIUS)
    else:
        half = HANDLE_RADIUS - 1
        painter.drawRoundedRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half), 3, 3)
    pen = QPen(ink, 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if handle == "turn":
        _draw_turning(painter, place, ink)
    else:
        _draw_scaling(painter, place, turn + _ANGLES["scale"])


def _draw_turning(painter: QPainter, place: QPointF, ink: QColor) -> None:
    """Draw three quarters of a circle with a head, clockwise."""
    radius = 4.4
    painter.drawArc(QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius), 60 * 16, 270 * 16)
    tip = place + QPointF(radius * math.cos(math.radians(60)), -radius * math.sin(math.radians(60)))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip + QPointF(1.6, 1.9), tip + QPointF(-2.6, 0.9), tip + QPointF(0.6, -2.5)]))


def _draw_scaling(painter: QPainter, place: QPointF, degrees: float) -> None:
    """Draw an arrow with two heads that leads away from the middle of the ring."""
    angle = math.radians(degrees)
    way, side = QPointF(math.cos(angle), math.sin(angle)), QPointF(-math.sin(angle), math.cos(angle))
    painter.drawLine(place - way * 4.6, place + way * 4.6)
    for sign in (1, -1):
        tip = place + way * (4.6 * sign)
        for across in (1, -1):
            painter.drawLine(tip, tip - way * (2.6 * sign) + side * (2.6 * across))


def _draw_words(painter: QPainter, place: QPointF, room: QRectF, words: str) -> None:
    """Draw words on a plate to the right of a handle, or to its left where there is no room."""
    font = QFont(painter.font())
    font.setPixelSize(text_pixels(_TEXT_PIXELS))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 6
    left = place.x() + HANDLE_RADIUS + 6
    if left + width > room.right():
        left = place.x() - HANDLE_RADIUS - 6 - width
    plate = QRectF(left, place.y() - height / 2, width, height)
    paint_plate(painter, plate)
    painter.setPen(PLATE_TEXT)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


def _length(way: QPointF) -> float:
    return math.hypot(way.x(), way.y())

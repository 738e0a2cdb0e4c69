"""Arrows at the edge of a canvas that lead to what has gone out of view: a point, the probe, a picked pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsSceneMouseEvent

from vizapp.gui.canvas.coordinates import Projection, canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.colours import OUTLINE

_INSET = 15.0
"""Screen pixels between the edge of the canvas and the arrows' places."""
_LENGTH, _HALF_WIDTH = 11.0, 7.0
"""Screen pixels from an arrow's place to its tip, and to either side."""
_HIT_RADIUS = 13.0
"""Screen pixels around an arrow's place that belong to it: a press there is meant for it."""
_LEAST_STEP = 1e-6


@dataclass(frozen=True)
class Target:
    """Something that must not be lost.

    Attributes:
        y, x: where it is, in pixels of the canvas' map.
        colour: that it is drawn in.
        text: what the arrow's tool tip says.
    """

    y: float
    x: float
    colour: QColor
    text: str


@dataclass(frozen=True)
class _Arrow:
    target: Target
    place: QPointF
    angle: float


class EdgeArrows(Overlay):
    """Draws an arrow for each target that is out of view; a press on it brings the target into the middle.

    An arrow lies where the line from the middle of the canvas to its target reaches the edge, or on the same line
    before badges and legend, which it never covers.
    """

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=20)
        self._targets: tuple[Target, ...] = ()
        self._has_taken = False
        canvas.corners.changed.connect(self.update)

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Lead to these from now on, as far as they are out of view."""
        targets = tuple(targets)
        if targets != self._targets:
            self._targets = targets
            self.update()

    @property
    def lost(self) -> tuple[Target, ...]:
        """The targets that are out of view now."""
        return tuple(arrow.target for arrow in self._arrows())

    def arrow_place(self, target: Target) -> QPointF | None:
        """Return where the arrow to ``target`` is on the viewport, or None while the target is in view."""
        return next((arrow.place for arrow in self._arrows() if arrow.target == target), None)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        del projection
        for arrow in self._arrows():
            painter.save()
            painter.translate(arrow.place)
            painter.rotate(math.degrees(arrow.angle))
            tip = QPolygonF(
                [QPointF(_LENGTH, 0), QPointF(-4, -_HALF_WIDTH), QPointF(-1, 0), QPointF(-4, _HALF_WIDTH)]
            )
            outline = QPen(OUTLINE, 3.0)
            outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(outline)
            painter.setBrush(arrow.target.colour)
            painter.drawPolygon(tip)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(tip)
            painter.restore()

    def takes(self, place: QPointF) -> bool:
        return self._arrow_at(place) is not None

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.PointingHandCursor

    def tooltip_at(self, place: QPointF) -> str:
        arrow = self._arrow_at(place)
        return "" if arrow is None else arrow.target.text

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        arrow = self._arrow_at(place)
        if arrow is not None:
            self.canvas.show_place(arrow.target.y, arrow.target.x)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self._has_taken = self.takes(event.pos())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        # The first press has moved the canvas, so that the second one is no longer on the arrow: it must not be a
        # press on what lies there now, which would pick another unit.
        if self._has_taken:
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def _arrow_at(self, place: QPointF) -> _Arrow | None:
        for arrow in reversed(self._arrows()):
            away = place - arrow.place
            if math.hypot(away.x(), away.y()) <= _HIT_RADIUS:
                return arrow
        return None

    def _arrows(self) -> list[_Arrow]:
        projection = self.projection
        view = QRectF(0, 0, projection.width, projection.height)
        places = [projection.map(canvas_point(target.y, target.x)) for target in self._targets]
        if all(map(view.contains, places)):
            return []  # as nearly always: what covers the canvas need not be known
        frame = view.adjusted(_INSET, _INSET, -_INSET, -_INSET)
        margins = (-_HIT_RADIUS, -_HIT_RADIUS, _HIT_RADIUS, _HIT_RADIUS)
        obstacles = [covered.adjusted(*margins) for covered in self.canvas.corners.occupied()]
        arrows = []
        for target, place in zip(self._targets, places, strict=True):
            if not view.contains(place) and frame.isValid():
                edge, angle = _on_edge(frame, place)
                arrows.append(_Arrow(target, _before(obstacles, frame.center(), edge), angle))
        return arrows


def _on_edge(frame: QRectF, place: QPointF) -> tuple[QPointF, float]:
    """Return where the line from the middle of ``frame`` to ``place`` leaves it, and its direction in radians."""
    centre = frame.center()
    dx, dy = place.x() - centre.x(), place.y() - centre.y()
    scale = min(
        frame.width() / 2 / abs(dx) if dx else math.inf,
        frame.height() / 2 / abs(dy) if dy else math.inf,
    )
    return QPointF(centre.x() + dx * scale, centre.y() + dy * scale), math.atan2(dy, dx)


def _before(obstacles: Sequence[QRectF], start: QPointF, end: QPointF) -> QPointF:
    """Return ``end``, or the place on the way there from ``start`` that lies before the obstacles that cover it."""
    place = end
    for _ in obstacles:
        covering = next((each for each in obstacles if each.contains(place) and not each.contains(start)), None)
        if covering is None:
            break
        way = place - start
        # The line enters a rectangle where it has passed the nearer edge on both axes.
        shares = [
            (edge - begin) / length
            for begin, length, edge in (
                (start.x(), way.x(), covering.left() if way.x() > 0 else covering.right()),
                (start.y(), way.y(), covering.top() if way.y() > 0 else covering.bottom()),
            )
            if length
        ]
        place = start + way * (max(shares) - _LEAST_STEP)
    return place

"""Where training pushes the probe's points, and the zone from which none is pushed back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from vizapp.geometry import reading_bounds
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_point
from vizapp.gui.canvas.kept_shapes import fill_hatched
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE, direction_colour
from vizapp.gui.deformable.field_key import LONGEST_ARROW, FieldKey
from vizapp.gui.deformable.requests import PUSHES
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.points.point_painter import POINT_RADIUS, draw_arrow
from vizapp.gui.points.point_parts import ScreenMarks
from vizapp.gui.widgets.numbers import grouped, significant
from vizapp.session.state import State

DEAD_ZONE = "deformable.deadZone"
"""The key of the overlay."""
_SHADE = QColor(194, 51, 43, 70)
_HATCH = QColor(255, 255, 255, 70)


def draw_pushes(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw an arrow from each point to where training pushes it, in the colour of that direction.

    The longest of the unit is ``LONGEST_ARROW`` from the edge of its point; the others are in proportion to it.
    """
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
            draw_arrow(
                painter, start, start + way * (LONGEST_ARROW * length / longest), direction_colour(dy, dx), gap=0
            )


def push_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 3.0, 1.2):
        painter.setPen(pen)
        painter.drawEllipse(place - QPointF(8, 0), 3.5, 3.5)
    draw_arrow(painter, place - QPointF(4, 0), place + QPointF(11, 0), direction_colour(0, 1), gap=0)


class PushScale:
    """Says what the longest push of the probe's points stands for; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self.key = FieldKey("pushesKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.TopRightCorner)

    def show_state(self, old: State | None, new: State) -> None:
        known = ("snapshot", "view", "experiment", "configured")
        if old is None or any(getattr(old, name) is not getattr(new, name) for name in known):
            self.key.show_lines("arrow", *(push_words(new) if PUSHES in new.view.shown else ()))

    def set_shown(self, shown: bool) -> None:
        if not shown:
            self.key.show_lines("arrow")


def push_words(state: State) -> tuple[str, ...]:
    """Return how much the loss falls for each pixel that the point with the longest push moves, and of how many units
    this one is: the loss is a mean over all, and each has a small part in it. Nothing where no push is known.
    """
    marks, configured = sampling_marks(state), state.configured
    if marks is None or marks.push_yx is None or configured is None:
        return ()
    longest = float(np.hypot(marks.push_yx[:, 0], marks.push_yx[:, 1], dtype=np.float64).max())
    if not longest > 0:
        return (_tr("nothing is pushed: the gradient is 0"),)
    _, rows, columns = configured.output_shape
    return (
        _tr("longest arrow: {push} loss per px").format(push=significant(longest, 2)),
        _tr("at one of {count} units").format(count=grouped(rows * columns)),
    )


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
        painter.fillPath(zone, _SHADE)
        fill_hatched(painter, zone, _HATCH)


def dead_zone_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    rect = QRectF(place.x() - 9, place.y() - 6, 18, 12)
    painter.fillRect(rect, _SHADE)
    fill_hatched(painter, rect, _HATCH)
    painter.setPen(QPen(WHITE, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pushes", text)

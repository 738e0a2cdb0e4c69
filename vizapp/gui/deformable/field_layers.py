"""The offset field on the input: a tint over the picture, and arrows at the places of units."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.coordinates import PIXEL_CENTRE, Projection
from vizapp.gui.canvas.kept_shapes import keeps_shapes, thin_pen
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, WHITE, direction_table
from vizapp.gui.deformable.field_colours import scale_for, tint_image
from vizapp.gui.lab_ui import DrawMark
from vizapp.protocol.offset_answers import Field

ARROW_SPACING = 28.0
"""Screen pixels between arrows, at least."""
MOST_ARROWS = 400
"""On a canvas, at most: more are hard to follow with the eye, and take longer to draw than a frame may. On a dense
screen, where a line takes several times as long, so many fewer as it is denser."""
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50)
_HUES = 24
_LEAST_LENGTH = 1.5
"""Screen pixels; a shorter arrow is drawn as a dot."""
_STAMP = 12.0
"""Screen pixels of the side of a small mark's picture."""
_BARB, _SPREAD = 4.5, math.radians(28)
_DARK_SHIFTS = (QPointF(-1.0, -0.7), QPointF(1.0, 0.7))
_LIGHT_SHIFTS = (QPointF(0.0, 0.0),)


@dataclass(frozen=True, eq=False)
class PlacedField:
    """A field with the geometry that says where its units lie on the input."""

    field: Field
    geometry: ConvGeometry

    @property
    def canvas_rect(self) -> QRectF:
        """The part of the input's canvas that the given units stand for, each for all those around it."""
        (y, x), (pitch_y, pitch_x) = self.geometry.centre_of(self.field.region[:2]), self._pitch_yx
        (stride_y, stride_x), (rows, columns) = self.geometry.stride, self.field.offset_yx.shape[:2]
        left, top = x + PIXEL_CENTRE - stride_x / 2, y + PIXEL_CENTRE - stride_y / 2
        return QRectF(left, top, columns * pitch_x, rows * pitch_y)

    def sparse(
        self, projection: Projection, most: int = MOST_ARROWS
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Return places on the screen (n, 2) as (x, y), and offsets (n, 2): of visible units that stand far enough
        apart, ``most`` at most. Every n-th unit is taken, counted from the same one at any place, so that
        panning moves no arrow.
        """
        (first_y, first_x), (pitch_y, pitch_x) = self._first_yx, self._pitch_yx
        seen, spacing = projection.visible_canvas(), self._spacing(projection, most)
        axes = []
        for first, pitch, count, low, high in (
            (first_y, pitch_y, self.field.offset_yx.shape[0], seen.top(), seen.bottom()),
            (first_x, pitch_x, self.field.offset_yx.shape[1], seen.left(), seen.right()),
        ):
            every = max(1, math.ceil(spacing / (pitch * projection.scale)))
            indices = np.arange(min(every // 2, count - 1), count, every)
            place = first + PIXEL_CENTRE + indices * pitch
            axes.append(indices[(place >= low) & (place <= high)])
        rows, columns = np.meshgrid(*axes, indexing="ij")
        centres = np.stack((first_y + rows * pitch_y, first_x + columns * pitch_x), axis=-1).reshape(-1, 2)
        return projection.to_screen_array(centres), self.field.offset_yx[rows, columns].reshape(-1, 2)

    def _spacing(self, projection: Projection, most: int) -> float:
        """Return the screen pixels between arrows, so many that no more than ``most`` can be seen at once.

        It depends on the scale and on the size of the canvas, and not on which part of the picture is in view.
        """
        (rows, columns), (pitch_y, pitch_x) = self.field.offset_yx.shape[:2], self._pitch_yx
        height = min(projection.height, rows * pitch_y * projection.scale)
        width = min(projection.width, columns * pitch_x * projection.scale)
        # A stretch as long as n spacings can hold n + 1 arrows: (h/s + 1)·(w/s + 1) = most, solved for s.
        both, area = height + width, height * width
        fewest = (both + math.sqrt(both**2 + 4 * (most - 1) * area)) / (2 * (most - 1))
        return max(ARROW_SPACING, fewest)

    @property
    def _first_yx(self) -> tuple[float, float]:
        (top, left, _, _), (down, across) = self.field.region, self.field.step_yx
        return self.geometry.centre_of((top + down // 2, left + across // 2))

    @property
    def _pitch_yx(self) -> tuple[int, int]:
        """Input pixels from one given unit to the next."""
        stride, step = self.geometry.stride, self.field.step_yx
        return stride[0] * step[0], stride[1] * step[1]


class TintLayer(Layer):
    """Lays the colours of a field over the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._field: PlacedField | None = None
        self._image = QImage()

    def show(self, field: PlacedField | None) -> None:
        if field is None and self._field is None:
            return
        self._field = field
        if field is not None:
            self._image = tint_image(field.field.offset_yx, scale_for(field.field.reach))
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._field is not None:
            painter.drawImage(projection.map_rect(self._field.canvas_rect), self._image)


class ArrowLayer(Layer):
    """Draws arrows of a field, and rings at the ends that they should have where a true field is given."""

    def __init__(self) -> None:
        super().__init__()
        self._field: PlacedField | None = None
        self._truth: PlacedField | None = None

    def show(self, field: PlacedField | None, truth: PlacedField | None) -> None:
        if field is None and self._field is None:
            return
        self._field, self._truth = field, truth
        self.changed()

    def magnification(self, projection: Projection) -> int:
        """Return how many times as long as offsets the arrows are drawn, so that they are seen at any zoom.

        True ends are as far from their units as they are long, so that both have to fit between arrows. It is 1 where
        none would be long enough to be more than a dot.
        """
        if self._field is None:
            return 1
        reaches = [placed.field.reach for placed in (self._field, self._truth) if placed is not None]
        length = max(reaches) * projection.scale
        if length * _MAGNIFICATIONS[-1] < _LEAST_LENGTH:
            return 1
        return max(factor for factor in _MAGNIFICATIONS if factor == 1 or factor * length <= ARROW_SPACING)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._field is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        factor = self.magnification(projection) * projection.scale
        most = round(MOST_ARROWS / painter.device().devicePixelRatio())
        places, offsets = self._field.sparse(projection, most)
        _draw_arrows(painter, places, offsets[:, ::-1].astype(np.float64) * factor)
        if self._truth is not None:
            places, offsets = self._truth.sparse(projection, most)
            _draw_rings(painter, places + offsets[:, ::-1] * factor)


def draw_field_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Draw one arrow with a ring around its tip, as the legend shows them."""
    place, way = np.array([[start.x(), start.y()]]), np.array([[end.x() - start.x(), end.y() - start.y()]])
    _draw_arrows(painter, place, way)
    _draw_rings(painter, place + way)


def _draw_arrows(painter: QPainter, places: NDArray[np.float64], ways: NDArray[np.float64]) -> None:
    """Draw an arrow at each of ``places`` (n, 2) that goes ``ways`` (n, 2), both (x, y) on the screen."""
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    seen = lengths >= _LEAST_LENGTH
    _draw_dots(painter, places[~seen])
    places, ways, lengths = places[seen], ways[seen], lengths[seen]
    tips = places + ways
    angles = np.arctan2(ways[:, 1], ways[:, 0])
    barbs = np.minimum(_BARB, lengths * 0.5)[:, None]
    sides = [
        tips - barbs * np.stack((np.cos(angles + turn), np.sin(angles + turn)), axis=-1)
        for turn in (_SPREAD, -_SPREAD)
    ]
    starts_ends = [np.hstack((places, tips)), *(np.hstack((tips, side)) for side in sides)]
    hues = np.rint(-angles / math.tau * _HUES).astype(int) % _HUES
    by_hue: list[tuple[QColor, list[QLineF]]] = []
    for hue in np.unique(hues):
        chosen = np.concatenate([lines[hues == hue] for lines in starts_ends])
        colour = QColor(*direction_table()[hue * 360 // _HUES].tolist())
        by_hue.append((colour, [QLineF(*line) for line in chosen.tolist()]))
    # All outlines first, so that none crosses another arrow.
    for colours_shifts in ((None, _DARK_SHIFTS), ("hue", _LIGHT_SHIFTS)):
        for colour, lines in by_hue:
            painter.setPen(_hairline(OUTLINE if colours_shifts[0] is None else colour, painter))
            for shift in colours_shifts[1]:
                painter.translate(shift)
                painter.drawLines(lines)
                painter.translate(-shift)


def _draw_dots(painter: QPainter, places: NDArray[np.float64]) -> None:
    _stamp(painter, places, _draw_dot)


def _draw_rings(painter: QPainter, places: NDArray[np.float64]) -> None:
    """Draw a small ring at each place, where an arrow should end."""
    _stamp(painter, places, _draw_ring)


def _draw_dot(painter: QPainter, place: QPointF) -> None:
    painter.setPen(QPen(OUTLINE, 1.2))
    painter.setBrush(WHITE)
    painter.drawEllipse(place, 1.5, 1.5)


def _draw_ring(painter: QPainter, place: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 2.8, 1.2):
        painter.setPen(pen)
        painter.drawEllipse(place, 3.2, 3.2)


def _stamp(painter: QPainter, places: NDArray[np.float64], draw: DrawMark) -> None:
    """Draw the same small mark at many places: once, and from then on as a picture, which is much faster."""
    if not len(places):
        return
    if keeps_shapes(painter):
        for x, y in places.tolist():
            draw(painter, QPointF(x, y))
        return
    ratio = painter.device().devicePixelRatio()
    stamp = QPixmap(round(_STAMP * ratio), round(_STAMP * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    inner = QPainter(stamp)
    inner.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(inner, QPointF(_STAMP / 2, _STAMP / 2))
    inner.end()
    corners = np.rint((places - _STAMP / 2) * ratio) / ratio
    for x, y in corners.tolist():
        painter.drawPixmap(QPointF(x, y), stamp)


def _hairline(colour: QColor, painter: QPainter) -> QPen:
    pen = thin_pen(colour, painter)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen

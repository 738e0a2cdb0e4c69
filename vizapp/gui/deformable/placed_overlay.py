"""The points that are held by hand, at whatever units: pins on the input, and frames of their units on the output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit
from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_drawing import KeptDrawing
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.colours import WHITE, tap_colour
from vizapp.gui.deformable.requests import shown_below, shown_geometry, shown_group, shows_placed_points
from vizapp.gui.points.point_painter import draw_pin, draw_point
from vizapp.gui.widgets.numbers import plain
from vizapp.session.state import State

PLACED_POINTS = "deformable.placed"
"""The key of the overlay."""
MOST_DRAWN = 64
"""Points that are drawn, the last ones, as many as are listed; more would hide the picture, and delay each frame."""
_RADIUS = 3.4
_LEAST_FRAME = 9.0
_MARGIN = 16.0
"""Screen pixels that a mark reaches beyond its middle at most, with its pin and its outline."""


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """A point that is held: its tap, the middle of its units as (y, x) unit numbers, and where it is held.

    ``units`` is (top, left, height, width) of the units that it is held for; ``point_yx`` and ``rigid_yx`` are its
    place and that of its tap in the rigid grid, at the unit in their middle, in input pixels.
    """

    k: int
    units: tuple[int, int, int, int]
    rigid_yx: tuple[float, float]
    point_yx: tuple[float, float]
    is_region: bool


def held_points(state: State) -> tuple[HeldPoint, ...]:
    """Return the points held for single units and for regions, of the shown layer and offset group.

    Those of the probe are left out, since its own points show them, and so are those held at every unit.
    """
    return _held_points(state, _shown_placed(state))


def has_held(state: State) -> bool:
    """Tell whether held points are shown, and there are any."""
    return PLACED_POINTS in state.view.shown and next(_newest_placed(state), None) is not None


def _shown_placed(state: State) -> tuple[PlacedPoint, ...]:
    """Return the placed points of :func:`held_points`, the last one first."""
    return tuple(islice(_newest_placed(state), MOST_DRAWN))


def _newest_placed(state: State) -> Iterator[PlacedPoint]:
    """Yield placed points that are shown as held, the last one first: there may be thousands, and few are drawn."""
    if not shows_placed_points(state) or state.configured is None:
        return
    spec, group, below, probe = (
        state.experiment.spec_of(DeformableSpec),
        shown_group(state),
        shown_below(state),
        state.pick,
    )
    taps = spec.taps
    _, rows, columns = state.configured.output_shape
    for point in reversed(spec.placed_points):
        tap, where = point.tap, point.where
        if tap.group != group or tap.k >= taps or tap.below != below or isinstance(where, Everywhere):
            continue
        is_shown = where.yx != probe if isinstance(where, Unit) else _on_map(where, rows, columns) is not None
        if is_shown:
            yield point


def _held_points(state: State, placed: tuple[PlacedPoint, ...]) -> tuple[HeldPoint, ...]:
    """Return as held points what :func:`_shown_placed` returns."""
    if state.configured is None:
        return ()
    geometry = shown_geometry(state)
    _, rows, columns = state.configured.output_shape
    found = []
    for point in reversed(placed):
        where = point.where
        units = (*where.yx, 1, 1) if isinstance(where, Unit) else None
        if isinstance(where, Region):
            units = _on_map(where, rows, columns)
        if units is not None:
            found.append(_held(geometry, point.tap.k, units, point.offset_yx, isinstance(where, Region)))
    return tuple(found)


def _on_map(region: Region, rows: int, columns: int) -> tuple[int, int, int, int] | None:
    """Return the part of a region that is on the map, as top, left, height and width; None if none is."""
    top, left = max(0, region.top), max(0, region.left)
    bottom, right = min(rows, region.top + region.height), min(columns, region.left + region.width)
    return (top, left, bottom - top, right - left) if bottom > top and right > left else None


def _held(
    geometry: ConvGeometry, k: int, units: tuple[int, int, int, int], offset_yx: tuple[float, float], is_region: bool
) -> HeldPoint:
    top, left, height, width = units
    middle: Position = top + height // 2, left + width // 2
    i, j = geometry.tap_place(k)
    y, x = float(geometry.position(0, middle[0], i)), float(geometry.position(1, middle[1], j))
    return HeldPoint(k, units, (y, x), (y + offset_yx[0], x + offset_yx[1]), is_region)


class PlacedOverlay:
    """Shows the held points on both canvases; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self.points = HeldPoints(pair.input)
        self.frames = HeldFrames(pair.output)
        self._shown: tuple[object, ...] = ()

    def show_state(self, old: State | None, new: State) -> None:
        names = ("experiment", "view", "configured", "picks", "trained")
        if old is not None and all(getattr(old, name) is getattr(new, name) for name in names):
            return
        placed, geometry = _shown_placed(new), shown_geometry(new)
        size = None if new.configured is None else new.configured.output_shape
        # While others are dragged they are the same, and where they are on the picture is not reckoned anew.
        if (placed, geometry, size) == self._shown:
            return
        self._shown = placed, geometry, size
        held = _held_points(new, placed)
        for overlay in (self.points, self.frames):
            overlay.show_held(geometry, held)

    def set_shown(self, shown: bool) -> None:
        for overlay in (self.points, self.frames):
            overlay.setVisible(shown)


class _HeldCanvas(Overlay):
    """Draws held points on one canvas; the mouse goes through."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=8)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._geometry = ConvGeometry((1, 1))
        self._drawing = KeptDrawing()
        self.held: tuple[HeldPoint, ...] = ()

    def show_held(self, geometry: ConvGeometry, held: tuple[HeldPoint, ...]) -> None:
        if (geometry, held) != (self._geometry, self.held):
            self._geometry, self.held = geometry, held
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        """Draw the held points; as an image where they have not changed, as while others are dragged."""
        if not self.held:
            return

        def area() -> QRectF:
            seen = QRectF(0, 0, projection.width, projection.height)
            return self.reach(projection).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN) & seen

        key = (self._geometry, self.held, projection)
        self._drawing.draw(painter, key, area, lambda onto: self.draw_held(onto, projection))

    def draw_held(self, painter: QPainter, projection: Projection) -> None:
        """Draw the held points."""
        raise NotImplementedError

    def reach(self, projection: Projection) -> QRectF:
        """Return what the middles of all marks lie in, on the screen."""
        raise NotImplementedError


class HeldPoints(_HeldCanvas):
    """On the input: a line from the rigid place to the point, the point with its pin, and the outline of a region."""

    def draw_held(self, painter: QPainter, projection: Projection) -> None:
        for region in dict.fromkeys(held.units for held in self.held if held.is_region):
            _draw_frame(painter, projection.map_rect(self._region_rect(region)))
        for held in self.held:
            start, end = projection.to_screen(*held.rigid_yx), projection.to_screen(*held.point_yx)
            for pen in outlined(WHITE, 3.0, 1.2):
                painter.setPen(pen)
                painter.drawLine(start, end)
            draw_point(painter, end, tap_colour(held.k, self._geometry), _RADIUS, hollow=False)
            draw_pin(painter, end, _RADIUS)

    def things(self) -> Sequence[Thing]:
        name, value = self.tr("placed point, tap {name}"), self.tr("y {y}, x {x}")
        return [
            Thing(
                f"{held.k} {held.units}",
                name.format(name=self._geometry.tap_name(held.k)),
                value.format(y=plain(held.point_yx[0], 2), x=plain(held.point_yx[1], 2)),
                around(self.projection.to_screen(*held.point_yx)),
            )
            for held in self.held
        ]

    def reach(self, projection: Projection) -> QRectF:
        reach = QRectF()
        for held in self.held:
            for place in (projection.to_screen(*held.rigid_yx), projection.to_screen(*held.point_yx)):
                reach |= QRectF(place.x() - 1, place.y() - 1, 2, 2)
        for region in {held.units for held in self.held if held.is_region}:
            reach |= projection.map_rect(self._region_rect(region))
        return reach

    def _region_rect(self, units: tuple[int, int, int, int]) -> QRectF:
        """Return what the middles of the region's kernels cover of the input, half a stride around each."""
        top, left, height, width = units
        (y, x), (stride_y, stride_x) = self._geometry.centre_of((top, left)), self._geometry.stride
        return canvas_rect(y + 0.5 - stride_y / 2, x + 0.5 - stride_x / 2, height * stride_y, width * stride_x)


class HeldFrames(_HeldCanvas):
    """On the output: a dotted frame around the units that a point is held for."""

    def draw_held(self, painter: QPainter, projection: Projection) -> None:
        for units in dict.fromkeys(held.units for held in self.held):
            frame = projection.map_rect(canvas_rect(*units))
            more_y, more_x = (max(0.0, (_LEAST_FRAME - side) / 2) for side in (frame.height(), frame.width()))
            _draw_frame(painter, frame.adjusted(-more_x, -more_y, more_x, more_y))

    def reach(self, projection: Projection) -> QRectF:
        reach = QRectF()
        for units in {held.units for held in self.held}:
            reach |= projection.map_rect(canvas_rect(*units))
        return reach


def _draw_frame(painter: QPainter, frame: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in outlined(WHITE, 3.4, 1.4, style=Qt.PenStyle.DotLine, join=Qt.PenJoinStyle.MiterJoin):
        painter.setPen(pen)
        painter.drawRect(frame)


def held_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    _draw_frame(painter, QRectF(place.x() - 10, place.y() - 6, 20, 12))

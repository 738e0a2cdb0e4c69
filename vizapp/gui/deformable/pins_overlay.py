"""Pinned units: their points on discs on the input, and squares with their letters on the output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from vizapp.document.deformable import DeformableSpec
from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.free_places import free_place, free_places
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.colours import OUTLINE, WHITE, direction_colour, tap_colour
from vizapp.gui.deformable.requests import LAB, shown_below, shown_geometry, shown_group, shown_run
from vizapp.gui.gestures import Gestures
from vizapp.gui.points.point_painter import draw_broken, draw_point
from vizapp.gui.text_size import text_pixels
from vizapp.protocol.requests import Request, UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.pins import pinned_units
from vizapp.session.state import State

PINS = "deformable.pins"
"""The key of the overlay, and the name of what is asked for."""
SMALLEST_SCALE = 11.0
"""Screen pixels an input pixel from which points stand where they are; below, a disc shows them as large as this."""
_LARGEST_DISC = 52.0
_DISC_SHARE = 0.16
"""Of the picture's shorter side on the screen: the most of a disc's radius."""
_POINT_RADIUS = 3.6
_DISC = QColor(16, 18, 23, 176)
_LABEL_PIXELS = 11
_LABEL_REACH = 10.0
"""Screen pixels from the middle of a letter's plate to its edges, rounded up."""
_SQUARE = 13.0


@dataclass(frozen=True, slots=True, eq=False)
class PinnedUnit:
    """One pinned unit: its letter, and its points float64 (K, 2), (y, x) in input pixels; None while unknown.

    ``outside`` bool (K,) are those that read nothing where they lie, ``broken`` those without a finite offset.
    """

    name: str
    unit_yx: Position
    geometry: ConvGeometry
    point_yx: NDArray[np.float64] | None
    outside: NDArray[np.bool_] | None
    broken: NDArray[np.bool_] | None = None


def pin_requests(state: State) -> dict[str, Request]:
    """Return one request for all pinned units; none where nothing is pinned."""
    pinned = pinned_units(state.view.pins, LAB)
    if not pinned:
        return {}
    units = tuple(unit for _, unit in pinned)
    return {PINS: UnitsRequest(units, 0, 0, state.view.rigid, run=shown_run(state), below=shown_below(state))}


def pin_probe(session: Gestures) -> None:
    """Pin the picked unit, or release it."""
    if session.state.pick is not None:
        session.pin(session.state.pick)


def pinned_places(state: State) -> tuple[tuple[float, float], ...]:
    """Return where on the input, (y, x) in its pixels, the pinned units are; none while they are not shown."""
    if PINS not in state.view.shown:
        return ()
    geometry = shown_geometry(state)
    return tuple(geometry.centre_of(unit) for _, unit in pinned_units(state.view.pins, LAB))


def has_pins(state: State) -> bool:
    """Tell whether the pinned units are shown, and there are any."""
    return PINS in state.view.shown and bool(pinned_units(state.view.pins, LAB))


def pinned_marks(state: State) -> tuple[PinnedUnit, ...]:
    """Return the pinned units, with the points of the shown offset group as far as they were read."""
    spec = state.experiment.spec_of(DeformableSpec)
    first = shown_group(state) * spec.taps
    answer = state.answer(PINS, UnitReadings)
    read = {} if answer is None else {reading.unit_yx: reading for reading in answer.readings}
    marks = []
    for name, unit in pinned_units(state.view.pins, LAB):
        reading = read.get(unit)
        points = outside = broken = None
        fits = reading is not None and (len(reading.point_yx), reading.below) == (spec.points, shown_below(state))
        if reading is not None and fits and state.configured is not None:
            points = reading.point_yx[first : first + spec.taps].astype(np.float64)
            outside = is_outside(points, *state.configured.input_shape[1:])
            broken = None if reading.broken is None else reading.broken[first : first + spec.taps]
        marks.append(PinnedUnit(name, unit, shown_geometry(state), points, outside, broken))
    return tuple(marks)


class PinsOverlay:
    """Shows the pinned units on both canvases; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self.points = PinnedPoints(pair.input, z=9)
        self.squares = PinnedSquares(pair.output, z=11)  # above the probe's square, which would run through a letter

    def show_state(self, old: State | None, new: State) -> None:
        if old is None or old.snapshot is not new.snapshot or old.view is not new.view:
            marks = pinned_marks(new) if new.configured is not None else ()
            for overlay in (self.points, self.squares):
                overlay.show_pins(marks)

    def set_shown(self, shown: bool) -> None:
        for overlay in (self.points, self.squares):
            overlay.setVisible(shown)


class _PinsCanvas(Overlay):
    """Draws pinned units on one canvas; the mouse goes through."""

    def __init__(self, canvas: ImageCanvas, z: float) -> None:
        super().__init__(canvas, z=z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.pins: tuple[PinnedUnit, ...] = ()
        self._taken: list[QRectF] = []

    def show_pins(self, pins: tuple[PinnedUnit, ...]) -> None:
        if pins or self.pins:
            self.pins = pins
            self.update()

    def things(self) -> Sequence[Thing]:
        name, value = self.tr("pin {name}"), self.tr("unit y {y}, x {x}")
        return [
            Thing(
                pin.name,
                name.format(name=pin.name),
                value.format(y=pin.unit_yx[0], x=pin.unit_yx[1]),
                around(self.projection.to_screen(*self.place_of(pin))),
            )
            for pin in self.pins
        ]

    def place_of(self, pin: PinnedUnit) -> tuple[float, float]:
        """Return where a unit is on the canvas, as (y, x) of its map."""
        raise NotImplementedError

    def draw_label(self, painter: QPainter, projection: Projection, place: QPointF, unit: QPointF, name: str) -> None:
        """Draw a letter at ``place``, or where neither a badge, the loupe nor another pin covers it, with a line to
        its ``unit``.
        """
        seen = free_place(place, _LABEL_REACH, _view(projection), self._taken)
        if seen != place:
            _draw_leader(painter, unit, seen)
        _draw_label(painter, seen, name)
        self._taken.append(_square(seen, _LABEL_REACH))


@dataclass(frozen=True, slots=True, eq=False)
class _Star:
    """The points of a pinned unit on the screen: where its middle is, the ways from there to the points, how far they
    reach with their marks, and whether they are drawn larger than the picture, on a disc that can stand elsewhere.
    """

    centre: QPointF
    ways: list[QPointF]
    radius: float
    is_disc: bool

    @property
    def label(self) -> QPointF:
        """The way from the letter to the middle."""
        return QPointF(1, 1) * (0.71 * (self.radius + _LABEL_PIXELS))

    @property
    def reach(self) -> float:
        """How far the disc with its letter reaches from the middle to each side."""
        return max(self.radius, self.label.x() + _LABEL_REACH)


class PinnedPoints(_PinsCanvas):
    """The points of each pinned unit, in its place on the input."""

    def place_of(self, pin: PinnedUnit) -> tuple[float, float]:
        return pin.geometry.centre_of(pin.unit_yx)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        """Draw the points: those on discs where nothing covers them, and only the letter of one without any room."""
        if not self.pins:
            return
        stars = {pin.name: self._star(projection, pin) for pin in self.pins}
        discs = {name: star for name, star in stars.items() if star is not None and star.is_disc}
        centres, reaches = [each.centre for each in discs.values()], [each.reach for each in discs.values()]
        covers = self.canvas.corners.covered()
        places = dict(zip(discs, free_places(centres, reaches, _view(projection), covers), strict=True))
        self._taken = list(covers)
        for name, place in places.items():
            if place is not None:
                _draw_leader(painter, discs[name].centre, place)  # before any disc, which it would run across
                self._taken.append(_square(place, discs[name].reach))
        for pin in self.pins:
            star = stars[pin.name]
            place = None if star is None else places.get(pin.name, star.centre)
            if star is None or place is None:
                centre = projection.to_screen(*pin.geometry.centre_of(pin.unit_yx))
                self.draw_label(painter, projection, centre, centre, pin.name)
            elif star.is_disc:
                painter.setPen(QPen(WHITE, 1.2))
                painter.setBrush(_DISC)
                painter.drawEllipse(place, star.radius, star.radius)
                _draw_star(painter, pin, star, place)
                _draw_label(painter, place - star.label, pin.name)
            else:
                _draw_star(painter, pin, star, place)
                self.draw_label(painter, projection, place - star.label, place, pin.name)

    def _star(self, projection: Projection, pin: PinnedUnit) -> _Star | None:
        """Return the points of a unit on the screen; None while they are unknown."""
        if pin.point_yx is None:
            return None
        centre_yx = np.array(pin.geometry.centre_of(pin.unit_yx))
        away = (pin.point_yx - centre_yx)[:, ::-1]
        shown = projection.map_rect(self.canvas.frame.extent)
        most = min(_LARGEST_DISC, _DISC_SHARE * min(shown.width(), shown.height()))
        scale = disc_scale(projection.scale, away, most)
        radius = float(np.hypot(*(away * scale).T).max()) + 2 * _POINT_RADIUS + 1
        ways = [QPointF(x, y) for x, y in (away * scale).tolist()]
        return _Star(projection.to_screen(*centre_yx.tolist()), ways, radius, scale > projection.scale)


def _draw_star(painter: QPainter, pin: PinnedUnit, star: _Star, centre: QPointF) -> None:
    """Draw the points of a unit around ``centre``, each with a line from there."""
    assert pin.outside is not None  # known with the points
    places = [centre + way for way in star.ways]
    for pen in outlined(WHITE, 2.4, 0.9):
        painter.setPen(pen)
        for place in places:
            painter.drawLine(centre, place)
    for tap, (place, outside) in enumerate(zip(places, pin.outside.tolist(), strict=True)):
        if pin.broken is not None and pin.broken[tap]:
            draw_broken(painter, place, _POINT_RADIUS)
        else:
            draw_point(painter, place, tap_colour(tap, pin.geometry), _POINT_RADIUS, hollow=outside)


class PinnedSquares(_PinsCanvas):
    """A square around each pinned unit on the output, with its letter."""

    def place_of(self, pin: PinnedUnit) -> tuple[float, float]:
        return pin.unit_yx

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if not self.pins:
            return
        self._taken = list(self.canvas.corners.covered())
        for pin in self.pins:
            self._draw_square(painter, projection, pin)

    def _draw_square(self, painter: QPainter, projection: Projection, pin: PinnedUnit) -> None:
        square = projection.map_rect(canvas_rect(*pin.unit_yx, 1, 1))
        more = max(0.0, (_SQUARE - square.width()) / 2)
        square.adjust(-more, -more, more, more)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(WHITE, 3.6, 1.4, style=Qt.PenStyle.DotLine, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            painter.drawRect(square)
        self.draw_label(painter, projection, square.topLeft() - QPointF(4, 4), square.center(), pin.name)


def disc_scale(scale: float, away_xy: NDArray[np.float64], most: float = _LARGEST_DISC) -> float:
    """Return screen pixels an input pixel for points that are ``away_xy`` (K, 2) input pixels from their middle.

    Points of a small picture are drawn larger, but on no larger a disc than leaves the picture to be seen: no farther
    from the middle than ``most`` screen pixels.
    """
    farthest = max(float(np.hypot(*away_xy.T).max()), 1e-6)
    return max(scale, min(SMALLEST_SCALE, most / farthest))


def pin_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    painter.setPen(QPen(WHITE, 1.2))
    painter.setBrush(_DISC)
    painter.drawEllipse(place, 9, 9)
    for dy, dx in ((-4, -3), (3, -4), (1, 5)):
        draw_point(painter, place + QPointF(dx, dy), direction_colour(dy, dx), 2.6, hollow=False)


def _draw_leader(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Draw a line from a covered place to what stands for it elsewhere."""
    if start != end:
        for pen in outlined(WHITE, 3.0, 1.0):
            painter.setPen(pen)
            painter.drawLine(start, end)


def _draw_label(painter: QPainter, place: QPointF, name: str) -> None:
    """Draw a letter on a dark plate around ``place``."""
    font = QFont(painter.font())
    font.setPixelSize(text_pixels(_LABEL_PIXELS))
    font.setBold(True)
    painter.setFont(font)
    side = QFontMetricsF(font).height() + 1
    plate = QRectF(place.x() - side / 2, place.y() - side / 2, side, side)
    painter.setPen(QPen(WHITE, 1))
    painter.setBrush(OUTLINE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, name)


def _view(projection: Projection) -> QRectF:
    return QRectF(0, 0, projection.width, projection.height)


def _square(middle: QPointF, reach: float) -> QRectF:
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)

"""Draws the probe's sampling points on the input, and lets a hand or the keys move them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replace_projection

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from vizapp.document.edits import give_back_point
from vizapp.document.experiment import PointOverride
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable.placing import OTHER_SCOPE, drag_words, other_scope
from vizapp.gui.deformable.point_painter import (
    POINT_RADIUS,
    SELECTED_RADIUS,
    SELECTION_RADIUS,
    draw_arrow,
    draw_grid_square,
    draw_pin,
    draw_point,
    draw_selection,
    draw_trail,
    draw_truth_ring,
)
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.session.state import Scope, View

HIT_RADIUS = 12.0
FULL_SIZE_FROM = 14.0
"""Screen pixels a pixel from which marks have their full size."""
SMALLEST_SIZE = 0.6
NUDGE = 0.1
LARGE_NUDGE = 1.0
_DRAG = "drag point"
_NUDGE = "nudge point"
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(slots=True)
class _Held:
    """A point in the hand: how far from the cursor it was taken, in pixels, where it is, and what was before."""

    tap: int
    grip_yx: tuple[float, float]
    place_yx: tuple[float, float]
    rigid_yx: tuple[float, float]
    overrides_before: tuple[PointOverride, ...]
    scope: Scope
    moved: bool = False


class SamplingOverlay(Overlay):
    """The rigid grid, arrows, points, rings, trails and pins of one unit.

    A held point is drawn where the hand has it, whatever the engine says meanwhile. What the hand does goes to the
    session at once; the marks that come back are the session's.
    """

    holding = Signal(str)
    """A point was taken, with the scope that it is placed for, or, with "", let go."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._marks: SamplingMarks | None = None
        self._view = View()
        self._held: _Held | None = None
        self._nudging = False
        self._brief = False

    @property
    def marks(self) -> SamplingMarks | None:
        return self._marks

    @property
    def held_tap(self) -> int | None:
        return self._held.tap if self._held else None

    def show_marks(self, marks: SamplingMarks | None, view: View) -> None:
        """Take over what is to be drawn; ``view`` says which kinds, and which tap is selected."""
        if self._held is not None and (marks is None or self._marks is None or marks.unit_yx != self._marks.unit_yx):
            self._hold(None)
        self._marks, self._view = marks, view
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Draw points and arrows only, where a loupe shows the rest."""
        if brief != self._brief:
            self._brief = brief
            self.update()

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        marks = self._marks
        if marks is None:
            return
        view = self._view
        size = _mark_size(projection.scale)
        painter.scale(size, size)
        projection = replace_projection(projection, scale=projection.scale / size)
        rigid = _screen_points(projection, marks.rigid_yx)
        points = _screen_points(projection, self._point_positions(marks))
        colours = [tap_colour(tap, marks.geometry) for tap in range(len(points))]
        if view.show_trails and not self._brief and marks.trail_yx is not None:
            trails = projection.to_screen_array(marks.trail_yx)
            for tap, colour in enumerate(colours):
                draw_trail(painter, trails[:, tap], colour)
        if view.show_grid and not self._brief:
            for place in rigid:
                draw_grid_square(painter, place)
        if not marks.known and not marks.placed.any():
            return
        if view.show_truth and not self._brief and marks.truth_yx is not None:
            for place, colour in zip(_screen_points(projection, marks.truth_yx), colours, strict=True):
                draw_truth_ring(painter, place, colour)
        if view.show_arrows:
            for tap, (start, end) in enumerate(zip(rigid, points, strict=True)):
                gap = SELECTION_RADIUS if tap == view.selected_tap else POINT_RADIUS
                draw_arrow(painter, start, end, colours[tap], gap)
        for tap in self._stacking(len(points)):
            self._draw_point(painter, marks, tap, points[tap], colours[tap])

    def _draw_point(self, painter: QPainter, marks: SamplingMarks, tap: int, place: QPointF, colour: QColor) -> None:
        selected = tap == self._view.selected_tap
        if selected:
            draw_selection(painter, place)
        radius = SELECTED_RADIUS if selected else POINT_RADIUS
        draw_point(painter, place, colour, radius, hollow=bool(marks.outside[tap]))
        if marks.placed[tap]:
            draw_pin(painter, place, radius)

    def _stacking(self, taps: int) -> list[int]:
        """Taps from the lowest to the topmost: the selected one, and above it the held one."""
        return sorted(range(taps), key=lambda tap: (tap == self.held_tap, tap == self._view.selected_tap))

    def _point_positions(self, marks: SamplingMarks) -> np.ndarray:
        if self._held is None:
            return marks.point_yx
        positions = marks.point_yx.copy()
        positions[self._held.tap] = self._held.place_yx
        return positions

    # The hand -------------------------------------------------------------------------------------------------

    def tap_at(self, place: QPointF) -> int | None:
        """Return the tap whose point is nearest to a place on the screen, if one is near enough to be meant."""
        marks = self._marks
        if marks is None or not marks.known:
            return None
        away = self.projection.to_screen_array(marks.point_yx) - (place.x(), place.y())
        distances = np.hypot(away[:, 0], away[:, 1])
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= HIT_RADIUS else None

    def takes(self, place: QPointF) -> bool:
        return self.tap_at(place) is not None

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        return None if self.tap_at(place) is None else Qt.CursorShape.OpenHandCursor

    def tooltip_at(self, place: QPointF) -> str:
        return "" if self.tap_at(place) is None else drag_words(self._view.scope)

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        tap = self.tap_at(place)
        marks = self._marks
        if tap is None or marks is None:
            return
        y, x = self.projection.to_position(place)
        point_y, point_x = marks.point_yx[tap].tolist()
        rigid_y, rigid_x = marks.rigid_yx[tap].tolist()
        self._end_nudging()
        scope = self._session.state.view.scope
        held = _Held(
            tap,
            grip_yx=(point_y - y, point_x - x),
            place_yx=(point_y, point_x),
            rigid_yx=(rigid_y, rigid_x),
            overrides_before=self._session.state.experiment.deformable.overrides,
            scope=other_scope(scope) if modifiers & OTHER_SCOPE else scope,
        )
        self._hold(held)
        self.canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._session.look(selected_tap=tap)
        self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        held = self._held
        # A reading of another unit is on its way: its points are not where this one is pulled to.
        if held is None or self._marks is None or self._marks.unit_yx != self._session.state.view.probe_yx:
            return
        y, x = self.projection.to_position(place)
        held.place_yx = (y + held.grip_yx[0], x + held.grip_yx[1])
        held.moved = True
        self.update()
        offset = (held.place_yx[0] - held.rigid_yx[0], held.place_yx[1] - held.rigid_yx[1])
        self._session.place_point(held.tap, offset, gesture=_DRAG, scope=held.scope)

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def cancelled(self) -> None:
        self._let_go()

    def _hold(self, held: _Held | None) -> None:
        if held is not self._held:
            self._held = held
            self.holding.emit("" if held is None else held.scope)

    def _let_go(self) -> None:
        held = self._held
        if held is None:
            return
        self._hold(None)
        self.canvas.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        if held.moved:
            self._session.end_gesture()
        self.update()

    def _give_back(self, held: _Held) -> None:
        """Put the held point back to where it was taken, as if it had not been touched."""
        self._hold(None)
        if held.moved:
            experiment = self._session.state.experiment
            spec = replace(experiment.deformable, overrides=held.overrides_before)
            self._session.update(replace(experiment, deformable=spec), label=self.tr("Place point"), gesture=_DRAG)
            self._session.end_gesture()
        self.update()

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self._held is not None:
                self._give_back(self._held)
                return True
            if self._view.selected_tap is not None:
                self._session.look(selected_tap=None)
                return True
            return False
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._select_next(1 if key == Qt.Key.Key_Tab else -1)
        if self._view.selected_tap is None or self._held is not None:
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_selected()
            return True
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            down, right = _ARROWS[key]
            step = LARGE_NUDGE if large else NUDGE
            self.nudge(down * step, right * step)
            return True
        return False

    def key_released(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self._end_nudging()

    def nudge(self, dy: float, dx: float) -> None:
        """Move the selected point by (dy, dx) input pixels."""
        tap, marks = self._view.selected_tap, self._marks
        if tap is None or marks is None or not marks.known or tap >= len(marks.point_yx):
            return
        y, x = marks.offset_yx[tap].tolist()
        self._nudging = True
        # Offsets come as float32: without rounding, ten nudges of 0.1 would not add up to 1 on the screen.
        self._session.place_point(tap, (round(y + dy, 5), round(x + dx, 5)), gesture=_NUDGE)

    def remove_selected(self) -> None:
        """Take back the selected point if it was placed by hand."""
        tap, marks = self._view.selected_tap, self._marks
        if tap is None or marks is None or tap >= len(marks.placed) or not marks.placed[tap]:
            return
        experiment = give_back_point(self._session.state.experiment, tap, marks.unit_yx)
        self._session.update(experiment, label=self.tr("Take back point"))

    def _select_next(self, step: int) -> bool:
        """Select the next tap; past the last one, leave the key to the window so that the focus can move on."""
        marks = self._marks
        if marks is None or not marks.known:
            return False
        taps = len(marks.point_yx)
        selected = self._view.selected_tap
        tap = (0 if step > 0 else taps - 1) if selected is None else selected + step
        if not 0 <= tap < taps:
            return False
        self._session.look(selected_tap=tap)
        return True

    def _end_nudging(self) -> None:
        if self._nudging:
            self._nudging = False
            self._session.end_gesture()


def _mark_size(scale: float) -> float:
    """Return how large marks are drawn: smaller where a pixel is too small for marks of neighbours to stand apart."""
    return min(max(scale / FULL_SIZE_FROM, SMALLEST_SIZE), 1.0)


def _screen_points(projection: Projection, positions_yx: np.ndarray) -> list[QPointF]:
    return [QPointF(x, y) for x, y in projection.to_screen_array(positions_yx).tolist()]

"""Turning and scaling all points of a unit with the mouse, on the picture and in the loupe alike."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.hold import Hold
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_drawing import KeptDrawing
from vizapp.gui.deformable.constellation import can_be_turned, centre_of, turned_and_scaled
from vizapp.gui.deformable.handles import Handle, Ring, draw_circle, draw_handles, ring_around
from vizapp.gui.deformable.placing import (
    OTHER_SCOPE,
    degrees_text,
    factor_text,
    handle_words,
    other_scope,
    turning_words,
)
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.points.point_parts import screen_points
from vizapp.session.view import Scope
from vizapp.wording import labels

TURN_STEP, SCALE_STEP = 15.0, 0.25
"""Degrees, and of the factor: with Shift, what has been turned and scaled in all is a multiple of these."""
SMALLEST_FACTOR, LARGEST_FACTOR = 0.05, 50.0
_GESTURES: dict[Handle, str] = {"turn": "turn points", "scale": "scale points"}
_LABELS: dict[Handle, str] = {"turn": labels.TURN_POINTS, "scale": labels.SCALE_POINTS}


@dataclass(frozen=True, slots=True)
class Change:
    """How far points have been turned, in degrees clockwise, and by what they were scaled."""

    degrees: float = 0.0
    factor: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The handle that is held, and how everything was when it was taken.

    Attributes:
        ring: on the screen.
        point_yx: (K, 2), where the points were, (y, x) in input pixels.
        points_before: what the document held.
        done: what had been turned and scaled before, in earlier drags of the same points.
    """

    handle: Handle
    ring: Ring
    point_yx: NDArray[np.float64]
    points_before: tuple[PlacedPoint, ...]
    scope: Scope
    done: Change


@dataclass(frozen=True, slots=True)
class _Left:
    """What a drag has left behind: the next one of the same points counts on from ``done``."""

    unit_yx: Position
    group: int
    points: tuple[PlacedPoint, ...]
    done: Change


class HandleDrag:
    """Offers the handles while the cursor is near the points, and turns or scales the points with them.

    Every move goes to the session at once, as placed points of all taps of the group on show; what is drawn of them
    is the session's.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures, telling: Callable[[str], None]) -> None:
        """``telling`` is called with how far the points are turned and scaled, and with "" when they are let go."""
        self._session = session
        self._telling = telling
        self._hold: Hold[_Held] = Hold(canvas, session)
        self._marks: SamplingMarks | None = None
        self._offered = False
        self._change = Change()
        self._left: _Left | None = None
        self._circle = KeptDrawing()

    @property
    def holds(self) -> bool:
        """Whether a handle is held."""
        return self._hold.thing is not None

    @property
    def scope(self) -> Scope | None:
        """The scope that the points are placed for which are turned or scaled, or None."""
        return None if self._hold.thing is None else self._hold.thing.scope

    @property
    def offered(self) -> bool:
        """Whether the handles are shown."""
        return self._offered or self.holds

    def show_marks(self, marks: SamplingMarks | None) -> None:
        """Take over where the points are; a handle that is held is let go when they are others.

        Where points cannot be placed the handles are gone until the cursor moves.
        """
        before, self._marks = self._marks, marks
        self._offered &= marks is not None and marks.movable
        same = marks is not None and before is not None and _same_points(marks, before)
        if self.holds and not same:
            self._hold.forget()
            self._telling("")

    def offer(self, near: bool) -> bool:
        """Show the handles or hide them, by whether the cursor is near; return whether that changes anything."""
        known = self._marks is not None and self._marks.known
        offered = near and known and can_be_turned(self._session.state)
        changed = offered != self._offered
        self._offered = offered
        return changed

    def ring(self, projection: Projection, room: QRectF) -> Ring | None:
        """Return the ring on the screen, whether or not it is shown; None where there is no room for it."""
        held, marks = self._hold.thing, self._marks
        if marks is None:
            return None
        if held is not None:
            return held.ring.changed(self._change.degrees, self._change.factor)
        centre = projection.to_screen(*centre_of(marks).tolist())
        return ring_around(screen_points(projection, marks.point_yx), centre, room)

    def draw(self, painter: QPainter, projection: Projection, room: QRectF) -> None:
        ring = self.ring(projection, room) if self.offered else None
        if ring is None:
            return
        held = self._hold.thing
        reach = ring.radius + 2
        area = QRectF(ring.centre.x() - reach, ring.centre.y() - reach, 2 * reach, 2 * reach) & room
        key = (ring.centre.x(), ring.centre.y(), ring.radius, room)
        # The circle stays while the points are turned, and a smooth one takes as long as ten points.
        self._circle.draw(painter, key, lambda: area, lambda onto: draw_circle(onto, ring))
        draw_handles(painter, ring, room, None if held is None else held.handle, self._number())

    # The mouse ------------------------------------------------------------------------------------------------

    def handle_at(self, projection: Projection, room: QRectF, place: QPointF) -> Handle | None:
        """Return the handle at a place on the screen, if the handles are shown."""
        ring = self.ring(projection, room) if self.offered else None
        return None if ring is None else ring.handle_at(place)

    def tooltip_at(self, projection: Projection, room: QRectF, place: QPointF) -> str:
        handle = self.handle_at(projection, room, place)
        return "" if handle is None else handle_words(handle)

    def press(self, projection: Projection, room: QRectF, place: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take the handle at a place on the screen; return whether there is one."""
        handle, ring, marks = self.handle_at(projection, room, place), self.ring(projection, room), self._marks
        if handle is None or ring is None or marks is None:
            return False
        scope = self._session.state.view.scope
        points = self._session.state.experiment.spec_of(DeformableSpec).placed_points
        self._change = Change()
        held = _Held(
            handle,
            ring,
            marks.point_yx.copy(),
            points,
            other_scope(scope) if modifiers & OTHER_SCOPE else scope,
            self._done_before(marks, points),
        )
        self._hold.take(held, _yx(ring.place_of(handle)), _yx(place))
        self._tell(held)
        return True

    def drag(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Turn or scale the points as far as the handle has come; return whether one is held."""
        held, marks = self._hold.thing, self._marks
        if held is None or marks is None or marks.unit_yx != self._session.state.pick:
            return False
        self._hold.move(_yx(place))
        self._change = self._change_to(held, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        offsets = turned_and_scaled(marks, held.point_yx, self._change.degrees, self._change.factor)
        self._session.place_points(offsets, _LABELS[held.handle], _GESTURES[held.handle], held.scope)
        self._tell(held)
        return True

    def let_go(self) -> None:
        """Leave the points where they are."""
        held, marks = self._hold.thing, self._marks
        if held is not None and marks is not None and self._hold.moved:
            points = self._session.state.experiment.spec_of(DeformableSpec).placed_points
            self._left = _Left(marks.unit_yx, marks.group, points, self._total(held))
        if self._hold.let_go():
            self._telling("")

    def put_back(self) -> bool:
        """Put all points back to where they were when the handle was taken; return whether one was held."""
        held = self._hold.put_back(self._restore)
        if held:
            self._telling("")
        return held

    # Numbers --------------------------------------------------------------------------------------------------

    def _change_to(self, held: _Held, snaps: bool) -> Change:
        """Return what the handle's present place stands for, since it was taken."""
        centre, start = held.ring.centre, held.ring.place_of(held.handle)
        y, x = self._hold.place
        now, then = QPointF(x, y) - centre, start - centre
        if held.handle == "scale":
            factor = math.hypot(now.x(), now.y()) / math.hypot(then.x(), then.y())
            whole = held.done.factor * factor
            if snaps:
                whole = max(SCALE_STEP, round(whole / SCALE_STEP) * SCALE_STEP)
            return Change(0.0, min(max(whole / held.done.factor, SMALLEST_FACTOR), LARGEST_FACTOR))
        turned = math.degrees(math.atan2(now.y(), now.x()) - math.atan2(then.y(), then.x()))
        whole = held.done.degrees + turned
        if snaps:
            whole = round(whole / TURN_STEP) * TURN_STEP
        return Change(_wrapped(whole - held.done.degrees), 1.0)

    def _total(self, held: _Held) -> Change:
        change, done = self._change, held.done
        return Change(_wrapped(done.degrees + change.degrees), done.factor * change.factor)

    def _done_before(self, marks: SamplingMarks, points: tuple[PlacedPoint, ...]) -> Change:
        """Return what the points have been turned and scaled already, if nothing else has moved them since."""
        left = self._left
        if left is None or (left.unit_yx, left.group) != (marks.unit_yx, marks.group) or left.points != points:
            return Change()
        return left.done

    def _number(self) -> str:
        """Return the number that stands beside the handle that is held."""
        held = self._hold.thing
        if held is None:
            return ""
        total = self._total(held)
        return degrees_text(total.degrees) if held.handle == "turn" else factor_text(total.factor)

    def _tell(self, held: _Held) -> None:
        total, state = self._total(held), self._session.state
        self._telling(turning_words(total.degrees, total.factor, held.scope, state.pick, state.view.brush))

    def _restore(self, held: _Held) -> None:
        experiment = self._session.state.experiment
        spec = replace(experiment.spec_of(DeformableSpec), placed_points=held.points_before)
        self._session.update(experiment.with_spec(spec), _LABELS[held.handle], _GESTURES[held.handle])


def _same_points(marks: SamplingMarks, others: SamplingMarks) -> bool:
    return (marks.unit_yx, marks.group) == (others.unit_yx, others.group)


def _yx(place: QPointF) -> tuple[float, float]:
    return place.y(), place.x()


def _wrapped(degrees: float) -> float:
    """Return an angle as one above −180° and up to 180°."""
    return 180.0 - (180.0 - degrees) % 360.0

"""Dragging sampling points with the mouse, on the picture and in the loupe alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.hold import Hold
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.placing import OTHER_SCOPE, drag_words, other_scope, stays_words
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.session.view import Scope
from vizapp.wording import labels

_GESTURE = "drag point"


@dataclass(frozen=True, slots=True)
class _Held:
    """The point that is held: its tap, its place in the rigid grid, and what the document held before."""

    tap: int
    rigid_yx: tuple[float, float]
    points_before: tuple[PlacedPoint, ...]
    scope: Scope


class PointDrag:
    """Finds the point under the cursor, and places it where it is dragged to.

    The point that is held is drawn where the mouse has it, whatever the engine answers meanwhile. Every move goes to
    the session at once; the marks that come back are the session's.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures, holding: Callable[[str], None]) -> None:
        """``holding`` is called with the scope that a point is placed for when it is taken, with "" when let go."""
        self._session = session
        self._holding = holding
        self._hold: Hold[_Held] = Hold(canvas, session)
        self._marks: SamplingMarks | None = None

    @property
    def marks(self) -> SamplingMarks | None:
        return self._marks

    @property
    def tap(self) -> int | None:
        """The tap whose point is held, or None."""
        return None if self._hold.thing is None else self._hold.thing.tap

    @property
    def scope(self) -> Scope | None:
        """The scope that the point in the hand is placed for, or None."""
        return None if self._hold.thing is None else self._hold.thing.scope

    @property
    def point_yx(self) -> NDArray[np.float64] | None:
        """Where the points are, float64 (K, 2), (y, x) in input pixels, with the held one where the mouse has it."""
        if self._marks is None or self._hold.thing is None:
            return None if self._marks is None else self._marks.point_yx
        positions = self._marks.point_yx.copy()
        positions[self._hold.thing.tap] = self._hold.place
        return positions

    def show_marks(self, marks: SamplingMarks | None) -> None:
        """Take over where the points are; one that is held is let go when they are another unit's or
        group's.
        """
        before = self._marks
        same_points = (
            marks is not None
            and before is not None
            and (marks.unit_yx, marks.group) == (before.unit_yx, before.group)
        )
        if self._hold.thing is not None and not same_points:
            self._hold.forget()
            self._holding("")
        self._marks = marks

    def tap_at(self, projection: Projection, place: QPointF) -> int | None:
        """Return the tap whose point is nearest to a place on the screen, if one is near enough to be meant."""
        return None if self._marks is None else self._marks.nearest(projection, place)

    def cursor_at(self, projection: Projection, place: QPointF) -> Qt.CursorShape | None:
        if self._marks is None or self.tap_at(projection, place) is None:
            return None
        return Qt.CursorShape.OpenHandCursor if self._marks.movable else Qt.CursorShape.PointingHandCursor

    def tooltip_at(self, projection: Projection, place: QPointF) -> str:
        if self._marks is None or self.tap_at(projection, place) is None:
            return ""
        return drag_words(self._session.state.view.scope) if self._marks.movable else stays_words()

    def press(self, projection: Projection, place: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take the point at a place on the screen and select its tap; return whether there is one."""
        tap, marks = self.tap_at(projection, place), self._marks
        if tap is None or marks is None:
            return False
        if not marks.movable:
            self._session.select_tap(tap)
            return True
        scope = self._session.state.view.scope
        held = _Held(
            tap,
            rigid_yx=(float(marks.rigid_yx[tap, 0]), float(marks.rigid_yx[tap, 1])),
            points_before=self._session.state.experiment.spec_of(DeformableSpec).placed_points,
            scope=other_scope(scope) if modifiers & OTHER_SCOPE else scope,
        )
        centre = float(marks.point_yx[tap, 0]), float(marks.point_yx[tap, 1])
        self._hold.take(held, centre, projection.to_position(place))
        self._holding(held.scope)
        self._session.select_tap(tap)
        return True

    def drag(self, projection: Projection, place: QPointF) -> bool:
        """Let the point that is held follow the cursor; return whether one does."""
        held = self._hold.thing
        # While a reading of another unit is on its way, the points on the screen are not those of the picked unit,
        # which is the one that a point would be placed for.
        if held is None or self._marks is None or self._marks.unit_yx != self._session.state.pick:
            return False
        self._hold.move(projection.to_position(place))
        y, x = self._hold.place
        offset = (y - held.rigid_yx[0], x - held.rigid_yx[1])
        self._session.place_point(self._marks.tap(held.tap), offset, gesture=_GESTURE, scope=held.scope)
        return True

    def let_go(self) -> None:
        """Leave the point where it is."""
        if self._hold.let_go():
            self._holding("")

    def put_back(self) -> bool:
        """Put the point back to where it was taken; return whether one was held."""
        held = self._hold.put_back(self._restore)
        if held:
            self._holding("")
        return held

    def _restore(self, held: _Held) -> None:
        experiment = self._session.state.experiment
        spec = replace(experiment.spec_of(DeformableSpec), placed_points=held.points_before)
        self._session.update(experiment.with_spec(spec), labels.PLACE_POINT, _GESTURE)

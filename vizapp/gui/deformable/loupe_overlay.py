"""The loupe on the input: the neighbourhood of the probe, with points and handles that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.gui.canvas.coordinates import Projection, nearest_pixel, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.loupe_choice import LoupeChoice
from vizapp.gui.deformable.handle_drag import HandleDrag
from vizapp.gui.deformable.pins_overlay import pinned_places
from vizapp.gui.deformable.point_drag import PointDrag
from vizapp.gui.deformable.readers_image import draw_asked
from vizapp.gui.deformable.readers_overlay import ASKING_KEY, READERS, asked_pixel, can_ask
from vizapp.gui.deformable.requests import HANDLES
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.points.loupe import PointLoupe
from vizapp.gui.points.loupe_geometry import Lens
from vizapp.gui.points.sampling_painter import SamplingPainter
from vizapp.session.view import Scope, View


class LoupeOverlay(PointLoupe):
    """Shows and moves the same points as the overlay on the picture, and asks who reads a pixel.

    It takes no keys but Escape, which puts back what is held here: the overlay on the picture has the others.
    """

    holding = Signal(str)
    """A point was taken, with the scope that it is placed for, or, with "", let go."""
    turning = Signal(str)
    """All points are turned or scaled, with words that say how far; "" when they are let go."""

    def __init__(self, canvas: ImageCanvas, session: Gestures, painter: SamplingPainter, choice: LoupeChoice) -> None:
        super().__init__(canvas, painter, "loupe", choice)
        self._session = session
        self._asks = False
        self._drag = PointDrag(canvas, session, self.holding.emit)
        self._handles = HandleDrag(canvas, session, self.turning.emit)

    @property
    def marks(self) -> SamplingMarks | None:
        return self._drag.marks

    @property
    def held_scope(self) -> Scope | None:
        """The scope that what is held is placed for; None where nothing is."""
        return self._drag.scope or self._handles.scope

    def show_marks(self, marks: SamplingMarks | None, view: View) -> None:
        """Take over what is to be drawn; ``view`` says which parts, and which tap is selected."""
        self._drag.show_marks(marks)
        self._handles.show_marks(marks)
        self.show_points(marks, view)

    # What is held ---------------------------------------------------------------------------------------------

    @property
    def is_held(self) -> bool:
        return self._drag.tap is not None or self._handles.holds

    @property
    def held_tap(self) -> int | None:
        return self._drag.tap

    @property
    def point_yx(self) -> NDArray[np.float64] | None:
        return self._drag.point_yx

    def avoided(self) -> Sequence[QPointF]:
        return [self.canvas.projection.to_screen(*place) for place in pinned_places(self._session.state)]

    def draw_above(self, painter: QPainter, projection: Projection, lens: Lens) -> None:
        asked = asked_pixel(self._session.state) if READERS in self._view.shown else None
        if asked is not None:
            draw_asked(painter, projection, asked)
        if self._has_handles:
            self._handles.draw(painter, projection, lens.inset)

    # The mouse ------------------------------------------------------------------------------------------------

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        if self._drag.tap_at(self.projection, place) is None and self._handle_at(place):
            return Qt.CursorShape.OpenHandCursor
        return self._drag.cursor_at(self.projection, place) or super().cursor_at(place)

    def tooltip_at(self, place: QPointF) -> str:
        words = self._drag.tooltip_at(self.projection, place)
        if not words and self._lens is not None and self._has_handles:
            words = self._handles.tooltip_at(self.projection, self._lens.inset, place)
        return words or super().tooltip_at(place)

    def hovered(self, place: QPointF | None) -> None:
        if self._handles.offer(place is not None and self.takes(place) and self._has_handles):
            self.update()

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        asks = self._can_ask and bool(modifiers & ASKING_KEY)
        taken = not asks and self._drag.press(self.projection, place, modifiers)
        if not taken and self._lens is not None and self._has_handles:
            taken = self._handles.press(self.projection, self._lens.inset, place, modifiers)
        self._asks = asks and not taken
        if self._asks:
            self._ask(place)
        elif taken:
            self.update()
        else:
            self.take_frame(place)

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._asks:
            self._ask(place)
        elif self._frame.holds:
            super().dragged(place, modifiers)
        elif self._drag.drag(self.projection, place) or self._handles.drag(place, modifiers):
            self.update()

    @property
    def _can_ask(self) -> bool:
        return READERS in self._view.shown and can_ask(self._session.state)

    def _ask(self, place: QPointF) -> None:
        """Ask who reads the pixel at a place in the loupe."""
        pixel = pixel_at(*self.projection.to_position(place))
        self._session.ask_readers(nearest_pixel(*pixel, *self.canvas.size_in_pixels))

    @property
    def _has_handles(self) -> bool:
        is_there = self._lens is not None and not self._lens.is_extra  # else they are on the picture
        return is_there and HANDLES in self._view.shown and self._drag.tap is None

    def _handle_at(self, place: QPointF) -> bool:
        if self._lens is None or not self._has_handles:
            return False
        return self._handles.handle_at(self.projection, self._lens.inset, place) is not None

    def is_mark(self, place: QPointF) -> bool:
        return self._drag.tap_at(self.projection, place) is not None or self._handle_at(place)

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        self._frame.let_go()
        self._drag.let_go()
        self._handles.let_go()
        self.follow()

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or not (self._drag.put_back() or self._handles.put_back()):
            return False
        self.follow()
        return True

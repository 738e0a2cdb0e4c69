"""The sampling points of the probe on the input: drawn, dragged with the mouse, and moved with the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsSceneMouseEvent

from vizapp.document.edits import give_back_point
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import TABS, KeyMoves, next_by_tab
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.deformable.constellation import can_be_turned
from vizapp.gui.deformable.handle_drag import HandleDrag
from vizapp.gui.deformable.handle_keys import HandleKeys
from vizapp.gui.deformable.handles import HANDLES as BOTH_HANDLES
from vizapp.gui.deformable.point_drag import PointDrag
from vizapp.gui.deformable.point_menu import point_menu
from vizapp.gui.deformable.readers_overlay import ASKING_KEY, READERS, asked_pixel, can_ask
from vizapp.gui.deformable.requests import HANDLES
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.gestures import Gestures
from vizapp.gui.points.sampling_painter import SamplingPainter
from vizapp.gui.widgets.numbers import plain
from vizapp.session.view import Scope, View
from vizapp.wording import labels

NUDGE, LARGE_NUDGE = 0.1, 1.0
"""Input pixels that an arrow key moves the selected point by, and with Shift."""
_NUDGE_GESTURE = "nudge point"


class SamplingOverlay(Overlay):
    """The points of one unit, with those of their parts that are shown: grid, arrows, rings, trails."""

    holding = Signal(str)
    """A point was taken, with the scope that it is placed for, or, with "", let go."""
    turning = Signal(str)
    """All points are turned or scaled, with words that say how far; "" when they are let go."""

    def __init__(self, canvas: ImageCanvas, session: Gestures, painter: SamplingPainter) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._painter = painter
        self._view = View()
        self._brief = False
        self._asks = False
        self._drag = PointDrag(canvas, session, self.holding.emit)
        self._handles = HandleDrag(canvas, session, self.turning.emit)
        self._handle_keys = HandleKeys(session)
        self._key_moves = KeyMoves(self._nudge, NUDGE, LARGE_NUDGE, session.end_gesture)

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
        self._view = view
        if marks is None or not marks.movable or view.selected_tap is not None:
            self._handle_keys.choose(None)
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Leave to the loupe what it shows as well, as far as the table of the overlays says so."""
        if brief != self._brief:
            self._brief = brief
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self.marks is None:
            return
        shown = self._view.shown
        self._painter.draw(
            painter,
            projection,
            self.marks,
            self._painter.without_details(shown) if self._brief else shown,
            point_yx=self._drag.point_yx,
            selected_tap=self._view.selected_tap,
            held_tap=self._drag.tap,
        )
        if self._handle_keys.chosen is not None:
            self._handle_keys.draw(painter, self._handles.ring(projection, self._room), self._room)
        elif self._has_handles:
            self._handles.draw(painter, projection, self._room)

    def things(self) -> Sequence[Thing]:
        marks, points = self.marks, self._drag.point_yx
        if marks is None or points is None or not marks.known:
            return ()
        name, projection = self.tr("tap {name}"), self.projection
        points_told = [
            Thing(
                f"tap {tap}",
                name.format(name=marks.geometry.tap_name(tap)),
                self._words(marks, tap, y, x),
                around(projection.to_screen(y, x)),
                has_keys=tap == self._view.selected_tap,
            )
            for tap, (y, x) in enumerate(points.tolist())
        ]
        return [*points_told, *self._handle_keys.things(self._handles.ring(projection, self._room))]

    def _words(self, marks: SamplingMarks, tap: int, y: float, x: float) -> str:
        """Say where a point is, and what else its mark shows."""
        if marks.broken is not None and marks.broken[tap]:
            return self.tr("has no finite offset, reads nothing")
        words = [self.tr("y {y}, x {x}").format(y=plain(y, 2), x=plain(x, 2))]
        if marks.placed[tap]:
            words.append(self.tr("placed by hand"))
        if marks.outside[tap]:
            words.append(self.tr("outside, reads nothing"))
        return ", ".join(words)

    @property
    def _room(self) -> QRectF:
        return QRectF(0, 0, self.projection.width, self.projection.height)

    @property
    def _has_handles(self) -> bool:
        """Whether the handles may be shown here: while there is a loupe, they are in it."""
        return HANDLES in self._view.shown and not self._brief and self._drag.tap is None

    # The mouse ------------------------------------------------------------------------------------------------

    def tap_at(self, place: QPointF) -> int | None:
        """Return the tap whose point is nearest to a place on the screen, if one is near enough to be meant."""
        return self._drag.tap_at(self.projection, place)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        # A press that asks about the pixel is let through to what lies below, also where a point lies over the pixel.
        asking = bool(event.modifiers() & ASKING_KEY) and READERS in self._view.shown
        self._asks = asking and can_ask(self._session.state)
        super().mousePressEvent(event)
        self._asks = False

    def takes(self, place: QPointF) -> bool:
        return (not self._asks and self.tap_at(place) is not None) or self._takes_handle(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        if self.tap_at(place) is None and self._takes_handle(place):
            return Qt.CursorShape.OpenHandCursor
        return self._drag.cursor_at(self.projection, place)

    def tooltip_at(self, place: QPointF) -> str:
        words = self._drag.tooltip_at(self.projection, place)
        return words or (self._handles.tooltip_at(self.projection, self._room, place) if self._has_handles else "")

    def menu_at(self, place: QPointF) -> Sequence[MenuEntry]:
        marks, tap = self.marks, self.tap_at(place)
        return () if marks is None or tap is None else point_menu(self._session, marks, tap)

    def hovered(self, place: QPointF | None) -> None:
        ring = self._handles.ring(self.projection, self._room) if self._has_handles and place is not None else None
        if self._handles.offer(ring is not None and place is not None and ring.is_near(place)):
            self.update()

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._key_moves.end()
        self._handle_keys.choose(None)
        taken = not self._asks and self._drag.press(self.projection, place, modifiers)
        if not taken and self._has_handles:
            taken = self._handles.press(self.projection, self._room, place, modifiers)
        if taken:
            self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._drag.drag(self.projection, place) or self._handles.drag(place, modifiers):
            self.update()

    def _takes_handle(self, place: QPointF) -> bool:
        return self._has_handles and self._handles.handle_at(self.projection, self._room, place) is not None

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        self._drag.let_go()
        self._handles.let_go()
        self.update()

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        key, marks, selected = event.key(), self.marks, self._view.selected_tap
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if marks is not None and marks.known and self._choose_by_tab(event, len(marks.point_yx)):
            return True
        # Ctrl and an arrow is left to the window.
        is_command = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not is_command and self._handle_keys.key_pressed(event):
            self.update()
            return True
        if selected is None or self._drag.tap is not None or self._handles.holds:
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take_selected_back()
            return True
        return not is_command and self._key_moves.key_pressed(event)

    def key_released(self, event: QKeyEvent) -> None:
        self._key_moves.key_released(event)
        self._handle_keys.key_released(event)

    def _choose_by_tab(self, event: QKeyEvent, points: int) -> bool:
        """Give the keys to the next point, or after the last one to the handles; return whether there is one."""
        handle, now = self._handle_keys.chosen, self._view.selected_tap
        handles = BOTH_HANDLES if HANDLES in self._view.shown and can_be_turned(self._session.state) else ()
        if handle is not None:
            now = points + BOTH_HANDLES.index(handle)
        chosen = next_by_tab(event, now, points + len(handles))
        if chosen is None:
            if event.key() in TABS and self._handle_keys.choose(None):
                self.update()
            return False
        self._session.select_tap(chosen if chosen < points else None)
        self._handle_keys.choose(None if chosen < points else handles[chosen - points])
        self.update()
        return True

    def _escape(self) -> bool:
        """Undo the last thing begun: put held points back, or ask about no pixel, or else select no tap."""
        if self._drag.put_back() or self._handles.put_back():
            self.update()
            return True
        if asked_pixel(self._session.state) is not None:
            self._session.ask_readers(None)
            return True
        if self._handle_keys.choose(None):
            self.update()
            return True
        if self._view.selected_tap is None:
            return False
        self._session.select_tap(None)
        return True

    def _nudge(self, down: float, right: float) -> bool:
        """Move the selected point by input pixels, and return whether there is one."""
        tap, marks = self._view.selected_tap, self.marks
        if tap is None or marks is None or not marks.known or not marks.movable or tap >= len(marks.point_yx):
            return False
        y, x = marks.offset_yx[tap].tolist()
        # Offsets come as float32: without rounding, ten steps of 0.1 would not add up to 1 on the screen.
        self._session.place_point(marks.tap(tap), (round(y + down, 5), round(x + right, 5)), gesture=_NUDGE_GESTURE)
        return True

    def _take_selected_back(self) -> None:
        """Let the network decide again about the selected point, if it was placed by hand."""
        tap, marks = self._view.selected_tap, self.marks
        if tap is None or marks is None or tap >= len(marks.placed) or not marks.placed[tap]:
            return
        experiment = give_back_point(self._session.state.experiment, marks.tap(tap), marks.unit_yx)
        self._session.update(experiment, labels.TAKE_BACK_POINT)

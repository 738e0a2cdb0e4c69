"""The loupe: the neighbourhood of what is picked, magnified in a corner of the canvas, with its sampling points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from vizapp.gui.canvas.backdrop import LayerStack
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.frame import WHEEL_FACTOR
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.loupe_choice import LoupeChoice
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.picture_layer import PictureLayer
from vizapp.gui.canvas.pixel_grid import PixelLines
from vizapp.gui.points.loupe_button import LoupeButton
from vizapp.gui.points.loupe_frame import GRIP, FrameDrag, cursor_of, sides_at
from vizapp.gui.points.loupe_geometry import Framing, Lens, lens_for
from vizapp.gui.points.loupe_layers import LENS_CORNER, Ground, Leaders, RoundCorners, draw_frame
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.points.sampling_painter import SamplingPainter
from vizapp.gui.theme import Theme, current_theme, theme_signal
from vizapp.protocol.picture_answers import Picture
from vizapp.session.view import View

_BUTTON_INSET = 5.0
"""Screen pixels between the button and the edges of the loupe."""
_BETWEEN_BUTTONS = 2
_POINT_ROOM = 14.0
"""Screen pixels around the middle of a point that its ring and its pin take."""
_ROUNDS = 3
"""So often at most the loupe follows what it has moved itself: where there is hardly any room, its button and the
legend could make way for one another for ever."""


class PointLoupe(Overlay):
    """Shows the same points as the overlay on the picture, through a projection of its own.

    It is there while the canvas is zoomed out so far that the points on the picture lie close together, or at every
    scale, or put away, as the person has chosen; its edges make it larger, its inside moves it. A subclass whose
    points can be moved says with :attr:`is_held`, :attr:`held_tap` and :attr:`point_yx` which one is held.
    """

    zoom_wanted = Signal()
    """The person wants the whole canvas zoomed in to what the loupe shows."""
    shown = Signal(bool)
    """Whether the points are left to a loupe now; sent when that changes."""

    def __init__(self, canvas: ImageCanvas, painter: SamplingPainter, name: str, choice: LoupeChoice) -> None:
        """``name`` is its object name, and with "Button" after it that of its button."""
        super().__init__(canvas, z=12)
        self.setObjectName(name)
        self._framing = Framing()
        self._painter = painter
        self._view = View()
        self._marks: PointMarks | None = None
        self._lens: Lens | None = None
        self._follows = self._is_due = False
        self._ground = Ground(current_theme().canvas)
        self._pixels = PictureLayer()
        self._lines = PixelLines()
        self._stack = LayerStack(self.update, QColor(Qt.GlobalColor.transparent))
        for layer in (self._ground, self._pixels, self._lines, corners := RoundCorners()):
            self._stack.add(layer)
        for magnified, above_lines in canvas.magnified:
            self._stack.add(magnified, below=corners if above_lines else self._lines)
        self._leaders = Leaders(canvas)
        self._choice = choice
        self._frame = FrameDrag(choice)
        self._button = LoupeButton(f"{name}Button", canvas)
        self._button.clicked.connect(self.zoom_wanted)
        self._button.nudged.connect(self._nudge)
        self._button.grown.connect(self._grow)
        self._away = LoupeButton(f"{name}Away", canvas, "away")
        self._away.clicked.connect(lambda: choice.set_mode("away"))
        self._back = LoupeButton(f"{name}Back", canvas, "back")
        self._back.clicked.connect(lambda: choice.set_mode("always"))
        canvas.corners.keep(self._back, Qt.Corner.BottomLeftCorner)
        self._stands_in = False
        choice.changed.connect(self.follow)
        canvas.projection_changed.connect(self.follow)
        canvas.corners.changed.connect(self.follow)
        self.visibleChanged.connect(self.follow)
        theme_signal().changed.connect(self._take_theme)

    @property
    def lens(self) -> Lens | None:
        """What is magnified and where; None while there is no loupe."""
        return self._lens

    @property
    def projection(self) -> Projection:
        return super().projection if self._lens is None else self._lens.projection

    def show_picture(self, picture: Picture | None) -> None:
        """Magnify the pixels of ``picture``, which is the map as the operator reads it."""
        if picture is None:
            self._pixels.show(None, QRectF())
        else:
            self._pixels.show(picture.pixels, canvas_rect(*picture.region))
            self._lines.set_size(*picture.region[2:])
        self.follow()

    def show_points(self, marks: PointMarks | None, view: View, framing: Framing | None = None) -> None:
        """Take over what is to be drawn; ``view`` says which parts, and which point is selected."""
        self._marks, self._view, self._framing = marks, view, framing or Framing()
        self.follow()

    def follow(self) -> None:
        """Take the framing and the corner that suit the points and the canvas now.

        Both stay while something is held, since it would otherwise move away under the cursor.
        """
        if self._follows:
            self._is_due = True
            return
        self._follows = True
        try:
            for _ in range(_ROUNDS):
                self._is_due = False
                self._follow_once()
                if not self._is_due:
                    break
        finally:
            self._follows = False

    def _follow_once(self) -> None:
        if not self.is_held or not self.isVisible():
            self._lens = self._new_lens()
            self.canvas.corners.note_drawn(self.objectName(), None if self._lens is None else self._lens.inset)
            self._place_button()
        # The frame around what is magnified belongs to it: what can stand elsewhere must not hide it.
        frame = None if self._lens is None else self.canvas.projection.map_rect(self._lens.area)
        self.canvas.corners.note_drawn(f"{self.objectName()}Frame", frame)
        for button in (self._button, self._away):
            button.setVisible(self._lens is not None)
        self._offer_back()
        self._leaders.show_lens(self._lens)
        self.update()
        stands_in = self._lens is not None and not self._lens.is_extra
        if stands_in != self._stands_in:
            self._stands_in = stands_in
            self.shown.emit(stands_in)

    def toggle(self) -> None:
        """Put the loupe away, or have one at every scale."""
        if self._lens is not None:
            self._choice.set_mode("away")
        elif self._has_something:
            self._choice.set_mode("always")

    @property
    def _has_something(self) -> bool:
        """Whether there are points and a picture that a loupe could show."""
        return self._marks is not None and self._pixels.pixels is not None and self.isVisible()

    def _offer_back(self) -> None:
        """Show the button that brings the loupe back where there is none, unless there is no room for one."""
        is_missing = self._has_something and self._lens is None and self._choice.wish.mode != "always"
        self._back.setVisible(is_missing and not self.canvas.is_for_looking)

    def _place_button(self) -> None:
        """Put the button into the corner where it covers fewest points, if it can the upper right one."""
        if self._lens is None or self._marks is None:
            return
        inset = self._lens.inset
        one = self._button.size()
        size = QSizeF(2 * one.width() + _BETWEEN_BUTTONS, one.height())
        room = inset.adjusted(_BUTTON_INSET, _BUTTON_INSET, -_BUTTON_INSET, -_BUTTON_INSET)
        right, bottom = room.right() - size.width(), room.bottom() - size.height()
        ways = [QPointF(x, y) for y in (room.top(), bottom) for x in (right, room.left())]
        places = [QPointF(x, y) for x, y in self.projection.to_screen_array(self._marks.point_yx).tolist()]

        def covered(way: QPointF) -> int:
            around = QRectF(way, size).adjusted(-_POINT_ROOM, -_POINT_ROOM, _POINT_ROOM, _POINT_ROOM)
            return sum(around.contains(place) for place in places)

        corner = min(ways, key=covered).toPoint()
        self._button.move(corner)
        self._away.move(corner.x() + one.width() + _BETWEEN_BUTTONS, corner.y())

    def _new_lens(self) -> Lens | None:
        if self._marks is None or not self._has_something:
            return None
        selected = self._view.selected_tap
        points = self._marks.point_yx
        focus = tuple(points[selected].tolist()) if selected is not None and selected < len(points) else None
        canvas, occupied = self.canvas.projection, self.canvas.corners.occupied()
        wish = self._choice.wish
        return lens_for(
            self._marks,
            canvas,
            occupied,
            self._lens,
            self.avoided(),
            self._framing,
            wish,
            focus,
            may_cover=self._frame.holds,
        )

    # What a subclass gives ------------------------------------------------------------------------------------

    @property
    def is_held(self) -> bool:
        """Whether something in the loupe is held with the mouse."""
        return False

    @property
    def held_tap(self) -> int | None:
        """The point that is held, or None."""
        return None

    @property
    def point_yx(self) -> NDArray[np.float64] | None:
        """Where the points are drawn, (K, 2); None draws them where the marks have them."""
        return None

    def avoided(self) -> Sequence[QPointF]:
        """Return the places on the screen that the loupe should not cover."""
        return ()

    def draw_above(self, painter: QPainter, projection: Projection, lens: Lens) -> None:
        """Draw what lies over the points, within the loupe."""

    def is_mark(self, place: QPointF) -> bool:
        """Tell whether there is something at a place on the screen that a double click is meant for."""
        del place
        return False

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        lens, marks = self._lens, self._marks
        if lens is None or marks is None:
            return
        if keeps_shapes(painter):
            self._draw_ground(painter, lens)
        else:
            image = self._stack.image(lens.own_projection, painter.device().devicePixelRatio())
            painter.drawPixmap(lens.inset.topLeft(), image)
        painter.save()
        painter.setClipRect(lens.inset, Qt.ClipOperation.IntersectClip)
        self._painter.draw(
            painter,
            projection,
            marks,
            self._view.shown,
            point_yx=self.point_yx,
            selected_tap=self._view.selected_tap,
            held_tap=self.held_tap,
        )
        self.draw_above(painter, projection, lens)
        painter.restore()
        draw_frame(painter, lens.inset)

    def _draw_ground(self, painter: QPainter, lens: Lens) -> None:
        """Draw what is magnified as shapes."""
        inset = QPainterPath()
        inset.addRoundedRect(lens.inset, LENS_CORNER, LENS_CORNER)
        painter.save()
        painter.setClipPath(inset, Qt.ClipOperation.IntersectClip)
        painter.translate(lens.inset.topLeft())
        self._stack.draw(painter, lens.own_projection)
        painter.restore()

    def _take_theme(self, theme: Theme) -> None:
        self._ground.set_colour(theme.canvas)

    # The mouse ------------------------------------------------------------------------------------------------

    def projection_at(self, place: QPointF) -> Projection | None:
        return self.projection if self._lens is not None and self._lens.inset.contains(place) else None

    def takes(self, place: QPointF) -> bool:
        if self._lens is None:
            return False
        out = GRIP / 2
        return self._lens.inset.adjusted(-out, -out, out, out).contains(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        return None if self._lens is None else cursor_of(sides_at(self._lens.inset, place))

    def tooltip_at(self, place: QPointF) -> str:
        del place
        return QCoreApplication.translate(
            "PointLoupe", "Drag to move the loupe, an edge to make it larger or smaller"
        )

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        del modifiers
        self.take_frame(place)

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        del modifiers
        self._frame.drag(place, self.canvas.projection)

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        del place, modifiers
        self._frame.let_go()
        self.follow()

    def cancelled(self) -> None:
        self._frame.let_go()
        self.follow()

    def take_frame(self, place: QPointF) -> None:
        """Take the edge, the corner or the inside of the loupe at a place."""
        if self._lens is not None:
            self._frame.press(self._lens.inset, place)

    def _nudge(self, right: int, down: int) -> None:
        if self._lens is not None:
            self._frame.nudge(self._lens.inset, right, down, self.canvas.projection)

    def _grow(self, steps: int) -> None:
        if self._lens is not None:
            self._frame.grow(self._lens.inset, steps, self.canvas.projection)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self.takes(event.pos()) and not self.is_mark(event.pos()):
            self.zoom_wanted.emit()
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Zoom the canvas at what the cursor is over in the loupe."""
        if not self.takes(event.pos()):
            event.ignore()
            return
        anchor = self.canvas.projection.map(self.projection.unmap(event.pos()))
        self.canvas.zoom_by(WHEEL_FACTOR ** (event.delta() / 120), anchor)
        event.accept()

"""The loupe: the neighbourhood of the probe, magnified in a corner of the canvas, with points that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from vizapp.gui.canvas.backdrop import LayerStack
from vizapp.gui.canvas.coordinates import Projection, canvas_rect, nearest_pixel, pixel_at
from vizapp.gui.canvas.frame import WHEEL_FACTOR
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.picture_layer import PictureLayer
from vizapp.gui.canvas.pixel_grid import PixelLines
from vizapp.gui.deformable.handle_drag import HandleDrag
from vizapp.gui.deformable.loupe_button import LoupeButton
from vizapp.gui.deformable.loupe_geometry import Lens, lens_for
from vizapp.gui.deformable.loupe_layers import Ground, Leaders, RoundCorners, draw_frame
from vizapp.gui.deformable.pins_overlay import pinned_places
from vizapp.gui.deformable.point_drag import PointDrag
from vizapp.gui.deformable.point_parts import HANDLES
from vizapp.gui.deformable.readers_image import draw_asked
from vizapp.gui.deformable.readers_overlay import ASKING_KEY, READERS, asked_pixel, can_ask
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.deformable.sampling_painter import SamplingPainter
from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import Theme, current_theme, theme_signal
from vizapp.protocol.picture_answers import Picture
from vizapp.session.view import Scope, View

_BUTTON_INSET = 5.0
"""Screen pixels between the button and the edges of the loupe."""


class LoupeOverlay(Overlay):
    """Shows and moves the same points as the overlay on the picture, through a projection of its own.

    It is there while the canvas is zoomed out so far that the points on the picture lie close together. It takes no
    keys but Escape, which puts back what is held here: the overlay on the picture has the others.
    """

    holding = Signal(str)
    """A point was taken, with the scope that it is placed for, or, with "", let go."""
    turning = Signal(str)
    """All points are turned or scaled, with words that say how far; "" when they are let go."""
    zoom_wanted = Signal()
    """The person wants the whole canvas zoomed in to what the loupe shows."""
    shown = Signal(bool)
    """Whether there is a loupe now; sent when that changes."""

    def __init__(self, canvas: ImageCanvas, session: Gestures, painter: SamplingPainter) -> None:
        super().__init__(canvas, z=12)
        self.setObjectName("loupe")
        self._session = session
        self._painter = painter
        self._asks = False
        self._view = View()
        self._drag = PointDrag(canvas, session, self.holding.emit)
        self._handles = HandleDrag(canvas, session, self.turning.emit)
        self._lens: Lens | None = None
        self._ground = Ground(current_theme().canvas)
        self._pixels = PictureLayer()
        self._lines = PixelLines()
        self._stack = LayerStack(self.update, QColor(Qt.GlobalColor.transparent))
        for layer in (self._ground, self._pixels, self._lines, RoundCorners()):
            self._stack.add(layer)
        self._leaders = Leaders(canvas)
        self._button = LoupeButton(canvas)
        self._button.clicked.connect(self.zoom_wanted)
        canvas.projection_changed.connect(self.follow)
        canvas.corners.changed.connect(self.follow)
        self.visibleChanged.connect(self.follow)
        theme_signal().changed.connect(self._take_theme)

    @property
    def lens(self) -> Lens | None:
        """What is magnified and where; None while there is no loupe."""
        return self._lens

    @property
    def marks(self) -> SamplingMarks | None:
        return self._drag.marks

    @property
    def held_scope(self) -> Scope | None:
        """The scope that what is held is placed for; None where nothing is."""
        return self._drag.scope or self._handles.scope

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

    def show_marks(self, marks: SamplingMarks | None, view: View) -> None:
        """Take over what is to be drawn; ``view`` says which parts, and which tap is selected."""
        self._drag.show_marks(marks)
        self._handles.show_marks(marks)
        self._view = view
        self.follow()

    def follow(self) -> None:
        """Take the framing and the corner that suit the points and the canvas now.

        Both stay while a point or a handle is held, since it would otherwise move away under the cursor.
        """
        was_shown = self._lens is not None
        if not (self._drag.tap is not None or self._handles.holds) or not self.isVisible():
            self._lens = self._new_lens()
            self.canvas.corners.note_drawn("loupe", None if self._lens is None else self._lens.inset)
        if self._lens is not None:
            corner = self._lens.inset.topRight() + QPointF(-self._button.width() - _BUTTON_INSET, _BUTTON_INSET)
            self._button.move(corner.toPoint())
        self._button.setVisible(self._lens is not None)
        self._leaders.show_lens(self._lens)
        self.update()
        if was_shown != (self._lens is not None):
            self.shown.emit(not was_shown)

    def _new_lens(self) -> Lens | None:
        if self.marks is None or self._pixels.pixels is None or not self.isVisible():
            return None
        canvas = self.canvas.projection
        pins = [canvas.to_screen(*place) for place in pinned_places(self._session.state)]
        return lens_for(self.marks, canvas, self.canvas.corners.occupied(), self._lens, pins)

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        lens, marks = self._lens, self.marks
        if lens is None or marks is None:
            return
        image = self._stack.image(lens.own_projection, painter.device().devicePixelRatio())
        painter.drawPixmap(lens.inset.topLeft(), image)
        painter.save()
        painter.setClipRect(lens.inset)
        self._painter.draw(
            painter,
            projection,
            marks,
            self._view.shown,
            point_yx=self._drag.point_yx,
            selected_tap=self._view.selected_tap,
            held_tap=self._drag.tap,
        )
        asked = asked_pixel(self._session.state) if READERS in self._view.shown else None
        if asked is not None:
            draw_asked(painter, projection, asked)
        if self._has_handles:
            self._handles.draw(painter, projection, lens.inset)
        painter.restore()
        draw_frame(painter, lens.inset)

    def _take_theme(self, theme: Theme) -> None:
        self._ground.set_colour(theme.canvas)

    # The mouse ------------------------------------------------------------------------------------------------

    def projection_at(self, place: QPointF) -> Projection | None:
        return self.projection if self.takes(place) else None

    def takes(self, place: QPointF) -> bool:
        return self._lens is not None and self._lens.inset.contains(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        if self._drag.tap_at(self.projection, place) is None and self._handle_at(place):
            return Qt.CursorShape.OpenHandCursor
        return self._drag.cursor_at(self.projection, place)

    def tooltip_at(self, place: QPointF) -> str:
        words = self._drag.tooltip_at(self.projection, place)
        if words or self._lens is None or not self._has_handles:
            return words
        return self._handles.tooltip_at(self.projection, self._lens.inset, place)

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
        if taken:
            self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._asks:
            self._ask(place)
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
        return HANDLES in self._view.shown and self._drag.tap is None

    def _handle_at(self, place: QPointF) -> bool:
        if self._lens is None or not self._has_handles:
            return False
        return self._handles.handle_at(self.projection, self._lens.inset, place) is not None

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        self._drag.let_go()
        self._handles.let_go()
        self.follow()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        place = event.pos()
        on_mark = self._drag.tap_at(self.projection, place) is not None or self._handle_at(place)
        if self.takes(place) and not on_mark:
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

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or not (self._drag.put_back() or self._handles.put_back()):
            return False
        self.follow()
        return True

"""The loupe: the neighbourhood of the probe, magnified in a corner of the canvas, with points that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from vizapp.gui.canvas.backdrop import LayerStack
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.frame import WHEEL_FACTOR
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.picture_layer import PictureLayer
from vizapp.gui.canvas.pixel_grid import PixelLines
from vizapp.gui.deformable.loupe_button import LoupeButton
from vizapp.gui.deformable.loupe_geometry import Lens, leaders, lens_for
from vizapp.gui.deformable.sampling_marks import SamplingMarks
from vizapp.gui.deformable.sampling_overlay import SamplingOverlay
from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import Theme, current_theme, theme_signal
from vizapp.protocol.answers import Picture
from vizapp.session.state import View

RADIUS = 8.0
_BUTTON_INSET = 5.0
_DARK = QColor(0, 0, 0, 130)
_BRIGHT = QColor(255, 255, 255, 225)
_FAINT = QColor(255, 255, 255, 175)


class LoupeOverlay(SamplingOverlay):
    """Draws and moves the same points as its base class, through a lens of its own.

    It is there while the canvas is zoomed out so far that its own points lie close together.
    """

    zoom_wanted = Signal()
    """The person wants the whole canvas zoomed in to what the loupe shows."""
    shown = Signal(bool)
    """Whether there is a loupe now; sent when that changes."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, session)
        self.setObjectName("loupe")
        self.setZValue(12)
        self._lens: Lens | None = None
        self._ground = _Ground(current_theme().canvas)
        self._pixels = PictureLayer()
        self._lines = PixelLines()
        self._stack = LayerStack(self.update, QColor(Qt.GlobalColor.transparent))
        for layer in (self._ground, self._pixels, self._lines, _RoundCorners()):
            self._stack.add(layer)
        self._leaders = _Leaders()
        canvas.add_layer(self._leaders, above_numbers=True)
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
        super().show_marks(marks, view)
        self.follow()

    def follow(self) -> None:
        """Take the framing and the corner that suit the points and the canvas now; a held point keeps both."""
        was_shown = self._lens is not None
        if self.held_tap is None or not self.isVisible():
            self._lens = self._new_lens()
        if self._lens is not None:
            corner = self._lens.inset.topRight() + QPointF(-self._button.width() - _BUTTON_INSET, _BUTTON_INSET)
            self._button.move(corner.toPoint())
        self._button.setVisible(self._lens is not None)
        self._leaders.show(self._lens)
        self.update()
        if was_shown != (self._lens is not None):
            self.shown.emit(not was_shown)

    def _new_lens(self) -> Lens | None:
        if self.marks is None or self._pixels.pixels is None or not self.isVisible():
            return None
        return lens_for(self.marks, self.canvas.projection, self.canvas.corners.occupied(), self._lens)

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        lens = self._lens
        if lens is None:
            return
        image = self._stack.image(lens.own_projection, painter.device().devicePixelRatio())
        painter.drawPixmap(lens.inset.topLeft(), image)
        painter.save()
        painter.setClipRect(lens.inset)
        super().draw(painter, projection)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, out in ((_DARK, 0.5), (_BRIGHT, -0.5)):
            painter.setPen(QPen(colour, 1.0))
            painter.drawRoundedRect(lens.inset.adjusted(-out, -out, out, out), RADIUS + out, RADIUS + out)

    def _take_theme(self, theme: Theme) -> None:
        self._ground.set_colour(theme.canvas)

    # The hand -------------------------------------------------------------------------------------------------

    def projection_at(self, place: QPointF) -> Projection | None:
        return self.projection if self.takes(place) else None

    def takes(self, place: QPointF) -> bool:
        return self._lens is not None and self._lens.inset.contains(place)

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        super().released(place, modifiers)
        self.follow()

    def cancelled(self) -> None:
        super().cancelled()
        self.follow()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self.takes(event.pos()) and self.tap_at(event.pos()) is None:
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
        # The overlay on the picture has the keys; only what is held here can be let go here.
        if self.held_tap is None or event.key() != Qt.Key.Key_Escape:
            return False
        taken = super().key_pressed(event)
        self.follow()
        return taken


class _Leaders(Layer):
    """Frames what is magnified, and leads from there to the loupe; at rest with the picture, below all marks."""

    def __init__(self) -> None:
        super().__init__()
        self._lens: Lens | None = None

    def show(self, lens: Lens | None) -> None:
        if lens != self._lens:
            self._lens = lens
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._lens is None:
            return
        magnified = projection.map_rect(self._lens.area)
        # They end where the round corners do, not where square ones would.
        within = RADIUS * (1 - 0.5**0.5)
        lines = leaders(magnified, self._lens.inset.adjusted(within, within, -within, -within))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((_DARK, 2.6), (_FAINT, 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(magnified)
            for start, end in lines:
                painter.drawLine(start, end)


class _Ground(Layer):
    """What is seen beside the picture."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        painter.fillRect(QRectF(0, 0, projection.width, projection.height), self._colour)


class _RoundCorners(Layer):
    """Takes the corners away again; a clip would do so as well, but with every frame."""

    def draw(self, painter: QPainter, projection: Projection) -> None:
        area = QRectF(0, 0, projection.width, projection.height)
        path = QPainterPath()
        path.addRect(area)
        path.addRoundedRect(area, RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillPath(path, Qt.GlobalColor.black)

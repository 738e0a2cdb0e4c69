"""The layers of a canvas, drawn once into an image and shown from there until one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.frame import CanvasFrame
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.theme import Theme, current_theme, theme_signal


class LayerStack:
    """Layers above one another, lowest first, and the image that they make.

    ``ground`` lies below them all. An opaque one makes an image without alpha, which is shown in half the time.
    """

    def __init__(self, changed: Callable[[], None], ground: QColor) -> None:
        """``changed`` is called when the image will be another one."""
        self._changed = changed
        self._ground = ground
        self._layers: list[Layer] = []
        self._image = QPixmap()
        self._drawn_for: tuple[Projection, float] | None = None

    def add(self, layer: Layer, below: Layer | None = None) -> None:
        """Add a layer on top, or right below another one."""
        self._layers.insert(len(self._layers) if below is None else self._layers.index(below), layer)
        layer.follow(self.redraw)
        self.redraw()

    def set_ground(self, colour: QColor) -> None:
        self._ground = colour
        self.redraw()

    def redraw(self) -> None:
        """Draw the layers again when the image is next asked for."""
        self._drawn_for = None
        self._changed()

    def image(self, projection: Projection, ratio: float) -> QPixmap:
        """Return the image of a viewport, with ``ratio`` device pixels a screen pixel; drawn only if need be."""
        if self._drawn_for != (projection, ratio):
            self._draw(projection, ratio)
            self._drawn_for = (projection, ratio)
        return self._image

    def draw(self, painter: QPainter, projection: Projection, without: Collection[Layer] = ()) -> None:
        """Draw the layers, lowest first and without their ground, but not those that are ``without``."""
        for layer in self._layers:
            if layer.visible and layer not in without:
                painter.save()
                layer.draw(painter, projection)
                painter.restore()

    def _draw(self, projection: Projection, ratio: float) -> None:
        width, height = round(projection.width * ratio), round(projection.height * ratio)
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = QPixmap(width, height)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(self._ground)
        painter = QPainter(self._image)
        self.draw(painter, projection)
        painter.end()


class Backdrop(QGraphicsObject):
    """Shows a stack of layers all over the canvas, on the canvas' colour.

    A point that is dragged, or a cursor that hovers, redraws what lies above; the picture, its checkerboard, grid
    and numbers then cost one copy. Qt's own item cache is not used because its shared limit of 10 MiB is less than
    two canvases need on a dense screen.
    """

    def __init__(self, frame: CanvasFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self._stack = LayerStack(self.update, current_theme().canvas)
        self.setZValue(-10)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        frame.sigResized.connect(self._follow_size)
        frame.moved.connect(self.update)
        theme_signal().changed.connect(self._take_theme)

    def add(self, layer: Layer, below: Layer | None = None) -> None:
        """Add a layer on top, or right below another one."""
        self._stack.add(layer, below)

    def draw_layers(self, painter: QPainter, without: Collection[Layer] = ()) -> None:
        """Draw the layers themselves, without the ground, but not those that are ``without``."""
        self._stack.draw(painter, self._frame.projection, without)

    def redraw(self) -> None:
        """Draw the layers again before they are next seen."""
        self._stack.redraw()

    def boundingRect(self) -> QRectF:
        return self._frame.rect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        image = self._stack.image(self._frame.projection, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(0, 0), image)

    def _take_theme(self, theme: Theme) -> None:
        self._stack.set_ground(theme.canvas)

    def _follow_size(self) -> None:
        self.prepareGeometryChange()
        self._stack.redraw()

"""The resting part of a canvas: its layers, drawn once into an image and shown from there until one changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.frame import CanvasFrame
from vizapp.gui.canvas.overlay import Layer


class LayerStack:
    """Layers above one another, lowest first, and the image that they make."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """``changed`` is called when the image will be another one."""
        self._changed = changed
        self._layers: list[Layer] = []
        self._image = QPixmap()
        self._drawn_for: tuple[Projection, float] | None = None

    def add(self, layer: Layer, below: Layer | None = None) -> None:
        """Add a layer on top, or right below another one."""
        self._layers.insert(len(self._layers) if below is None else self._layers.index(below), layer)
        layer.changed = self.redraw
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

    def _draw(self, projection: Projection, ratio: float) -> None:
        width, height = round(projection.width * ratio), round(projection.height * ratio)
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = QPixmap(width, height)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._image)
        for layer in self._layers:
            if layer.visible:
                painter.save()
                layer.draw(painter, projection)
                painter.restore()
        painter.end()


class Backdrop(QGraphicsObject):
    """Shows a stack of layers all over the canvas.

    A point that is dragged, or a cursor that hovers, redraws what lies above; the picture, its checkerboard, grid
    and numbers then cost one copy. Qt's own item cache is not used because its shared limit of 10 MiB is less than
    two canvases need on a dense screen.
    """

    def __init__(self, frame: CanvasFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self._stack = LayerStack(self.update)
        self.setZValue(-10)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        frame.sigResized.connect(self._follow_size)
        frame.moved.connect(self.update)

    def add(self, layer: Layer, below: Layer | None = None) -> None:
        """Add a layer on top, or right below another one."""
        self._stack.add(layer, below)

    def boundingRect(self) -> QRectF:
        return self._frame.rect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        image = self._stack.image(self._frame.projection, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(0, 0), image)

    def _follow_size(self) -> None:
        self.prepareGeometryChange()
        self._stack.redraw()

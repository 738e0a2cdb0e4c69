"""What can be drawn on a canvas: layers, which rest with the picture, and overlays, which live above it.

Both draw in screen coordinates and ask the canvas' projection where things are, so that marks keep their size at
any zoom. Layers are kept in one backdrop image that is drawn again only when a layer or the projection changes;
overlays are drawn with every frame and can be grabbed.

What is exported is drawn by the same methods. A ``draw`` that copies little images of its marks, which is faster,
draws the marks themselves where :func:`vizapp.gui.canvas.kept_shapes.keeps_shapes` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsObject, QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.things import Thing

if TYPE_CHECKING:
    from vizapp.gui.canvas.image_canvas import ImageCanvas


class Layer:
    """A part of the backdrop, drawn again only when it changes."""

    def __init__(self) -> None:
        self._shown_in: list[Callable[[], None]] = []
        self._visible = True

    def follow(self, redraw: Callable[[], None]) -> None:
        """Call ``redraw`` whenever it has to be drawn anew, in the backdrop or in a loupe."""
        self._shown_in.append(redraw)

    def changed(self) -> None:
        """Have it drawn anew."""
        for redraw in self._shown_in:
            redraw()

    @property
    def visible(self) -> bool:
        return self._visible

    def set_visible(self, visible: bool) -> None:
        if visible != self._visible:
            self._visible = visible
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        raise NotImplementedError


class Overlay(QGraphicsObject):
    """Something drawn above the picture with every frame, which can take mouse and keys.

    A subclass implements :meth:`draw`. One that can be grabbed returns True from :meth:`takes` where a press is
    meant for it, and then gets :meth:`pressed`, :meth:`dragged` and :meth:`released`. Keys come to
    :meth:`key_pressed` while the canvas has the focus.
    """

    def __init__(self, canvas: ImageCanvas, z: float) -> None:
        super().__init__(canvas.frame)
        self._canvas = canvas
        self._grabbed = False
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        canvas.frame.sigResized.connect(self._follow_size)
        canvas.add_overlay(self)

    @property
    def canvas(self) -> ImageCanvas:
        return self._canvas

    @property
    def projection(self) -> Projection:
        return self._canvas.projection

    # What a subclass gives -----------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        raise NotImplementedError

    def things(self) -> Sequence[Thing]:
        """Return what lies on the canvas here, for screen readers; it is asked for only while one is on."""
        return ()

    def takes(self, place: QPointF) -> bool:
        """Tell whether a press at ``place`` on the screen is meant for this overlay."""
        return False

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        """Return the cursor's shape at a place that this overlay takes; None leaves it as it is."""
        return None

    def tooltip_at(self, place: QPointF) -> str:
        """Return what can be done at a place that this overlay takes, for a tool tip; nothing for none."""
        return ""

    def menu_at(self, place: QPointF) -> Sequence[MenuEntry]:
        """Return what can be done with the thing of this overlay at a place on the screen; nothing without one."""
        return ()

    def projection_at(self, place: QPointF) -> Projection | None:
        """Return the projection that holds at a place on the screen, if it is another one than the canvas'."""
        return None

    def hovered(self, place: QPointF | None) -> None:
        """Follow the cursor at ``place`` with no button held, wherever it is; None: it has left the canvas."""

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Handle a press at ``place``, which this overlay takes."""

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the cursor to ``place`` with the button held."""

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Handle the release of the button at ``place``."""

    def cancelled(self) -> None:
        """Handle that the window has lost the mouse in the middle of a drag: no release will follow."""

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Handle a key and return True, or return False to leave it to others."""
        return False

    def key_released(self, event: QKeyEvent) -> None:
        """Handle the release of a key, whether or not this overlay has handled its press."""

    # Qt's side -----------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._canvas.frame.rect()

    def shape(self) -> QPainterPath:
        # Qt asks with shapes of one pixel around the mouse. The whole surface is offered and mousePressEvent
        # decides, so that no path has to be built for every move.
        path = QPainterPath()
        path.addRect(self.boundingRect())
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.projection)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if not self._canvas.is_for_looking and self.takes(event.pos()):
            event.accept()
            self._grabbed = True
            self.pressed(event.pos(), event.modifiers())
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        # The second press of two quick ones on the same mark is a press like any other.
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.dragged(event.pos(), event.modifiers())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self._grabbed = False
        self.released(event.pos(), event.modifiers())

    def sceneEvent(self, event: QEvent) -> bool:
        # Qt sends this after every release too; it means a loss only while the button is still held.
        if event.type() == QEvent.Type.UngrabMouse and self._grabbed:
            self._grabbed = False
            self.cancelled()
        return super().sceneEvent(event)

    def _follow_size(self) -> None:
        self.prepareGeometryChange()
        self.update()

"""The surface of a canvas, which gets mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.focus_ring import draw_focus_ring
from vizapp.gui.canvas.frame import WHEEL_FACTOR, CanvasFrame
from vizapp.gui.canvas.keys import ARROWS, TABS
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.things import Thing
from vizapp.gui.canvas.voice import CanvasInterface, CanvasVoice
from vizapp.gui.graphs import pg
from vizapp.gui.screen_reader import note_interface
from vizapp.gui.widgets.plain_text import plain_tooltip

KEY_PAN = 48.0
"""Screen pixels that an arrow key moves the picture by."""


class _CanvasScene(pg.GraphicsScene):
    """The scene of a canvas, whose items all follow the mouse by Qt's own events."""

    def sendHoverEvents(self, ev: QEvent, exitOnly: bool = False) -> None:  # noqa: N803  pyqtgraph's name
        """Send none of pyqtgraph's own events: it searches all items for their receivers, with every move."""


class CanvasView(pg.GraphicsView):
    """The surface that gets mouse and keys, and passes the keys on to the overlays.

    Attributes:
        overlays: what lies over the picture.
        is_for_looking: whether none of them can be taken or moved.
        voice: tells screen readers what lies there.
    """

    cursor_moved = Signal(QPointF)
    cursor_left = Signal()

    def __init__(self, frame: CanvasFrame, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCentralItem(None)
        self.scene().deleteLater()
        self.sceneObj = _CanvasScene(parent=self)
        self.setScene(self.sceneObj)
        self.frame = frame
        self.overlays: list[Overlay] = []
        self.is_for_looking = False
        self._is_used_by_key = False
        self.voice = CanvasVoice(self, self._things)
        # Layers and overlays cover the whole surface: Qt need not find out which part has changed.
        self.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setCentralItem(frame)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Nothing: the canvas' backdrop covers the whole surface."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_used_by_key and self.hasFocus():
            draw_focus_ring(self.viewport())
        self.voice.follow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _KEY_REASONS:
            self._show_ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if not event.buttons():
            self._hover(place)
            self._set_cursor(place)
        super().mouseMoveEvent(event)
        self.cursor_moved.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._hover(event.position())
        self._set_cursor(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)
        self.cursor_left.emit()

    def event(self, event: QEvent) -> bool:
        # Tab would move the focus, and arrows may be shortcuts of the window: the overlays come first.
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                if event.key() in _OWN_KEYS and not event.modifiers() & _COMMAND_MODIFIERS:
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and event.key() in TABS and self._offer(event):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        pans = arrow is not None and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not pans and self._offer(event):
            event.accept()
            return
        if arrow is not None and (pans or not event.modifiers() & _COMMAND_MODIFIERS):
            self._show_ring(True)
            down, right = arrow
            self.frame.pan(QPointF(right, down) * -KEY_PAN)
            event.accept()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.frame.zoom(1 / WHEEL_FACTOR if event.key() == Qt.Key.Key_Minus else WHEEL_FACTOR)
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            for overlay in self._visible_overlays():
                overlay.key_released(event)
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu with the menu key; the right button does so when it is released where it was pressed."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.frame.menu_wanted.emit(self._key_place())

    def _key_place(self) -> QPointF:
        """Return where the thing is that the keys move, or the middle."""
        chosen = next((thing.rect.center() for _, thing in self._things() if thing.has_keys), None)
        return self.frame.rect().center() if chosen is None else chosen

    def menu_at(self, place: QPointF) -> list[MenuEntry]:
        """Return what can be done with what lies at a place, the topmost first."""
        overlays = [] if self.is_for_looking else self._visible_overlays()
        return next((entries for overlay in overlays if (entries := list(overlay.menu_at(place)))), [])

    def _offer(self, event: QKeyEvent) -> bool:
        if self.is_for_looking or not any(overlay.key_pressed(event) for overlay in self._visible_overlays()):
            return False
        self._show_ring(True)
        self.voice.note_key()
        return True

    def _show_ring(self, by_key: bool) -> None:
        """Show that the canvas has the keys, from when it is used by key until it is used with the mouse."""
        if by_key != self._is_used_by_key:
            self._is_used_by_key = by_key
            self.viewport().update()

    def _things(self) -> list[tuple[object, Thing]]:
        return [(overlay, thing) for overlay in self._visible_overlays() for thing in overlay.things()]

    def projection_at(self, place: QPointF) -> Projection | None:
        """Return the projection of the overlay that shows the picture in its own way at a place; None for none."""
        found = (overlay.projection_at(place) for overlay in self._visible_overlays())
        return next((projection for projection in found if projection is not None), None)

    def _visible_overlays(self) -> list[Overlay]:
        """The overlays that are shown, topmost first."""
        return sorted((o for o in self.overlays if o.isVisible()), key=lambda o: -o.zValue())

    def _hover(self, place: QPointF | None) -> None:
        for overlay in self._visible_overlays():
            overlay.hovered(place)

    def _set_cursor(self, place: QPointF) -> None:
        offered = [] if self.is_for_looking else self._visible_overlays()
        taken = next((overlay for overlay in offered if overlay.takes(place)), None)
        shape = None if taken is None else taken.cursor_at(place)
        self.viewport().setToolTip(plain_tooltip("" if taken is None else taken.tooltip_at(place)))
        if shape is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(shape)


_COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_KEY_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_OWN_KEYS = (*ARROWS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)

note_interface(CanvasView, lambda view: CanvasInterface(view, view.voice))

"""The line between two pictures on one canvas, which mouse and keys move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.free_places import free_place
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.wipe_handle import HANDLE_SIDE, WipeHandle
from vizapp.gui.colours import WHITE

REACH = 5.0
"""Screen pixels beside the line in which a press takes it."""
_OVERHANG = 10.0
"""Screen pixels of the line above and below the picture."""
_HANDLE_AT = 0.85
"""Where the handle is, as a share of the line's length: the middle is for what one looks at."""
_HAIR = 0.1
"""Screen pixels by which the column that the handle may stand in is wider than the handle, for what rounding does."""
_KEYS = {Qt.Key.Key_Comma: Qt.Key.Key_Left, Qt.Key.Key_Less: Qt.Key.Key_Left}
_KEYS |= {Qt.Key.Key_Period: Qt.Key.Key_Right, Qt.Key.Key_Greater: Qt.Key.Key_Right}
"""The keys that move the line while the canvas has the focus, whose arrows move other things."""


class WipeLine(Overlay):
    """Draws the line and moves it; what is to the left of it is :meth:`ImageCanvas.show_left`'s.

    The line keeps its place on the screen while the picture is zoomed and moved, so that it is never out of view.
    """

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=8)
        self.handle = WipeHandle(canvas)
        self._grip = 0.0
        self.handle.valueChanged.connect(self._follow_handle)
        canvas.projection_changed.connect(self._place_handle)
        canvas.corners.changed.connect(self._place_handle)
        canvas.corners.covers_changed.connect(self._place_handle)
        self.setVisible(False)

    @property
    def line_x(self) -> float:
        """Where the line is on the canvas' viewport."""
        return self.handle.share * self.projection.width

    def set_shown(self, shown: bool) -> None:
        self.setVisible(shown)
        self.handle.setVisible(shown)
        self.handle.raise_()  # where no height is free it lies over the badges, not under them
        self._place_handle()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        top, bottom = self._ends()
        for pen in outlined(WHITE, 3.6, 1.6, cap=Qt.PenCapStyle.FlatCap):
            painter.setPen(pen)
            painter.drawLine(QPointF(self.line_x, top), QPointF(self.line_x, bottom))

    def takes(self, place: QPointF) -> bool:
        top, bottom = self._ends()
        return abs(place.x() - self.line_x) <= REACH and top <= place.y() <= bottom

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.SplitHCursor

    def tooltip_at(self, place: QPointF) -> str:
        return self.handle.toolTip()

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._grip = place.x() - self.line_x

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.handle.put_at(place.x() - self._grip)

    def key_pressed(self, event: QKeyEvent) -> bool:
        key = _KEYS.get(Qt.Key(event.key()))
        if key is None:
            return False
        large = event.key() in (Qt.Key.Key_Less, Qt.Key.Key_Greater)
        modifiers = Qt.KeyboardModifier.ShiftModifier if large else event.modifiers()
        return self.handle.move_by_key(key, modifiers)

    def _follow_handle(self) -> None:
        self.canvas.set_line(self.handle.share)
        self._place_handle()
        self.update()

    def _place_handle(self) -> None:
        """Put the handle on the line, at the height nearest to its usual one that is clear of badges and chips."""
        top, bottom = self._ends()
        top = max(min(top, self.projection.height - HANDLE_SIDE), 0.0)
        bottom = max(bottom, top + HANDLE_SIDE)
        half, x = HANDLE_SIDE / 2, self.line_x
        usual = min(max(top + _HANDLE_AT * (bottom - top), top + half), bottom - half)
        column = QRectF(x - half, top, HANDLE_SIDE, bottom - top).adjusted(-_HAIR, 0, _HAIR, 0)
        y = free_place(QPointF(x, usual), half, column, self.canvas.corners.covered()).y()
        self.handle.move(round(x - half), round(y - half))

    def _ends(self) -> tuple[float, float]:
        """Return between which heights on the viewport the line is: those of the picture, and a little more."""
        picture = self.projection.map_rect(self.canvas.frame.extent)
        return max(0.0, picture.top() - _OVERHANG), min(self.projection.height, picture.bottom() + _OVERHANG)

"""The probe: a square on the output that says which unit is looked into."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.colours import OUTLINE
from vizapp.gui.gestures import Gestures

MIN_SIDE = 13.0
LARGE_STEP = 10
_WHITE = QColor(255, 255, 255)
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ProbeOverlay(Overlay):
    """A press anywhere on the map, or a drag over it, moves the probe there; so do the arrow keys."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._probe: Position | None = None
        self._ready = False

    @property
    def held(self) -> bool:
        """Whether the probe is in the hand now."""
        return self._grabbed

    def show_probe(self, probe_yx: Position | None, ready: bool) -> None:
        """Draw the probe at a unit; ``ready`` says that the map is there to pick from."""
        if (probe_yx, ready) != (self._probe, self._ready):
            self._probe, self._ready = probe_yx, ready
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._probe is None or not self._ready:
            return
        square = projection.map_rect(canvas_rect(*self._probe, 1, 1))
        more = max(0.0, (MIN_SIDE - square.width()) / 2)
        square.adjust(-more, -more, more, more)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((OUTLINE, 4.6), (_WHITE, 2.2)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(square)

    def takes(self, place: QPointF) -> bool:
        return self._ready and self._map_rect().contains(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._look_at(*pixel_at(*self.projection.to_position(place)))

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._look_at(*pixel_at(*self.projection.to_position(place)))

    def key_pressed(self, event: QKeyEvent) -> bool:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None or self._probe is None or not self._ready:
            return False
        step = LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self._look_at(self._probe[0] + arrow[0] * step, self._probe[1] + arrow[1] * step)
        return True

    def _look_at(self, y: int, x: int) -> None:
        height, width = self.canvas.size_in_pixels
        probe = (min(max(y, 0), height - 1), min(max(x, 0), width - 1))
        if probe != self._probe:
            self._session.pick(probe)

    def _map_rect(self) -> QRectF:
        return self.projection.map_rect(self.canvas.frame.extent)

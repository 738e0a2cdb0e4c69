"""The probe: a square on the output around the unit whose sampling points are shown on the input."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect, nearest_pixel, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures

MIN_PROBE_SIDE = 13.0
BRUSH_STEP = 2
"""Units on a side that a turn of the wheel adds to the brush, or takes from it: it stays odd."""


class ProbeOverlay(Overlay):
    """A press anywhere on the map, or a drag over it, moves the probe there; so do the arrow keys.

    With Shift a press pins the unit there instead, or releases it. With Ctrl the wheel sizes the brush.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._probe: Position | None = None
        self._ready = False
        self._brush: int | None = None
        self._pins = False
        self._key_moves = KeyMoves(self._move_by, PIXEL_STEP, LARGE_PIXEL_STEP)

    def show_probe(self, probe_yx: Position | None, ready: bool) -> None:
        """Draw the probe at a unit; ``ready`` says that the map is there to pick from."""
        if (probe_yx, ready) != (self._probe, self._ready):
            self._probe, self._ready = probe_yx, ready
            self.update()

    def show_brush(self, side: int | None) -> None:
        """Draw around the probe the square of ``side`` × ``side`` units that a point is placed for; None is none."""
        if side != self._brush:
            self._brush = side
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._probe is None or not self._ready:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._brush is not None:
            y, x = (place - self._brush // 2 for place in self._probe)
            units = self.canvas.frame.extent  # beyond it there are none
            for pen in outlined(WHITE, 3.4, 1.2, join=Qt.PenJoinStyle.MiterJoin):
                painter.setPen(pen)
                painter.drawRect(projection.map_rect(canvas_rect(y, x, self._brush, self._brush) & units))
        square = projection.map_rect(canvas_rect(*self._probe, 1, 1))
        more = max(0.0, (MIN_PROBE_SIDE - square.width()) / 2)
        square.adjust(-more, -more, more, more)
        for pen in outlined(WHITE, 4.6, 2.2, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            painter.drawRect(square)

    def things(self) -> Sequence[Thing]:
        if self._probe is None or not self._ready:
            return ()
        y, x = self._probe
        words = self.tr("unit y {y}, x {x}").format(y=y, x=x)
        return (Thing("probe", self.tr("probe"), words, around(self.projection.to_screen(y, x)), has_keys=True),)

    def takes(self, place: QPointF) -> bool:
        return self._ready and self._map_rect().contains(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._pins = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._pins:
            unit = pixel_at(*self.projection.to_position(place))
            self._session.pin(nearest_pixel(*unit, *self.canvas.size_in_pixels))
            return
        self._look_at(*pixel_at(*self.projection.to_position(place)))

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._pins:
            self._look_at(*pixel_at(*self.projection.to_position(place)))

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Make the brush larger or smaller; without Ctrl, or without a brush, the canvas zooms."""
        if self._brush is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        step = BRUSH_STEP if event.delta() > 0 else -BRUSH_STEP
        self._session.set_brush(max(1, self._brush + step))
        event.accept()

    def key_pressed(self, event: QKeyEvent) -> bool:
        return self._probe is not None and self._ready and self._key_moves.key_pressed(event)

    def _move_by(self, down: int, right: int) -> bool:
        if self._probe is not None:
            self._look_at(self._probe[0] + down, self._probe[1] + right)
        return False  # nothing to undo: what is picked is not in the document

    def _look_at(self, y: int, x: int) -> None:
        probe = nearest_pixel(y, x, *self.canvas.size_in_pixels)
        if probe != self._probe:
            self._session.pick(probe)

    def _map_rect(self) -> QRectF:
        return self.projection.map_rect(self.canvas.frame.extent)

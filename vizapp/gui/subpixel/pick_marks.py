"""The picked pixel where it is framed without chips; the arrow keys pick its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.document.tile_layout import TileLayout
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, nearest_pixel
from vizapp.gui.canvas.highlight_overlay import Highlight, HighlightOverlay
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.picked_thing import picked_thing

_LEAST_SIDE = 6.0
"""Screen pixels of a frame: there may be one in each of 64 small tiles."""


class PickFrames(HighlightOverlay):
    """Narrow white frames around all that belongs to the picked low-resolution pixel."""

    def draw(self, painter: QPainter, projection: Projection) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect, colour in self.highlights:
            frame = projection.map_rect(rect)
            more = [max(0.0, (_LEAST_SIDE - side) / 2) for side in (frame.width(), frame.height())]
            frame.adjust(-more[0], -more[1], *more)
            for pen in outlined(colour, 3.6, 1.6, join=Qt.PenJoinStyle.MiterJoin):
                painter.setPen(pen)
                painter.drawRect(frame)

    def frame_rects(self, rects: Iterable[QRectF]) -> None:
        """Frame these rectangles of the canvas."""
        self.show_highlights(*(Highlight(rect, WHITE) for rect in rects))


class PickMarks(PickFrames):
    """Frames the picked pixel, and picks its neighbours with the arrow keys."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas)
        self._session = session
        self._picked: Position | None = None
        self._size = (1, 1)
        self._keys = KeyMoves(self._pick_neighbour, PIXEL_STEP, LARGE_PIXEL_STEP)

    def mark(self, picked_yx: Position | None, layout: TileLayout | None, *rects: QRectF) -> None:
        """Frame ``rects`` on the canvas, which belong to the picked pixel of a map as ``layout`` has it."""
        self._picked = None if layout is None else picked_yx
        self._size = (1, 1) if layout is None else (layout.height, layout.width)
        self.frame_rects(rects)

    def things(self) -> Sequence[Thing]:
        if self._picked is None or not self.highlights:
            return ()
        return (picked_thing(self._picked, self.projection.map_rect(self.highlights[0].rect)),)

    def key_pressed(self, event: QKeyEvent) -> bool:
        if self._picked is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._session.pick(None)
            return True
        return self._keys.key_pressed(event)

    def _pick_neighbour(self, down: int, right: int) -> bool:
        if self._picked is not None:
            pixel = nearest_pixel(self._picked[0] + down, self._picked[1] + right, *self._size)
            if pixel != self._picked:
                self._session.pick(pixel)
        return False  # nothing to undo: what is picked is not in the document

"""The picked pixel where there is no room for its chips: a frame around what it became, moved by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.gui.canvas.coordinates import Projection, canvas_rect, nearest_pixel
from vizapp.gui.canvas.highlight_overlay import Highlight, HighlightOverlay
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.picked_thing import picked_thing
from vizapp.protocol.requests import Region

_SMALLEST = 9.0
"""Screen pixels of the frame's side, at least."""


class PickMark(HighlightOverlay):
    """Frames r × r pixels of an enlarged map."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas)
        self._session = session
        self._part: Region | None = None
        self._moves = KeyMoves(self._pick_neighbour, PIXEL_STEP, LARGE_PIXEL_STEP)

    def show_pick(self, part: Region | None) -> None:
        """Frame this part of the map, as (top, left, height, width); None frames nothing."""
        self._part = part
        self.show_highlights(*(() if part is None else (Highlight(canvas_rect(*part), WHITE),)))

    def draw(self, painter: QPainter, projection: Projection) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect, colour in self.highlights:
            frame = projection.map_rect(rect)
            more = max(0.0, (_SMALLEST - frame.width()) / 2)
            for pen in outlined(colour, 3.6, 1.4, join=Qt.PenJoinStyle.MiterJoin):
                painter.setPen(pen)
                painter.drawRect(frame.adjusted(-more, -more, more, more))

    def things(self) -> Sequence[Thing]:
        if self._part is None:
            return ()
        top, left, r, _ = self._part
        return (picked_thing((top // r, left // r), self.projection.map_rect(canvas_rect(*self._part))),)

    def key_pressed(self, event: QKeyEvent) -> bool:
        return self._part is not None and self._moves.key_pressed(event)

    def _pick_neighbour(self, down: int, right: int) -> bool:
        assert self._part is not None
        top, left, r, _ = self._part
        height, width = self.canvas.size_in_pixels
        self._session.pick(nearest_pixel(top // r + down, left // r + right, height // r, width // r))
        return False

"""The magnifier: the same spot enlarged on every canvas that shows it, under the cursor or where it is parked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import pixel_position
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves
from vizapp.gui.canvas.lens import Lens, Spot, pixels_across

_PARK_KEY = Qt.Key.Key_M
"""With Shift."""


class Magnifier(QObject):
    """A lens on each canvas, all of them over the same part of the picture.

    The spot is a position (y, x) of the output's map. The input canvas has a lens too while its positions and the
    output's belong together. The cursor moves the spot until it is parked; the arrow keys move it from then on.
    """

    def __init__(self, pair: CanvasPair) -> None:
        super().__init__(pair)
        self._pair = pair
        self._shown = False
        self._is_parked = False
        self._place: tuple[float, float] | None = None
        self._cursor: tuple[float, float] | None = None
        self._moves: KeyMoves[int] = KeyMoves(self._move, PIXEL_STEP, LARGE_PIXEL_STEP)
        self.lenses: dict[ImageCanvas, Lens] = {}
        for canvas in (pair.input, *pair.cells):
            self._add_lens(canvas)
        pair.cell_added.connect(self._add_lens)
        pair.geometry_changed.connect(self._show)
        pair.output.projection_changed.connect(self._show)

    @property
    def place(self) -> tuple[float, float] | None:
        """The position (y, x) of the output's map that is enlarged; None where nothing is."""
        return self._place if self._shown else None

    @property
    def is_parked(self) -> bool:
        return self._is_parked

    def set_shown(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self._is_parked = False
            self._place = self._cursor
            for lens in self.lenses.values():
                lens.setVisible(shown)
            self._show()

    def park(self, parked: bool) -> None:
        """Leave the lenses where they are, or in the middle where they are nowhere; or let the cursor move them."""
        self._is_parked = parked
        if not parked:
            self._place = self._cursor
        elif self._place is None:
            seen = self._pair.output.projection.visible_canvas().center()
            self._place = self._inside(*pixel_position(seen))
        self._show()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Park with Shift+M; while parked, move with the arrow keys and end with Escape."""
        if event.key() == _PARK_KEY and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.park(not self._is_parked)
            return True
        if not self._is_parked:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.park(False)
            return True
        return self._moves.key_pressed(event)

    def _move(self, down: int, right: int) -> bool:
        if self._place is not None:
            self._place = self._place[0] + down, self._place[1] + right
            self._show()
        return False

    def _inside(self, y: float, x: float) -> tuple[float, float]:
        """Return the position nearest to (y, x) that is on the output's map."""
        height, width = self._pair.output.size_in_pixels
        return min(max(y, -0.5), height - 0.501), min(max(x, -0.5), width - 0.501)

    def _add_lens(self, canvas: ImageCanvas) -> None:
        lens = self.lenses[canvas] = _KeyLens(canvas, self)
        lens.setVisible(self._shown)
        canvas.cursor_moved.connect(lambda y, x: self._follow_cursor(canvas, y, x))
        canvas.cursor_left.connect(self._lose_cursor)

    def _follow_cursor(self, canvas: ImageCanvas, y: float, x: float) -> None:
        place: tuple[float, float] | None = (y, x)
        if canvas is self._pair.input:
            place = self._pair.link.to_output(y, x) if self._pair.belong_together else None
        height, width = self._pair.output.size_in_pixels
        if place is not None and not (-0.5 <= place[0] < height - 0.5 and -0.5 <= place[1] < width - 0.5):
            place = None
        self._set_cursor(place)

    def _lose_cursor(self) -> None:
        self._set_cursor(None)

    def _set_cursor(self, place: tuple[float, float] | None) -> None:
        self._cursor = place
        if self._shown and not self._is_parked and place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        if not self._shown:
            return
        if self._place is not None:
            self._place = self._inside(*self._place)  # the map may be a smaller one by now
        across = pixels_across(self._pair.output.projection)
        for canvas, lens in self.lenses.items():
            spot = None if self._place is None else Spot(*self._place, across)
            if spot is not None and canvas is self._pair.input:
                link = self._pair.link
                inside = self._pair.belong_together
                spot = Spot(*link.to_input(spot.y, spot.x), across * link.stride) if inside else None
            lens.show_spot(spot, self._is_parked)


class _KeyLens(Lens):
    """A lens whose canvas passes keys on to the magnifier."""

    def __init__(self, canvas: ImageCanvas, magnifier: Magnifier) -> None:
        super().__init__(canvas)
        self._magnifier = magnifier

    def key_pressed(self, event: QKeyEvent) -> bool:
        return self._magnifier.key_pressed(event)

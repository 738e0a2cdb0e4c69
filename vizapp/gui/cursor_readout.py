"""Where the mouse is on the pictures, and the values there, for the status bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from vizapp.document.tile_layout import InputPlace, PhasePlace
from vizapp.frequencies import Frequency
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.status_bar import StatusBar


class CursorReadout(QObject):
    """Follows the mouse on all canvases of a window."""

    def __init__(
        self, canvases: CanvasPair, status_bar: StatusBar, scene: Callable[[], LabScene], parent: QObject
    ) -> None:
        """``scene`` returns that of the lab on show, which knows what a position is called."""
        super().__init__(parent)
        self._canvases = canvases
        self._status_bar = status_bar
        self._scene = scene
        for canvas in (canvases.input, canvases.output):
            self._follow(canvas)
        canvases.cell_added.connect(self._follow)

    def read_again(self) -> None:
        """Read what has come to lie under a mouse that rests, such as a spectrum."""
        for canvas in (self._canvases.input, *self._canvases.cells):
            if canvas.cursor_yx is not None:
                self._show(canvas, *canvas.cursor_yx)

    def _follow(self, canvas: ImageCanvas) -> None:
        canvas.cursor_moved.connect(lambda y, x: self._show(canvas, y, x))
        canvas.cursor_left.connect(self._status_bar.clear_cursor)

    def _show(self, canvas: ImageCanvas, y: float, x: float) -> None:
        height, width = canvas.size_in_pixels
        is_inside = -0.5 <= y < height - 0.5 and -0.5 <= x < width - 0.5
        place = self._scene().place_at(canvas, y, x) if is_inside else None
        if place is None:
            self._status_bar.clear_cursor()
        elif isinstance(place, InputPlace):
            self._status_bar.show_channel_cursor(place, canvas.value_at(y, x))
        elif isinstance(place, PhasePlace):
            self._status_bar.show_phase_cursor(place, canvas.value_at(y, x))
        elif isinstance(place, Frequency):
            self._status_bar.show_frequency_cursor(place, canvas.value_at(y, x))
        else:
            self._status_bar.show_cursor(*place, canvas.value_at(y, x))

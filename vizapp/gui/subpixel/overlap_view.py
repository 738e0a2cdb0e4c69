"""The overlap count on the two canvases: the ones that are read, and how many of them write to each output."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect, pixel_at
from vizapp.gui.canvas.highlight_overlay import Highlight, HighlightOverlay
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.colours import WHITE
from vizapp.gui.subpixel.canvas_view import CanvasView
from vizapp.gui.subpixel.overlap_layer import INSIDE_COLOUR, OverlapLayer
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, OUTPUT
from vizapp.overlap import inside, interior_counts, output_side, writers
from vizapp.protocol.picture_answers import Picture
from vizapp.session.state import State


@dataclass(frozen=True, slots=True)
class _Linked:
    """A place (y, x) of one map, and the rows and columns of the other that belong to it."""

    y: int
    x: int
    rows: range
    columns: range

    @property
    def total(self) -> int:
        return len(self.rows) * len(self.columns)


class Written(_Linked):
    """An output, and the inputs that write to it."""

    __slots__ = ()


class Writing(_Linked):
    """An input, and the outputs that it writes to."""

    __slots__ = ()


class OverlapView(CanvasView):
    """Shows ones and counts, and lights up what belongs together under the cursor."""

    hovered = Signal(object)
    """The :class:`Written` output or the :class:`Writing` input under the cursor, or None."""

    def __init__(self, pair: CanvasPair) -> None:
        super().__init__(pair)
        self._task = OverlapSpec()
        self._inputs = 0
        self.counts = OverlapLayer(pair.font())
        pair.output.add_layer(self.counts, above_numbers=True)
        self.left, self.right = HighlightOverlay(pair.input), HighlightOverlay(pair.output)
        pair.input.cursor_moved.connect(self._hover_input)
        pair.output.cursor_moved.connect(self._hover_output)
        for canvas in (pair.input, pair.output):
            canvas.cursor_left.connect(self._light_nothing)
        self._show_parts(False)

    def activated(self, active: bool) -> None:
        self._light_nothing()
        self._show_parts(active)
        if not active:
            self.counts.show(None, range(0))

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        del layout  # there are no tiles
        task = state.experiment.spec_of(SubpixelSpec).task
        assert isinstance(task, OverlapSpec)
        picture, ones = state.answer(OUTPUT, Picture), state.answer(LOW_RESOLUTION, Picture)
        known = state.configured is not None and state.configured.lab == SubpixelSpec.tag()
        inputs = state.configured.input_shape[1] if known and state.configured is not None else 0
        if (task, inputs) != (self._task, self._inputs):
            self._task, self._inputs = task, inputs
            self._light_nothing()
        if inputs:
            side = output_side(inputs, task.kernel, task.stride)
            self._pair.input.set_size_in_pixels(inputs, inputs)
            self._pair.output.set_size_in_pixels(side, side)
            self._pair.clear_geometry()
            self.fit_once((inputs, side))
        self._pair.input.show_picture(ones)
        self._pair.input.keep_numbers_off((0.0, 0.0))
        if picture is None:
            show_output(self._pair.output, None, state)
        else:  # its numbers are drawn by the layer, from where they are legible on
            self._pair.output.set_hint("")
            self._pair.output.show_pixels(picture.pixels, picture)
        self.counts.show(picture, inside(inputs, task.kernel, task.stride) if inputs else range(0))
        for canvas in (self._pair.input, self._pair.output):
            canvas.title.set_text("")
        self._pair.input.choice.set_entries((("input", self.tr("Ones")),), "input")
        self._pair.output.choice.set_entries((("output", self.tr("Overlap count")),), "output")
        self._pair.input.note.set_text(self.tr("{n} × {n} inputs").format(n=inputs) if inputs else "")
        listed = ", ".join(map(str, interior_counts(task.kernel, task.stride)))
        note = self.tr("inside the frame: {counts}").format(counts=listed)
        self._pair.output.note.set_text("" if picture is None else note)

    # What belongs together ------------------------------------------------------------------------------------

    def _hover_output(self, y: float, x: float) -> None:
        if not self._active or not self._inputs:
            return
        row, column = pixel_at(y, x)
        kernel, stride = self._task.kernel, self._task.stride
        side = output_side(self._inputs, kernel, stride)
        if not (0 <= row < side and 0 <= column < side):
            self._light_nothing()
            return
        written = Written(row, column, *(writers(place, self._inputs, kernel, stride) for place in (row, column)))
        self.right.show_highlights(Highlight(canvas_rect(row, column, 1, 1), WHITE))
        rows, columns = written.rows, written.columns
        lit = [Highlight(canvas_rect(rows.start, columns.start, len(rows), len(columns)), INSIDE_COLOUR)]
        self.left.show_highlights(*(lit if written.total else ()))
        self.hovered.emit(written)

    def _hover_input(self, y: float, x: float) -> None:
        if not self._active or not self._inputs:
            return
        row, column = pixel_at(y, x)
        if not (0 <= row < self._inputs and 0 <= column < self._inputs):
            self._light_nothing()
            return
        kernel, stride = self._task.kernel, self._task.stride
        self.left.show_highlights(Highlight(canvas_rect(row, column, 1, 1), WHITE))
        self.right.show_highlights(
            Highlight(canvas_rect(row * stride, column * stride, kernel, kernel), INSIDE_COLOUR)
        )
        rows, columns = (range(place * stride, place * stride + kernel) for place in (row, column))
        self.hovered.emit(Writing(row, column, rows, columns))

    def _light_nothing(self) -> None:
        self.left.show_highlights()
        self.right.show_highlights()
        if self._active:
            self.hovered.emit(None)

    def _show_parts(self, visible: bool) -> None:
        self.counts.set_visible(visible)
        for overlay in (self.left, self.right):
            overlay.setVisible(visible)

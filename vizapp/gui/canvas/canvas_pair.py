"""The canvases side by side: what is read on the left, what comes out on the right, once or several times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.gui.canvas.canvas_grid import CanvasGrid
from vizapp.gui.canvas.canvas_link import CanvasLink
from vizapp.gui.canvas.caption import CaptionLine
from vizapp.gui.canvas.captioned import CaptionedCanvas
from vizapp.gui.canvas.fitting import Margins
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.loupe_choice import LoupeChoice
from vizapp.gui.caption_text import Captions
from vizapp.gui.widgets.key_splitter import KeySplitter

_MOST_FOR_OUTPUTS = 3
"""How many times the input's width all canvases for what comes out have together, at most."""
_TWO_LINES_FROM = 520
"""Screen pixels: captions have two lines where canvases and captions together are at least so high."""


class CanvasPair(QWidget):
    """Holds ``input``, ``output`` and the ``link`` between them; the labs' scenes say what they show.

    Further canvases beside the output show what comes out of others, as long as a scene wants them.
    """

    cells_changed = Signal()
    """Other canvases than before stand beside the output."""
    cell_added = Signal(object)
    """There is another canvas for what comes out; it stays, and is shown while it is wanted."""
    card_wanted = Signal(str, QRect)
    """A marked word of a caption was chosen: the name of its card, and where on the screen the word stands."""
    geometry_changed = Signal()
    """Places of the two canvases belong together in another way, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasPair")
        self.input = ImageCanvas("inputCanvas", self.tr("Input"), self)
        self.output = ImageCanvas("outputCanvas", self.tr("Output"), self)
        self.loupe_choice = LoupeChoice(self)
        self.link = CanvasLink(self.input, self.output, self)
        self._linked = True
        self._belong_together = False
        line = self.tr("Line between the canvases")
        self._splitter = KeySplitter("canvasSplitter", line, Qt.Orientation.Horizontal, self)
        self._grid = CanvasGrid(self.output, self)
        self._leaves_room = False
        self._grid.added.connect(self._add_cell)
        self._grid.changed.connect(self._divide)
        self.input_caption = CaptionLine("inputCaption", self)
        self.output_caption = CaptionLine("outputCaption", self)
        self._sides = {
            "input": CaptionedCanvas(self.input, self.input_caption, self),
            "output": CaptionedCanvas(self._grid, self.output_caption, self),
        }
        for caption in self._captions:
            caption.hide()
            caption.card_wanted.connect(self.card_wanted)
        for side in self._sides.values():
            self._splitter.addWidget(side)
        self._splitter.setSizes([1000, 1000])
        self._by_hand: dict[int, list[int]] = {}
        self._splitter.splitterMoved.connect(self._keep_sizes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @property
    def cells(self) -> tuple[ImageCanvas, ...]:
        """The output canvas, and after it those beside it that are shown."""
        return self._grid.cells

    def show_cells(self, count: int) -> None:
        """Show so many canvases for what comes out, at once or a few turns of Qt's loop later."""
        self._grid.show_cells(count)

    def _divide(self, before: int, count: int) -> None:
        """Give several canvases for what comes out more of the room than the input.

        The sizes depend on their number alone, or on where the line between them was last dragged for that number.
        """
        del before
        self._splitter.setSizes(self._by_hand.get(count, [1000, 1000 * min(count, _MOST_FOR_OUTPUTS)]))
        self.cells_changed.emit()

    def _keep_sizes(self) -> None:
        self._by_hand[len(self.cells)] = self._splitter.sizes()

    # Captions -------------------------------------------------------------------------------------------------

    @property
    def _captions(self) -> tuple[CaptionLine, CaptionLine]:
        return self.input_caption, self.output_caption

    def offer_captions(self) -> None:
        """Have a caption below what is read and one below what comes out."""
        for caption in self._captions:
            caption.show()

    def show_captions(self, captions: Captions) -> None:
        """Say below the canvases what they show."""
        self.input_caption.show_sentences(captions.input)
        self.output_caption.show_sentences(captions.output)

    def enlarge_captions(self, large: bool) -> None:
        """Show the captions large, as on a projector, or as usual."""
        for caption in self._captions:
            caption.set_large(large)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for caption in self._captions:
            caption.set_lines(2 if event.size().height() >= _TWO_LINES_FROM else 1)

    @contextmanager
    def badges_together(self) -> Iterator[None]:
        """Place the badges on all canvases once at the end, however often they change in between."""
        with ExitStack() as stack:
            for canvas in (self.input, *self.cells):
                stack.enter_context(canvas.corners.together())
            yield

    def leave_room_for_labels(self, leaves_room: bool) -> None:
        """Fit all pictures below the badges at the top of their canvases, or let these cover them."""
        self._leaves_room = leaves_room
        for canvas in (self.input, *self._grid.made):
            canvas.leave_room_for_labels(leaves_room)

    def align_output(self, margins: Margins) -> None:
        """Fit what comes out with at least these margins, so that it stands beside the input at the same height."""
        self._grid.align_with(margins)

    def _add_cell(self, canvas: ImageCanvas) -> None:
        canvas.leave_room_for_labels(self._leaves_room)
        self.cell_added.emit(canvas)

    def show_only(self, side: Literal["input", "output"]) -> None:
        """Show the canvas of what is read, or those of what comes out, and not the others."""
        for name, part in self._sides.items():
            part.setVisible(name == side)

    def set_output_size(self, height: int, width: int) -> None:
        """Give the map's size to every canvas for what comes out."""
        for canvas in self.cells:
            canvas.set_size_in_pixels(height, width)
        self._grid.arrange()

    @property
    def belong_together(self) -> bool:
        """Whether a place on one canvas has its place on the other."""
        return self._belong_together

    @property
    def linked(self) -> bool:
        """Whether the person wants both canvases to zoom and pan together."""
        return self._linked

    def set_linked(self, linked: bool) -> None:
        self._linked = linked
        self._apply_link()

    def set_geometry(self, stride: float, shift: float | tuple[float, float]) -> None:
        """Say that input position = output position · stride + shift, which is what a link needs to know.

        ``shift`` is one number for both axes, or (vertical, horizontal).
        """
        self.link.set_geometry(stride, shift)
        self._belong_together = True
        self._apply_link()
        self.geometry_changed.emit()

    def clear_geometry(self) -> None:
        """Say that places on the two canvases do not belong together now."""
        self._belong_together = False
        self._apply_link()
        self.geometry_changed.emit()

    def _apply_link(self) -> None:
        self.link.set_enabled(self._linked and self._belong_together)

    def fit(self) -> None:
        """Show both maps as large as they go."""
        self.input.fit()
        self.output.fit()

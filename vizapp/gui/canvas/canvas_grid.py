"""Up to six canvases of equal size that show the same part of maps of one size."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from vizapp.gui.canvas.canvas_link import CanvasLink
from vizapp.gui.canvas.fitting import FIT_MARGIN, Margins, fit_top_margin
from vizapp.gui.canvas.image_canvas import ImageCanvas

MAX_CELLS = 6
_GAP = 1


class CanvasGrid(QWidget):
    """Holds one canvas, and others beside it as long as they are wanted.

    All zoom and pan together. They stand in as many columns as show the pictures largest. A canvas that is no longer
    wanted is hidden and kept for the next time.
    """

    added = Signal(object)
    """A canvas was made, and is not shown yet."""
    changed = Signal(int, int)
    """Another number of canvases is shown: how many were before, and how many are now."""

    def __init__(self, first: ImageCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasGrid")
        self._cells = [first]
        self._count = self._wanted = 1
        self._columns = 1
        self._next_turn = QTimer(self, singleShot=True, interval=1)
        self._next_turn.timeout.connect(self._go_on)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self._layout.addWidget(first, 0, 0)
        self._beside = Margins()
        first.frame.margins_changed.connect(self._share_margins)

    @property
    def cells(self) -> tuple[ImageCanvas, ...]:
        """The canvases that are shown, the first one first."""
        return tuple(self._cells[: self._count])

    @property
    def made(self) -> tuple[ImageCanvas, ...]:
        """All canvases that there are, also those that are not shown now."""
        return tuple(self._cells)

    @property
    def columns(self) -> int:
        return self._columns

    def show_cells(self, count: int) -> None:
        """Show so many canvases, 1 … ``MAX_CELLS``.

        Of several that have to be made first, each is made in a turn of Qt's loop of its own, and all are then shown
        at once.
        """
        self._wanted = min(max(count, 1), MAX_CELLS)
        self._go_on()

    def _go_on(self) -> None:
        missing = self._wanted - len(self._cells)
        if missing > 0:
            self._cells.append(self._another())
            self.added.emit(self._cells[-1])
        if missing > 1:
            self._next_turn.start()
            return
        before = self._count
        if self._wanted != before:
            for canvas in self._cells[1:]:
                canvas.set_size_in_pixels(*self._cells[0].size_in_pixels)
            self._count = self._wanted
            self._arrange()
            self._share_margins()
            self.changed.emit(before, self._count)

    def arrange(self) -> None:
        """Choose the number of columns anew, for the present sizes of the map and of the grid."""
        if self._best_columns() != self._columns:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _another(self) -> ImageCanvas:
        first = self._cells[0]
        number = len(self._cells) + 1
        name = self.tr("Output {number}").format(number=number)
        canvas = ImageCanvas(f"outputCanvas{number}", name, self)
        canvas.hide()
        CanvasLink(first, canvas, canvas).set_enabled(True)
        canvas.frame.margins_changed.connect(self._share_margins)
        return canvas

    def align_with(self, margins: Margins) -> None:
        """Leave at least so much free above and below all pictures, as the canvas beside them does."""
        self._beside = margins
        self._share_margins()

    def _share_margins(self) -> None:
        """Leave as much room for labels on all canvases, so that their pictures are of one size."""
        margins = self._beside
        for canvas in self.cells:
            margins = margins.grown(canvas.frame.own_margins)
        for canvas in self.cells:
            canvas.frame.set_least_margins(margins)

    def _best_columns(self) -> int:
        return columns_for(self._count, self.size(), self._cells[0].size_in_pixels)

    def _arrange(self) -> None:
        self._columns = self._best_columns()
        for canvas in self._cells:
            self._layout.removeWidget(canvas)
        rows = -(-self._count // self._columns)
        for index, canvas in enumerate(self._cells):
            if index < self._count:
                self._layout.addWidget(canvas, index // self._columns, index % self._columns)
            canvas.setVisible(index < self._count)
        for column in range(MAX_CELLS):
            self._layout.setColumnStretch(column, int(column < self._columns))
        for row in range(MAX_CELLS):
            self._layout.setRowStretch(row, int(row < rows))


def columns_for(count: int, room: QSize, picture: tuple[int, int]) -> int:
    """Return in how many columns ``count`` pictures of (height, width) pixels are largest on an area."""

    def scale(columns: int) -> float:
        rows = -(-count // columns)
        across = (room.width() - _GAP * (columns - 1)) / columns - 2 * FIT_MARGIN
        down = (room.height() - _GAP * (rows - 1)) / rows - FIT_MARGIN - fit_top_margin()
        return min(across / max(picture[1], 1), down / max(picture[0], 1))

    # Where several are alike, the one with the fewest empty places.
    return max(range(1, count + 1), key=lambda columns: (round(scale(columns), 6), -(-count % columns)))

"""The last column of the progress panel: what the lab that is open counts, a row each."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vizapp.gui.canvas.badges import SEPARATOR
from vizapp.gui.lab_numbers import LabNumbers
from vizapp.gui.plots.plot_head import HEAD_HEIGHT
from vizapp.gui.text_size import keep_height
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, title_label

_ROW_GAP = 1
"""Pixels between the rows: six of them are seen beside plots of the usual height."""

_WIDEST = 420
"""Pixels: farther apart, as where there are no plots beside them, a name and its number are no longer one line."""
_BETWEEN = 24
"""Pixels between a name and its number, at least, and for a scroll bar."""


class NumbersColumn(QWidget):
    """Shows the numbers that a lab gives."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressFigures")
        self._explanation = ""
        self._lines: tuple[Line, ...] = ()
        self._is_narrow = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 0)
        column.setSpacing(SPACING)
        self.title = title_label("", self)
        keep_height(self.title, HEAD_HEIGHT)
        column.addWidget(self.title)
        # Where the panel is too low for all rows the last ones, which may warn of something, can be scrolled to.
        self._scroller = QScrollArea(self)
        self._scroller.setObjectName("progressFiguresScroller")
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroller, 1)
        lines = QWidget(self._scroller)
        lines.setProperty("role", "page")
        self._scroller.setWidget(lines)
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        self.grid = NumberGrid("lr", scale=1.0, stretch=0, row_gap=_ROW_GAP, muted_column=0, parent=lines)
        self.grid.setObjectName("progressFigureLines")
        self.grid.setMaximumWidth(_WIDEST)
        column.addWidget(self.grid)
        self.explanation = muted_label(parent=lines)
        self.explanation.setWordWrap(True)
        column.addWidget(self.explanation)
        column.addStretch(1)

    def show_numbers(self, numbers: LabNumbers) -> None:
        """Show a lab's numbers."""
        self.title.setText(numbers.title.upper())
        self.setAccessibleName(numbers.title)
        self._scroller.setAccessibleName(numbers.title)
        self.grid.setToolTip(plain_tooltip(numbers.tooltip))
        self._lines = numbers.lines
        self._write()
        self._explanation = numbers.explanation
        self.explanation.setText(numbers.explanation)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()
        self._give_room()

    def _write(self) -> None:
        """Write the rows; where names would be cut, without what stands beside a row's first number."""
        metrics, inside = self.grid.fontMetrics(), self._column.contentsMargins()
        room = min(self.width() - inside.left() - inside.right(), _WIDEST)
        columns = zip(*(line.cells for line in self._lines), strict=True)
        widths = (max(map(metrics.horizontalAdvance, column)) for column in columns)
        is_narrow = sum(widths) + _BETWEEN > room
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.grid.forget_widths()
        shown = [replace(line, cells=_brief(line.cells)) for line in self._lines] if is_narrow else self._lines
        self.grid.show_lines(shown)

    def _give_room(self) -> None:
        """Leave the explanation, which the tool tip of the rows has too, away where it would cut off rows."""
        rows = self.grid.sizeHint().height()
        inside = self._column.contentsMargins()
        width = self.width() - inside.left() - inside.right()
        needed = self.explanation.heightForWidth(max(width, 1)) + rows + self.title.height() + 2 * SPACING
        room = self.height() - inside.top() - inside.bottom()
        self.explanation.setVisible(bool(self._explanation) and needed <= room)


def _brief(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells of a row with the first number alone."""
    return (*cells[:-1], cells[-1].split(SEPARATOR)[0])

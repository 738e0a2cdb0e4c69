"""Rows of numbers whose columns stand still while the numbers change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.gui.widgets.numbers import split_sign
from vizapp.gui.widgets.rows import tabular

Tone = Literal["text", "muted", "good", "caution"]
_GAP = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells from left to right, their tone, and whether a hairline stands above it (a sum)."""

    cells: tuple[str, ...]
    tone: Tone = "text"
    bold: bool = False
    ruled: bool = False


class NumberGrid(QWidget):
    """Lines of short texts in columns, painted.

    Columns take the width of their widest text so far and do not shrink again until :meth:`forget_widths`, so
    that nothing jumps. Numbers are right-aligned, and there is room for either sign. A left-aligned text runs on into
    empty cells beside it.
    """

    def __init__(
        self,
        alignment: str,
        scale: float = 0.88,
        stretch: int | None = None,
        row_gap: int = SPACING // 2,
        muted_column: int | None = None,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``alignment``: one of l, c, r for each column. ``stretch``: the column that takes the room left over.
        ``muted_column``: the column drawn in the muted tone, for names of numbers. ``whole``: where there is too
        little room, all is drawn smaller; otherwise the stretched column's text is shortened.
        """
        super().__init__(parent)
        self._alignment = alignment
        self._scale = scale
        self._stretch = stretch
        self._row_gap = row_gap
        self._muted_column = muted_column
        self._whole = whole
        self._lines: tuple[Line, ...] = ()
        self._widths = [0] * len(alignment)
        self._font = QFont()
        self._bold = QFont()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_signal().changed.connect(self._restyle)
        self._measure_fonts()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines``; does nothing if they are shown already."""
        fresh = tuple(lines)
        if fresh == self._lines:
            return
        resized = len(fresh) != len(self._lines)
        self._lines = fresh
        resized |= self._measure()
        self.setAccessibleName("; ".join(" ".join(cell for cell in line.cells if cell) for line in fresh))
        if resized:
            self.updateGeometry()
        self.update()

    def forget_widths(self) -> None:
        """Let the columns take new widths, because the next lines are about something else."""
        self._widths = [0] * len(self._alignment)

    def sizeHint(self) -> QSize:
        width = sum(self._widths) + _GAP * (len(self._widths) - 1)
        return QSize(width, self._row_height * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure_fonts()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        theme = current_theme()
        tones = {
            "text": theme.text,
            "muted": theme.muted,
            "good": theme.readable(theme.good),
            "caution": theme.readable(theme.caution),
        }
        columns = self._columns()
        width = columns[-1][0] + columns[-1][1] if columns else 0
        if self._whole and width > self.width() > 0:
            shrink = (self.width() - 1) / width
            painter.translate(0, (1 - shrink) * self.height() / 2)
            painter.scale(shrink, shrink)
        for row, line in enumerate(self._lines):
            top = row * self._row_height
            if line.ruled:
                painter.fillRect(QRect(0, top, width, 1), theme.hairline)
            painter.setFont(self._bold if line.bold else self._font)
            for column, cell in enumerate(line.cells):
                is_muted = column == self._muted_column and line.tone == "text"
                painter.setPen(tones["muted" if is_muted else line.tone])
                left, align = columns[column][0], self._alignment[column]
                end = sum(columns[column + self._span(line, column) - 1])
                self._paint_cell(painter, QRect(left, top, end - left, self._row_height), align, cell)

    def _paint_cell(self, painter: QPainter, rect: QRect, align: str, cell: str) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        if align == "r":
            painter.drawText(rect, flags | Qt.AlignmentFlag.AlignRight, cell)
        elif align == "c":
            painter.drawText(rect, flags | Qt.AlignmentFlag.AlignHCenter, cell)
        else:
            text = QFontMetrics(painter.font()).elidedText(cell, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, flags | Qt.AlignmentFlag.AlignLeft, text)

    def _span(self, line: Line, column: int) -> int:
        """Return over how many columns a cell may run: a left-aligned one over the empty cells beside it too."""
        end = column + 1
        while self._alignment[column] == "l" and end < len(line.cells) and not line.cells[end]:
            end += 1
        return end - column

    def _columns(self) -> list[tuple[int, int]]:
        widths = list(self._widths)
        if self._stretch is not None:
            spare = self.width() - (sum(widths) + _GAP * (len(widths) - 1))
            least = widths[self._stretch] if self._whole else 0
            widths[self._stretch] = max(least, widths[self._stretch] + spare)
        columns, left = [], 0
        for width in widths:
            columns.append((left, width))
            left += width + _GAP
        return columns

    def _measure(self) -> bool:
        before = list(self._widths)
        for line in self._lines:
            metrics = QFontMetrics(self._bold if line.bold else self._font)
            for column, cell in enumerate(line.cells):
                if self._span(line, column) > 1:
                    continue
                sign, digits = split_sign(cell)
                width = metrics.horizontalAdvance(digits)
                if sign:  # either sign fits, so that a change of sign moves nothing
                    width += max(metrics.horizontalAdvance("+"), metrics.horizontalAdvance("\u2212"))
                self._widths[column] = max(self._widths[column], width)
        self._make_room_for_spans()
        return before != self._widths

    def _make_room_for_spans(self) -> None:
        """Widen the first column of each text that runs over several, where they are too narrow together."""
        for line in self._lines:
            metrics = QFontMetrics(self._bold if line.bold else self._font)
            for column, cell in enumerate(line.cells):
                span = self._span(line, column)
                if span > 1 and cell:
                    room = sum(self._widths[column : column + span]) + _GAP * (span - 1)
                    self._widths[column] += max(0, metrics.horizontalAdvance(cell) - room)

    def _measure_fonts(self) -> None:
        self._font = tabular(self.font(), self._scale)
        self._bold = tabular(self.font(), self._scale, bold=True)
        self._row_height = QFontMetrics(self._font).height() + self._row_gap
        self.forget_widths()
        self._measure()
        self.updateGeometry()

    def _restyle(self) -> None:
        self.update()

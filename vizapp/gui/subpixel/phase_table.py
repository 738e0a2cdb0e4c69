"""The r×r phases of one picked pixel: what each comes from, and its value."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.gui.colours import mix, phase_colour
from vizapp.gui.subpixel.phase_origins import PhaseOrigin
from vizapp.gui.theme import RADIUS, current_theme, theme_signal
from vizapp.gui.widgets.numbers import compact
from vizapp.gui.widgets.rows import tabular

_WIDEST_CELL, _HIGHEST_CELL = 68, 46
"""Screen pixels; two lines of text need no more height, and a window of 680 pixels has no more to give."""
_GAP = 2
_TEXT_MARGIN = 4
_TINT = 0.28
_ROOMY = 44
"""Cells of at least this width have room for words and larger numbers."""


@dataclass(frozen=True, slots=True)
class PhaseCell:
    """One sub-pixel: the phase that lands there, what that comes from, and the value if known."""

    phase: int
    origin: PhaseOrigin
    value: float | None


class PhaseTable(QWidget):
    """One cell a sub-pixel, in its place in the pixel, tinted by the phase that landed there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseTable")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells: tuple[PhaseCell, ...] = ()
        self._factor = 2
        self._lit: int | None = None
        self._chosen: int | None = None
        theme_signal().changed.connect(self._restyle)

    @property
    def cells(self) -> tuple[PhaseCell, ...]:
        """The sub-pixels by landing phase, row by row."""
        return self._cells

    def show_cells(self, cells: tuple[PhaseCell, ...]) -> None:
        """Show the r² sub-pixels of a pixel."""
        if cells == self._cells:
            return
        factor = round(len(cells) ** 0.5)
        if factor != self._factor:
            self._factor = factor
            self._chosen = None
            self.setFixedHeight(self._height())
        self._cells = cells
        self.setAccessibleName(
            "; ".join(
                self.tr("phase {phase}: {kind} {origin}, {value}").format(
                    phase=cell.phase,
                    kind=cell.origin.kind,
                    origin=cell.origin.words,
                    value=self.tr("not known") if cell.value is None else compact(cell.value),
                )
                for cell in cells
            )
        )
        self.update()

    @property
    def chosen(self) -> int | None:
        """The landing phase of the cell that keys act on."""
        return self._chosen

    def choose(self, landing: int | None) -> None:
        """Have keys act on a cell, which is framed with a dashed line; None is none."""
        if landing != self._chosen:
            self._chosen = landing
            self.update()

    def choose_beside(self, down: int, right: int) -> None:
        """Choose the cell beside the chosen one, if there is one."""
        if self._chosen is None:
            return
        i, j = self._chosen // self._factor + down, self._chosen % self._factor + right
        if 0 <= i < self._factor and 0 <= j < self._factor:
            self.choose(i * self._factor + j)

    def cell_rect(self, landing: int) -> QRectF:
        """Return where a cell is."""
        i, j = divmod(landing, self._factor)
        width = self._cell_width()
        height = min(width, _HIGHEST_CELL)
        return QRectF(j * (width + _GAP), i * (height + _GAP), width, height)

    def landing_at(self, place: QPointF) -> int | None:
        """Return the landing phase of the cell at a place; None where none is."""
        return next((n for n in range(len(self._cells)) if self.cell_rect(n).contains(place)), None)

    def light(self, landing: int | None) -> None:
        """Frame the cell at phase ``landing``, the one under the cursor."""
        if landing != self._lit:
            self._lit = landing
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(270, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setFixedHeight(self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        for landing, cell in enumerate(self._cells):
            frame = self.cell_rect(landing)
            colour = phase_colour(cell.phase, self._factor)
            painter.setPen(QPen(theme.text, 2) if landing == self._lit else Qt.PenStyle.NoPen)
            painter.setBrush(mix(theme.surface, colour, _TINT))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), RADIUS / 2, RADIUS / 2)
            if landing == self._chosen:
                painter.setPen(QPen(theme.text, 1.5, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), RADIUS / 2, RADIUS / 2)
            self._paint_words(painter, frame, cell)

    def _paint_words(self, painter: QPainter, frame: QRectF, cell: PhaseCell) -> None:
        theme = current_theme()
        half = frame.height() / 2
        centred = Qt.AlignmentFlag.AlignHCenter
        roomy = frame.width() >= _ROOMY
        painter.setFont(tabular(self.font(), 0.85 if roomy else 0.77))
        painter.setPen(mix(theme.muted, theme.text, 0.5))
        above = QRectF(frame.left(), frame.top() + 2, frame.width(), half - 2)
        name = cell.origin.brief or self.tr("phase {phase}").format(phase=cell.origin.bare)
        painter.drawText(above, centred | Qt.AlignmentFlag.AlignBottom, name if roomy else cell.origin.bare)
        value, font = self._fitting_value(cell.value, roomy, frame.width() - _TEXT_MARGIN)
        painter.setFont(font)
        painter.setPen(theme.text)
        below = QRectF(frame.left(), frame.top() + half, frame.width(), half - 2)
        painter.drawText(below, centred | Qt.AlignmentFlag.AlignTop, value)

    def _fitting_value(self, value: float | None, roomy: bool, width: float) -> tuple[str, QFont]:
        """Return ``value`` in a size, and if need be with as few digits, that it is at most ``width`` pixels wide."""
        scale = 1.0 if roomy else 0.77
        text, font = "–", tabular(self.font(), scale, roomy)
        if value is None:
            return text, font
        for digits in range(4 if roomy else 3, 0, -1):
            text = compact(value, digits)
            font = tabular(self.font(), scale, roomy)
            advance = QFontMetricsF(font).horizontalAdvance(text)
            if advance > width:
                font = tabular(self.font(), scale * width / advance, roomy)
            if QFontMetricsF(font).horizontalAdvance(text) <= width:
                break
        return text, font

    def _height(self) -> int:
        return math.ceil(min(self._cell_width(), _HIGHEST_CELL) * self._factor + _GAP * (self._factor - 1))

    def _cell_width(self) -> float:
        return min(_WIDEST_CELL, (self.width() - _GAP * (self._factor - 1)) / self._factor)

    def _restyle(self) -> None:
        self.update()

"""Kernels as small pictures side by side: grey is 0, black and white the largest weight; numbers where legible."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vizapp.gui.colours import OUTLINE
from vizapp.gui.text_size import text_pixels
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.numbers import compact, signed
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.value_picture import MAGENTA

_GAP = 6.0
_SMALLEST_CELL, _LARGEST_CELL = 3.0, 46.0
_NUMBERS_FROM = 32.0
"""Screen pixels a weight from which it is written into its cell."""
_FONT_PIXELS = 11
_LIGHT = 116
"""Grey levels from which black has more contrast than white."""
_FRAME, _DOT = 3.0, 3.5


class KernelPictures(QWidget):
    """Draws n kernels of (kh, kw) weights in rows; a tool tip says each weight."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._kernels: NDArray[np.float32] = np.zeros((0, 1, 1), np.float32)
        self._columns = 1
        self._reach = 1.0
        self._frames: tuple[QColor, ...] = ()
        self._dots: tuple[QColor, ...] = ()
        self._dot_factor = 0
        theme_signal().changed.connect(self._restyle)

    @property
    def kernels(self) -> NDArray[np.float32]:
        return self._kernels

    def show_kernels(
        self,
        kernels: NDArray[np.float32],
        columns: int,
        reach: float,
        *,
        frames: Sequence[QColor] = (),
        dots: Sequence[QColor] = (),
    ) -> None:
        """Show kernels.

        Args:
            kernels: float32 (n, kh, kw).
            columns: how many stand in a row.
            reach: the size of a weight that is drawn as white, or negative as black.
            frames: a colour around each kernel.
            dots: r² colours; the one at i·r + j is that of the weights in row i, column j of each r × r block.
        """
        self._kernels, self._columns = kernels, max(1, columns)
        self._reach = reach if np.isfinite(reach) and reach > 0 else 1.0
        self._frames, self._dots = tuple(frames), tuple(dots)
        self._dot_factor = round(len(self._dots) ** 0.5)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def cell_at(self, place: QPointF) -> tuple[int, int, int] | None:
        """Return which kernel, row and column are at a place of the widget; None between them."""
        side = self._cell_side()
        _, tall, wide = self._kernels.shape
        for number in range(len(self._kernels)):
            frame = self._kernel_rect(number, side)
            if frame.contains(place):
                row, column = int((place.y() - frame.top()) / side), int((place.x() - frame.left()) / side)
                return number, min(row, tall - 1), min(column, wide - 1)
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = self.cell_at(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                number, row, column = found
                words = self.tr("kernel {number}, weight ({row}, {column}): {value}").format(
                    number=number, row=row, column=column, value=signed(float(self._kernels[found]), 5)
                )
                QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        side = self._cell_side()
        font = QFont(self.font())
        font.setPixelSize(text_pixels(_FONT_PIXELS))
        painter.setFont(font)
        levels = np.nan_to_num(self._kernels.astype(np.float64) / self._reach, nan=0.0, posinf=1.0, neginf=-1.0)
        levels = (np.clip(levels, -1, 1) * 127.5 + 127.5).round().astype(int)
        missing = np.isnan(self._kernels)
        for number, kernel in enumerate(levels):
            frame = self._kernel_rect(number, side)
            for (row, column), level in np.ndenumerate(kernel):
                cell = QRectF(frame.left() + column * side, frame.top() + row * side, side, side)
                grey = QColor(*MAGENTA) if missing[number, row, column] else QColor(level, level, level)
                painter.fillRect(cell, grey)
                if self._dots:
                    self._draw_dot(painter, cell, row, column)
                if side >= _NUMBERS_FROM:
                    painter.setPen(Qt.GlobalColor.black if level >= _LIGHT else Qt.GlobalColor.white)
                    text = compact(float(self._kernels[number, row, column]), 2)
                    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
            self._draw_frame(painter, frame, number)
        painter.end()

    def _draw_frame(self, painter: QPainter, frame: QRectF, number: int) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if number < len(self._frames):
            painter.setPen(QPen(OUTLINE, _FRAME + 2))
            painter.drawRect(frame)
            painter.setPen(QPen(self._frames[number], _FRAME))
        else:
            painter.setPen(QPen(current_theme().hairline, 1))
        painter.drawRect(frame)

    def _draw_dot(self, painter: QPainter, cell: QRectF, row: int, column: int) -> None:
        r = self._dot_factor
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(OUTLINE, 1))
        painter.setBrush(self._dots[row % r * r + column % r])
        size = min(_DOT, cell.width() / 5)
        painter.drawEllipse(cell.topLeft() + QPointF(size + 2, size + 2), size, size)

    def _cell_side(self) -> float:
        count, tall, wide = self._kernels.shape
        columns = min(self._columns, max(count, 1))
        rows = -(-max(count, 1) // columns)
        across = (self.width() - _GAP * (columns + 1)) / (columns * wide)
        down = (self.height() - _GAP * (rows + 1)) / (rows * tall)
        return float(int(min(max(min(across, down), _SMALLEST_CELL), _LARGEST_CELL)))

    def _kernel_rect(self, number: int, side: float) -> QRectF:
        _, tall, wide = self._kernels.shape
        row, column = divmod(number, self._columns)
        return QRectF(
            _GAP + column * (wide * side + _GAP), _GAP + row * (tall * side + _GAP), wide * side, tall * side
        )

    def _restyle(self) -> None:
        self.update()

"""The table of a unit's taps: where each reads, what it reads, and what it adds to the output."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from vizapp.gui.canvas.sampling_marks import is_outside
from vizapp.gui.panels.marks import draw_small_mark
from vizapp.gui.panels.numbers import plain, scientific, shared_decimals, signed, split_sign
from vizapp.gui.panels.rows import tabular
from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.messages import UnitReading

_Index = QModelIndex | QPersistentModelIndex
TAP, OFFSET, POINT, VALUE, WEIGHT, PRODUCT = range(6)
_SHARES = (38, 43, 45, 43, 49, 52)
"""Widths of the columns, as shares of the table's."""
_LARGEST_FIXED = 1e5
_PAD = 2
_ROW_GAP = 4


def column_texts(values: np.ndarray, with_sign: bool) -> list[str]:
    """Return the numbers of one column with decimals in common, so that their points stand below each other."""
    numbers = [float(v) for v in values]
    if max((abs(n) for n in numbers if np.isfinite(n)), default=0.0) >= _LARGEST_FIXED:
        return [("" if n >= 0 else "\u2212") + scientific(abs(n)) for n in numbers]
    decimals = shared_decimals(numbers)
    write = signed if with_sign or min(numbers, default=0.0) < 0 else plain
    return [write(n, decimals) for n in numbers]


def row_height(metrics: QFontMetrics) -> int:
    """Return the height of every row: two lines of text, and a gap that tells pairs apart."""
    return 2 * metrics.height() + _ROW_GAP


class TapModel(QAbstractTableModel):
    """One row a tap, from a reading and one of the input channels that it gives in detail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[list[str]] = [[] for _ in range(6)]
        self._headers = ["", "", "", "", "", ""]
        self._hints = ["", "", "", "", "", ""]
        self.kernel_size = 3
        self.placed: tuple[bool, ...] = ()
        self.outside: tuple[bool, ...] = ()

    def show_reading(
        self, reading: UnitReading, channel: int, channel_name: str, total_channels: int, input_size: tuple[int, int]
    ) -> None:
        """Take over ``reading``; value and weight are those of input channel ``channel``."""
        taps = len(reading.products)
        depth = reading.channels.index(channel)
        columns = [
            [f"{i},{j}" for i, j in (divmod(tap, round(taps**0.5)) for tap in range(taps))],
            [f"{signed(float(dy), 2)}\n{signed(float(dx), 2)}" for dy, dx in reading.offset_yx],
            [f"{plain(float(y), 2)}\n{plain(float(x), 2)}" for y, x in reading.point_yx],
            column_texts(reading.values[:, depth], with_sign=False),
            column_texts(reading.kernel[:, depth], with_sign=True),
            column_texts(reading.products, with_sign=True),
        ]
        placed = tuple(bool(p) for p in reading.placed)
        outside = tuple(is_outside(reading.point_yx, *input_size).tolist())
        resized = taps != self.rowCount()
        if resized:
            self.beginResetModel()
        self._columns = columns
        self.placed, self.outside = placed, outside
        self.kernel_size = round(taps**0.5)
        if resized:
            self.endResetModel()
        elif taps:
            self.dataChanged.emit(self.index(0, 0), self.index(taps - 1, 5))
        self._show_headers(channel_name, total_channels)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._columns[TAP])

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 6

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()][index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._tap_words(index.row())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hints[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == TAP else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _tap_words(self, tap: int) -> str:
        words = [self.tr("Tap {place}").format(place=self._columns[TAP][tap])]
        if self.placed[tap]:
            words.append(self.tr("placed by hand"))
        if self.outside[tap]:
            words.append(self.tr("outside the image, where every pixel counts 0"))
        return ", ".join(words)

    def _show_headers(self, channel_name: str, total_channels: int) -> None:
        several = total_channels > 1
        part = channel_name if several else ""
        whole = self.tr("Σ {count} ch").format(count=total_channels) if several else ""
        headers = [
            self.tr("tap") + "\ni,j",
            self.tr("offset") + "\ny x",
            self.tr("point") + "\ny x",
            self.tr("value") + f"\n{part}",
            self.tr("weight") + f"\n{part}",
            self.tr("product") + f"\n{whole}",
        ]
        self._hints = [
            self.tr("Row and column in the kernel; the mark has the colour of the point on the picture."),
            self.tr("How far the tap was moved from its rigid place, in input pixels: down, right."),
            self.tr("Where the tap reads, in input pixels."),
            self.tr("What it reads there from one input channel, by bilinear interpolation."),
            self.tr("The kernel's number for this tap and that input channel."),
            self.tr("Weight × value, added up over all input channels: what this tap adds to the output."),
        ]
        if headers != self._headers:
            self._headers = headers
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 5)


class TapDelegate(QStyledItemDelegate):
    """Paints the mark of a tap and numbers with their signs in a column of their own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, TapModel)
        theme = current_theme()
        rect: QRect = option.rect
        font: QFont = option.font
        table = self.parent()
        assert isinstance(table, TapTable)
        if rect.bottom() >= table.viewport().height():
            return  # only whole rows: half a pair of numbers would read as another number
        if index.row() == table.selected_tap:
            painter.fillRect(rect, theme.raised)
        painter.setFont(font)
        painter.setPen(theme.text)
        text = str(index.data())
        if index.column() == TAP:
            tap = index.row()
            draw_small_mark(
                painter,
                QPointF(rect.left() + 6.0, rect.center().y() + 0.5),
                tap,
                model.kernel_size,
                placed=model.placed[tap],
                outside=model.outside[tap],
            )
            painter.drawText(rect.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            return
        metrics = QFontMetrics(font)
        lines = text.split("\n")
        line_height = metrics.height()
        # In whole pixels: rounded one by one, the lines of a pair would stand now closer and now farther apart.
        top = rect.top() + (rect.height() - line_height * len(lines)) // 2
        right = rect.right() - _PAD
        # Signs stand in a column of their own where every number has one.
        room = table.digit_room(index.column()) if index.column() in (OFFSET, WEIGHT, PRODUCT) else 0
        for row, line in enumerate(lines):
            baseline = top + row * line_height + metrics.ascent()
            sign, digits = split_sign(line)
            width = metrics.horizontalAdvance(digits)
            painter.drawText(right - width, baseline, digits)
            if sign:
                painter.drawText(right - max(room, width) - metrics.horizontalAdvance(sign), baseline, sign)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        font: QFont = option.font
        return QSize(40, row_height(QFontMetrics(font)))


class TapTable(QTableView):
    """The taps of one unit; a row is picked with the mouse or the arrow keys."""

    tap_picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tapTable")
        self.setAccessibleName(self.tr("Taps of the picked unit"))
        self.selected_tap: int | None = None
        self._room = [0] * 6
        self.taps = TapModel(self)
        self.setModel(self.taps)
        self.setItemDelegate(TapDelegate(self))
        self.setFont(tabular(self.font(), 0.85))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setStyleSheet(f"QHeaderView::section {{ padding: 2px {_PAD}px; }}")
        metrics = QFontMetrics(self.font())
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(metrics))
        heads = self.horizontalHeader()
        heads.setFont(self.font())
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setFixedHeight(2 * metrics.height() + SPACING)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setMinimumSectionSize(20)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        theme_signal().changed.connect(self._restyle)

    def show_reading(
        self, reading: UnitReading, channel: int, channel_name: str, total_channels: int, input_size: tuple[int, int]
    ) -> None:
        """Show the taps of ``reading``; value and weight are those of input channel ``channel``."""
        taps = self.taps.rowCount()
        self.taps.show_reading(reading, channel, channel_name, total_channels, input_size)
        if taps != self.taps.rowCount():
            self._room = [0] * 6
            self.updateGeometry()
            self._select(self.selected_tap)
        self._measure()

    def show_selected(self, tap: int | None) -> None:
        """Select the row of ``tap`` without telling anybody, and bring it into view."""
        if tap != self.selected_tap:
            self.selected_tap = tap
            self._select(tap)
            self.viewport().update()

    def digit_room(self, column: int) -> int:
        """Return the width that the digits of ``column`` need; their signs stand left of it."""
        return self._room[column]

    def sizeHint(self) -> QSize:
        return QSize(270, self._height_of(self.taps.rowCount()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height_of(min(5, self.taps.rowCount())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        edge = 0
        total = 0
        for column, share in enumerate(_SHARES):
            total += share
            right = round(width * total / sum(_SHARES))
            self.setColumnWidth(column, right - edge)
            edge = right
        if self.selected_tap is not None:
            self._select(self.selected_tap)

    def _height_of(self, rows: int) -> int:
        return self.horizontalHeader().height() + rows * self.verticalHeader().defaultSectionSize() + 2

    def _select(self, tap: int | None) -> None:
        selection = self.selectionModel()
        selection.blockSignals(True)
        if tap is None or tap >= self.taps.rowCount():
            selection.clear()
        else:
            index = self.taps.index(tap, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(index, flags)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        selection.blockSignals(False)

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid() and current.row() != self.selected_tap:
            self.selected_tap = current.row()
            self.viewport().update()
            self.tap_picked.emit(current.row())

    def _measure(self) -> None:
        """Widen the room for digits to the widest text so far; it does not shrink, so that signs stand still."""
        metrics = QFontMetrics(self.font())
        for column in range(OFFSET, PRODUCT + 1):
            for row in range(self.taps.rowCount()):
                for line in str(self.taps.index(row, column).data()).split("\n"):
                    digits = split_sign(line)[1]
                    self._room[column] = max(self._room[column], metrics.horizontalAdvance(digits))

    def _restyle(self) -> None:
        self.viewport().update()

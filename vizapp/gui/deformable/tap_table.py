"""The table of a unit's taps: where each reads, what it reads, and what it adds to the output."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
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

from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.small_mark import draw_small_mark
from vizapp.gui.deformable.tap_model import COLUMNS, DIGITS, OFFSET, PRODUCT, TAP, TapModel
from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.gui.widgets.column_rooms import Rooms, SettlingRooms
from vizapp.gui.widgets.column_widths import share_out
from vizapp.gui.widgets.rows import heads_style, tabular
from vizapp.gui.widgets.text_widths import TextWidths
from vizapp.protocol.unit_answers import UnitReading

_Index = QModelIndex | QPersistentModelIndex
_SHARES = (38, 43, 45, 43, 49, 52)
"""Widths of the columns, as shares of the table's, unless their texts need others."""
_PAD = 2
COLUMN_GAP = 5
"""Pixels at least between the texts of neighbouring columns."""
_MARK_WIDTH = 16
_ROW_GAP = 4
SETTLE_MS = 1500
"""For so long numbers have to be shorter before their columns give up the room that longer ones have taken."""


def row_height(metrics: QFontMetrics) -> int:
    """Return the height of every row: two lines of text, and a gap that tells pairs apart."""
    return 2 * metrics.height() + _ROW_GAP


class TapDelegate(QStyledItemDelegate):
    """Paints the mark of a tap, and numbers whose last digits stand below one another."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table = self.parent()
        assert isinstance(table, TapTable)
        rect: QRect = option.rect
        if rect.bottom() >= table.viewport().height():
            return  # only whole rows: half a pair of numbers would read as another number
        row, column, model, theme = index.row(), index.column(), table.taps, current_theme()
        if row == table.selected_tap:
            painter.fillRect(rect, theme.raised)
        painter.setFont(table.font())
        painter.setPen(theme.text)
        text = model.text(row, column)
        if column == TAP:
            draw_small_mark(
                painter,
                QPointF(rect.left() + 6.0, rect.center().y() + 0.5),
                row,
                model.geometry,
                placed=model.placed[row],
                outside=model.outside[row],
            )
            painter.drawText(rect.adjusted(_MARK_WIDTH, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            return
        widths = table.text_widths
        lines = text.split("\n")
        # In whole pixels: if each line were rounded by itself, the distance between the two would vary.
        baseline = rect.top() + (rect.height() - widths.line_height * len(lines)) // 2 + widths.ascent
        right = rect.right() - _PAD
        for line in lines:
            painter.drawText(right - widths.of(line), baseline, line)
            baseline += widths.line_height

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        font: QFont = option.font
        return QSize(40, row_height(QFontMetrics(font)))


class TapTable(QTableView):
    """The taps of one unit; a row is picked with the mouse or the arrow keys."""

    tap_picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pixels = 0  # of the font that rows and heads have the heights for; none before the table is built
        super().__init__(parent)
        self.setObjectName("tapTable")
        self.setAccessibleName(self.tr("Taps of the picked unit"))
        self.selected_tap: int | None = None
        self._rooms = SettlingRooms(Rooms.none(COLUMNS))
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        self.taps = TapModel(self)
        self.setModel(self.taps)
        self.setItemDelegate(TapDelegate(self))
        self.setFont(tabular(self.font(), 0.85))
        self.text_widths = TextWidths(self.font())
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
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setMinimumSectionSize(20)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self._take_heights()
        theme_signal().changed.connect(self._restyle)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._pixels not in (0, self.font().pixelSize()):
            self._take_heights()
            self._measure()

    def _take_heights(self) -> None:
        """Give rows and heads the heights that the font needs."""
        self._pixels = self.font().pixelSize()
        metrics, heads = QFontMetrics(self.font()), self.horizontalHeader()
        self.text_widths = TextWidths(self.font())
        self._rooms.forget(range(COLUMNS))
        self.setStyleSheet(heads_style(self.font(), f"2px {_PAD}px"))
        self.verticalHeader().setDefaultSectionSize(row_height(metrics))
        heads.setFont(self.font())
        heads.setFixedHeight(2 * metrics.height() + SPACING)
        self.updateGeometry()

    def show_reading(
        self,
        reading: UnitReading,
        geometry: ConvGeometry,
        channel: int,
        channel_name: str,
        input_size: tuple[int, int],
    ) -> None:
        """Show ``reading``, of a layer of ``geometry``.

        Value, weight and product are of input channel ``channel``, called ``channel_name``; "" where there is one.
        """
        taps, had_masks = self.taps.rowCount(), self.taps.has_masks
        self.taps.show_reading(reading, geometry, channel, channel_name, input_size)
        if (taps, had_masks) != (self.taps.rowCount(), self.taps.has_masks):
            self._rooms.forget(range(COLUMNS))
            self.taps.set_digits(DIGITS[0])
            self.updateGeometry()
            self._select(self.selected_tap)
        self._measure()
        self._fit_columns()
        if self._may_settle():
            self._settling.start()

    def begin_anew(self) -> None:
        """Let the columns take new widths with the next reading, which is of a layer that was set up anew."""
        self._settling.stop()
        self.taps.set_digits(DIGITS[0])
        self._rooms.forget(range(COLUMNS))

    def settle(self) -> None:
        """Give up room that no number has needed lately, and write the numbers with more decimals where they fit."""
        if self._rooms.settle(self._needed()):
            self._write_more()
        else:
            self._settling.start()  # the columns are wider than needed; shrink them later
        self._measure()
        self._fit_columns()
        self.viewport().update()

    def show_selected(self, tap: int | None) -> None:
        """Select the row of ``tap`` without telling anybody, and bring it into view."""
        if tap != self.selected_tap:
            self.selected_tap = tap
            self._select(tap)
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(270, self._height_of(self.taps.rowCount()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height_of(min(5, self.taps.rowCount())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.taps.set_digits(DIGITS[0])
        self._measure()
        self._fit_columns()
        if self.selected_tap is not None:
            self._select(self.selected_tap)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._align_top()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._align_top()

    def _align_top(self) -> None:
        """Let a row begin at the top wherever the table is scrolled to.

        At its end Qt aligns the last row with the bottom instead, and shows the lower part of a row at the top.
        """
        rows, first = self.verticalHeader(), self.verticalScrollBar().value()
        if rows.offset() != rows.sectionPosition(first) and first < rows.count():
            rows.setOffsetToSectionPosition(first)
            self.viewport().update()

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
        """Widen the room for digits to the widest text; it shrinks when it settles, so that columns stand still."""
        self._rooms.widen(self._needed())

    def _needed(self) -> Rooms:
        """Return the room that what is shown now needs."""
        rows = range(self.taps.rowCount())
        texts = ([self.taps.text(row, column) for column in range(COLUMNS)] for row in rows)
        return Rooms.of(texts, COLUMNS, self.text_widths)

    def _may_settle(self) -> bool:
        """Whether there may be room to give up, and nothing waits for that yet."""
        if self._settling.isActive() or not self.taps.rowCount():
            return False
        return self.taps.digits != DIGITS[0] or self._rooms.kept != self._needed()

    def _write_more(self) -> None:
        """Write the numbers with as many decimals as there is room for."""
        before = self.taps.digits
        for digits in DIGITS[: DIGITS.index(before)]:
            self.taps.set_digits(digits)
            if sum(self._needs(self._needed())) <= self.viewport().width():
                self._rooms.forget(range(OFFSET, PRODUCT + 1))
                return
        self.taps.set_digits(before)

    def _fit_columns(self) -> None:
        """Share out the width so that no two columns touch; where it is too narrow, numbers give up decimals."""
        width = self.viewport().width()
        for digits in DIGITS[DIGITS.index(self.taps.digits) + 1 :]:
            if sum(self._needs(self._rooms.kept)) <= width:
                break
            self.taps.set_digits(digits)
            self._rooms.forget(range(OFFSET, PRODUCT + 1))
            self._measure()
        for column, column_width in enumerate(share_out(width, _SHARES, self._needs(self._rooms.kept))):
            self.setColumnWidth(column, column_width)

    def _needs(self, rooms: Rooms) -> list[int]:
        """Return how wide each column has to be for digits and signs of such widths, and for its head."""
        needs = []
        for column, (digits, sign) in enumerate(zip(rooms.digits, rooms.signs, strict=True)):
            head = str(self.taps.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            widest = max(map(self.text_widths.of, head))
            text = digits + sign + (_MARK_WIDTH if column == TAP else COLUMN_GAP)
            needs.append(max(text, widest + _PAD) + _PAD)
        return needs

    def _restyle(self) -> None:
        self.viewport().update()

"""Groups of small grids of numbers, one group below the other, that can be typed into and changed by dragging."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRegularExpression,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.field_input import NUMBER_CHARACTERS, parse_number
from vizapp.gui.widgets.numbers import plain, without_end_zeros
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular

_CHARACTERS = QRegularExpression(f"[{re.escape(NUMBER_CHARACTERS)}]*")
_Index = QModelIndex | QPersistentModelIndex
_PER_PIXEL = 0.05
"""By how much a number changes for each pixel that it is dragged up."""
_INSET = 2
"""Pixels between the edge of a cell and its number."""
_ROW_GAP = 6
_DECIMALS = 2
"""The most decimals that a cell shows; its tool tip and its editor have them all."""


@dataclass(frozen=True)
class Place:
    """A number's place: the ``group``, which ``grid`` of it from the top, row ``y`` and column ``x`` in the grid."""

    group: int
    grid: int
    y: int
    x: int


class NumberGroupsModel(QAbstractTableModel):
    """The numbers of all groups, a grid below the other: of each a row for its title, and its rows.

    Grids that stood side by side would leave a number less room than it needs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = np.zeros((0, 1, 1, 1))
        self.titles: tuple[str, ...] = ()
        self.heads: tuple[str, ...] = ("",)

    def show_values(self, values: np.ndarray, titles: Sequence[str], heads: Sequence[str]) -> None:
        """Show ``values``, (groups, grids, rows, columns), with a title for each group and a head for each grid."""
        same = values.shape == self.values.shape and (tuple(titles), tuple(heads)) == (self.titles, self.heads)
        if not same:
            self.beginResetModel()
        self.values, self.titles, self.heads = values, tuple(titles), tuple(heads)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    def place_at(self, index: _Index) -> Place | None:
        """Return the number at an index; None for titles."""
        if not index.isValid():
            return None
        group, grid, row = self._row_at(index)
        return None if row == 0 else Place(group, grid, row - 1, index.column())

    def index_of(self, place: Place) -> QModelIndex:
        """Return the index of a number."""
        grids, rows = self.values.shape[1:3]
        return self.index((place.group * grids + place.grid) * (rows + 1) + 1 + place.y, place.x)

    def _row_at(self, index: _Index) -> tuple[int, int, int]:
        """Return the group, its grid, and the row in that; row 0 is that of the title."""
        grids, rows = self.values.shape[1:3]
        block, row = divmod(index.row(), rows + 1)
        return *divmod(block, grids), row

    def value_at(self, place: Place) -> float:
        return float(self.values[place.group, place.grid, place.y, place.x])

    def rowCount(self, parent: _Index | None = None) -> int:
        del parent
        return len(self.values) * self.values.shape[1] * (self.values.shape[2] + 1)

    def columnCount(self, parent: _Index | None = None) -> int:
        del parent
        return self.values.shape[3]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.place_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place_at(index)
        if place is None:
            return self._title(index, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return without_end_zeros(plain(self.value_at(place), _DECIMALS))
            case Qt.ItemDataRole.EditRole:
                return f"{self.value_at(place):.6g}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                theme = current_theme()
                return theme.text if self.value_at(place) else theme.muted
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(place)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._spoken(place))
            case _:
                return None

    def _spoken(self, place: Place) -> str:
        """Return what a number belongs to, and the number with all its decimals."""
        head = " ".join(filter(None, (self.titles[place.group], self.heads[place.grid])))
        return f"{head} ({place.y}, {place.x}): {self.value_at(place):.6g}"

    def _title(self, index: _Index, role: int) -> object:
        group, grid, row = self._row_at(index)
        if row != 0 or index.column() != 0:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return "  ".join(filter(None, (self.titles[group], self.heads[grid])))
            case Qt.ItemDataRole.ForegroundRole:
                return current_theme().muted
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            case _:
                return None


class _NumberDelegate(QStyledItemDelegate):
    """Paints numbers that are never shortened to dots; edits them in a plain field that takes over numbers only."""

    def __init__(self, table: NumberGroups) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place = self._table.numbers.place_at(index)
        if place is None:
            super().paint(painter, option, index)
            return
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        style.text = ""
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, style, painter, self._table)
        room = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        painter.save()
        painter.setFont(self._table.font())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        text = fitting(self._table.numbers.value_at(place), QFontMetrics(self._table.font()), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        del option, index
        field = QLineEdit(parent)
        field.setObjectName("numberGroupsField")
        field.setAccessibleName(self._table.accessibleName())
        field.setFrame(False)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        # Whether it is a number is looked at when it is taken over.
        field.setValidator(QRegularExpressionValidator(_CHARACTERS, field))
        return field

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        del model
        assert isinstance(editor, QLineEdit)
        place, text = self._table.numbers.place_at(index), editor.text()
        if place is not None and text and editor.isModified():  # else it has fewer digits than the number
            self._table.take_text(place, text)


class NumberGroups(QTableView):
    """The table. Type into a cell, or drag it up and down.

    Signals:
        edited: a number was changed: its :class:`Place` and the new value.
        finished: the change is complete; what follows is another one.
        refused: what was typed, which is no number within the limits.
    """

    edited = Signal(Place, float)
    finished = Signal()
    refused = Signal(str)

    def __init__(self, name: str, limits: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.limits = limits
        self.numbers = NumberGroupsModel(self)
        self._pressed: tuple[Place, QPoint, float] | None = None
        self._dragging = False
        self.setModel(self.numbers)
        self.setItemDelegate(_NumberDelegate(self))
        self.setFont(tabular(self.font(), 0.82))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(10)
        self._take_row_height()
        self.horizontalHeader().setMinimumSectionSize(2 * _INSET)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.numbers.modelReset.connect(self._lay_out)
        theme_signal().changed.connect(self._restyle)

    def show_values(self, values: np.ndarray, titles: Sequence[str], heads: Sequence[str]) -> None:
        """Show ``values``, as :meth:`NumberGroupsModel.show_values` does; a cell that is being edited stays so."""
        if not np.array_equal(values, self.numbers.values) or tuple(titles) != self.numbers.titles:
            self.numbers.show_values(values, titles, heads)

    def take(self, place: Place, value: float) -> None:
        """Emit that a number is to be ``value``, within the limits."""
        low, high = self.limits
        self.edited.emit(place, min(max(value, low), high))

    def take_text(self, place: Place, text: str) -> None:
        """Emit that a number is to be what was typed, or that this is refused."""
        number, (low, high) = parse_number(text), self.limits
        if number is None or not low <= number <= high:
            self.refused.emit(text)
            return
        self.edited.emit(place, number)
        self.finished.emit()

    # Mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.numbers.place_at(self.indexAt(event.position().toPoint()))
        known = place is not None and event.button() == Qt.MouseButton.LeftButton
        self._pressed = (place, event.position().toPoint(), self.numbers.value_at(place)) if known and place else None
        self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        place, start, value = self._pressed
        up = start.y() - event.position().toPoint().y()
        if self._dragging or abs(up) >= QApplication.startDragDistance():
            self._dragging = True
            self.take(place, round(value + _PER_PIXEL * up, 4))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._dragging:
            self.finished.emit()
        self._pressed, self._dragging = None, False

    # Layout ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Give titles the whole width, and the table the height of all rows."""
        self.clearSpans()
        rows, columns = self.numbers.values.shape[2:]
        for row in range(0, self.numbers.rowCount() if columns > 1 else 0, rows + 1):
            self.setSpan(row, 0, 1, columns)
        self.setFixedHeight(self.numbers.rowCount() * self.verticalHeader().defaultSectionSize() + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_row_height()
            self._lay_out()

    def _take_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + _ROW_GAP)

    def _restyle(self) -> None:
        self.viewport().update()


def fitting(value: float, metrics: QFontMetrics, width: int) -> str:
    """Return ``value`` with as many decimals, two at most, as leave it within ``width`` pixels; at least whole."""
    texts = [without_end_zeros(plain(value, decimals)) for decimals in range(_DECIMALS, -1, -1)]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= width), texts[-1])

"""The table of the placed points: tap and unit of each, where it was put, and how far away the branch's own is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit
from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.requests import PLACED, listed_points
from vizapp.gui.deformable.small_mark import draw_small_mark
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.column_widths import share_out
from vizapp.gui.widgets.numbers import plain, signed
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import heads_style, tabular
from vizapp.gui.widgets.text_widths import TextWidths
from vizapp.protocol.offset_answers import Placed
from vizapp.session.state import State

TAP, UNITS, OFFSET, AWAY, LIFT = range(5)
MOST_ROWS = 3
"""Rows that are seen at once; of more, the table scrolls."""
_SHARES = (48, 50, 82, 40)
_LIFT_WIDTH = 16
_GAP = 6
"""Pixels between the texts of neighbouring columns."""
_MARK_WIDTH = 14
_CROSS = 3.5
DIGITS = (2, 1)
"""Decimals of offsets: the fewer where there is too little room."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A placed point as it is listed, and how far the branch's own point is away from it, if that is known.

    ``layer`` counts from 1, the one that reads the picture; None where there is only one.
    """

    point: PlacedPoint
    geometry: ConvGeometry
    has_groups: bool
    layer: int | None
    away: float | None


def placed_rows(state: State) -> tuple[PlacedRow, ...]:
    """Return the rows of the table."""
    spec, points = state.experiment.spec_of(DeformableSpec), listed_points(state)
    answer = state.answer(PLACED, Placed)
    away: list[float | None] = [None] * len(points)
    if answer is not None and len(answer.away) == len(points):
        # Rounded as shown, so that an invisible change does not redraw the table.
        away = [None if math.isnan(each) else round(each, 2) for each in answer.away.tolist()]
    groups = spec.operator.offset_groups > 1
    layers = spec.operator.layers
    return tuple(
        PlacedRow(point, spec.geometry, groups, layers - point.tap.below if layers > 1 else None, far)
        for point, far in zip(points, away, strict=True)
    )


class PlacedModel(QAbstractTableModel):
    """The placed points as texts.

    Attributes:
        digits: decimals of the offsets.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PlacedRow, ...] = ()
        self.digits = DIGITS[0]

    def show_rows(self, rows: tuple[PlacedRow, ...]) -> None:
        """Show other rows, or other numbers in them."""
        if rows == self.rows:
            return
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, LIFT))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else LIFT + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Tap"), self.tr("Unit"), self.tr("Offset"), self.tr("Away"), "")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft if section == TAP else Qt.AlignmentFlag.AlignRight
            return left | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            lift = index.column() == LIFT
            return (
                self.tr("Let this point follow the training again.")
                if lift
                else plain_tooltip(self.words(index.row()))
            )
        return None

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        shown = self.rows[row]
        point = shown.point
        if column == TAP:
            name = shown.geometry.tap_name(point.tap.k)
            name = f"{point.tap.group}: {name}" if shown.has_groups else name
            return name if shown.layer is None else self.tr("L{layer} {tap}").format(layer=shown.layer, tap=name)
        if column == UNITS:
            return self._units(point)
        if column == OFFSET:
            return f"{signed(point.offset_yx[0], self.digits)} {signed(point.offset_yx[1], self.digits)}"
        if column == AWAY:
            return "–" if shown.away is None else plain(shown.away, 2)
        return self.tr("Clear")

    def words(self, row: int) -> str:
        """Return a row as one sentence."""
        shown = self.rows[row]
        point, geometry = shown.point, shown.geometry
        name = self.text(row, TAP)
        if isinstance(point.where, Unit):
            i, j = geometry.tap_place(point.tap.k)
            y = geometry.position(0, point.where.yx[0], i) + point.offset_yx[0]
            x = geometry.position(1, point.where.yx[1], j) + point.offset_yx[1]
            text = self.tr("Tap {tap} of unit ({unit}) is held at ({y}, {x}), in input pixels.").format(
                tap=name, unit=self._units(point), y=plain(y, 2), x=plain(x, 2)
            )
        elif isinstance(point.where, Region):
            where = point.where
            text = self.tr("Tap {tap} is held for {rows} × {columns} units from ({top}, {left}) on.").format(
                tap=name, rows=where.height, columns=where.width, top=where.top, left=where.left
            )
        else:
            text = self.tr("Tap {tap} is held at every unit.").format(tap=name)
        if shown.away is None:
            return text
        if isinstance(point.where, Unit):
            own = self.tr("The branch itself would put it {away} px away.")
        else:
            own = self.tr("The branch itself would put it {away} px away, on average.")
        return f"{text} {own.format(away=plain(shown.away, 2))}"

    def _units(self, point: PlacedPoint) -> str:
        if isinstance(point.where, Unit):
            return "{}, {}".format(*point.where.yx)
        if isinstance(point.where, Everywhere):
            return self.tr("all")
        return f"{point.where.height} × {point.where.width}"


class _Delegate(QStyledItemDelegate):
    """Paints the mark of the tap, right-aligned numbers, and the cross that clears a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table = self.parent()
        assert isinstance(table, PlacedTable)
        rect: QRect = option.rect
        model, theme = table.points, current_theme()
        row, column = index.row(), index.column()
        if row >= len(model.rows):
            return
        if table.currentIndex().row() == row and table.hasFocus():
            painter.fillRect(rect, theme.raised)
        painter.setFont(table.font())
        painter.setPen(theme.text)
        if column == LIFT:
            _draw_cross(painter, QPointF(rect.center()), theme.muted)
            return
        text, align = model.text(row, column), Qt.AlignmentFlag.AlignVCenter
        if column == TAP:
            shown = model.rows[row]
            place = QPointF(rect.left() + 5.0, rect.center().y() + 0.5)
            draw_small_mark(painter, place, shown.point.tap.k, shown.geometry)
            painter.drawText(rect.adjusted(_MARK_WIDTH, 0, 0, 0), align, text)
        else:
            painter.drawText(rect.adjusted(0, 0, -2, 0), align | Qt.AlignmentFlag.AlignRight, text)


def _draw_cross(painter: QPainter, place: QPointF, colour: Any) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    for way in (QPointF(_CROSS, _CROSS), QPointF(_CROSS, -_CROSS)):
        painter.drawLine(place - way, place + way)
    painter.restore()


class PlacedTable(QTableView):
    """The placed points; a click on the cross, or Delete, clears one, and a click elsewhere goes to its unit."""

    lifted = Signal(object)
    """A placed point is to be cleared."""
    chosen = Signal(object)
    """A placed point is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("placedTable")
        self.setAccessibleName(self.tr("Placed points"))
        self.points = PlacedModel(self)
        self.setModel(self.points)
        self.setItemDelegate(_Delegate(self))
        self.setFont(tabular(self.font(), 0.85))
        self._widths = TextWidths(self.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(heads_style(self.font(), "1px 2px"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(8)
        rows.setDefaultSectionSize(QFontMetrics(self.font()).height() + 4)
        heads = self.horizontalHeader()
        heads.setFont(self.font())
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(8)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        for corner in self.findChildren(QAbstractButton):  # Qt's own button, which is never shown
            corner.setObjectName("placedTableCorner")
            corner.setAccessibleName(self.accessibleName())
            corner.setToolTip(self.tr("Choose all placed points."))
        self.hide()
        theme_signal().changed.connect(self._restyle)

    def show_rows(self, rows: Sequence[PlacedRow]) -> None:
        """Show these rows; without any the table is hidden."""
        before, current = len(self.points.rows), self.currentIndex().row()
        self.points.show_rows(tuple(rows))
        self._fit_columns()
        if len(rows) != before:
            if rows and current >= 0:  # so that the next key acts on the row that is there now
                self.setCurrentIndex(self.points.index(min(current, len(rows) - 1), 0))
            heights = self.verticalHeader().defaultSectionSize() * min(len(rows), MOST_ROWS)
            self.setFixedHeight(heights + self.horizontalHeader().sizeHint().height() + 2)
            self.setVisible(bool(rows))

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share out the width so that no text is cut off; where it is too narrow, offsets give up a decimal."""
        room = max(0, self.viewport().width() - _LIFT_WIDTH)
        for digits in DIGITS:
            self.points.digits = digits
            needs = [self._need(column) for column in range(LIFT)]
            if sum(needs) <= room:
                break
        for column, width in enumerate(share_out(room, _SHARES, needs)):
            self.setColumnWidth(column, width)
        self.setColumnWidth(LIFT, _LIFT_WIDTH)
        self.viewport().update()

    def _need(self, column: int) -> int:
        """Return how wide a column has to be for its texts and its head."""
        texts = [self.points.text(row, column) for row in range(len(self.points.rows))]
        head = str(self.points.headerData(column, Qt.Orientation.Horizontal))
        widest = max(map(self._widths.of, (*texts, head)))
        return widest + _GAP + (_MARK_WIDTH if column == TAP else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            (self.lifted if index.column() == LIFT else self.chosen).emit(self.points.rows[index.row()].point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and 0 <= row < len(self.points.rows):
            self.lifted.emit(self.points.rows[row].point)
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and 0 <= self.currentIndex().row() < len(self.points.rows):
            self.chosen.emit(self.points.rows[self.currentIndex().row()].point)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widths = TextWidths(self.font())
            self.horizontalHeader().setFont(self.font())
            self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + 4)

    def _restyle(self) -> None:
        self.viewport().update()

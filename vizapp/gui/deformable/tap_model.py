"""What the table of a unit's taps holds: a row for each tap, in words and numbers."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.deformable.products import reading_format
from vizapp.gui.widgets.numbers import plain, signed, with_plus
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.printed import exact
from vizapp.protocol.unit_answers import UnitReading

_Index = QModelIndex | QPersistentModelIndex
TAP, OFFSET, POINT, VALUE, WEIGHT, PRODUCT = range(6)
COLUMNS = 6
_NO_PLACE = "–\n–"
"""In place of an offset, or a point, that is not finite."""
DIGITS = ((2, 0), (1, 0), (1, 1), (0, 1), (0, 2))
"""How many decimals offsets and points have, and how many fewer than usual the other numbers have: from where there
is room to where there is little."""
_WHOLE = 1e-3
"""A rigid place this near to a whole number is one."""


class TapModel(QAbstractTableModel):
    """One row a tap, from a reading and one of the input channels that it gives in detail.

    A mask stands below its weight: in a column of its own it would take the room of the point.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[list[str]] = [[] for _ in range(COLUMNS)]
        self._headers = [""] * COLUMNS
        self._hints = [""] * COLUMNS
        self.geometry = ConvGeometry((3, 3))
        self._reading: UnitReading | None = None
        self._channel = 0
        self._digits = DIGITS[0]
        self.has_masks = False
        self.placed: tuple[bool, ...] = ()
        self.outside: tuple[bool, ...] = ()

    def show_reading(
        self,
        reading: UnitReading,
        geometry: ConvGeometry,
        channel: int,
        channel_name: str,
        input_size: tuple[int, int],
    ) -> None:
        """Take over ``reading``, of a layer of ``geometry``.

        Value, weight and product are of input channel ``channel``, called ``channel_name``; "" where there is one.
        """
        taps = len(reading.products)
        self._reading, self._channel = reading, channel
        self.has_masks = reading.mask is not None
        columns = [[geometry.tap_name(tap) for tap in range(taps)], *self._number_texts(reading)]
        placed = tuple(bool(p) for p in reading.placed)
        outside = tuple(is_outside(reading.point_yx, *input_size).tolist())
        resized = taps != self.rowCount()
        if resized:
            self.beginResetModel()
        self._columns = columns
        self.placed, self.outside = placed, outside
        self.geometry = geometry
        if resized:
            self.endResetModel()
        elif taps:
            self.dataChanged.emit(self.index(0, 0), self.index(taps - 1, PRODUCT))
        self._show_headers(channel_name)

    @property
    def digits(self) -> tuple[int, int]:
        """Which of ``DIGITS`` the numbers have."""
        return self._digits

    def set_digits(self, digits: tuple[int, int]) -> None:
        """Write the numbers with these of ``DIGITS`` from now on."""
        if digits == self._digits:
            return
        self._digits = digits
        if self._reading is not None and self.rowCount():
            self._columns[OFFSET:] = self._number_texts(self._reading)
            self.dataChanged.emit(self.index(0, OFFSET), self.index(self.rowCount() - 1, PRODUCT))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._columns[TAP])

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else COLUMNS

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell; a pair of numbers has a line each."""
        return self._columns[column][row]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._tap_words(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._tap_words(index.row()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._hints[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == TAP else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _number_texts(self, reading: UnitReading) -> list[list[str]]:
        """Return the columns of offsets and of points, y above x, and of values, weights and products."""
        decimals, fewer = self._digits
        broken = [False] * len(reading.products) if reading.broken is None else reading.broken.tolist()
        moves, points = reading.offset_yx.tolist(), reading.point_yx.tolist()
        return [
            [
                _NO_PLACE if lost else f"{signed(dy, decimals)}\n{signed(dx, decimals)}"
                for (dy, dx), lost in zip(moves, broken, strict=True)
            ],
            [
                _NO_PLACE if lost else f"{_point_text(y, dy, decimals)}\n{_point_text(x, dx, decimals)}"
                for (y, x), (dy, dx), lost in zip(points, moves, broken, strict=True)
            ],
            *_product_texts(reading, self._channel, fewer),
        ]

    def _tap_words(self, tap: int) -> str:
        words = [self.tr("Tap {place}").format(place=self._columns[TAP][tap])]
        if self.placed[tap]:
            words.append(self.tr("placed by hand"))
        if self._reading is not None and self._reading.broken is not None and self._reading.broken[tap]:
            words.append(self.tr("its offset is not finite, so that it reads nothing"))
        if self.outside[tap]:
            words.append(self.tr("outside the image, where every pixel counts 0"))
        return ", ".join(words)

    def _show_headers(self, channel_name: str) -> None:
        headers = [
            self.tr("tap") + "\ni,j",
            self.tr("offset") + "\ny x",
            self.tr("point") + "\ny x",
            self.tr("value") + f"\n{channel_name}",
            self.tr("weight") + "\n" + (self.tr("mask") if self.has_masks else channel_name),
            self.tr("product") + f"\n{channel_name}",
        ]
        self._hints = [
            self.tr("Row and column in the kernel; the mark has the colour of the point on the picture."),
            self.tr("How far the tap was moved from its rigid place, in input pixels: down, right."),
            self.tr("Where the tap reads, in input pixels."),
            self.tr("What it reads there from this input channel, by bilinear interpolation."),
            self.tr(
                "The kernel's number for this tap and this input channel, and below it the mask: what modulation "
                "multiplies the value by, for every input channel of the offset group alike."
            )
            if self.has_masks
            else self.tr("The kernel's number for this tap and this input channel."),
            self.tr("Value × weight × mask: what this tap adds to the output by this input channel.")
            if self.has_masks
            else self.tr("Value × weight: what this tap adds to the output by this input channel."),
        ]
        if headers != self._headers:
            self._headers = headers
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, PRODUCT)


def _point_text(point: float, offset: float, decimals: int) -> str:
    """Write where a tap reads: its rigid place, a whole number, and the offset as it is written."""
    rigid, moved = point - offset, exact(plain(offset, decimals))
    if moved is None or not math.isfinite(rigid) or abs(rigid - round(rigid)) >= _WHOLE:
        return plain(point, decimals)
    return plain(round(rigid) + moved, decimals)


def _product_texts(reading: UnitReading, channel: int, fewer: int) -> tuple[list[str], ...]:
    """Return the columns of value, weight and product; those of every channel given have the same decimals.

    A mask stands in the line below its weight.
    """
    written = reading_format(reading, fewer)
    depth = reading.channels.index(channel)
    masks = [None] * len(reading.products) if reading.mask is None else reading.mask.tolist()
    rows = list(zip(reading.values[:, depth].tolist(), reading.kernel[:, depth].tolist(), masks, strict=True))
    values = [written.left_text(value) for value, *_ in rows]
    if min((value for value, *_ in rows), default=0.0) < 0:
        values = [with_plus(text) for text in values]
    weights = [with_plus(written.right_text(weight)) for _, weight, _ in rows]
    return (
        values,
        [
            text if mask is None else f"{text}\n{written.mask_text(mask)}"
            for text, (*_, mask) in zip(weights, rows, strict=True)
        ],
        [with_plus(written.product_text(*row)) for row in rows],
    )

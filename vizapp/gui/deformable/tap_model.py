"""What the table of a unit's taps holds: a row for each tap, in words and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from vizapp.geometry import ConvGeometry, is_outside
from vizapp.gui.widgets.numbers import plain, scientific, shared_decimals, signed
from vizapp.protocol.observations import UnitReading

_Index = QModelIndex | QPersistentModelIndex
TAP, OFFSET, POINT, VALUE, WEIGHT, PRODUCT = range(6)
_LARGEST_FIXED = 1e5
POSITION_DECIMALS = 2
"""Of offsets and points, where there is room for them."""


def column_texts(values: np.ndarray, with_sign: bool) -> list[str]:
    """Return the numbers of one column with decimals in common, so that their points stand below each other."""
    numbers = [float(v) for v in values]
    if max((abs(n) for n in numbers if np.isfinite(n)), default=0.0) >= _LARGEST_FIXED:
        return [("" if n >= 0 else "\u2212") + scientific(abs(n)) for n in numbers]
    decimals = shared_decimals(numbers)
    write = signed if with_sign or min(numbers, default=0.0) < 0 else plain
    return [write(n, decimals) for n in numbers]


class TapModel(QAbstractTableModel):
    """One row a tap, from a reading and one of the input channels that it gives in detail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[list[str]] = [[] for _ in range(6)]
        self._headers = ["", "", "", "", "", ""]
        self._hints = ["", "", "", "", "", ""]
        self.geometry = ConvGeometry((3, 3))
        self._offset_yx = self._point_yx = np.zeros((0, 2), np.float32)
        self._position_decimals = POSITION_DECIMALS
        self.placed: tuple[bool, ...] = ()
        self.outside: tuple[bool, ...] = ()

    def show_reading(
        self,
        reading: UnitReading,
        geometry: ConvGeometry,
        channel: int,
        channel_name: str,
        total_channels: int,
        input_size: tuple[int, int],
    ) -> None:
        """Take over ``reading``, of a layer of ``geometry``; value and weight are of input channel ``channel``."""
        taps = len(reading.products)
        self._offset_yx, self._point_yx = reading.offset_yx, reading.point_yx
        depth = reading.channels.index(channel)
        columns = [
            [geometry.tap_name(tap) for tap in range(taps)],
            *self._position_texts(),
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
        self.geometry = geometry
        if resized:
            self.endResetModel()
        elif taps:
            self.dataChanged.emit(self.index(0, 0), self.index(taps - 1, 5))
        self._show_headers(channel_name, total_channels)

    @property
    def position_decimals(self) -> int:
        """How many decimals offsets and points have."""
        return self._position_decimals

    def set_position_decimals(self, decimals: int) -> None:
        """Write offsets and points with so many decimals from now on."""
        if decimals == self._position_decimals:
            return
        self._position_decimals = decimals
        self._columns[OFFSET], self._columns[POINT] = self._position_texts()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, OFFSET), self.index(self.rowCount() - 1, POINT))

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

    def _position_texts(self) -> tuple[list[str], list[str]]:
        """Return the columns of offsets and of points: y above x."""
        decimals = self._position_decimals
        return (
            [f"{signed(float(dy), decimals)}\n{signed(float(dx), decimals)}" for dy, dx in self._offset_yx],
            [f"{plain(float(y), decimals)}\n{plain(float(x), decimals)}" for y, x in self._point_yx],
        )

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

"""The fields of the deformable operator that no other lab has: a kernel's two sides, padding, and modulation."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from vizapp.document.deformable import MAX_PADDING, KernelSide
from vizapp.document.offset_branch import Modulation
from vizapp.gui.text_size import keep_width
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label

_SIDES: tuple[int, ...] = get_args(KernelSide)
_SIDE_WIDTH = 58
_GAP = 4


class KernelSizeField(QWidget):
    """The height and the width of a kernel; ``picked`` carries (kh, kw)."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernelSize")
        self.height_field = self._side("kernelHeight", self.tr("Kernel height"))
        self.width_field = self._side("kernelWidth", self.tr("Kernel width"))
        times: QLabel = muted_label("×", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for widget in (self.height_field, times, self.width_field):
            row.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(2 * _SIDE_WIDTH + 2 * _GAP + times.sizeHint().width())
        self.setFocusProxy(self.height_field)

    def show_value(self, size: tuple[int, int]) -> None:
        """Show (kh, kw) without a signal."""
        for field, side in zip((self.height_field, self.width_field), size, strict=True):
            with QSignalBlocker(field):
                field.setCurrentIndex(field.findData(side))

    def _side(self, name: str, words: str) -> ChoiceField:
        field = ChoiceField(name, self)
        field.setAccessibleName(words)
        field.setToolTip(plain_tooltip(self.tr("{side}: 1, 3, 5 or 7 taps.").format(side=words)))
        keep_width(field, _SIDE_WIDTH)
        for side in _SIDES:
            field.addItem(str(side), side)
        field.activated.connect(self._pick)
        return field

    def _pick(self) -> None:
        self.picked.emit((self.height_field.currentData(), self.width_field.currentData()))


class PaddingField(ChoiceField):
    """A padding, or None where it follows from the kernel so that outputs and pixels stay aligned."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("padding", parent)
        self.addItem(self.tr("aligned"), None)
        for padding in range(MAX_PADDING + 1):
            self.addItem(str(padding), padding)
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))

    def show_value(self, padding: int | None) -> None:
        """Show a padding without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(0 if padding is None else padding + 1)


class ModulationField(ChoiceField):
    """How the values that are read are weighed; ``picked`` carries a ``Modulation``."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("modulation", parent)
        options: dict[Modulation, tuple[str, str]] = {
            "none": (self.tr("none (v1)"), self.tr("Every tap counts as it is; arXiv:1703.06211.")),
            "2·sigmoid": (self.tr("2·sigmoid"), self.tr("From 0 to 2; a zero-initialised layer starts at 1.")),
            "sigmoid": (self.tr("sigmoid (v2)"), self.tr("From 0 to 1; starts at 0.5; arXiv:1811.11168.")),
            "softmax": (self.tr("softmax (v3)"), self.tr("The taps share a sum of 1; arXiv:2211.05778.")),
            "unbounded": (self.tr("unbounded (v4)"), self.tr("Any number; starts at 0; arXiv:2401.06197.")),
        }
        for row, (value, (text, tooltip)) in enumerate(options.items()):
            self.addItem(text, value)
            self.setItemData(row, plain_tooltip(tooltip), Qt.ItemDataRole.ToolTipRole)
        self.ensurePolished()  # the style sheet's padding is part of the size
        self.setMinimumWidth(self.sizeHint().width())  # wide enough for the longest name
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))

    def show_value(self, modulation: Modulation) -> None:
        """Show a kind of modulation without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(modulation))

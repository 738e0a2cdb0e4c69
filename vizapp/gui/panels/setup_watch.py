"""The rows of the TRAINING section that say when training is to pause by itself."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vizapp.document.watchpoint import LARGEST_VALUE, Watchpoint
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.watch_measures import Watchable
from vizapp.gui.widgets.fields import ChoiceField, DecimalField, one_two_five
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import CONTROL_WIDTH, muted_label

_DECIMALS = 9
_POPUP_MARGIN = 24


class WatchValueField(DecimalField):
    """A value of any size: steps go 1, 2, 5, 10 …, and 5e-3 may be typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, -LARGEST_VALUE, LARGEST_VALUE, _DECIMALS, parent)

    def textFromValue(self, value: float) -> str:
        return f"{value:.6g}"

    def stepBy(self, steps: int) -> None:
        value = self.value()
        if value > 0:
            self.setValue(min(one_two_five(value, steps), LARGEST_VALUE))
        else:
            self.setValue(value + steps)


class WatchRows(QWidget):
    """A measure to choose, and below it on which side of which value it pauses training.

    Attributes:
        measure, side, value: the controls.
    """

    chosen = Signal(object)
    """The name of another measure, or None for none."""
    changed = Signal(object)
    """The :class:`Watchpoint` with another side or value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point: Watchpoint | None = None
        self._tooltip = ""
        self.measure = ChoiceField("watchMeasure", self)
        self.side = ChoiceField("watchSide", self)
        self.value = WatchValueField("watchValue", self)
        self.side.addItem(self.tr("above"), "above")
        self.side.addItem(self.tr("below"), "below")
        self.side.setAccessibleName(self.tr("Pause above or below the value"))
        self.value.setAccessibleName(self.tr("Value at which training pauses"))
        tooltip = self.tr(
            "Training pauses at the step where this passes the value. Metrics are compared whenever they are "
            "measured, what the offset doctor finds at every tenth step."
        )
        self.measure.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._tooltip = tooltip
        self.measure.setAccessibleName(self.tr("Pause when"))
        self.measure.setAccessibleDescription(tooltip)
        label = muted_label(self.tr("Pause when"), self)
        label.setBuddy(self.measure)
        label.setToolTip(plain_tooltip(tooltip))
        self.limit = QWidget(self)
        line = QHBoxLayout(self.limit)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACING)
        line.addStretch(1)
        for control in (self.side, self.value):
            control.setToolTip(plain_tooltip(tooltip))
            line.addWidget(control)
        keep_width(self.value, CONTROL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(label)
        column.addWidget(self.measure)  # over the whole width: titles of metrics are long
        column.addWidget(self.limit)
        self.measure.activated.connect(self._choose)
        self.side.activated.connect(lambda _: self._change())
        self.value.valueChanged.connect(lambda _: self._change())

    def show_point(self, point: Watchpoint | None, watchables: tuple[Watchable, ...]) -> None:
        """Show a watchpoint, and what else can be chosen, without a signal."""
        self._point = point
        with QSignalBlocker(self.measure), QSignalBlocker(self.side):
            self.measure.clear()
            self.measure.addItem(self.tr("never"), None)
            for each in watchables:
                self.measure.addItem(each.title, each.name)
            names = [each.name for each in watchables]
            if point is not None and point.measure not in names:
                self.measure.addItem(self.tr("{name}, not measured").format(name=point.measure), point.measure)
            self.measure.setCurrentIndex(0 if point is None else self.measure.findData(point.measure))
            if point is not None:
                self.side.setCurrentIndex(self.side.findData(point.side))
        # Titles are long, and two of them may differ in their last word only, for which there is no room.
        chosen = "" if point is None else f"{self.measure.currentText()}\n\n"
        self.measure.setToolTip(plain_tooltip(f"{chosen}{self._tooltip}"))
        popup = self.measure.view()
        popup.setMinimumWidth(popup.sizeHintForColumn(0) + _POPUP_MARGIN)
        self.limit.setVisible(point is not None)
        if point is not None:
            unit = next((each.unit for each in watchables if each.name == point.measure), "")
            with QSignalBlocker(self.value):
                self.value.setSuffix(f" {unit}" if unit else "")
            self.value.show_value(point.value)

    def _choose(self, index: int) -> None:
        name = self.measure.itemData(index)
        if name != (None if self._point is None else self._point.measure):
            self.chosen.emit(name)

    def _change(self) -> None:
        if self._point is None:
            return
        point = Watchpoint(self._point.measure, self.side.currentData(), float(f"{self.value.value():.6g}"))
        if point != self._point:
            self._point = point
            self.changed.emit(point)

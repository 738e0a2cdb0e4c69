"""Fields to enter numbers and sizes.

A value out of range is refused with a sentence, and not changed into one that is in the range. A field that chooses
one of several things, where there is no room for a sentence, takes the nearest one.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QDoubleSpinBox, QSpinBox, QWidget

from vizapp.gui.widgets.field_input import NUMBER_CHARACTERS, is_meant_for_the_window, parse_number, wheel_is_meant
from vizapp.gui.widgets.numbers import without_end_zeros

_SIZE_CHARACTERS = NUMBER_CHARACTERS + "autopx "
_Validation = tuple[QValidator.State, str, int]
_SpinBox = QSpinBox | QDoubleSpinBox


# What the two spin boxes share, as functions: Qt's common base class of both has no value, range, prefix and suffix.


def _prepare(box: _SpinBox, name: str) -> None:
    box.setObjectName(name)
    box.setLocale(QLocale.c())
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)


def _bare(box: _SpinBox, text: str) -> str:
    return text.removeprefix(box.prefix()).removesuffix(box.suffix()).strip()


def _is_typing(box: _SpinBox) -> bool:
    """Tell whether ``box`` holds a text that has not been taken over."""
    return _bare(box, box.text()) != box.textFromValue(box.value())  # type: ignore[arg-type]  # int or float


def _number_in(box: _SpinBox, text: str) -> float | None:
    """Return the number in what stands in ``box``, whether or not it is in the range."""
    return parse_number(_bare(box, text))


def _whole_in(box: QSpinBox, text: str) -> float | None:
    """Return the number in what stands in ``box``; None with a comma, which may be meant to group the digits."""
    return None if "," in text else _number_in(box, text)


def _fits(box: _SpinBox, number: float | None) -> bool:
    return number is not None and box.minimum() <= number <= box.maximum()


def _validation(fits: bool, text: str, position: int) -> _Validation:
    # What does not fit may be on the way to something that does: fixup() has the last word.
    return QValidator.State.Acceptable if fits else QValidator.State.Intermediate, text, position


class IntegerField(QSpinBox):
    """A whole number in a range. ``refused`` carries the sentence when something else was typed.

    One that ``takes_nearest`` takes the nearest limit instead where the number lies beyond it.
    """

    refused = Signal(str)

    def __init__(
        self, name: str, lowest: int, highest: int, parent: QWidget | None = None, *, takes_nearest: bool = False
    ) -> None:
        super().__init__(parent)
        self._takes_nearest = takes_nearest
        self.setRange(lowest, highest)
        _prepare(self, name)

    def show_value(self, value: int) -> None:
        """Show ``value`` without a signal."""
        if value != self.value():
            with QSignalBlocker(self):
                self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_is_meant(self, event):
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        typing = _is_typing(self)
        return False if is_meant_for_the_window(event, typing, NUMBER_CHARACTERS) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and _is_typing(self):
            self.setValue(self.value())  # and with it the text
        else:
            super().keyPressEvent(event)

    def validate(self, text: str, position: int) -> _Validation:
        number = _whole_in(self, text)
        return _validation(number is not None and number.is_integer() and _fits(self, number), text, position)

    def valueFromText(self, text: str) -> int:
        number = _whole_in(self, text)
        return self.value() if number is None else int(number)

    def fixup(self, text: str) -> str:
        if not _bare(self, text):  # left empty: the old value simply comes back
            return self.textFromValue(self.value())
        number = _whole_in(self, text)
        if self._takes_nearest and number is not None:
            return self.textFromValue(round(min(max(number, self.minimum()), self.maximum())))
        self.refused.emit(
            self.tr("“{text}” is not a whole number from {lowest} to {highest}; {value} stays.").format(
                text=_bare(self, text), lowest=self.minimum(), highest=self.maximum(), value=self.value()
            )
        )
        return self.textFromValue(self.value())


class DecimalField(QDoubleSpinBox):
    """A real number in a range. ``refused`` carries the sentence when something else was typed."""

    refused = Signal(str)

    def __init__(
        self, name: str, lowest: float, highest: float, decimals: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(lowest, highest)
        _prepare(self, name)

    def show_value(self, value: float) -> None:
        """Show ``value`` without a signal."""
        if value != self.value():
            with QSignalBlocker(self):
                self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_is_meant(self, event):
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        typing = _is_typing(self)
        return False if is_meant_for_the_window(event, typing, NUMBER_CHARACTERS) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and _is_typing(self):
            self.setValue(self.value())  # and with it the text
        else:
            super().keyPressEvent(event)

    def validate(self, text: str, position: int) -> _Validation:
        return _validation(_fits(self, _number_in(self, text)), text, position)

    def valueFromText(self, text: str) -> float:
        number = _number_in(self, text)
        return self.value() if number is None else number

    def fixup(self, text: str) -> str:
        if not _bare(self, text):  # left empty: the old value simply comes back
            return self.textFromValue(self.value())
        self.refused.emit(
            self.tr("“{text}” is not a number from {lowest} to {highest}; {value} stays.").format(
                text=_bare(self, text),
                lowest=self.textFromValue(self.minimum()),
                highest=self.textFromValue(self.maximum()),
                value=self.textFromValue(self.value()),
            )
        )
        return self.textFromValue(self.value())


class LearningRateField(DecimalField):
    """A learning rate: steps go 1, 2, 5, 10, 20, 50 …, so that each is about a doubling; 5e-3 may be typed."""

    LOWEST, HIGHEST = 1e-7, 10.0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, self.LOWEST, self.HIGHEST, 9, parent)

    def textFromValue(self, value: float) -> str:
        if 0 < value < 1e-4:
            mantissa, exponent = f"{value:.3g}".split("e")
            return f"{mantissa}e{int(exponent)}"
        return without_end_zeros(f"{value:.6f}")

    def stepBy(self, steps: int) -> None:
        self.setValue(min(self.HIGHEST, max(self.LOWEST, one_two_five(self.value(), steps))))


def one_two_five(value: float, steps: int) -> float:
    """Return the ``steps``-th neighbour of ``value`` in … 0.1, 0.2, 0.5, 1, 2, 5 …"""
    series = (1.0, 2.0, 5.0)
    for _ in range(abs(steps)):
        decade = math.floor(math.log10(value) + 1e-9)
        places = [m * 10.0**d for d in (decade - 1, decade, decade + 1) for m in series]
        if steps > 0:
            value = min(p for p in places if p > value * (1 + 1e-6))
        else:
            value = max(p for p in places if p < value * (1 - 1e-6))
        value = float(f"{value:.6g}")
    return value


class ChoiceField(QComboBox):
    """A drop-down that leaves the wheel alone unless it has the focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_is_meant(self, event):
            super().wheelEvent(event)


class SizeField(ChoiceField):
    """A size in pixels: "auto", one of a list, or typed. ``picked`` carries the number, None for auto."""

    picked = Signal(object)
    refused = Signal(str)

    def __init__(
        self, name: str, sizes: tuple[int, ...], limits: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._limits = limits
        self._shown: int | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem(self.tr("auto"), None)
        for size in sizes:
            self.addItem(self._text(size), size)
        line = self.lineEdit()
        assert line is not None  # an editable combo box has one
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.editingFinished.connect(self._typed)
        self.setCompleter(QCompleter(self))  # empty: one made from the list would complete 19 to 192
        self._line = line
        self.activated.connect(self._chosen)

    def event(self, event: QEvent) -> bool:
        typing = self.currentText() != self._text(self._shown)
        characters = _SIZE_CHARACTERS if typing else _SIZE_CHARACTERS.strip()  # no text begins with a space
        return False if is_meant_for_the_window(event, typing, characters) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentText() != self._text(self._shown):
            self.setEditText(self._text(self._shown))
        else:
            super().keyPressEvent(event)

    def show_value(self, value: int | None) -> None:
        """Show ``value`` without a signal; leaves alone what is being typed unless the value changed."""
        if value == self._shown and not (self.currentText() != self._text(value) and not self._line.hasFocus()):
            return
        self._shown = value
        with QSignalBlocker(self):
            index = self.findData(value) if value is not None else 0
            self.setCurrentIndex(index)
            self.setEditText(self._text(value))

    def _text(self, value: int | None) -> str:
        return self.tr("auto") if value is None else self.tr("{size} px").format(size=value)

    def _chosen(self, index: int) -> None:
        self._take(self.itemData(index))

    def _typed(self) -> None:
        text = self.currentText().strip().lower()
        if text in ("", self.tr("auto")):
            self._take(None)
            return
        number = parse_number(text.removesuffix("px"))
        lowest, highest = self._limits
        if number is None or number != int(number) or not lowest <= number <= highest:
            self.refused.emit(
                self.tr("“{text}” is not “auto” or a whole number from {lowest} to {highest}.").format(
                    text=text, lowest=lowest, highest=highest
                )
            )
            self.setEditText(self._text(self._shown))
            return
        self._take(int(number))

    def _take(self, value: int | None) -> None:
        changed = value != self._shown
        self._shown = value
        self.setEditText(self._text(value))
        if changed:
            self.picked.emit(value)

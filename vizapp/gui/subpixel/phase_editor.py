"""Values of a pixel typed into the table of its phases."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

from vizapp.gui.canvas.keys import ARROWS
from vizapp.gui.subpixel.phase_table import PhaseTable
from vizapp.gui.widgets.field_input import is_beyond, is_meant_for_the_window, parse_number

_CHARACTERS = "0123456789+-\N{MINUS SIGN}.,eE"
"""Those that a number may have; any other is a key of the window."""
_NARROWEST = 68
"""Pixels of the field: the cells of a large factor have no room for a number to be typed."""


class PhaseEditor(QObject):
    """Chooses a cell of the table with click and arrow keys, and lets its value be typed there.

    Return, a double click or the first character of a number begins; Return ends, Escape leaves the value as it was.
    """

    typed = Signal(int, float)
    """The landing phase of a cell, and the number that was typed there."""
    refused = Signal(str)
    """A sentence why what was typed is not taken; "" once something else is typed."""

    def __init__(self, table: PhaseTable) -> None:
        super().__init__(table)
        self._table = table
        self._enabled = False
        self.field = _Field(table)
        self.field.setObjectName("phaseValueField")
        self.field.setFrame(False)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.hide()
        self.field.returnPressed.connect(self._take)
        self.field.left.connect(self._close)
        self.field.textEdited.connect(lambda _: self.refused.emit(""))
        table.installEventFilter(self)

    def set_enabled(self, enabled: bool) -> None:
        """Let values be typed, or not."""
        if enabled == self._enabled:
            return
        self._enabled = enabled
        self._table.setFocusPolicy(Qt.FocusPolicy.StrongFocus if enabled else Qt.FocusPolicy.NoFocus)
        self._table.choose(None)
        self._close()

    def begin(self, landing: int, value: float | None = None) -> None:
        """Let the value of a cell be typed, which is ``value``; None: as the table shows it."""
        if self._enabled:
            self._table.choose(landing)
            self._begin(None, value)

    def give_up(self) -> None:
        """Leave the value as it is: what is being typed was begun for another pixel."""
        self._close()
        self.refused.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._enabled:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() == QEvent.Type.FocusIn and self._table.chosen is None:
            self._table.choose(0)
        elif event.type() == QEvent.Type.FocusOut and self.field.isHidden():
            self._table.choose(None)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        landing = self._table.landing_at(event.position()) if event.type() in presses else None
        if landing is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._table.choose(landing)
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._begin(None)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if event.key() in ARROWS and self._table.chosen is not None:
            down, right = ARROWS[Qt.Key(event.key())]
            self._table.choose_beside(down, right)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._begin(None)
            return True
        if event.text() and event.text() in _CHARACTERS:
            self._begin(event.text())
            return True
        return False

    def _begin(self, text: str | None, value: float | None = None) -> None:
        """Let the value of the chosen cell be typed, beginning with ``text``; None is the value as it is.

        That is ``value`` where the table shows an earlier one.
        """
        landing = self._table.chosen
        if landing is None or landing >= len(self._table.cells):
            return
        cell = self._table.cells[landing]
        present = cell.value if value is None else value
        if present is None:
            return
        self.refused.emit("")
        place = self._table.cell_rect(landing).toAlignedRect()
        self.field.show()  # before its height is read, which the style may hold to another one
        self.field.resize(max(place.width(), _NARROWEST), place.height())
        left = min(place.left(), max(0, self._table.width() - self.field.width()))
        self.field.move(left, place.center().y() - self.field.height() // 2)
        self.field.setAccessibleName(
            self.tr("Value in {kind} {origin}").format(kind=cell.origin.kind, origin=cell.origin.words)
        )
        self.field.setText(str(np.float32(present)) if text is None else text)
        self.field.setFocus()
        if text is None:
            self.field.selectAll()

    def _take(self) -> None:
        landing, text = self._table.chosen, self.field.text()
        number = parse_number(text)
        if number is None:
            words = (
                self.tr("{text} is too large a number.") if is_beyond(text) else self.tr("{text} is not a number.")
            )
            self.refused.emit(words.format(text=text or "\N{EN DASH}"))
            return
        self._close()
        self._table.setFocus()
        if landing is not None:
            self.typed.emit(landing, number)

    def _close(self) -> None:
        if not self.field.isHidden():
            had_focus = self.field.hasFocus()
            self.field.hide()
            self.refused.emit("")
            if had_focus:
                self._table.setFocus()


class _Field(QLineEdit):
    """A field that Escape and the loss of the focus leave without effect; no key of its goes on to the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        if is_meant_for_the_window(event, typing=True, characters=_CHARACTERS):
            return False
        left = event.type() == QEvent.Type.FocusOut
        done = super().event(event)
        if left:
            self.left.emit()
        return done

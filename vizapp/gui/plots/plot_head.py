"""The line over a plot: its title, the present value large, and what belongs beside it as far as there is room."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from vizapp.gui.plots.explanation_card import BUTTON_SIDE, ExplainButton
from vizapp.gui.text_size import sized
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, set_role, tabular, title_label

HEAD_HEIGHT = 20
_GAP = 2 * SPACING
_UNIT = re.compile(r" [^\d]+$")
"""What follows a number."""
_LEGIBLE = 72
"""Pixels from which a part of a title says what it is."""
_LEAST_TITLE, _LEAST_NOTE = 116, 64
"""Pixels below which a title gives no more room away, and a note is not begun."""


class PlotHead(QWidget):
    """Title and a muted note about the scale on the left; a note about the value, the value, and others beside it.

    Where there is too little room for all, what stands beside the value goes before the title is cut to nothing, and
    the note, which is in the tool tip too, before the title is cut at all. A value gives up its unit, which is in its
    tool tip, where the title is then whole, and before it is cut to a few letters.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is that of the plot."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title = title_label("", self)
        self.explain = ExplainButton(f"{name}Explain", self)
        self.scale_note = muted_label("", self)
        self.note = muted_label("", self)
        self.value = QLabel(self)
        self.value.setObjectName(f"{name}Value")
        self.value.setProperty("role", "value")
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.beside = muted_label("", self)
        self.beside.setObjectName(f"{name}Beside")
        for label in (self.scale_note, self.note):
            label.setFont(tabular(label.font(), 0.85))
        self.beside.setFont(tabular(self.beside.font()))
        self.value.setFont(tabular(self.value.font(), 1.25, bold=True))
        self._title = self._value = self._whole = self._note = ""

    def set_title(self, title: str, explanation: str = "", card: str = "") -> None:
        """Name what is plotted; a button beside the name shows the ``explanation``, if there is one, and leads to the
        ``card`` of that name."""
        self._title = title.upper()
        self.explain.set_explanation(title, explanation, card)
        self._arrange()

    def set_scale_note(self, text: str, tooltip: str) -> None:
        """Say something about the scale; "" for nothing."""
        if text != self.scale_note.text():
            self.scale_note.setText(text)
            self.scale_note.setToolTip(plain_tooltip(tooltip))
            self._arrange()

    def show_value(self, text: str, beside: str = "", note: str = "", *, live: bool = True) -> None:
        """Show the value.

        Args:
            text: the value.
            beside: other values, which stand after it.
            note: what has to be said of them; whole in the tool tip.
            live: whether they are of the picture on show; otherwise they are greyed.
        """
        role = "value" if live else "muted"
        if (text, beside, note, role) == (
            self._value,
            self.beside.text(),
            self._note,
            self.value.property("role"),
        ):
            return
        set_role(self.value, role)
        set_role(self.beside, role)
        self._value = text
        self.beside.setText(beside)
        self._note = note
        self._whole = whole = " ".join(filter(None, (text, beside)))
        for label in (self.value, self.beside, self.note):
            label.setToolTip(plain_tooltip("\n".join((whole, note)) if note else ""))
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(240, sized(HEAD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, sized(HEAD_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._arrange()

    def _arrange(self) -> None:
        """Share out the width: the value, what is beside it, the title, the note, the note about the scale."""
        title = _width(self.title, self._title)
        mark = BUTTON_SIDE + _GAP // 2 if self.explain.explanation else 0
        room = self.width() - _width(self.value, self._value) - mark
        if room - _GAP < title:
            bare = self.width() - _width(self.value, _UNIT.sub("", self._value)) - mark
            if bare - _GAP >= title or room - _GAP < min(title, _LEGIBLE):
                room = bare
                self.value.setToolTip(self.value.toolTip() or plain_tooltip(self._whole))
            else:
                self.value.setText(self._value)
        beside = _width(self.beside)
        has_beside = 0 < beside + _GAP <= room - min(title, _LEAST_TITLE) if beside else False
        if has_beside:
            room -= beside + _GAP
        room -= _GAP
        title = min(title, max(0, room))
        room -= title + _GAP
        note = min(_width(self.note, self._note), room)
        has_note = bool(self._note) and note >= min(_LEAST_NOTE, _width(self.note, self._note))
        if has_note:
            room -= note + _GAP
        scale = _width(self.scale_note)
        has_scale = 0 < scale <= room
        _cut(self.title, self._title, title)
        _cut(self.note, self._note, note)
        for label, shown in ((self.beside, has_beside), (self.note, has_note), (self.scale_note, has_scale)):
            label.setVisible(shown)
        self.title.setGeometry(0, 0, title, self.height())
        self.explain.move(title + _GAP // 2, (self.height() - BUTTON_SIDE) // 2)
        self.scale_note.setGeometry(title + mark + _GAP, 0, scale, self.height())
        right = self.width()
        for label, width in (
            (self.beside, beside if has_beside else 0),
            (self.value, _width(self.value)),
            (self.note, note if has_note else 0),
        ):
            label.setGeometry(right - width, 0, width, self.height())
            right -= width + _GAP if width else 0


def _width(label: QLabel, text: str | None = None) -> int:
    """Return the width that a label needs for its text, or for another."""
    label.ensurePolished()
    if text is not None and text != label.text():
        label.setText(text)
    return label.sizeHint().width() if label.text() else 0


def _cut(label: QLabel, text: str, width: int) -> None:
    """Let a label show ``text``, and of it only the beginning where there are not enough pixels."""
    room = width
    if _width(label, text) > width:
        # The style spaces the letters, which the font's own measure may not know.
        while room > 0 and _width(label) > width:
            room -= 4
            label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))

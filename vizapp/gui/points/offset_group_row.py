"""The choice of the offset group whose points are listed and drawn."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label
from vizapp.gui.widgets.segmented import Segmented

MOST_SEGMENTS = 4
"""Choices that stand side by side; more are a number."""


class OffsetGroupRow(QWidget):
    """A row of numbers, and the channels that the chosen group reads."""

    def __init__(self, session: Gestures, parent: QWidget | None = None, name: str = "offsetGroup") -> None:
        """``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(f"{name}Row")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        tip = self.tr("The offset group whose points are listed and drawn; each reads its own block of channels.")
        self.channels = muted_label(parent=self)
        self.channels.setObjectName(f"{name}Channels")
        self.choice: Segmented[int] = Segmented(f"{name}Choice", [], self)
        self.number = IntegerField(name, 0, 0, self, takes_nearest=True)
        keep_width(self.number, 64)
        label = muted_label(self.tr("Offset group"), self)
        for widget in (self.choice, self.number, label):
            widget.setToolTip(plain_tooltip(tip))
            widget.setAccessibleName(self.tr("Offset group"))
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addWidget(self.number)
        layout.addStretch(1)
        layout.addWidget(self.channels)
        self.choice.chosen.connect(session.select_group)
        self.number.valueChanged.connect(session.select_group)
        self._groups = 0

    def show_group(self, group: int, groups: int, channels: range) -> None:
        """Show which of ``groups`` is chosen, and which ``channels`` it reads; nothing where there is one."""
        self.setVisible(groups > 1)
        few = groups <= MOST_SEGMENTS
        if groups != self._groups:
            self._groups = groups
            tip = self.tr("List and draw the points of offset group {group}.")
            options = [(each, str(each), tip.format(group=each)) for each in range(groups)] if few else []
            self.choice.set_options(options)
            self.number.setRange(0, groups - 1)
            self.choice.setVisible(few)
            self.number.setVisible(not few)
        self.choice.show_value(group)
        self.number.show_value(group)
        text = self.tr("channel {first}") if len(channels) == 1 else self.tr("channels {first} … {last}")
        self.channels.setText(text.format(first=channels.start, last=channels.stop - 1))

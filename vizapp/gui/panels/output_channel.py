"""The choice of the output channel that the right canvas shows and the inspector works out, for both labs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ShyLabel


class OutputChannelChoice(QWidget):
    """ "Output", and a list of the channels; first comes what several of them are shown as, such as colour."""

    def __init__(self, session: Gestures, object_name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offered: tuple[str, ...] = ()
        self.field = ChoiceField(object_name, self)
        self.field.setAccessibleName(self.tr("Output channel"))
        keep_width(self.field, 114)
        self.field.activated.connect(lambda row: session.show_output_channel(self.field.itemData(row)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(ShyLabel(self.tr("Output"), self))
        layout.addWidget(self.field)
        self.setToolTip(plain_tooltip(tip))

    def show_channels(self, names: tuple[str, ...], together: str | None, chosen: int | None) -> None:
        """Offer channels by their ``names``, and show which is ``chosen``; None is what several are shown as.

        That, called ``together``, comes first where it can be.
        """
        offered = names if together is None else (together, *names)
        with QSignalBlocker(self.field):
            if self._offered != offered:
                self._offered = offered
                self.field.clear()
                for row, name in enumerate(offered):
                    channel = row if together is None else row - 1
                    self.field.addItem(name, None if channel < 0 else channel)
            row = 0 if chosen is None else self.field.findData(chosen)
            if row != self.field.currentIndex():
                self.field.setCurrentIndex(row)
        self.setVisible(len(offered) > 1)


def colour_name() -> str:
    """Return what the first three channels are called where they are shown as red, green and blue."""
    return QCoreApplication.translate("OutputChannelChoice", "colour 0–2")


def channel_numbers(count: int) -> tuple[str, ...]:
    """Return the names of ``count`` channels that have none of their own."""
    return tuple(map(str, range(count)))

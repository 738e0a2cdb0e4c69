"""The row with the channels of a unit: the one that is computed, and the one whose numbers are listed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.panels.output_channel import OutputChannelChoice
from vizapp.gui.points.offset_group_row import MOST_SEGMENTS
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ShyLabel
from vizapp.gui.widgets.segmented import Segmented

translate = QCoreApplication.translate


class UnitChannels(QWidget):
    """Few input channels are buttons with their names; of many the number is typed."""

    def __init__(self, session: Gestures, choose_input: Callable[[int], None], parent: QWidget | None = None) -> None:
        """``choose_input`` is called with the input channel that the person wants to be listed."""
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        output_tip = translate(
            "UnitPage",
            "The output channel whose value is computed here; each has a kernel of its own. Where the picture shows "
            "several, it is the first of them.",
        )
        input_tip = translate(
            "UnitPage", "The input channel whose values, weights and products are listed; the sum counts all."
        )
        self.output_channel = OutputChannelChoice(session, "outputChannel", output_tip, self)
        self.input_choice: Segmented[int] = Segmented("inputChannelChoice", [], self)
        self.input_number = IntegerField("inputChannel", 0, 0, self, takes_nearest=True)
        keep_width(self.input_number, 64)
        self.input_label = ShyLabel(translate("UnitPage", "Input"), self)
        for widget in (self.input_choice, self.input_number, self.input_label):
            widget.setToolTip(plain_tooltip(input_tip))
            widget.setAccessibleName(translate("UnitPage", "Input channel"))
        layout.addWidget(self.output_channel)
        layout.addStretch(1)
        layout.addWidget(self.input_label)
        layout.addWidget(self.input_choice)
        layout.addWidget(self.input_number)
        self.input_choice.chosen.connect(choose_input)
        self.input_number.valueChanged.connect(choose_input)
        self._names: tuple[str, ...] = ()

    def show_outputs(self, names: tuple[str, ...], together: str | None, chosen: int | None) -> None:
        """Offer the output channels, as :meth:`OutputChannelChoice.show_channels` does."""
        self.output_channel.show_channels(names, together, chosen)

    def show_inputs(self, names: tuple[str, ...], channel: int) -> None:
        """Offer the input channels by their ``names``, and show which one is listed."""
        few = len(names) <= MOST_SEGMENTS
        if names != self._names:
            self._names = names
            tip = translate("UnitPage", "List the values and weights of input channel {name}.")
            self.input_choice.set_options(
                [(index, name.split()[-1], tip.format(name=name)) for index, name in enumerate(names)] if few else []
            )
            self.input_number.setRange(0, len(names) - 1)
            self.input_label.setVisible(len(names) > 1)
            self.input_choice.setVisible(few and len(names) > 1)
            self.input_number.setVisible(not few)
        self.input_choice.show_value(channel)
        self.input_number.show_value(channel)

"""The choice of the layer whose points are listed, drawn and dragged."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label
from vizapp.gui.widgets.segmented import Segmented


class LayerRow(QWidget):
    """A row of numbers, where several layers are stacked."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layerRow")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        tip = self.tr("The layer whose points are listed, drawn and dragged; the first one reads the picture.")
        self.choice: Segmented[int] = Segmented("layerChoice", [], self)
        label = muted_label(self.tr("Layer"), self)
        for widget in (self.choice, label):
            widget.setToolTip(plain_tooltip(tip))
            widget.setAccessibleName(self.tr("Layer"))
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addStretch(1)
        self.choice.chosen.connect(session.select_layer)
        self._layers = 0

    def show_layer(self, below: int, layers: int) -> None:
        """Show which of ``layers`` is chosen: the one so many ``below`` the last; nothing where there is one."""
        self.setVisible(layers > 1)
        if layers != self._layers:
            self._layers = layers
            tip = self.tr("List and draw the points of layer {layer}.")
            numbers = range(1, layers + 1)
            # The value is how many layers below the last it is.
            self.choice.set_options([(layers - each, str(each), tip.format(layer=each)) for each in numbers])
        self.choice.show_value(below)

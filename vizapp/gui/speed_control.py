"""The slider for the speed limit of training, from one step per second to unlimited."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip

SPEEDS: tuple[float | None, ...] = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, None)
"""Steps per second at each position of the slider; None is unlimited."""


class SpeedControl(QWidget):
    """Shows and changes ``Transport.limit``."""

    chosen = Signal(object)
    """Emitted with steps per second, or None, when the user moves the slider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speedControl")
        self._title = QLabel(self.tr("Speed"), self)
        self._title.setProperty("role", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("speedSlider")
        self.slider.setAccessibleName(self.tr("Speed"))
        self.slider.setRange(0, len(SPEEDS) - 1)
        self.slider.setPageStep(3)
        self.slider.setFixedWidth(112)
        self.value_label = QLabel(self)
        self.value_label.setObjectName("speedValue")
        self._title.setBuddy(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        for widget in (self._title, self.slider, self.value_label):
            row.addWidget(widget)
        self._keep_room()
        self.slider.valueChanged.connect(self._moved)
        self.show_limit(30.0)

    def show_limit(self, limit: float | None) -> None:
        """Show a speed limit at the nearest position of the slider, without emitting."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(_place_of(limit))
        self._say(limit)

    def set_compact(self, compact: bool, tight: bool = False) -> None:
        """Hide the title if ``compact``, and also the value if ``tight``."""
        self._title.setVisible(not compact)
        self.value_label.setVisible(not tight)
        self.slider.setFixedWidth(52 if tight else 80 if compact else 112)
        self.updateGeometry()  # at once, not when the event loop next runs

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_room()

    def _keep_room(self) -> None:
        """Be as wide as the longest text, so that the layout is stable while the value changes."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        self.value_label.setFixedWidth(
            max(metrics.horizontalAdvance(self._words(speed)) for speed in SPEEDS) + SPACING
        )

    def _moved(self, place: int) -> None:
        self._say(SPEEDS[place])
        self.chosen.emit(SPEEDS[place])

    def _say(self, speed: float | None) -> None:
        words = self._words(speed)
        self.value_label.setText(words)
        self.slider.setAccessibleDescription(words)
        self.slider.setToolTip(
            plain_tooltip(
                self.tr(
                    "{speed}: how many training steps are done a second; at the right end, as many as possible"
                ).format(speed=words)
            )
        )

    def _words(self, speed: float | None) -> str:
        if speed is None:
            return self.tr("full speed")
        return self.tr("{speed} steps/s").format(speed=f"{speed:g}")


def _place_of(limit: float | None) -> int:
    if limit is None:
        return len(SPEEDS) - 1
    return min(range(len(SPEEDS) - 1), key=lambda place: abs((SPEEDS[place] or 0) - limit))

"""The middle of the window: the two canvases, and above them what is told."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.gui.banner import BannerBar
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.shown import Shown
from vizapp.gui.work_bars import NetworkBar, ReadingBar, SavingBar
from vizapp.session.state import State
from vizapp.sources.client import ReaderTrouble


class Centre(QWidget):
    """Stacks the bars that tell something above the canvases, which take the remaining height.

    Attributes:
        banner: says what has happened, and what can be done about it.
        reading_bar: says that a file is being read.
        saving_bar: says how far a file is that is being saved.
        network_bar: says how far a network is that is being computed.
        canvases: the two canvases.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # The order of construction is the Tab order.
        self.banner = BannerBar(self)
        self.reading_bar = ReadingBar(self)
        self.saving_bar = SavingBar(self)
        self.network_bar = NetworkBar(self)
        self.canvases = CanvasPair(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self.banner, self.reading_bar, self.saving_bar, self.network_bar, self.canvases):
            self._column.addWidget(widget)
        self._column.setStretchFactor(self.canvases, 1)
        self._shown: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.banner, self.banner.show_banner),
            Shown(_reading, lambda reading: self.reading_bar.show_reading(*reading)),
            Shown(lambda state: state.saving, self.saving_bar.show_saving),
            Shown(_network_work, lambda work: self.network_bar.show_network(*work)),
        )

    def show_state(self, state: State) -> None:
        """Show what ``state`` tells."""
        for shown in self._shown:
            shown.follow(state)

    def put_on_top(self, widget: QWidget) -> None:
        """Stack ``widget`` above everything else."""
        self._column.insertWidget(0, widget)


def _reading(state: State) -> tuple[str | None, ReaderTrouble]:
    """Return the name of the file that is being read, or None, and what is wrong with its reader."""
    return state.reading, state.reader_trouble


def _network_work(state: State) -> tuple[str, tuple[int, int] | None]:
    """Return the name of a network that was opened and is looked into, or "", and how far one is, or None."""
    offer = state.network_offer
    return "" if offer is None else offer.loaded.name, state.network_run

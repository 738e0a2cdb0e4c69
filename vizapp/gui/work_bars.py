"""The bars above the pictures that say how far a file is that is being read or saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from vizapp.gui.theme import SPACING
from vizapp.session.engine_state import Saving
from vizapp.sources.client import ReaderTrouble

_DELAY_MS = 250
"""Nothing is shown of what is done faster than this, because a brief flash would distract."""


class WorkBar(QFrame):
    """A sentence, a bar below it, and a button to cancel; shown after a delay."""

    cancelled = Signal()

    def __init__(self, work: str, parent: QWidget | None = None) -> None:
        """``work``, in English and capitalised, is a part of the object names."""
        super().__init__(parent)
        self.setObjectName(f"{work.lower()}Bar")
        self.setProperty("role", "banner")
        self.sentence = QLabel(self)
        self.sentence.setObjectName(f"{work.lower()}Text")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName(f"cancel{work}")
        self.progress = QProgressBar(self)
        self.progress.setObjectName(f"{work.lower()}Progress")
        self.progress.setTextVisible(False)
        line = QHBoxLayout()
        line.setContentsMargins(3 * SPACING, SPACING, 3 * SPACING, SPACING)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.progress)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self.show)
        self.cancel.clicked.connect(self.cancelled)
        self.hide()

    def show_share(self, done: int, total: int) -> int:
        """Show how much is done, or that it is not known while ``total`` is 0; return the percentage.

        In thousandths: the numbers themselves may be larger than Qt's.
        """
        self.progress.setRange(0, 1000 if total else 0)
        self.progress.setValue(1000 * done // total if total else 0)
        return 100 * done // total if total else 0

    def show_soon(self) -> None:
        """Show the bar after a delay, unless it is there."""
        if not self.isVisible():
            self._delay.start()

    def put_away(self) -> None:
        """Hide the bar, or show it no more."""
        self._delay.stop()
        self.hide()


class ReadingBar(WorkBar):
    """Shows that a file is being read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Reading", parent)
        self.cancel.setAccessibleName(self.tr("Cancel the reading of the file"))
        self.cancel.setToolTip(self.tr("Keep the present picture and stop reading"))
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Reading a file"))

    def show_reading(self, name: str | None, trouble: ReaderTrouble = "") -> None:
        """Show after a delay that ``name`` is being read, and what is wrong with its reader; None hides the bar."""
        if name is None:
            self.put_away()
            return
        words = {
            "": self.tr("Reading {name}…"),
            "again": self.tr("The reader did not answer; another one reads {name} again…"),
            "silent": self.tr("The reader does not answer; the drive of {name} may be slow, or gone"),
        }
        self.sentence.setText(words[trouble].format(name=name))
        self.show_soon()


class NetworkBar(WorkBar):
    """Shows that a network is looked at that was opened, and how far one is that is being computed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Network", parent)
        self.progress.setAccessibleName(self.tr("Share of the network's layers that is computed"))
        # Pressed once is enough; the engine finishes the layer that it is at.
        self.cancelled.connect(lambda: self.cancel.setEnabled(False))

    def show_network(self, opened: str, run: tuple[int, int] | None) -> None:
        """Show after a delay the name of a network that was ``opened``, or how many layers of how many are computed.

        "" and None hide the bar.
        """
        if run is None and not opened:
            self.cancel.setEnabled(True)
            self.put_away()
            return
        done, total = run or (0, 0)
        percent = self.show_share(done, total)
        computing = self.tr("Computing the network: {percent} %").format(percent=percent)
        self.sentence.setText(computing if run else self.tr("Looking into {name}…").format(name=opened))
        if run:
            self.cancel.setAccessibleName(self.tr("Cancel the computation of the network"))
            self.cancel.setToolTip(self.tr("Stop, and show nothing of the network"))
        else:
            self.cancel.setAccessibleName(self.tr("Cancel the opening of the network"))
            self.cancel.setToolTip(self.tr("Keep what is there, and do not open the network"))
        self.show_soon()


class SavingBar(WorkBar):
    """Shows how far a file is that is being saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Saving", parent)
        self.cancel.setAccessibleName(self.tr("Cancel the saving of the file"))
        self.cancel.setToolTip(self.tr("Stop, and leave no file"))
        self.progress.setAccessibleName(self.tr("Share of the file that is done"))
        self._seq: int | None = None
        # Pressed once is enough; the engine finishes the part that it is at.
        self.cancelled.connect(lambda: self.cancel.setEnabled(False))

    def show_saving(self, saving: Saving | None) -> None:
        """Show after a delay how far ``saving`` is; None hides the bar."""
        if saving is None:
            self._seq = None
            self.put_away()
            return
        if saving.seq != self._seq:
            self._seq = saving.seq
            self.cancel.setEnabled(True)
            self.show_soon()
        percent = self.show_share(saving.done, saving.total)
        words = self.tr("Enlarging to {name}: {percent} %")
        if saving.what == "experiment":
            words = self.tr("Saving the experiment to {name}: {percent} %")
        elif saving.what == "offsets":
            words = self.tr("Exporting offsets to {name}: {percent} %")
        self.sentence.setText(words.format(name=saving.name, percent=percent))

"""The bar above the pictures that says how far an enlarged picture is that is being saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from vizapp.gui.theme import SPACING
from vizapp.session.state import Saving

_DELAY_MS = 250
"""No progress is shown of a picture that is saved faster than this, because a brief flash would distract."""


class SavingBar(QFrame):
    """Shows how far a picture is, with a button to cancel."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("savingBar")
        self.setProperty("role", "banner")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("savingText")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName("cancelSaving")
        self.cancel.setAccessibleName(self.tr("Cancel the saving of the enlarged picture"))
        self.cancel.setToolTip(self.tr("Stop, and leave no file"))
        self.progress = QProgressBar(self)
        self.progress.setObjectName("savingProgress")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Share of the enlarged picture that is done"))
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
        self._seq: int | None = None
        self.cancel.clicked.connect(self._cancel)
        self.hide()

    def show_saving(self, saving: Saving | None) -> None:
        """Show after a delay how far ``saving`` is; None hides the bar."""
        if saving is None:
            self._delay.stop()
            self._seq = None
            self.hide()
            return
        if saving.seq != self._seq:
            self._seq = saving.seq
            self.cancel.setEnabled(True)
            self._delay.start()
        percent = 100 * saving.done // saving.total if saving.total else 0
        self.sentence.setText(self.tr("Enlarging to {name}: {percent} %").format(name=saving.name, percent=percent))
        self.progress.setRange(0, saving.total)
        self.progress.setValue(saving.done)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)  # pressed once is enough; the engine finishes the tile that it is at
        self.cancelled.emit()

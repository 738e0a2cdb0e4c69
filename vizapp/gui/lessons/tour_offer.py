"""The offer of the short tour, above the pictures at the first start."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from vizapp.gui.settings import Settings
from vizapp.gui.theme import SPACING


class TourOffer(QFrame):
    """Asks whether the person wants to be shown what the program is about; takes no focus, blocks nothing."""

    accepted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tourOffer")
        self.setProperty("role", "banner")
        self._settings = settings
        settings.keep_tour(answered=False)
        self.sentence = QLabel(self)
        self.sentence.setObjectName("tourOfferText")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.yes = QPushButton(self)
        self.yes.setObjectName("tourOfferYes")
        self.yes.setProperty("role", "primary")
        self.no = QPushButton(self)
        self.no.setObjectName("tourOfferNo")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACING, SPACING, 3 * SPACING, SPACING)
        row.setSpacing(2 * SPACING)
        row.addWidget(self.sentence, 1)
        for button in (self.yes, self.no):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.yes.clicked.connect(lambda: self._answer(accepted=True))
        self.no.clicked.connect(lambda: self._answer(accepted=False))
        self._name_parts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_parts()

    def _name_parts(self) -> None:
        self.sentence.setText(
            self.tr("New here? See the two convolutions at work, step by step. You find this under Lessons, too.")
        )
        self.setAccessibleName(self.sentence.text())
        self.yes.setText(self.tr("Show me in two minutes"))
        self.no.setText(self.tr("No, thanks"))

    def _answer(self, *, accepted: bool) -> None:
        self._settings.keep_tour(answered=True)
        self.hide()
        if accepted:
            self.accepted.emit()

"""A card as a widget: title, drawing, text, formula, claim, and buttons that lead to other cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vizapp.cards.card import Card
from vizapp.cards.shelf import cards, claims
from vizapp.gui.cards.drawing import Drawing
from vizapp.gui.theme import SPACING

TEXT_WIDTH = 380
_LINKS_IN_A_ROW = 2


class CardView(QWidget):
    """Shows one card at a time."""

    link_chosen = Signal(str)
    """Another card is wanted: its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardView")
        self._name = ""
        self.title = self._label("cardTitle", "title")
        self.drawing = Drawing(self)
        self.text = self._label("cardText", "")
        self.formula = self._label("cardFormula", "badge")
        self.claim = self._label("cardClaim", "muted")
        self.links: list[QPushButton] = []
        self._links = QVBoxLayout()
        self._links.setSpacing(SPACING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACING)
        for widget in (self.title, self.drawing, self.text, self.formula, self.claim):
            column.addWidget(widget)
        column.setAlignment(self.drawing, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._links)
        column.addStretch(1)

    @property
    def name(self) -> str:
        """The name of the card that is shown; "" before one is."""
        return self._name

    def show_card(self, card: Card) -> None:
        """Show a card in the present language."""
        self._name = card.name
        self.title.setText(str(card.title))
        self.drawing.show_drawing(card.drawing, self.tr("Drawing: {title}").format(title=card.title))
        self.text.setText(str(card.text))
        self.formula.setText(str(card.formula))
        self.formula.setAccessibleName(self.tr("Formula: {formula}").format(formula=card.formula))
        claim = self.tr("Claim {number} of the chapter: {text}")
        self.claim.setText(claim.format(number=card.claim, text=claims()[card.claim - 1]))
        self._show_links(card)

    def _show_links(self, card: Card) -> None:
        for button in self.links:
            button.hide()
            button.deleteLater()
        while (item := self._links.takeAt(0)) is not None:
            if (row := item.layout()) is not None:
                row.deleteLater()
        self.links = [self._link(name) for name in card.see_also]
        for first in range(0, len(self.links), _LINKS_IN_A_ROW):
            row = QHBoxLayout()
            row.setSpacing(SPACING)
            for button in self.links[first : first + _LINKS_IN_A_ROW]:
                row.addWidget(button)
            row.addStretch(1)
            self._links.addLayout(row)

    def _link(self, name: str) -> QPushButton:
        button = QPushButton(str(cards()[name].title), self)
        button.setObjectName(f"seeAlso-{name}")
        button.setAccessibleName(self.tr("See also: {title}").format(title=cards()[name].title))
        button.setProperty("role", "flat")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.link_chosen.emit(name))
        return button

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFixedWidth(TEXT_WIDTH)
        if role:
            label.setProperty("role", role)
        return label

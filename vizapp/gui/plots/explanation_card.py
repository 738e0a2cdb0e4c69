"""A button that says what a measure is: a click opens a card with its definition, another click closes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from vizapp.gui.cards.card_desk import desk_of
from vizapp.gui.text_size import keep_sheet, keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import title_label

BUTTON_SIDE = 18
_TEXT_WIDTH = 340


class ExplainButton(QToolButton):
    """Shows "?"; hidden while there is nothing to explain."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText("?")
        self.setProperty("role", "flat")
        keep_sheet(self, "padding: 0; min-width: 0; min-height: 0; font-size: 11px;")
        self.setFixedSize(QSize(BUTTON_SIDE, BUTTON_SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = self._explanation = self._card = ""
        self.clicked.connect(self._open)
        self.hide()

    @property
    def explanation(self) -> str:
        return self._explanation

    def set_explanation(self, title: str, explanation: str, card: str = "") -> None:
        """Explain ``title``; "" hides the button. ``card`` is the name of the card that the explanation leads to."""
        self._title, self._explanation, self._card = title, explanation, card
        words = self.tr("What {title} is").format(title=title)
        self.setToolTip(plain_tooltip(words))
        self.setAccessibleName(words)
        self.setVisible(bool(explanation or card))

    def _open(self) -> None:
        desk = desk_of(self) if self._card else None
        if desk is not None and not self._explanation:
            desk.show_card(self._card, self._place())
            return
        card = ExplanationCard(self._title, self._explanation, self)
        if desk is not None:
            card.offer_more(partial(desk.show_card, self._card, self._place()))
        card.adjustSize()
        place = self.mapToGlobal(QPoint(0, -card.height() - SPACING))
        room = self.screen().availableGeometry()
        if place.y() < room.top():
            place = self.mapToGlobal(QPoint(0, self.height() + SPACING))
        place.setX(max(room.left(), min(place.x(), room.right() - card.width())))
        card.move(place)
        card.show()

    def _place(self) -> QRect:
        return QRect(self.mapToGlobal(QPoint()), self.size())


class ExplanationCard(QFrame):
    """A title and a paragraph over the window; gone with Escape or a click anywhere."""

    def __init__(self, title: str, explanation: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("explanationCard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 3 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(title_label(title, self))
        self.text = QLabel(explanation, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        keep_width(self.text, _TEXT_WIDTH)
        column.addWidget(self.text)

    def offer_more(self, more: Callable[[], None]) -> None:
        """Add a button that closes this and does ``more``."""
        button = QPushButton(self.tr("Card with formula and drawing"), self)
        button.setObjectName("explanationMore")
        button.setAutoDefault(False)

        def go() -> None:
            self.close()
            more()

        button.clicked.connect(go)
        column = self.layout()
        assert column is not None
        column.addWidget(button)
        button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

"""The window with all cards: a list with a search, the chosen card, and on a second page keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from vizapp.cards.shelf import cards, found
from vizapp.gui.actions import Actions
from vizapp.gui.cards.card_view import TEXT_WIDTH, CardView
from vizapp.gui.help_dialogs import KeysPage
from vizapp.gui.theme import SPACING

_SIZE = 760, 640
_LIST_WIDTH = 250
_FRAME = 64
_NAME = Qt.ItemDataRole.UserRole


class CardsWindow(QDialog):
    """Stays open beside the main window; another card or page can be asked for."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardsWindow")
        self.setWindowTitle(self.tr("Cards and keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setObjectName("cardSearch")
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the cards"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("cardList")
        self.list.setAccessibleName(self.tr("Cards"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.view = CardView(self)
        self.pages = QTabWidget(self)
        self.pages.setObjectName("cardPages")
        self.pages.setAccessibleName(self.windowTitle())
        self.pages.addTab(self._cards_page(), self.tr("Cards"))
        self.pages.addTab(KeysPage(actions, self), self.tr("Keys and mouse"))
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        self.search.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(self._follow_list)
        self.view.link_chosen.connect(self.show_card)
        self._fill("")
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _FRAME))
        self.search.setFocus()

    def show_card(self, name: str) -> None:
        """Show the card ``name``; "" is the first one."""
        self.pages.setCurrentIndex(0)
        if name and self._row_of(name) is None:
            self.search.clear()
        self.list.setCurrentRow(self._row_of(name) or 0)

    def show_keys(self) -> None:
        """Show the page with keys and mouse."""
        self.pages.setCurrentIndex(1)

    def _cards_page(self) -> QWidget:
        page = QWidget(self)
        left = QVBoxLayout()
        left.setSpacing(2 * SPACING)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        scroller = QScrollArea(page)
        scroller.setObjectName("cardScroller")
        scroller.setAccessibleName(self.tr("Card"))
        scroller.setWidgetResizable(True)
        scroller.setMinimumWidth(TEXT_WIDTH + 8 * SPACING)
        holder = QWidget(scroller)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(4 * SPACING, 2 * SPACING, 4 * SPACING, 2 * SPACING)
        inside.addWidget(self.view)
        scroller.setWidget(holder)
        row = QHBoxLayout(page)
        row.addLayout(left)
        row.addWidget(scroller, 1)
        return page

    def _fill(self, words: str) -> None:
        """List the cards that have the words, and keep the one that is shown while it is among them."""
        shown = self.view.name
        self.list.clear()
        for card in found(words):
            item = QListWidgetItem(f"{card.claim} · {card.title}")
            item.setData(_NAME, card.name)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(self._row_of(shown) or 0)

    def _row_of(self, name: str) -> int | None:
        return next((row for row in range(self.list.count()) if self.list.item(row).data(_NAME) == name), None)

    def _follow_list(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.view.show_card(cards()[item.data(_NAME)])

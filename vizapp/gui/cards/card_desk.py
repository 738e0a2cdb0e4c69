"""Opens cards: one beside a word, or the window with all of them, and finds what opens them for any widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from vizapp.gui.actions import Actions

if TYPE_CHECKING:  # at run time only when a card is opened: until the window is shown, every module counts
    from vizapp.gui.cards.card_popup import CardPopup
    from vizapp.gui.cards.cards_window import CardsWindow


class CardDesk(QObject):
    """Opens the cards of one window."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self.setObjectName("cardDesk")
        self._window = window
        self._actions = actions
        self._all: CardsWindow | None = None
        self._popup: CardPopup | None = None

    @property
    def popup(self) -> CardPopup | None:
        """The card that is open beside a word, or None."""
        return self._popup if self._popup is not None and isValid(self._popup) else None

    @property
    def all(self) -> CardsWindow | None:
        """The window with all cards, while it is open."""
        return self._all if self._all is not None and isValid(self._all) else None

    def show_card(self, name: str, beside: QRect) -> None:
        """Show a card beside a place on the screen."""
        from vizapp.gui.cards.card_popup import CardPopup

        self._popup = CardPopup(name, beside, self._window)
        self._popup.all_wanted.connect(self.show_all)
        self._popup.show()

    def show_all(self, name: str = "") -> None:
        """Open the window with all cards at the card ``name``; "" is the one that was shown, or the first."""
        window = self._opened()
        if name or not window.view.name:
            window.show_card(name)
        else:
            window.pages.setCurrentIndex(0)

    def show_keys(self) -> None:
        """Open that window at the keys."""
        self._opened().show_keys()

    def _opened(self) -> CardsWindow:
        from vizapp.gui.cards.cards_window import CardsWindow

        window = self.all
        if window is None:
            window = self._all = CardsWindow(self._actions, self._window)
        window.show()
        window.raise_()
        window.activateWindow()
        return window


def desk_of(widget: QWidget) -> CardDesk | None:
    """Return what opens cards for a widget: that of the window to which it belongs, also in a dock that floats."""
    parent: QObject | None = widget
    while parent is not None:
        found = next((child for child in parent.children() if isinstance(child, CardDesk)), None)
        if found is not None:
            return found
        parent = parent.parent()
    return None

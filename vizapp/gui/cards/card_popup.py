"""A card beside a word: gone with Escape or with a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from vizapp.cards.shelf import cards
from vizapp.gui.cards.card_view import CardView
from vizapp.gui.theme import SPACING


class CardPopup(QFrame):
    """Shows a card, and in its place those that it leads to; Tab goes from link to link."""

    all_wanted = Signal(str)
    """All cards are wanted, with this one chosen."""

    def __init__(self, name: str, beside: QRect, parent: QWidget) -> None:
        """``beside`` is the place of the word on the screen."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("cardPopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._beside = beside
        self.view = CardView(self)
        self.view.link_chosen.connect(self._show)
        self.all = QPushButton(self.tr("All cards"), self)
        self.all.setObjectName("allCards")
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self._want_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, 3 * SPACING, 4 * SPACING, 3 * SPACING)
        column.setSpacing(2 * SPACING)
        column.addWidget(self.view)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignRight)
        self._show(name)

    def _show(self, name: str) -> None:
        card = cards()[name]
        self.view.show_card(card)
        self.setAccessibleName(str(card.title))
        self.setAccessibleDescription(str(card.text))
        first, *others = (*self.view.links, self.all)
        before: QWidget = first
        for button in others:
            QWidget.setTabOrder(before, button)
            before = button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.sizeHint().width(), self._height())
        self.move(self._place())

    def _height(self) -> int:
        layout = self.layout()
        assert layout is not None
        width = self.sizeHint().width()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()

    def _place(self) -> QPoint:
        """Return where it stands: above the word, or below it where there is more room."""
        screen = QGuiApplication.screenAt(self._beside.center()) or self.screen()
        room = screen.availableGeometry()
        y = self._beside.top() - self.height() - SPACING
        if y < room.top():
            y = self._beside.bottom() + SPACING
        y = min(y, room.bottom() + 1 - self.height())
        x = min(self._beside.left(), room.right() + 1 - self.width())
        return QPoint(max(room.left(), x), max(room.top(), y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.move(self._place())

    def _want_all(self) -> None:
        name = self.view.name
        self.close()
        self.all_wanted.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

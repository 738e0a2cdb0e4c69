"""A caption below a canvas: a sentence about what is seen, with marked words that lead to a card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vizapp.gui.canvas.caption_layout import Word, breakable, lay_out, line_height, unbroken
from vizapp.gui.caption_text import plain_words
from vizapp.gui.theme import current_theme
from vizapp.gui.widgets.plain_text import plain_tooltip

_TEXT_RATIO = 12 / 13
"""The size of the text as a share of the window's."""
_LARGE_RATIO = 16 / 13
_SIDE, _ABOVE = 10.0, 3.0
"""Screen pixels beside and above the text."""
_LAST_WORD = 1 << 30
"""Whatever word is the last one."""
_TELL_MS = 150
"""A mouse that only crosses the caption is told nothing."""


class CaptionLine(QWidget):
    """One or two lines of text; where there is no room for all sentences, the mouse and Tab come to the whole of it.

    Its height follows from the number of lines and the size of the text alone, so that nothing above it moves when
    the text changes. The mouse has the whole text in a tool tip, soon; while the keys are here, the caption itself
    has as many lines as it takes. The marked words are reached with Tab, and Return opens the card of one.
    """

    card_wanted = Signal(str, QRect)
    """The card of a word is to be shown: its name, and where on the screen the word stands."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentences: tuple[str, ...] = ()
        self._lines = 1
        self._large = False
        self._layout: QTextLayout | None = None
        self._words: tuple[Word, ...] = ()
        self._focused = 0
        self._soon = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._soon.timeout.connect(self._tell_whole)
        self._arrange()

    @property
    def height_at_rest(self) -> int:
        """How high it is while the keys are elsewhere."""
        return self._height_of(self._lines)

    @property
    def is_whole(self) -> bool:
        """Whether all sentences are seen."""
        return self.shown_text == self.text

    @property
    def text(self) -> str:
        """All sentences, also those for which there is no room."""
        return breakable(plain_words(self._sentences))

    @property
    def shown_text(self) -> str:
        """What of it is seen."""
        return "" if self._layout is None else breakable(self._layout.text())

    @property
    def cards(self) -> tuple[str, ...]:
        """The names of the cards of the marked words that are seen, in their order."""
        return tuple(word.card for word in self._words)

    def place_of(self, card: str) -> QRect:
        """Return where the first word that leads to a card stands, in the widget's coordinates.

        Raises:
            KeyError: no word that is seen leads to it.
        """
        return {word.card: word.places[0] for word in reversed(self._words)}[card].toAlignedRect()

    def show_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show sentences, the last of which are left out where there is no room."""
        sentences = tuple(map(unbroken, sentences))
        if sentences != self._sentences:
            self._sentences = sentences
            self._arrange()

    def set_lines(self, lines: int) -> None:
        """Take the height of one line or of two."""
        if lines != self._lines:
            self._lines = lines
            self._arrange()

    def set_large(self, large: bool) -> None:
        """Show the text large, as on a projector, or as usual."""
        if large != self._large:
            self._large = large
            self._arrange()

    # Layout ---------------------------------------------------------------------------------------------------

    def _font(self) -> QFont:
        font = QFont(self.font())
        pixels = font.pixelSize() if font.pixelSize() > 0 else 13
        font.setPixelSize(max(11, round(pixels * (_LARGE_RATIO if self._large else _TEXT_RATIO))))
        return font

    def _height_of(self, lines: int) -> int:
        return round(lines * line_height(self._font()) + 2 * _ABOVE + 1)

    def _arrange(self) -> None:
        """Lay out as many sentences as there is room for, or the beginning of the first one; all for the keys."""
        room = max(self.width() - 2 * _SIDE, 1.0)
        found = lay_out(self._sentences, self._font(), room, self._lines, whole=self.hasFocus())
        whole = self.text
        card = self._words[self._focused].card if self._focused < len(self._words) else ""
        self._layout = found.layout
        self._words = tuple(word._replace(places=_moved(word.places)) for word in found.words)
        cards = [word.card for word in self._words]
        self._focused = cards.index(card) if card in cards else min(self._focused, max(0, len(cards) - 1))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._words or found.is_cut else Qt.FocusPolicy.NoFocus)
        if whole != self.accessibleName():
            self.setAccessibleName(whole)
        self._tell()
        self.setFixedHeight(self._height_of(max(self._lines, found.layout.lineCount())))
        self.update()

    def _tell(self) -> None:
        """Say to a screen reader which word has the focus."""
        words = ""
        if self.hasFocus() and self._words:
            words = self.tr("{word}: Return opens its card").format(word=self._words[self._focused].text)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    # Drawing --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:  # broken into lines only when it is wanted
            self.setToolTip(plain_tooltip("" if self.is_whole else self.text))
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._soon.start()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._soon.stop()

    def _tell_whole(self) -> None:
        """Show the tool tip before Qt would."""
        if not self.is_whole:
            QToolTip.showText(QCursor.pos(), plain_tooltip(self.text), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme = QPainter(self), current_theme()
        painter.fillRect(self.rect(), theme.surface)
        if self.height() > self.height_at_rest:  # it lies over the picture
            painter.fillRect(0, 0, self.width(), 1, theme.accent)
        painter.setPen(theme.text)
        if self._layout is not None:
            self._layout.draw(painter, QPointF(_SIDE, _ABOVE))
        if not self.hasFocus():
            return
        painter.setPen(QPen(theme.accent, 1.5))
        if not self._words:
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._focused < len(self._words):
            for place in self._words[self._focused].places:
                painter.drawRoundedRect(place.adjusted(-2, 0, 2, 0), 3, 3)

    # Words ----------------------------------------------------------------------------------------------------

    def _word_at(self, place: QPointF) -> int | None:
        for number, word in enumerate(self._words):
            if any(area.adjusted(-2, -_ABOVE, 2, _ABOVE).contains(place) for area in word.places):
                return number
        return None

    def _open(self, number: int) -> None:
        word = self._words[number]
        area = word.places[0].toAlignedRect()
        self.card_wanted.emit(word.card, QRect(self.mapToGlobal(area.topLeft()), area.size()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._word_at(event.position())
        if over is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        over = self._word_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and over is not None:
            self._open(over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._words:
            self._open(self._focused)
        elif step is not None and 0 <= self._focused + step < len(self._words):
            self._focus_word(self._focused + step)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next marked word, and after the last one to the next widget."""
        to = self._focused + (1 if next else -1)
        if self.hasFocus() and 0 <= to < len(self._words):
            self._focus_word(to)
            return True
        return super().focusNextPrevChild(next)

    def _focus_word(self, number: int) -> None:
        self._focused = number
        self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._focused = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._focused = _LAST_WORD  # the last word, also where that is seen only now
        self._arrange()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._arrange()


def _moved(places: tuple[QRectF, ...]) -> tuple[QRectF, ...]:
    """Return where places of the text are in the widget."""
    return tuple(place.translated(_SIDE, _ABOVE) for place in places)

"""A sentence in the middle of an empty canvas, and a button for the way out of what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontInfo, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from vizapp.gui.canvas.badges import BADGE_HEIGHT, BADGE_MARGIN
from vizapp.gui.text_size import LEAST_PIXELS, sized
from vizapp.gui.tokens import SPACING

_SMALLEST_PIXELS = LEAST_PIXELS
"""Of the font: it takes smaller steps down to this before words are broken."""
_MARGIN_SHARE, _LEAST_MARGIN, _MOST_MARGIN = 0.1, 8, 48
"""Of the canvas' width and height, in pixels."""
_OVERHANG = 2
"""Pixels left free at each side, into which a letter may reach."""
_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, eq=False)
class _LaidOut:
    """A text in lines, its height in pixels, and the scale at which all of it fits."""

    layout: QTextLayout
    height: float
    scale: float


class Hint(QLabel):
    """A sentence that is wrapped, and written as small as it takes to show all of it; hidden while there is none.

    The mouse goes through.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._laid_out_for: tuple[object, ...] = ()
        self._laid_out: _LaidOut | None = None
        self.hide()

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in each line."""
        layout = self._fitted().layout
        spans = ((line.textStart(), line.textLength()) for line in _lines_of(layout))
        return tuple(layout.text()[start : start + length] for start, length in spans)

    @property
    def text_bottom(self) -> int:
        """The y of the end of the text, in pixels from the top of this label."""
        return round((self.height() + self._fitted().height) / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        fitted = self._fitted()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        left = _OVERHANG + self._room * (1 - fitted.scale) / 2
        painter.translate(left, (self.height() - fitted.height) / 2)
        painter.scale(fitted.scale, fitted.scale)
        fitted.layout.draw(painter, QPointF(0, 0))
        painter.end()

    @property
    def _room(self) -> int:
        return max(1, self.width() - 2 * _OVERHANG)

    def _fitted(self) -> _LaidOut:
        self.ensurePolished()
        key = (self.text(), self.size(), self.font().key())
        if self._laid_out is None or key != self._laid_out_for:
            self._laid_out, self._laid_out_for = self._lay_out(), key
        return self._laid_out

    def _lay_out(self) -> _LaidOut:
        """Return the text in the largest font in which it fits; words are broken only where there is none."""
        usual = QFontInfo(self.font()).pixelSize()
        sizes = [usual, *range(usual - 1, _SMALLEST_PIXELS - 1, -1)]
        wraps = QTextOption.WrapMode
        for wrap, pixels in [
            *((wraps.WordWrap, each) for each in sizes),
            (wraps.WrapAtWordBoundaryOrAnywhere, sizes[-1]),
        ]:
            font = QFont(self.font())
            font.setPixelSize(pixels)
            layout, wide, high = _wrapped(self.text(), font, self._room, wrap)
            if wide <= self._room and high <= self.height():
                return _LaidOut(layout, high, 1.0)
        scale = min(1.0, self._room / max(wide, 1.0), self.height() / max(high, 1.0))
        return _LaidOut(layout, high * scale, scale)


class WayOut(QPushButton):
    """A button under a hint; hidden while there is no way out of what the hint says."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = self._short = ""
        self.hide()

    def set_text(self, text: str, short: str = "") -> None:
        """Say ``text``, or ``short`` where there is no room for that; "" hides the button."""
        self._text, self._short = text, short or text
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def fit(self, room: int) -> None:
        """Take the text that fits into ``room`` pixels, and its size."""
        for words in (self._text, self._short):
            self.setText(words)
            self.adjustSize()
            if self.width() <= room:
                return


def place_hint(canvas: QRect, hint: Hint, way_out: WayOut) -> None:
    """Put a hint into the middle of a canvas, below its badges, and the button under its text."""
    side, end = (
        min(max(round(length * _MARGIN_SHARE), _LEAST_MARGIN), _MOST_MARGIN)
        for length in (canvas.width(), canvas.height())
    )
    top = max(end, BADGE_MARGIN + sized(BADGE_HEIGHT) + SPACING)
    room = canvas.adjusted(side, top, -side, -end)
    if not way_out.isHidden():
        way_out.fit(canvas.width() - 2 * SPACING)
        room.setHeight(room.height() - way_out.height() - 2 * SPACING)
    hint.setGeometry(room)
    below = room.top() + hint.text_bottom + 2 * SPACING
    way_out.move(canvas.center().x() - way_out.width() // 2, below)


def _wrapped(text: str, font: QFont, width: int, wrap: QTextOption.WrapMode) -> tuple[QTextLayout, float, float]:
    """Return a text in lines that are centred in ``width``, how wide the widest is, and how high all are."""
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(wrap)
    layout.setTextOption(option)
    layout.beginLayout()
    wide = high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, high))
        wide, high = max(wide, line.naturalTextWidth()), high + line.height()
    layout.endLayout()
    return layout, wide, high


def _lines_of(layout: QTextLayout) -> Iterator[QTextLine]:
    return (layout.lineAt(number) for number in range(layout.lineCount()))

"""The lines of a caption: as many of its sentences as there is room for, and where its marked words stand."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from vizapp.gui.caption_text import Span, plain_words, spans_of
from vizapp.wording.columns import display_width
from vizapp.wording.sentences import joined_sentences

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MOST_LINES = 99
_NO_BREAK = "\N{NO-BREAK SPACE}"
_TIMES = "×".join((_NO_BREAK, _NO_BREAK))
_BEFORE_UNIT = re.compile(r"(?<=[0-9]) (?=(?:px|dB|σ|%)(?![a-z]))")
"""The space between a number and its unit, where no line may end."""


class Word(NamedTuple):
    """A marked word: the name of its card, its text, and where it stands; two places where a line ends in it."""

    card: str
    text: str
    places: tuple[QRectF, ...]


class CaptionLayout(NamedTuple):
    """What is seen of a caption.

    Attributes:
        layout: its lines, to be drawn from (0, 0).
        words: the marked words among them, in their order.
        is_cut: whether not all sentences have room in the lines that they were given.
    """

    layout: QTextLayout
    words: tuple[Word, ...]
    is_cut: bool


def unbroken(sentence: str) -> str:
    """Return a sentence in which no line ends between a number and its unit, or beside a sign of multiplication."""
    return _BEFORE_UNIT.sub(_NO_BREAK, sentence.replace(" × ", _TIMES))


def breakable(text: str) -> str:
    """Return a text as it was before :func:`unbroken`."""
    return text.replace(_NO_BREAK, " ")


def line_height(font: QFont) -> float:
    """Return the distance of two lines in screen pixels."""
    return QFontMetricsF(font).height()


def lay_out(sentences: tuple[str, ...], font: QFont, room: float, lines: int, *, whole: bool) -> CaptionLayout:
    """Lay out as many sentences as there is room for, or the beginning of the first one.

    Args:
        sentences: with their marks, as :func:`unbroken` returns them.
        font: of all of them.
        room: the width of a line in screen pixels.
        lines: how many there may be.
        whole: whether all sentences are laid out, in however many lines.
    """
    layout, spans = _laid_out(sentences, font, room)
    is_cut = layout.lineCount() > lines
    if is_cut and not whole:
        # Lines break alike without what comes after them.
        layout, spans = _laid_out(sentences[: _fitting(sentences, layout, lines)], font, room)
        if layout.lineCount() > lines:
            spans = _cut(layout, spans, font, room, lines)
            layout = _text_layout(spans, font, room)
    return CaptionLayout(layout, tuple(_words_in(layout, spans)), is_cut)


def _fitting(sentences: tuple[str, ...], layout: QTextLayout, lines: int) -> int:
    """Return how many sentences of those in ``layout`` end within so many lines; at least one."""
    last = layout.lineAt(lines - 1)
    room = last.textStart() + last.textLength()
    for count in range(len(sentences), 1, -1):
        if _units(joined_sentences(plain_words([each]) for each in sentences[:count])) <= room:
            return count
    return 1


def _laid_out(sentences: tuple[str, ...], font: QFont, room: float) -> tuple[QTextLayout, list[Span]]:
    spans: list[Span] = []
    for sentence in filter(None, sentences):
        if spans and not spans[-1].text.endswith("。"):
            spans.append(Span(" "))
        spans += spans_of(sentence)
    layout = _text_layout(spans, font, room)
    assert layout.text() == joined_sentences(plain_words([each]) for each in sentences)
    return layout, spans


def _text_layout(spans: list[Span], font: QFont, room: float) -> QTextLayout:
    layout = QTextLayout("".join(span.text for span in spans), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    formats, start = [], 0
    for span in spans:
        if span.card:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = start, _units(span.text)
            shape = QTextCharFormat()
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            mark.format = shape
            formats.append(mark)
        start += _units(span.text)
    layout.setFormats(formats)
    layout.beginLayout()
    y, height = 0.0, line_height(font)
    for _ in range(_MOST_LINES):
        line: QTextLine = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        line.setPosition(QPointF(0, y))
        y += height
    layout.endLayout()
    return layout


def _cut(layout: QTextLayout, spans: list[Span], font: QFont, room: float, lines: int) -> list[Span]:
    """Return the beginning of a text, up to a word that ends in the last of so many lines, with an ellipsis."""
    last = layout.lineAt(lines - 1)
    text = layout.text()
    end = last.textStart() + last.textLength()
    metrics = QFontMetricsF(font)
    while end > last.textStart() and metrics.horizontalAdvance(text[last.textStart() : end] + _ELLIPSIS) > room:
        end = _earlier_break(text, last.textStart(), end)
    left = len(text[:end].rstrip(" ,:;，：；"))
    shown: list[Span] = []
    for span in spans:
        if left <= 0:
            break
        shown.append(Span(span.text[:left], span.card))
        left -= len(span.text)
    shown.append(Span(_ELLIPSIS))
    return shown


def _words_in(layout: QTextLayout, spans: list[Span]) -> list[Word]:
    """Return the marked words of a text and where they stand."""
    words, start = [], 0
    for span in spans:
        length = _units(span.text)
        if span.card:
            places = tuple(_places(layout, start, start + length))
            if places:
                words.append(Word(span.card, span.text, places))
        start += length
    return words


def _places(layout: QTextLayout, start: int, end: int) -> list[QRectF]:
    places = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = _x(line, first), _x(line, last)
            places.append(QRectF(left, line.y(), right - left, line.height()))
    return places


def _earlier_break(text: str, start: int, end: int) -> int:
    """Return the last place before ``end`` where a text may be cut: at a space, or beside a Chinese character.

    Where there is none after ``start``, that is within a word.
    """
    for place in range(end - 1, start, -1):
        if text[place] == " " or max(map(display_width, text[place - 1 : place + 1])) > 1:
            return place
    return end - 1


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # PySide6 returns (x, position); its stubs say otherwise
    return float(found[0] if isinstance(found, tuple) else found)


def _units(text: str) -> int:
    """Return how many of Qt's characters a text has: one outside the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2

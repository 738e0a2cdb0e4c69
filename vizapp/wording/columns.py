"""Text in columns of a terminal, where Chinese characters are two columns wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NO_LINE_BEGINS_WITH = "，。、；：？！）》〉】」』”’…％,.;:?!)]}%"
_NO_LINE_ENDS_WITH = "（《〈【「『“‘([{"
_WIDE = "WF"
"""The classes of Unicode's East Asian Width that take two columns: wide and full-width."""


def display_width(text: str) -> int:
    """Return how many columns a terminal needs for ``text``."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def padded(text: str, width: int) -> str:
    """Return ``text`` with spaces after it, so that it is at least ``width`` columns wide."""
    return text + " " * (width - display_width(text))


def padded_left(text: str, width: int) -> str:
    """Return ``text`` with spaces before it, so that it is at least ``width`` columns wide."""
    return " " * (width - display_width(text)) + text


def wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns; breaks at spaces and between Chinese characters.

    Punctuation stays with what it belongs to. A Latin word that is wider than a line has one of its own.
    """
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and display_width(line) + display_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a text between which a line may be broken, each with the spaces after it."""
    piece = ""
    for atom in re.findall(r"[^\s⺀-￯]+\s*|[⺀-￯]\s*|\s+", text):
        begins_badly = atom[0] in _NO_LINE_BEGINS_WITH
        if piece and not begins_badly and piece.rstrip()[-1:] not in _NO_LINE_ENDS_WITH:
            yield piece
            piece = ""
        piece += atom
    if piece:
        yield piece

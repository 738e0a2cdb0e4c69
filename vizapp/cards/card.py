"""What a card is, and the claims that cards belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vizapp.wording.language import Language, language

CLAIMS = 10
MAX_FILE_BYTES = 16 * 1024
MAX_TITLE, MAX_TEXT, MAX_FORMULA, MAX_DRAWING = 60, 600, 160, 12 * 1024
"""The most characters of the parts of a card."""
MAX_LINKS = 8


@dataclass(frozen=True, slots=True)
class Words:
    """A text in every language."""

    by_language: Mapping[Language, str]

    def __str__(self) -> str:
        """The text in the language that texts are shown in."""
        return self.by_language[language()]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing, explained.

    Attributes:
        name: that of its file, by which captions and other cards lead to it.
        title, text, formula: one or a few sentences, and a formula in one line.
        claim: the number of the claim of the chapter that it belongs to, from 1 on.
        see_also: the names of other cards.
        drawing: an SVG picture, in which a token after an at sign stands for a colour of the theme.
    """

    name: str
    title: Words
    text: Words
    formula: Words
    claim: int
    see_also: tuple[str, ...]
    drawing: str


class CardError(ValueError):
    """A file is no card; the text says what is wrong in it."""

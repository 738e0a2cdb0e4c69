"""The cards that come with the program, in the folder resources/cards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vizapp.cards.card import Card, Words
from vizapp.cards.reading import SUFFIX, read_card, read_claims
from vizapp.resource_files import resource_path

_FOLDER = "cards"
_CLAIMS = f"claims{SUFFIX}"


@cache
def claims() -> tuple[Words, ...]:
    """Return the claims of the chapter, the first one first."""
    return read_claims(resource_path(_FOLDER, _CLAIMS))


@cache
def cards() -> Mapping[str, Card]:
    """Return all cards by their names, in the order of the claims that they belong to."""
    paths = [path for path in resource_path(_FOLDER).glob(f"*{SUFFIX}") if path.name != _CLAIMS]
    read = sorted((read_card(path) for path in paths), key=lambda card: (card.claim, card.name))
    return {card.name: card for card in read}


def found(words: str) -> tuple[Card, ...]:
    """Return the cards in which all of ``words`` occur, in either language; those with them in the title first."""
    wanted = words.casefold().split()
    ranked = [(rank, card) for card in cards().values() if (rank := _rank(card, wanted)) is not None]
    return tuple(card for _, card in sorted(ranked, key=lambda each: each[0]))


def _rank(card: Card, wanted: list[str]) -> int | None:
    title = " ".join((card.name, *card.title.by_language.values())).casefold()
    whole = " ".join((title, *card.text.by_language.values(), *card.formula.by_language.values())).casefold()
    if all(word in title for word in wanted):
        return 0
    return 1 if all(word in whole for word in wanted) else None

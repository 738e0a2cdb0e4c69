"""Reading of cards from TOML: bounded, whole in every language, with a drawing of a few kinds of shapes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from vizapp.cards.card import (
    CLAIMS,
    MAX_DRAWING,
    MAX_FILE_BYTES,
    MAX_FORMULA,
    MAX_LINKS,
    MAX_TEXT,
    MAX_TITLE,
    Card,
    CardError,
    Words,
)
from vizapp.wording.language import LANGUAGES

SUFFIX = ".toml"
_KEYS = frozenset({"title", "claim", "see_also", "text", "formula", "drawing"})
_SHAPES = frozenset({"svg", "g", "rect", "line", "circle", "path", "text"})
_SVG = "{http://www.w3.org/2000/svg}"
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_ENTITY = re.compile(r"<!|&(?!amp;|lt;|gt;)")


def read_card(path: Path) -> Card:
    """Return the card in a file.

    Raises:
        CardError: it is none.
    """
    table = _table(path)
    if set(table) != _KEYS:
        raise CardError(f"{path.name} must have {', '.join(sorted(_KEYS))}, and has {', '.join(sorted(table))}")
    claim, links = table["claim"], table["see_also"]
    if type(claim) is not int or not 1 <= claim <= CLAIMS:
        raise CardError(f"claim in {path.name} must be a number from 1 to {CLAIMS}")
    if not isinstance(links, list) or len(links) > MAX_LINKS or not all(map(_is_name, links)):
        raise CardError(f"see_also in {path.name} must be a list of at most {MAX_LINKS} names of cards")
    return Card(
        _checked_name(path.stem),
        _words(table, "title", MAX_TITLE, path.name),
        _words(table, "text", MAX_TEXT, path.name),
        _words(table, "formula", MAX_FORMULA, path.name),
        claim,
        tuple(links),
        _drawing(table["drawing"], path.name),
    )


def read_claims(path: Path) -> tuple[Words, ...]:
    """Return the claims in a file, the first one first.

    Raises:
        CardError: there are others than those from 1 on.
    """
    given = _table(path).get("claim")
    if not isinstance(given, list) or [each.get("number") for each in given] != list(range(1, CLAIMS + 1)):
        raise CardError(f"{path.name} must have the claims 1 to {CLAIMS}, in their order")
    return tuple(_words(each, "text", MAX_TEXT, path.name) for each in given)


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise CardError(f"{path.name} is longer than {MAX_FILE_BYTES} bytes")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CardError(f"{path.name} is no TOML: {error}") from None


def _words(table: Mapping[str, Any], key: str, limit: int, name: str) -> Words:
    given = table.get(key)
    if not isinstance(given, dict) or set(given) != set(LANGUAGES):
        raise CardError(f"{key} in {name} must have a text in each of: {', '.join(LANGUAGES)}")
    for text in given.values():
        if not isinstance(text, str) or not text.strip() or len(text) > limit:
            raise CardError(f"each {key} in {name} must be a text of at most {limit} characters")
    return Words({tag: given[tag] for tag in LANGUAGES})


def _drawing(given: Any, name: str) -> str:
    if not isinstance(given, str) or len(given) > MAX_DRAWING or _ENTITY.search(given):
        raise CardError(f"drawing in {name} must be SVG of at most {MAX_DRAWING} characters")
    try:
        shapes = ElementTree.fromstring(given.strip())
    except ElementTree.ParseError as error:
        raise CardError(f"drawing in {name} is no SVG: {error}") from None
    kinds = {element.tag.removeprefix(_SVG) for element in shapes.iter()}
    if shapes.tag != f"{_SVG}svg" or not kinds <= _SHAPES or not shapes.get("viewBox"):
        raise CardError(f"drawing in {name} may have {', '.join(sorted(_SHAPES))}, and needs a viewBox")
    return given.strip()


def _is_name(given: Any) -> bool:
    return isinstance(given, str) and _NAME.fullmatch(given) is not None


def _checked_name(name: str) -> str:
    if not _is_name(name):
        raise CardError(f"{name!r} is no name of a card: letters a to z, digits and hyphens")
    return name

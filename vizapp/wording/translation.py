"""Translation of texts, by Qt in the window, and by :mod:`vizapp.wording.catalogue` where there is no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Translator: TypeAlias = Callable[[str, str], str]
"""Takes a context and an English text, and returns the text in the user's language."""


def _as_it_is(context: str, text: str) -> str:
    del context
    return text


_translator: Translator = _as_it_is


def install_translator(translator: Translator | None) -> None:
    """Use ``translator`` from now on; None leaves every text in English."""
    global _translator
    _translator = translator or _as_it_is


def installed_translator() -> Translator:
    """Return the translator in use, so that it can be installed again."""
    return _translator


def translate(context: str, text: str) -> str:
    """Return ``text`` in the user's language."""
    return _translator(context, text)


def marked(text: str) -> str:
    """Return ``text`` unchanged; marks it for translation at a later call."""
    return text

"""Where words are translated: the window installs Qt's translator, the command line leaves them as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Translator: TypeAlias = Callable[[str, str], str]
"""Takes a context and an English text, and returns the text in the person's language."""


def _as_it_is(context: str, text: str) -> str:
    del context
    return text


_translator: Translator = _as_it_is


def install_translator(translator: Translator | None) -> None:
    """Translate by ``translator`` from now on; None leaves every text in English."""
    global _translator
    _translator = translator or _as_it_is


def translate(context: str, text: str) -> str:
    """Return ``text`` in the person's language."""
    return _translator(context, text)


def marked(text: str) -> str:
    """Return ``text`` as it is: it is translated later, and marked here so that translators are given it."""
    return text

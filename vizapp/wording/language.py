"""The language in which texts are shown that bring their own translations, such as those of lessons."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Language: TypeAlias = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_language: Language = "en"


def language() -> Language:
    """Return the present language: English, or simplified Chinese."""
    return _language


def set_language(name: Language) -> None:
    """Show texts in this language from now on."""
    global _language
    _language = name

"""The language that texts are shown in: English, or simplified Chinese.

The window has it from its settings, or from the system; the command line from the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

Language: TypeAlias = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The environment variables that name the language of messages; the first that is set counts (POSIX)."""
_WINDOWS_CHINESE = 0x04
"""The primary language identifier of Chinese in Windows: the low ten bits of a LANGID."""

_language: Language = "en"


def language() -> Language:
    """Return the language that texts are shown in."""
    return _language


def set_language(name: Language) -> None:
    """Show texts in the language ``name`` from now on; what is shown already stays as it is."""
    global _language
    _language = name


def language_of(locale: str) -> Language:
    """Return the language of a locale's name such as ``"zh_CN.UTF-8"`` or ``"en-GB"``; English stands for others."""
    return "zh" if locale.lower().replace("-", "_").partition("_")[0].partition(".")[0] == "zh" else "en"


def naming_variable(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the environment variable that names the locale of messages; None where none does."""
    return next((name for name in _VARIABLES if environ.get(name)), None)


def environment_language(environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language that the environment asks programs for; on Windows, without one, that of its surface."""
    locale = environ.get(naming_variable(environ) or "", "")
    if locale and locale.partition(".")[0] not in ("C", "POSIX"):
        # GNU's list of languages in order of preference, which counts only where there is a locale.
        locale = environ.get("LANGUAGE", "").partition(":")[0] or locale
    if not locale and sys.platform == "win32":
        import ctypes

        return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _WINDOWS_CHINESE else "en"
    return language_of(locale)

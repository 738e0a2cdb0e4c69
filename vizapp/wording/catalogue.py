"""The translated texts, read from the file that translators edit.

The window reads the compiled form of the same file by Qt; this is for what runs without Qt, such as ``vizapp run``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from vizapp.resource_files import resource_path
from vizapp.wording.language import Language, language, set_language
from vizapp.wording.translation import Translator, install_translator, installed_translator

Catalogue = Mapping[tuple[str, str], str]
"""Translations by context and English text."""
NO_CONTEXT = ""
"""The context of texts that stand in tables; they are looked up by contexts that say what they are used for."""
FILES: Mapping[Language, str] = {"zh": "vizapp_zh_CN"}
"""The names of the files of translations, without their endings, by language."""


@cache
def catalogue(name: Language) -> Catalogue:
    """Return the finished translations into the language ``name``; none of English.

    Raises:
        FileNotFoundError: the file is missing, which means that the installation is damaged.
    """
    if name not in FILES:
        return {}
    from xml.etree import ElementTree

    found = {}
    for context in ElementTree.parse(resource_path("translations", f"{FILES[name]}.ts")).iter("context"):
        where = context.findtext("name") or NO_CONTEXT
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                found[where, message.findtext("source") or ""] = translation.text
    return found


def translator(name: Language) -> Translator:
    """Return what translates a text within its context, or else as one without; an unknown one stays in English.

    The file is read when the first text is wanted. Where it is missing or damaged, every text stays in English.
    """

    def translated(context: str, text: str) -> str:
        known = _readable_catalogue(name)
        return known.get((context, text)) or known.get((NO_CONTEXT, text)) or text

    return translated


@cache
def _readable_catalogue(name: Language) -> Catalogue:
    try:
        return catalogue(name)
    except (OSError, SyntaxError):  # a mistake in XML is a SyntaxError
        return {}


def speak(name: Language) -> None:
    """Use the language ``name`` in what is said without Qt."""
    set_language(name)
    install_translator(None if name == "en" else translator(name))


@contextmanager
def speaking(name: Language) -> Iterator[None]:
    """Use the language ``name`` in what is said without Qt meanwhile, and then what was used before."""
    before, before_by = language(), installed_translator()
    speak(name)
    try:
        yield
    finally:
        set_language(before)
        install_translator(before_by)

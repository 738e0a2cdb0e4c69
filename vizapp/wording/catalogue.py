"""The translated texts, read from the file that translators edit.

The window reads the compiled form of the same file by Qt; this is for what runs without Qt, such as ``vizapp run``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

from vizapp.resource_files import resource_path
from vizapp.wording.language import Language, set_language
from vizapp.wording.translation import Translator, install_translator

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
    found = {}
    for context in ElementTree.parse(resource_path("translations", f"{FILES[name]}.ts")).iter("context"):
        where = context.findtext("name") or NO_CONTEXT
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                found[where, message.findtext("source") or ""] = translation.text
    return found


def translator(name: Language) -> Translator:
    """Return what translates a text within its context, or else as one without; an unknown one stays in English."""
    known = catalogue(name)

    def translated(context: str, text: str) -> str:
        return known.get((context, text)) or known.get((NO_CONTEXT, text)) or text

    return translated


def speak(name: Language) -> None:
    """Use the language ``name`` in what is said without Qt."""
    set_language(name)
    install_translator(None if name == "en" else translator(name))

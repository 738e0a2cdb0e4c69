"""Checks of single values in the file of a lesson; what is wrong is collected, and the reading goes on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from vizapp.lessons.lesson import Words
from vizapp.lessons.mistakes import CONTEXT, Mistakes
from vizapp.wording.language import LANGUAGES
from vizapp.wording.translation import marked, translate

_LARGEST = 10**9


class Checker:
    """Takes values out of tables; each method returns None where the value is wrong or not there."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.mistakes = mistakes

    def wrong_kind(self, key: str, found: Any, wanted: str, step: int) -> None:
        """Take note that a value is of another kind than ``wanted``, a marked text."""
        words = translate(CONTEXT, wanted)
        self.mistakes.add("lesson.wrong-kind", step, key, key=key, wanted=words, found=_described(found))

    def text(
        self,
        table: Mapping[str, Any],
        key: str,
        step: int,
        *,
        needed: bool = True,
        example: str = "",
        limit: int = 200,
        among: Iterable[str] = (),
        path: str = "",
    ) -> str | None:
        """Return a text; ``path`` is where it stands, if that is deeper than ``key``."""
        where = path or key
        if key not in table:
            if needed:
                self.mistakes.add("lesson.missing", step, where, key=key, example=example)
            return None
        value = table[key]
        if not isinstance(value, str):
            self.wrong_kind(where, value, marked('a text in quotes, "…"'), step)
            return None
        if not self._is_plain(value, where, step, limit):
            return None
        known = sorted(among)
        if known and value not in known:
            self.mistakes.add("lesson.not-among", step, where, key=where, found=value, known=", ".join(known))
            return None
        return value

    def _is_plain(self, value: str, where: str, step: int, limit: int) -> bool:
        """Return whether a text is neither empty nor too long, and can be shown."""
        if not value.strip():
            self.mistakes.add("lesson.empty-text", step, where, key=where)
            return False
        if len(value) > limit:
            self.mistakes.add("lesson.too-long", step, where, key=where, count=len(value), limit=limit)
            return False
        bad = next((each for each in value if not each.isprintable() and each not in "\n"), None)
        if bad is not None:
            self.mistakes.add("lesson.control-character", step, where, key=where, number=ord(bad))
        return bad is None

    def words(self, table: Mapping[str, Any], key: str, step: int, *, limit: int, example: str = "") -> Words | None:
        """Return a text in one or several languages; it has to be there if there is an ``example``."""
        if key not in table:
            if example:
                self.mistakes.add("lesson.missing", step, key, key=key, example=example)
            return None
        value = table[key]
        if isinstance(value, str):
            return Words({"en": _joined(value)}) if self._is_plain(value, key, step, limit) else None
        if not isinstance(value, dict) or not value:
            wanted = marked('a text, or one for each language: { en = "…", zh = "…" }')
            self.wrong_kind(key, value, wanted, step)
            return None
        found: dict[str, str] = {}
        for name in value:
            if name not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                self.mistakes.add("lesson.unknown-language", step, f"{key}.{name}", key=name, known=known)
                continue
            text = self.text(value, name, step, limit=limit, path=f"{key}.{name}")
            if text is not None:
                found[name] = _joined(text)
        return Words(found) if found else None

    def whole(
        self,
        table: Mapping[str, Any],
        key: str,
        step: int,
        *,
        needed: bool = False,
        example: str = "",
        low: float = 0,
        high: int = _LARGEST,
        path: str = "",
    ) -> int | None:
        """Return a whole number between ``low`` and ``high``."""
        where = path or key
        if key not in table:
            if needed:
                self.mistakes.add("lesson.missing", step, where, key=key, example=example)
            return None
        value = table[key]
        if type(value) is not int or not -_LARGEST <= value <= high:
            wanted = marked("a whole number")
            if high < _LARGEST:
                wanted = translate("LessonMistakes", "a whole number up to {most}").format(most=high)
            self.wrong_kind(where, value, wanted, step)
            return None
        if value < low:
            self.mistakes.add("lesson.too-low", step, where, key=where, found=value, limit=low)
            return None
        return value

    def number(self, table: Mapping[str, Any], key: str, step: int, *, low: float, path: str = "") -> float | None:
        """Return a finite number that is at least ``low``; the key has to be there."""
        where, value = path or key, table[key]
        if type(value) not in (int, float) or not -_LARGEST <= value <= _LARGEST:
            self.wrong_kind(where, value, marked("a number"), step)
            return None
        if value < low:
            self.mistakes.add("lesson.too-low", step, where, key=where, found=value, limit=low)
            return None
        return float(value)

    def yes(self, table: Mapping[str, Any], key: str, step: int, *, path: str = "") -> bool | None:
        """Return true or false; None where the key is not there."""
        if key not in table:
            return None
        if isinstance(table[key], bool):
            return bool(table[key])
        self.wrong_kind(path or key, table[key], marked("true or false"), step)
        return None


def unknown_keys(check: Checker, table: Mapping[str, Any], known: Iterable[str], step: int, path: str = "") -> None:
    """Take note of every key of a table that is not among the known ones."""
    names = sorted(known)
    for key in table:
        if key not in names:
            where = f"{path}.{key}" if path else key
            check.mistakes.add("lesson.unknown-key", step, where, key=key, known=", ".join(names))


def _joined(text: str) -> str:
    """Return a text of several lines with its paragraphs in one line each: the window breaks lines itself."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(_without_breaks(paragraph) for paragraph in paragraphs if paragraph.strip())


def _without_breaks(paragraph: str) -> str:
    """Join lines with a blank between them, but not between two Chinese characters."""
    joined = ""
    for line in (line.strip() for line in paragraph.split("\n")):
        if joined and line and not (_is_wide(joined[-1]) or _is_wide(line[0])):
            joined += " "
        joined += line
    return joined


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef"


def _described(value: Any) -> str:
    """Return what a value of TOML is, in a few words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return translate("LessonMistakes", "the number {number}").format(number=str(value)[:40])
    if isinstance(value, str):
        return translate("LessonMistakes", "a text")
    if isinstance(value, list):
        return translate("LessonMistakes", "a list")
    if isinstance(value, datetime.date | datetime.time):
        return translate("LessonMistakes", "a date")
    return translate("LessonMistakes", "a table")

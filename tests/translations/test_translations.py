"""The translations: every text of the code is there, is translated, and has the placeholders of the English one."""

from __future__ import annotations

import ast
import shutil
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from update_translations import QM, ROOT, TS, collect

_SHORTHANDS = {"tr": 0, "_tr": 0, "marked": 0, "translate": 1}
"""The names of the functions that take a text to translate, and the place of that argument."""


def _messages(path: Path = TS) -> list[tuple[str, str, str, bool]]:
    """Return context, English, translation, and whether it is finished, of every message."""
    found = []
    for context in ElementTree.parse(path).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None
            found.append((name, message.findtext("source") or "", translation.text or "", done))
    return found


def _placeholders(text: str) -> set[str] | None:
    """Return the names in braces, or None of a text that is no template."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


@cache
def _calls() -> tuple[tuple[str, ast.expr], ...]:
    """Return every call in the code that is given a text to translate: where it is, and the argument."""
    return tuple(_found_calls())


def _found_calls() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted((ROOT / "vizapp").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = _SHORTHANDS.get(name)
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            is_painting = isinstance(owner, ast.Name) and owner.id == "painter"
            if place is not None and len(node.args) > place and not is_painting:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[place]


def test_the_file_has_the_texts_of_the_code(tmp_path: Path) -> None:
    fresh = tmp_path / TS.name
    shutil.copy(TS, fresh)
    collect(fresh)
    assert fresh.read_text(encoding="utf-8") == TS.read_text(encoding="utf-8"), (
        "run python tests/translations/update_translations.py, and translate what is new"
    )


def test_every_literal_that_is_to_be_translated_is_collected() -> None:
    """What lupdate does not see, such as a text within an f-string, would stay in English."""
    known = {source for _, source, _, _ in _messages()}
    missed = [
        f"{where}: {text.value}"
        for where, text in _calls()
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value not in known
    ]
    assert not missed


def test_no_text_is_put_together_before_it_is_translated() -> None:
    wrong = [where for where, text in _calls() if isinstance(text, ast.JoinedStr | ast.BinOp)]
    assert not wrong


def test_every_text_is_translated() -> None:
    left = [source for _, source, translation, done in _messages() if not done or not translation]
    assert not left, f"{len(left)} texts of {TS.name} are not translated"


def test_translations_have_the_same_placeholders() -> None:
    wrong = [
        (source, translation)
        for _, source, translation, done in _messages()
        if done and _placeholders(source) != _placeholders(translation)
    ]
    assert not wrong


def test_translations_keep_spaces_at_the_ends_and_line_breaks() -> None:
    def shape(text: str) -> tuple[bool, bool, int]:
        return text[:1] == " ", text[-1:] == " ", text.count("\n")

    wrong = [(source, text) for _, source, text, done in _messages() if done and shape(source) != shape(text)]
    assert not wrong


def test_the_compiled_file_says_the_same() -> None:
    compiled = QTranslator()
    assert compiled.load(str(QM))
    wrong = [
        (context, source)
        for context, source, translation, done in _messages()
        if done and compiled.translate(context, source) != translation
    ]
    assert not wrong, "run python tests/translations/update_translations.py"


@pytest.mark.parametrize("term", ["亚像素卷积", "可形变卷积", "偏移", "采样点", "棋盘伪影", "双线性插值", "转置卷积"])
def test_the_terms_of_the_field_are_in_use(term: str) -> None:
    assert any(term in translation for _, _, translation, _ in _messages())

"""Sizes are told in one way: width × height, spaced; shapes of arrays are tuples."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import vizapp
from vizapp.wording.quantities import shape_words, size_words

ROOM = Path(vizapp.__file__).parent
# A kernel of 3×3 and the r×r sub-pixels of a pixel are names, not sizes; the operators speak of tensors.
NAMES = re.compile(r"(?<!\w)(3×3|5×5|r×r|kh×kw)(?!\w)")


def test_width_comes_first() -> None:
    assert size_words(128, 192) == "192 × 128"
    assert size_words(height=1, width=9) == "9 × 1"


def test_shapes_keep_the_order_of_their_axes() -> None:
    assert shape_words((12, 24, 36)) == "(12, 24, 36)"
    assert shape_words([7]) == "(7,)"


def _spoken(path: Path) -> list[tuple[int, str]]:
    """Return the strings of a module that are not docstrings, with what is filled in written as {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part != node
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append((node.lineno, node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            found.append((node.lineno, "".join(map(str, parts))))
    return found


@pytest.mark.parametrize("room", ["gui", "labs", "session", "sources", "tasks", "engine"])
def test_no_sentence_tells_a_size_in_its_own_way(room: str) -> None:
    squeezed = re.compile(r"[\w}]×[\w{]|[\d}] x [\d{]")
    wrong = [
        f"{path.relative_to(ROOM)}:{line}: {text}"
        for path in sorted((ROOM / room).rglob("*.py"))
        for line, text in _spoken(path)
        if squeezed.search(NAMES.sub("", text)) or "{height} ×" in text or "{width} ×" in text
    ]
    assert not wrong

"""Every refusal and note of the readers has a sentence, and no sentence is left without a use."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vizapp
from vizapp.problem import Problem
from vizapp.sources.formats import FORMATS
from vizapp.sources.loaded import SourceError, refusal
from vizapp.wording.catalogue import speaking
from vizapp.wording.file_kinds import FILE_KINDS
from vizapp.wording.problems import known_codes, sentence
from vizapp.wording.source_notes import known_notes, note, note_text
from vizapp.wording.source_problems import SOURCE_PROBLEMS

ROOM = Path(vizapp.__file__).parent
# Put together from the kind of a special file.
COMPOSED = {"source.pipe", "source.socket", "source.device"}
# Told by the session.
ELSEWHERE = {
    "source.pasted-gone",
    "source.not-found",
    "source.not-read",
    "source.sample-took-too-long",
    "source.sample-not-read",
}


def used_codes() -> set[str]:
    """Return every text in the readers, and in what stands around them, that looks like a code."""
    found = set()
    for path in [*(ROOM / "sources").glob("*.py"), ROOM / "packages.py"]:
        for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                head, dot, tail = part.value.partition(".")
                if dot and head in ("source", "reason", "note") and tail.replace("-", "").isalnum():
                    found.add(part.value)
    return found


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    used = used_codes() | COMPOSED
    assert len(used) > 80
    assert used <= known_codes() | known_notes()
    assert set(SOURCE_PROBLEMS) | known_notes() == used | ELSEWHERE


def test_a_reason_is_told_with_the_same_values() -> None:
    reason = Problem("reason.encrypted", "source")
    assert str(refusal("a.npz", reason)) == "a.npz is encrypted; save it without a password."
    assert str(refusal("a.npz", reason, "x")) == "The array 'x' in a.npz is encrypted; save it without a password."
    problem = refusal("a.npz", reason, "x").problem
    assert (problem.code, problem.field, problem.values["cause"]) == (
        "source.array-obstacle",
        "source",
        "reason.encrypted",
    )


def test_a_sentence_begins_as_a_file_is_called() -> None:
    assert sentence(Problem("source.missing", values={"name": "a.png"})).startswith("a.png does not exist")
    assert sentence(Problem("source.not-allowed", values={"name": "a.png"})).startswith("You are not allowed")


def test_what_a_problem_carries_can_be_sent() -> None:
    error = SourceError("source.not-opened", name="r\udcff.png", why="x" * 5000)
    assert error.problem.values["name"] == "r?.png"
    assert len(str(error.problem.values["why"])) == 2000


def test_notes() -> None:
    assert note_text(note("note.first-frame", frames=3)) == "first of 3 frames"
    assert note_text(Problem("of a later version")) == "of a later version"
    with pytest.raises(KeyError):
        note("note.nothing")


def test_what_a_file_should_be_is_said_in_the_user_s_language():
    expected = {suffix.expected for each in FORMATS for suffix in each.suffixes}
    assert expected == set(FILE_KINDS)
    problem = Problem("source.not-as-named", "source", {"name": "a.png", "expected": "a PNG image"})
    assert "named like a PNG image" in sentence(problem)
    with speaking("zh"):
        assert "名称像是 PNG 图像" in sentence(problem)

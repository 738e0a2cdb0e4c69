"""Every note of the labs has a sentence, and every sentence is used by a lab."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vizapp
from vizapp.problem import Problem
from vizapp.wording.lab_notes import known_lab_notes, lab_note, lab_notes_text
from vizapp.wording.source_notes import known_notes
from vizapp.wording.translation import install_translator

ROOM = Path(vizapp.__file__).parent / "labs"


def test_every_note_has_a_sentence_and_every_sentence_a_use() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py"))
    texts = {part.value for tree in trees for part in ast.walk(tree) if isinstance(part, ast.Constant)}
    assert {text for text in texts if isinstance(text, str) and text.startswith("note.")} == known_lab_notes()
    assert not known_lab_notes() & known_notes()


def test_the_sentences_of_several_notes_stand_in_one_line() -> None:
    notes = (
        lab_note("note.reduced-copy", size=(96, 120), reduced=(81, 101)),
        lab_note("note.taken-apart", channels=12, order="CRD"),
    )
    assert lab_notes_text(notes) == (
        "Reduced from 120 × 96 to 101 × 81 pixels. Taken apart into 12 channels, which are stored in CRD order."
    )
    assert lab_notes_text(()) == ""
    assert lab_notes_text((Problem("of a later version"),)) == "of a later version"
    with pytest.raises(KeyError):
        lab_note("note.nothing")


def test_the_sentences_are_translated() -> None:
    install_translator(lambda context, text: f"{context}: {text}")
    try:
        assert lab_notes_text((lab_note("note.cut-to-multiples", size=(4, 6), factor=2),)) == (
            "LabNotes: Cut to 6 × 4 pixels, multiples of 2."
        )
    finally:
        install_translator(None)

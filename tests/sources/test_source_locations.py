"""A document names every file, also one whose name is no text, as text that can be kept and read back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_processes import linux

from vizapp.document.experiment import Experiment, Source
from vizapp.document.text import from_text, to_text
from vizapp.sources.locations import location_of, path_of


def test_a_plain_path_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert location_of("é 100%.png") == str(tmp_path / "é 100%.png")
    assert path_of(str(tmp_path / "é 100%.png")) == tmp_path / "é 100%.png"


@linux
@given(st.binary(min_size=1).filter(lambda name: not {0, ord("/")} & set(name) and name not in (b".", b"..")))
def test_any_name_comes_back(name: bytes) -> None:
    path = Path("/folder") / os.fsdecode(name)
    location = location_of(path)
    assert path_of(location) == path
    document = Experiment(source=Source("file", location))
    assert from_text(to_text(document)) == document


@linux
def test_bytes_that_are_no_text_are_written_as_an_address() -> None:
    assert location_of(os.fsdecode(b"/photos/r\xff.png")) == "file:///photos/r%FF.png"

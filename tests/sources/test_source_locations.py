"""A document names every file, also one whose name is no text, as text that can be kept and read back."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_processes import linux

from vizapp.document.experiment import Experiment, Source
from vizapp.document.text import from_text, to_text
from vizapp.sources.locations import location_of, other_computer, path_of


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


@linux
@pytest.mark.parametrize("host", ["", "localhost", "LOCALHOST", "127.0.0.1", socket.gethostname()])
def test_an_address_may_name_this_computer(host: str) -> None:
    assert other_computer(f"file://{host}/photos/a%20b.png") is None
    assert path_of(f"file://{host}/photos/a%20b.png") == Path("/photos/a b.png")


def test_the_address_of_another_computer_is_told_apart() -> None:
    assert other_computer("file://printer.example/a.png") == "printer.example"
    assert path_of("file://printer.example/a.png") == Path("file://printer.example/a.png")
    assert other_computer("/photos/a.png") is None

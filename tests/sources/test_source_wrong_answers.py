"""A reader that says wrong things: its request ends with a problem, it is replaced, and nothing else happens."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from answer_mutations import answer_mutant, framed, real_answers
from source_processes import answer

from vizapp.sources import pipes, reader_messages, reader_process
from vizapp.sources.client import SourceReader
from vizapp.sources.limits import MAX_BYTES, MAX_PIXELS
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.problems import sentence

KINDS = ("alpha", "choice", "colour", "grey16", "map", "refused")
IN_SUITE = 400
THROUGH_PROCESSES = 25
"""Of each kind; a wrong one costs the start of a process."""


def received(pipe: io.BytesIO) -> Any:
    """Return the answer that a pipe holds; whatever else it holds is one of the two errors that are expected."""
    try:
        return pipes.receive_answer(pipe)
    except (EOFError, reader_messages.ProtocolError) as error:
        return error


def expect_sound(source: LoadedSource) -> None:
    """Everything that the window relies on holds."""
    if source.kind == "image":
        assert source.values.dtype in (np.uint8, np.uint16)
        assert source.channels in ((1,) if source.values.dtype == np.uint16 else (1, 3, 4))
        assert source.non_finite_count == 0
        assert source.overview.shape[2] == source.channels
    else:
        assert source.values.dtype == np.float32
    assert 0 < source.height * source.width <= MAX_PIXELS
    assert 0 < source.values.nbytes <= MAX_BYTES
    assert source.overview.dtype == source.thumbnail.dtype == np.uint8
    assert max(source.overview.shape[:2]) <= 1024
    assert max(source.thumbnail.shape[:2]) <= 96
    assert 0 <= source.nan_count <= source.non_finite_count <= source.values.size
    assert 0 <= source.drawn_range.low < source.drawn_range.high <= 1
    assert all(isinstance(note, str) for note in source.notes)
    assert not source.values.flags.writeable


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_are_sound_or_turned_away(kind: str) -> None:
    turned_away = 0
    for index in range(IN_SUITE):
        data, changes = answer_mutant(real_answers()[kind], f"{kind}/{index}")
        found = received(io.BytesIO(data))
        if isinstance(found, LoadedSource):
            expect_sound(found)
        elif isinstance(found, reader_messages.NotLoaded):
            assert sentence(found.problem), changes
        elif isinstance(found, reader_messages.ChoiceNeeded):
            assert found.entries, changes
        else:
            turned_away += 1
    # Neither must all be taken for an answer, nor all be turned away on sight.
    assert IN_SUITE * 0.1 < turned_away < IN_SUITE * 0.95


# One condition at a time ---------------------------------------------------------------------------------------


def changed(kind: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """Return a real answer with other values in its header, and the arrays as they were."""
    data = real_answers()[kind]
    length = int.from_bytes(data[:4], "little")
    header = msgspec.msgpack.decode(data[4 : 4 + length])
    return framed({**header, **change(header)}) + data[4 + length :]


def block(index: int, **fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a change of one of the three arrays."""

    def change(header: dict[str, Any]) -> dict[str, Any]:
        blocks = [dict(each) for each in header["blocks"]]
        blocks[index].update(fields)
        return {"blocks": blocks}

    return change


UNTOLD = {"code": "source.not-found", "field": "source", "values": {}, "remedies": []}
NOTE = {"code": "note.first-frame", "field": "source", "values": {}, "remedies": []}
ENTRY = {"name": "a", "shape": [2, 3], "dtype": "float32"}

WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "two channels": ("colour", block(0, shape=[110, 150, 2]), "arrays that no source has"),
    "16 bits of colour": ("colour", block(0, dtype="<u2"), "arrays that no source has"),
    "an image of floats": ("colour", block(0, dtype="<f4"), "arrays that no source has"),
    "a map of bytes": ("map", block(0, dtype="|u1"), "arrays that no source has"),
    "no rows": ("colour", block(0, shape=[0, 150, 3]), "arrays that no source has"),
    "too many bytes": ("map", block(0, shape=[2**20, 20, 30]), "arrays that no source has"),
    "too many pixels": ("grey16", block(0, shape=[2**13, 2**13, 1]), "arrays that no source has"),
    "overview of other colours": ("colour", block(1, shape=[110, 150, 1]), "arrays that no source has"),
    "overview of another size": ("colour", block(1, shape=[110, 149, 3]), "arrays that no source has"),
    "overview of 16 bits": ("colour", block(1, dtype="<u2"), "arrays that no source has"),
    "thumbnail in grey": ("colour", block(2, shape=[70, 96, 1]), "arrays that no source has"),
    "thumbnail too large": ("colour", block(2, shape=[110, 150, 3]), "arrays that no source has"),
    "an empty range": ("grey16", lambda h: {"drawn_range": [0.5, 0.5]}, "range"),
    "an endless range": ("grey16", lambda h: {"drawn_range": [0.0, float("inf")]}, "range"),
    "a range that is no number": ("grey16", lambda h: {"drawn_range": [float("nan"), 1.0]}, "range"),
    "the range of a map": ("map", lambda h: {"drawn_range": [0.1, 0.9]}, "range"),
    "more NaN than is not finite": ("map", lambda h: {"nan_count": 3}, "counts"),
    "more than there are": ("map", lambda h: {"non_finite_count": 1801}, "counts"),
    "NaN in an image": ("colour", lambda h: {"non_finite_count": 1}, "not finite"),
    "other axes without axes": ("colour", lambda h: {"other_axes": "CHW"}, "axes"),
    "the same axes": ("map", lambda h: {"axes": "CHW", "other_axes": "CHW"}, "axes"),
    "no name": ("colour", lambda h: {"name": ""}, "name"),
    "an endless name": ("colour", lambda h: {"name": "x" * 100_001}, "length"),
    "no format": ("colour", lambda h: {"format": ""}, "format"),
    "a long format": ("colour", lambda h: {"format": "x" * 101}, "format"),
    "a note that cannot be told": ("colour", lambda h: {"noted": [NOTE]}, "does not fill"),
    "many notes": ("colour", lambda h: {"noted": [NOTE] * 65}, "length"),
    "many arrays": ("map", lambda h: {"arrays": [ENTRY] * 4097}, "length"),
    "an array with an endless name": ("map", lambda h: {"arrays": [ENTRY | {"name": "x" * 100_001}]}, "length"),
    "an array of an endless type": ("map", lambda h: {"arrays": [ENTRY | {"dtype": "x" * 101}]}, "length"),
    "an array of many axes": ("map", lambda h: {"arrays": [ENTRY | {"shape": [1] * 65}]}, "length"),
    "a negative array": ("choice", lambda h: {"entries": [ENTRY | {"shape": [-1, 2]}]}, "no shape"),
    "nothing to choose": ("choice", lambda h: {"entries": []}, "choose"),
    "a problem that cannot be told": ("refused", lambda h: {"problem": UNTOLD}, "does not fill"),
    "a sentence without an end": (
        "refused",
        lambda h: {"problem": {"code": "a", "values": dict.fromkeys("bcd", "x" * 2000)}},
        "too long",
    ),
    "remedies of remedies": (
        "refused",
        lambda h: {"problem": {"code": "a", "remedies": [{"code": "b", "remedies": [{"code": "c"}]}]}},
        "remedies",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_answer_that_is_none(name: str) -> None:
    kind, change, said = WRONG[name]
    with pytest.raises(reader_messages.ProtocolError, match=said):
        pipes.receive_answer(io.BytesIO(changed(kind, change)))


def test_deep_nesting_is_no_answer() -> None:
    with pytest.raises(reader_messages.ProtocolError):
        pipes.receive_answer(io.BytesIO((100_000).to_bytes(4, "little") + b"\x91" * 100_000))


# Through a process ---------------------------------------------------------------------------------------------

CHILD = """
import pathlib, re, sys
while (length := sys.stdin.buffer.read(4)):
    request = sys.stdin.buffer.read(int.from_bytes(length, "little"))
    name = re.search(rb"answer-[0-9]+(-last)?", request)[0].decode()
    sys.stdout.buffer.write(pathlib.Path(sys.argv[1], name).read_bytes())
    sys.stdout.buffer.flush()
    if name.endswith("-last"):
        break
"""
"""Says what is in the file that is asked for; ends after a "last" one, as what is too short must end."""


@pytest.mark.slow
def test_the_client_outlives_a_broken_child(
    reader: SourceReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = subprocess.Popen

    def start_broken(_: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return start([sys.executable, "-I", "-S", "-c", CHILD, str(tmp_path)], **options)

    monkeypatch.setattr(reader_process.subprocess, "Popen", start_broken)
    wrong = 0
    for kind in KINDS:
        for index in range(THROUGH_PROCESSES):
            data, changes = answer_mutant(real_answers()[kind], f"process/{kind}/{index}")
            pipe = io.BytesIO(data)
            expected = received(pipe)
            if not isinstance(expected, Exception) and pipe.read():
                continue  # what is left over would be the beginning of the next answer
            # Where bytes are missing the child has to end.
            path = tmp_path / ("answer-1-last" if isinstance(expected, EOFError) else "answer-1")
            path.write_bytes(data)
            before = reader.pid
            reader.request(path, request_id=index)
            result = answer(reader)
            if isinstance(expected, reader_messages.ProtocolError):
                wrong += 1
                assert result.problem is not None, changes
                assert result.problem.code == "source.reader-unreadable"
                assert "said something that cannot be so" in str(result.error)
                assert reader.pid is None
                path.write_bytes(real_answers()["colour"])
                reader.request(path, request_id=-1)
                assert answer(reader).loaded is not None, "another child answers"
                assert reader.pid != before
            elif isinstance(expected, EOFError):
                assert result.problem is not None, changes
                assert result.problem.code == "source.reader-status"
            else:
                assert (result.loaded is None) == (not isinstance(expected, LoadedSource)), changes
    assert wrong > 10

"""Experiments and the pictures beside them: whoever reads the one opens no other file, and another one compares."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from kept_samples import write
from source_processes import answer, linux, posix, stopped, wait_until

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.kept_pictures import Digests, file_beside
from vizapp.keeping.pictures import Beside
from vizapp.keeping.writing import Content, PictureToKeep
from vizapp.sources import pipes, reader_messages, reader_process
from vizapp.sources.client import SourceReader
from vizapp.sources.comparing import compare
from vizapp.sources.kept import ExperimentAlone, PictureToCompare
from vizapp.sources.kept_files import read_experiment


@pytest.fixture
def experiment(photo: Path) -> Path:
    """An experiment with a picture beside it."""
    path = photo.with_suffix(".vizapp")
    picture = file_beside(str(photo), path, Digests())
    return write(Content(Experiment(source=Source("file", str(photo))), pictures={"source": picture}), path)


def to_compare(path: Path, content: bytes) -> PictureToCompare:
    return PictureToCompare("source", os.fsencode(path), len(content), hashlib.sha256(content).hexdigest())


def test_the_picture_beside_an_experiment_is_compared(reader: SourceReader, experiment: Path, photo: Path) -> None:
    reader.request_experiment(experiment, request_id=3)
    result = answer(reader)
    assert (result.request_id, result.error) == (3, None)
    assert result.experiment is not None
    assert result.experiment.pictures == {"source": "there"}
    photo.write_bytes(photo.read_bytes()[:-1] + b"x")
    reader.request_experiment(experiment, request_id=4)
    found = answer(reader).experiment
    assert found is not None
    assert found.pictures == {"source": "changed"}


def test_reading_an_experiment_opens_no_other_file(experiment: Path, photo: Path) -> None:
    opened: list[str] = []
    is_watched = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_watched and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)  # which stays
    found = read_experiment(experiment)
    is_watched = False
    assert str(experiment) in opened
    assert str(photo) not in opened
    assert found.loaded.pictures == {}
    assert found.to_compare == (to_compare(photo, photo.read_bytes()),)


@pytest.mark.parametrize("change", ["none", "a byte", "longer", "shorter", "gone", "a folder", "not readable"])
def test_what_a_comparison_says(photo: Path, change: str) -> None:
    content = photo.read_bytes()
    picture = to_compare(photo, content)
    expected = "changed"
    match change:
        case "none":
            expected = "there"
        case "a byte":
            photo.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "longer":
            photo.write_bytes(content + b"x")
        case "shorter":
            photo.write_bytes(content[:-1])
        case "gone":
            photo.unlink()
            expected = "missing"
        case "a folder":
            photo.unlink()
            photo.mkdir()
        case "not readable":
            photo.chmod(0)
            if os.access(photo, os.R_OK):
                pytest.skip("this user may read everything")
    assert compare([picture]) == {"source": expected}


@posix
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    start = time.monotonic()
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty")):
        assert compare([to_compare(path, b"")]) == {"source": "changed"}
    assert time.monotonic() - start < 1


@posix
@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/"])
def test_an_experiment_that_names_no_file_as_its_picture_lacks_it(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    location = str(tmp_path / name)

    def begin() -> Generator[None, None, Beside]:
        return Beside(location, "", 0, hashlib.sha256(b"").hexdigest())
        yield

    content = Content(Experiment(source=Source("file", location)), pictures={"source": PictureToKeep(0, begin)})
    found = read_experiment(write(content, tmp_path / "a.vizapp"))
    assert (found.loaded.pictures, found.to_compare) == ({"source": "missing"}, ())


@linux
@pytest.mark.slow
def test_a_comparison_that_hangs_is_given_up_or_cancelled(experiment: Path) -> None:
    reader = SourceReader(slow_deadline=0.8)
    try:
        reader.request_experiment(experiment, request_id=1)
        assert answer(reader).experiment is not None
        for ends in ("by itself", "cancelled"):
            child = _asked_for_comparison(reader, experiment)
            assert reader.busy
            if ends == "cancelled":
                reader.cancel()
                assert not reader.busy
                assert reader.poll() == []
            else:
                assert str(answer(reader).error).startswith("photo.vizapp took longer than 0.8 seconds to open")
            wait_until(lambda pid=child: not Path(f"/proc/{pid}").exists())
            reader.request_experiment(experiment, request_id=2)
            assert answer(reader).experiment is not None
    finally:
        reader.close()


def _asked_for_comparison(reader: SourceReader, experiment: Path) -> int:
    """Request an experiment, and stop the child once it has answered and is asked to compare."""
    reader.request_experiment(experiment, request_id=1)
    child = reader._child
    assert child is not None
    wait_until(lambda: not child._outcomes.empty())
    pid = stopped(reader)
    assert reader.poll() == []
    return pid


@linux
def test_a_child_that_dies_while_it_compares_is_a_sentence(reader: SourceReader, experiment: Path) -> None:
    reader.request_experiment(experiment, request_id=1)
    assert answer(reader).experiment is not None
    os.kill(_asked_for_comparison(reader, experiment), signal.SIGKILL)
    error = str(answer(reader).error)
    assert error.startswith("photo.vizapp could not be read: the reading process ended (signal 9)")


@pytest.mark.parametrize("answers", ["another role", "unasked"])
def test_a_comparison_that_nobody_asked_for_is_turned_away(
    reader: SourceReader, experiment: Path, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = pipes.receive_answer

    def wrong(pipe: pipes.Pipe) -> reader_messages.Received:
        found = received(pipe)
        if isinstance(found, ExperimentAlone) and answers == "another role":
            return found
        return reader_messages.PicturesCompared({"unseen": "there"})

    monkeypatch.setattr(reader_process.pipes, "receive_answer", wrong)
    reader.request_experiment(experiment, request_id=1)
    error = str(answer(reader).error)
    assert "photo.vizapp" in error
    assert "pictures were compared that nobody asked about" in error


def test_a_picture_is_either_found_or_compared(experiment: Path) -> None:
    alone, pipe = read_experiment(experiment), io.BytesIO()
    twice = ExperimentAlone(alone.loaded, alone.to_compare * 2)
    pipes.send_experiment(pipe, twice)
    pipe.seek(0)
    with pytest.raises(reader_messages.ProtocolError, match="a picture that is there twice"):
        pipes.receive_answer(pipe)

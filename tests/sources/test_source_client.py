"""The window's reader: results without waiting, and a child that can crash, hang or be cancelled at no loss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from processes import is_running
from source_processes import PATIENCE, answer, linux, posix, stopped, wait_until

from vizapp.sources import client
from vizapp.sources.client import SourceReader
from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.reader import read_source
from vizapp.sources.reader_process import ReaderProcess


def test_the_child_reads_what_the_function_reads(reader: SourceReader, photo: Path) -> None:
    assert not reader.busy
    reader.request(photo, request_id=7)
    assert reader.busy
    result = answer(reader)
    expected = read_source(photo)
    assert (result.request_id, result.choice, result.error) == (7, None, None)
    assert isinstance(result.loaded, LoadedSource)
    for name, value in vars(expected).items():
        assert type(getattr(result.loaded, name)) is type(value)
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(getattr(result.loaded, name), value)
        else:
            assert getattr(result.loaded, name) == value
    assert not result.loaded.values.flags.writeable


def test_the_child_stays_for_the_next_request(reader: SourceReader, photo: Path) -> None:
    pids = set()
    for request_id in range(5):
        reader.request(photo, request_id=request_id)
        pids.add(reader.pid)
        assert answer(reader).loaded
    assert len(pids) == 1
    assert pids != {None}


def test_a_choice_comes_back_and_is_answered(reader: SourceReader, tmp_path: Path) -> None:
    np.savez(tmp_path / "maps.npz", a=np.ones((1, 2, 2)), b=np.zeros((1, 3, 3)))
    reader.request(tmp_path / "maps.npz", request_id=1)
    result = answer(reader)
    assert result.choice
    assert [entry.name for entry in result.choice] == ["a", "b"]
    reader.request(tmp_path / "maps.npz", "b", request_id=2)
    loaded = answer(reader).loaded
    assert loaded
    assert loaded.values.shape == (1, 3, 3)


def test_a_refusal_comes_back_as_its_sentence(reader: SourceReader, tmp_path: Path) -> None:
    reader.request(tmp_path / "gone.png", request_id=1)
    assert answer(reader).error == "gone.png does not exist; it may have been moved or renamed."


def test_image_data(reader: SourceReader, photo: Path) -> None:
    reader.request_bytes(photo.read_bytes(), "Pasted image", request_id=1)
    loaded = answer(reader).loaded
    assert loaded
    assert loaded.name == "Pasted image"
    np.testing.assert_array_equal(loaded.values, read_source(photo).values)
    reader.request_bytes(b"no image", "Pasted image", request_id=2)
    assert str(answer(reader).error).startswith("Pasted image is not an image")


def test_image_data_over_the_limit_never_reach_the_child(reader: SourceReader) -> None:
    class Huge(bytes):
        def __len__(self) -> int:
            return MAX_BYTES + 1

    reader.request_bytes(Huge(), "Pasted image", request_id=3)
    assert reader.pid is None
    assert answer(reader).error == "Pasted image is larger than the limit of 1 GiB; reduce it first."


@linux
def test_names_that_are_no_unicode(reader: SourceReader, photo: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(photo.parent) + b"/\xff\xfe.png"))
    photo.rename(odd)
    reader.request(odd, request_id=1)
    loaded = answer(reader).loaded
    assert loaded
    assert loaded.name == "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.png"


def test_relative_paths_mean_the_folder_of_the_window(
    reader: SourceReader, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.request(photo, request_id=0)
    assert answer(reader).loaded
    monkeypatch.chdir(photo.parent)
    reader.request(Path(photo.name), request_id=1)
    assert answer(reader).loaded


@posix
def test_a_newer_request_replaces_one_that_hangs(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    hung = stopped(reader)
    reader.request(photo, request_id=2)
    assert reader.pid != hung
    assert answer(reader).request_id == 2
    assert reader.poll() == []


@posix
def test_a_cancelled_request_has_no_result(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    hung = stopped(reader)
    reader.cancel()
    assert not reader.busy
    wait_until(lambda: not is_running(hung))
    assert reader.poll() == []
    reader.request(photo, request_id=2)
    assert answer(reader).request_id == 2


@posix
def test_a_child_that_is_killed_is_a_sentence_and_the_next_request_works(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    os.kill(stopped(reader), signal.SIGKILL)
    assert answer(reader).error == (
        "photo.png could not be read: the reading process ended (signal 9); the file may be damaged or need too much "
        "memory."
    )
    reader.request(photo, request_id=2)
    assert answer(reader).loaded


@linux
def test_a_child_that_dies_between_two_requests_is_replaced(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    assert answer(reader).loaded
    dead = reader.pid
    assert dead
    os.kill(dead, signal.SIGKILL)
    os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
    reader.request(photo, request_id=2)
    assert answer(reader).loaded
    assert reader.pid != dead


@posix
@pytest.mark.parametrize(("name", "seconds"), [("photo.png", 0.3), ("photo.vizapp", 0.6)])
def test_a_request_that_takes_too_long_is_given_up(photo: Path, name: str, seconds: float) -> None:
    reader = SourceReader(deadline=0.3, slow_deadline=0.6, start_allowance=0)
    try:
        start = time.monotonic()
        request = reader.request_experiment if name.endswith(".vizapp") else reader.request
        request(photo.with_name(name), request_id=1)
        hung = stopped(reader)
        result = answer(reader)
        assert seconds <= time.monotonic() - start < seconds + 1
        assert (
            result.error
            == f"{name} took longer than {seconds:g} seconds to open and was given up; try a smaller file."
        )
        wait_until(lambda: not is_running(hung))
    finally:
        reader.close()


@posix
@pytest.mark.parametrize(
    ("lasted", "starved", "is_late"),
    [(0.9, 0.0, False), (1.1, 0.0, True), (2.0, 0.9, True), (2.0, 1.1, False), (3.9, 3.9, False), (4.1, 4.1, True)],
)
def test_what_it_waits_for_the_processor_does_not_count_up_to_four_times_the_deadline(
    reader: SourceReader, photo: Path, lasted: float, starved: float, is_late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.request(photo, request_id=1)
    assert answer(reader).loaded
    assert reader.pid
    os.kill(reader.pid, signal.SIGSTOP)
    monkeypatch.setattr(ReaderProcess, "starved", 7.0)  # by earlier requests
    reader.request(photo, request_id=2)
    monkeypatch.setattr(ReaderProcess, "starved", 7.0 + starved * client.DEADLINE)
    now = time.monotonic() + lasted * client.DEADLINE
    monkeypatch.setattr(client, "time", SimpleNamespace(monotonic=lambda: now))
    results = reader.poll()
    monkeypatch.undo()
    assert [str(result.error) for result in results] == is_late * [
        "photo.png took longer than 20 seconds to open and was given up; try a smaller file."
    ]


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system does not tell")
def test_the_system_tells_how_long_it_waited_for_the_processor(photo: Path) -> None:
    child = ReaderProcess(None)
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        core = {min(os.sched_getaffinity(0))}
        for pid in (busy.pid, child.pid):
            os.sched_setaffinity(pid, core)
        start, before = time.monotonic(), child.starved
        wait_until(lambda: child.starved > before + 0.02)  # it imports meanwhile
        assert child.starved - before <= time.monotonic() - start
        os.kill(child.pid, signal.SIGSTOP)
        wait_until(lambda: ") T " in Path(f"/proc/{child.pid}/stat").read_text())
        before = child.starved
        time.sleep(0.1)
        assert child.starved == before, "what is stopped does not wait for the processor"
    finally:
        busy.kill()
        busy.wait()
        child.end()
        child.join(PATIENCE)
    assert child.starved == 0, "of a process that is gone nothing is known"


@posix
def test_a_child_that_has_yet_to_start_is_given_more_time(photo: Path) -> None:
    reader = SourceReader(deadline=0.2, start_allowance=60)
    try:
        reader.request(photo, request_id=1)
        assert answer(reader).loaded, "starting takes longer than the deadline of a picture"
        start = time.monotonic()
        stopped(reader)
        reader.request(photo, request_id=2)
        result = answer(reader)
        assert time.monotonic() - start < 5
        assert result.error is not None
        assert "took longer than 0.2 seconds" in result.error
    finally:
        reader.close()


@posix
def test_no_call_waits_for_a_child_that_hangs(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=0)
    assert answer(reader).loaded
    stopped(reader)
    data = bytes(50 << 20)  # far more than a pipe holds
    start = time.monotonic()
    reader.request_bytes(data, "Pasted image", request_id=1)
    assert reader.poll() == []
    assert reader.busy
    assert time.monotonic() - start < 0.1
    start = time.monotonic()
    reader.close()
    assert time.monotonic() - start < 1


def test_the_owner_is_woken_from_another_thread(photo: Path) -> None:
    woken: list[str] = []
    bell = threading.Event()

    def on_result() -> None:
        woken.append(threading.current_thread().name)
        bell.set()

    reader = SourceReader(on_result)
    try:
        reader.request(photo, request_id=1)
        assert bell.wait(PATIENCE)
        assert [result.request_id for result in reader.poll()] == [1]
        assert woken == ["source reader"]
    finally:
        reader.close()


def test_no_process_can_be_started(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(photo.parent / "no-python"))
    reader = SourceReader()
    reader.request(photo, request_id=1)
    assert str(answer(reader).error).startswith("photo.png cannot be opened because no process can be started: ")
    reader.close()


def test_a_closed_reader_takes_no_more_requests(photo: Path) -> None:
    reader = SourceReader()
    reader.close()
    reader.close()
    with pytest.raises(RuntimeError, match="closed"):
        reader.request(photo, request_id=1)
    assert reader.pid is None

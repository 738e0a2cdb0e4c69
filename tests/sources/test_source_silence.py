"""A reader that gives no sign of life: another one reads the file, and where that does not help it is said."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from processes import children_of

from vizapp.sources.client import SILENT_SECONDS, SourceReader
from vizapp.sources.liveliness import Activity, Liveliness, activity_of
from vizapp.sources.results import ReadResult

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="what a process does is read from /proc")
PATIENCE = 60.0


class Clock:
    """Tells the time that it is set to."""

    now = 50.0

    def __call__(self) -> float:
        return self.now


def look_on(life: Liveliness, clock: Clock, activity: Activity, seconds: float) -> float:
    """Look ten times a second while nothing else is done; return for how long there was no sign of life then."""
    for _ in range(round(10 * seconds)):
        clock.now += 0.1
        silent = life.look(activity)
    return silent


def test_what_is_done_is_a_sign_of_life() -> None:
    clock = Clock()
    life = Liveliness(clock)
    assert look_on(life, clock, ("1 2 3",), 1.0) == pytest.approx(0.9)
    assert look_on(life, clock, ("1 2 4",), 0.1) == 0.0
    assert look_on(life, clock, ("1 2 4",), 2.0) == pytest.approx(2.0)
    assert look_on(life, clock, None, 3.0) == 0.0, "it works, or the system does not say"
    look_on(life, clock, ("1 2 4",), 3.0)
    clock.now += 100
    assert life.look(("1 2 4",)) == 0.0, "nobody has looked meanwhile"
    life.begin()
    assert life.look(("1 2 4",)) == 0.0


@needs_proc
def test_the_system_says_what_a_process_has_done() -> None:
    assert activity_of([str(os.getpid())]) is None, "it runs"
    assert activity_of(["1", "0"]) is None, "there is no process 0"


@pytest.fixture
def reader() -> Iterator[SourceReader]:
    reader = SourceReader()
    yield reader
    reader.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(path)
    return path


def poll_until(reader: SourceReader, holds: Callable[[], bool]) -> list[ReadResult]:
    results: list[ReadResult] = []
    begun = time.monotonic()
    while not holds() and not results:
        assert time.monotonic() - begun < PATIENCE
        results += reader.poll()
        time.sleep(0.02)
    return results


def is_read(reader: SourceReader, picture: Path) -> bool:
    """Read the picture, whatever happens on the way; return whether it could be."""
    reader.request(picture, request_id=1)
    (result,) = poll_until(reader, lambda: False)
    return result.loaded is not None


@needs_proc
@pytest.mark.slow
def test_a_reader_that_was_stopped_while_it_was_idle_is_replaced(reader: SourceReader, picture: Path) -> None:
    assert is_read(reader, picture)
    stopped = reader.pid
    assert stopped is not None
    os.kill(stopped, signal.SIGSTOP)
    reader.request(picture, request_id=2)
    begun = time.monotonic()
    poll_until(reader, lambda: reader.trouble == "again")
    assert SILENT_SECONDS < time.monotonic() - begun < 3.0
    (result,) = poll_until(reader, lambda: False)
    assert (result.request_id, result.loaded is not None, reader.trouble) == (2, True, "")
    assert reader.pid != stopped


@needs_proc
@pytest.mark.slow
def test_where_another_reader_is_silent_too_it_is_said_until_it_goes_on(reader: SourceReader, picture: Path) -> None:
    assert is_read(reader, picture)
    first = reader.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    reader.request(picture, request_id=2)
    poll_until(reader, lambda: reader.trouble == "again")
    second = reader.pid
    assert second is not None
    os.kill(second, signal.SIGSTOP)
    poll_until(reader, lambda: reader.trouble == "silent")
    assert reader.busy
    os.kill(second, signal.SIGCONT)
    poll_until(reader, lambda: reader.trouble == "again")
    (result,) = poll_until(reader, lambda: False)
    assert result.loaded is not None


@needs_proc
@pytest.mark.slow
def test_one_that_is_cancelled_does_not_stand_in_the_way(reader: SourceReader, picture: Path) -> None:
    assert is_read(reader, picture)
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGSTOP)
    reader.request(picture, request_id=2)
    poll_until(reader, lambda: reader.trouble == "again")
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGSTOP)
    poll_until(reader, lambda: reader.trouble == "silent")
    reader.cancel()
    assert reader.poll() == []
    assert reader.trouble == ""
    assert is_read(reader, picture)


@needs_proc
@pytest.mark.slow
def test_a_worker_that_was_stopped_is_replaced(reader: SourceReader, tmp_path: Path) -> None:
    path = tmp_path / "large.npy"
    np.save(path, np.random.default_rng(0).normal(size=(24, 1500, 1500)).astype(np.float32))
    assert not is_read(reader, tmp_path / "none.png")
    assert reader.pid is not None
    zygote = reader.pid
    reader.request(path, request_id=2)
    deadline = time.monotonic() + PATIENCE
    while not (workers := children_of(zygote)):
        assert time.monotonic() < deadline
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    poll_until(reader, lambda: reader.trouble == "again")
    (result,) = poll_until(reader, lambda: False)
    assert result.loaded is not None
    assert not children_of(zygote)

"""Waiting for results and processes, for the tests of the reader and of its child."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from processes import children_of, is_running

from vizapp.sources.client import SourceReader
from vizapp.sources.results import ReadResult

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
PATIENCE = 30.0


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def answer(reader: SourceReader) -> ReadResult:
    results: list[ReadResult] = []

    def answered() -> bool:
        results.extend(reader.poll())
        return bool(results)

    wait_until(answered)
    assert len(results) == 1
    assert not reader.busy
    return results[0]


def stopped(reader: SourceReader) -> int:
    """Make the reader's child hang, and return its process id. One just started has read nothing yet."""
    assert reader.pid
    os.kill(reader.pid, signal.SIGSTOP)
    return reader.pid


def open_files() -> set[tuple[str, str]]:
    """Return number and target of each file that this process has open, where the system tells."""
    found = set()
    for link in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):  # that of the listing itself is closed by now
            found.add((link.name, str(link.readlink())))
    return found


def running_children() -> set[int]:
    """Return the process ids of this process's children that have not ended, where the system tells."""
    return set(filter(is_running, children_of()))

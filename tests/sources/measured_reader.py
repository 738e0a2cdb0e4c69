"""A reader of which each request is measured: how long it took, and what the confined process of its file used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from vizapp.sources.client import ReadResult, SourceReader
from vizapp.sources.reader_process import ReaderProcess

_CHILD = """
import os, sys
import vizapp.sources.child as child, vizapp.sources.workers as workers

def waitpid(pid, options):
    ended, status, used = os.wait4(pid, options)
    if ended:
        with open(sys.argv[1], "a") as file:
            file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}\\n")
    return ended, status

os.waitpid, workers.IDLE_MS = waitpid, 1
child.main()
"""
"""The usual one, which says what each worker used, and imports everything at its start: that is part of no file."""

_LOOK_SECONDS = 0.0005
_REAP_SECONDS = 5.0


@dataclass(frozen=True)
class Reading:
    """What a request came to.

    Attributes:
        result: the reader's.
        seconds: from the request to the result.
        processor_seconds: of the worker; 0 where it had to be killed.
        memory: the largest resident memory of the worker in bytes; 0 likewise.
    """

    result: ReadResult
    seconds: float
    processor_seconds: float
    memory: int


class MeasuredReader:
    """Waits for the result of each request; a context manager."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._usage = Path(self._folder.name) / "usage"
        self._usage.touch()
        self.reader = SourceReader(start_process=self._start)
        self.starts = 0

    def __enter__(self) -> MeasuredReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()
        self._folder.cleanup()

    def read(self, path: Path) -> Reading:
        """Read a file as the window opens one of its name."""
        opening = self.reader.request_experiment if path.suffix == ".vizapp" else self.reader.request
        return self.measure(lambda: opening(path, request_id=0))

    def measure(self, request: Callable[[], None]) -> Reading:
        """Make a request and wait for its result."""
        before = self._usage.stat().st_size
        start = time.perf_counter()
        request()
        while not (results := self.reader.poll()):
            time.sleep(_LOOK_SECONDS)
        seconds = time.perf_counter() - start
        used, kibibytes = self._used_since(before)
        return Reading(results[0], seconds, used, kibibytes << 10)

    def _used_since(self, offset: int) -> tuple[float, int]:
        """Return seconds and KiB, once the worker is gone; of several workers the sum and the largest."""
        patience = time.monotonic() + _REAP_SECONDS
        while self.reader.pid is not None and self._usage.stat().st_size <= offset and time.monotonic() < patience:
            time.sleep(_LOOK_SECONDS)
        with self._usage.open() as file:
            file.seek(offset)
            rows = [line.split() for line in file]
        return sum(float(seconds) for seconds, _ in rows), max((int(memory) for _, memory in rows), default=0)

    def _start(self, on_result: Callable[[], None] | None) -> ReaderProcess:
        self.starts += 1
        return ReaderProcess(on_result, ("-c", _CHILD, str(self._usage)))

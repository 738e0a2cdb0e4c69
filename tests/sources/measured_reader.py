"""A reader of which each request is measured: how long it took, and what the confined process of its file used."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from vizapp.sources import reader_messages
from vizapp.sources.client import SourceReader
from vizapp.sources.reader_process import Payload, ReaderProcess
from vizapp.sources.results import ReadResult

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
        self.starts = self._submitted = 0

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
        os.truncate(self._usage, 0)
        self._submitted = 0
        start = time.perf_counter()
        request()
        while not (results := self.reader.poll()):
            time.sleep(_LOOK_SECONDS)
        seconds = time.perf_counter() - start
        used, kibibytes = self._used()
        return Reading(results[0], seconds, used, kibibytes << 10)

    def _used(self) -> tuple[float, int]:
        """Return seconds and KiB, once the workers are gone: the sum and the largest."""
        patience = time.monotonic() + _REAP_SECONDS
        while (said := self._usage.read_text()).count("\n") < self._submitted:
            if self.reader.pid is None or time.monotonic() > patience:
                break
            time.sleep(_LOOK_SECONDS)
        rows = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
        return sum(float(seconds) for seconds, _ in rows), max((int(memory) for _, memory in rows), default=0)

    def _start(self, on_result: Callable[[], None] | None) -> ReaderProcess:
        self.starts += 1
        return _CountingProcess(self._count, on_result, ("-c", _CHILD, str(self._usage)))

    def _count(self) -> None:
        self._submitted += 1


class _CountingProcess(ReaderProcess):
    """Says when a request is made: that of an experiment is followed by another one."""

    def __init__(self, count: Callable[[], None], on_result: Callable[[], None] | None, code: Sequence[str]) -> None:
        super().__init__(on_result, code)
        self._count = count

    def submit(self, message: reader_messages.ReadRequest, payload: Payload) -> None:
        self._count()
        super().submit(message, payload)

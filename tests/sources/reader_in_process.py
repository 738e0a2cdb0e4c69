"""A source reader without a process of its own, for tests of what is done with the sources.

Starting a process takes longer than most tests. Requests and answers go through the same code as in the child, and
through their form as bytes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from vizapp.sources import child, pipes, reader_messages
from vizapp.sources.client import SourceReader
from vizapp.sources.kept import LoadedExperiment
from vizapp.sources.loaded import SourceError
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.reader_process import Outcome, Payload, ReaderProcess


class _ThisProcess(ReaderProcess):
    """Answers each request at once, in the thread that makes it."""

    def __init__(self, on_result: Callable[[], None] | None) -> None:
        self._on_result = on_result
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()

    @property
    def pid(self) -> int:
        return os.getpid()

    @property
    def ended(self) -> bool:
        return False

    @property
    def has_answered(self) -> bool:
        return True

    def submit(self, message: reader_messages.ReadRequest, payload: Payload) -> None:
        answer = io.BytesIO()
        given = payload.rows if isinstance(payload, RawPixels) else payload
        child.answer(answer, message, memoryview(given).cast("B"))
        answer.seek(0)
        self._report(pipes.receive_answer(answer))

    def end(self) -> None:
        """Do nothing: there is no process to end."""

    def gone(self) -> bool:
        return True

    def join(self, seconds: float) -> None:
        """Do nothing: there is no thread to wait for."""


class ReaderInProcess(SourceReader):
    """Reads within this process."""

    def __init__(self) -> None:
        super().__init__(start_process=_ThisProcess)


def experiment_at(path: Path) -> LoadedExperiment:
    """Read an experiment, and compare the pictures beside it.

    Raises:
        SourceError: the file cannot be opened, and why.
    """
    reader = ReaderInProcess()
    reader.request_experiment(path, request_id=0)
    while not (results := reader.poll()):
        pass  # the comparison is answered as soon as it is asked for
    reader.close()
    if results[0].problem is not None:
        raise SourceError.of(results[0].problem)
    assert results[0].experiment is not None
    return results[0].experiment

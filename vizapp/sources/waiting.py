"""Reading through the confined process, and waiting for it: for the command line, which has nothing else to do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from vizapp.sources.client import SourceReader
from vizapp.sources.kept import LoadedExperiment
from vizapp.sources.loaded import ArrayChoiceNeeded, AxisOrder, LoadedSource, SourceError
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult
from vizapp.sources.weights import LoadedNetwork
from vizapp.sources.whole import ArrayFile

_LOOK_SECONDS = 0.1
"""So often the reader is asked whether it has taken too long."""


def read_file(path: Path, array: str | None = None, axes: AxisOrder | None = None) -> LoadedSource:
    """Read an image or a feature map, as :func:`vizapp.sources.reader.read_source` does.

    Raises:
        ArrayChoiceNeeded: the file holds several arrays and ``array`` is None.
        SourceError: the file cannot be opened, and why.
    """
    result = _result(lambda reader: reader.request(path, array, axes, request_id=0))
    if result.choice is not None:
        raise ArrayChoiceNeeded(display_name(path), result.choice)
    assert result.loaded is not None
    return result.loaded


def read_network_weights(path: Path) -> LoadedNetwork:
    """Read the weights of a network, as :func:`vizapp.sources.weight_files.read_weights` does.

    Raises:
        SourceError: the file cannot be opened, and why.
    """
    result = _result(lambda reader: reader.request_weights(path, request_id=0))
    assert result.network is not None
    return result.network


def read_all_arrays(path: Path, only: str | None = None) -> ArrayFile:
    """Read every array of a file, or one, as :func:`vizapp.sources.whole_arrays.read_arrays` does.

    Raises:
        SourceError: the file cannot be opened or holds no arrays, and why.
    """
    result = _result(lambda reader: reader.request_arrays(path, only, request_id=0))
    assert result.arrays is not None
    return result.arrays


def read_kept_experiment(path: Path) -> LoadedExperiment:
    """Read an experiment, as :func:`vizapp.sources.kept_files.read_experiment` does.

    Raises:
        SourceError: the file cannot be opened, and why.
    """
    result = _result(lambda reader: reader.request_experiment(path, request_id=0))
    assert result.experiment is not None
    return result.experiment


@contextmanager
def one_reader() -> Iterator[None]:
    """Let one process, which takes a third of a second to start, do all the reading within this context."""
    if _shared.get() is not None:
        yield
        return
    waiting = _Waiting()
    token = _shared.set(waiting)
    try:
        yield
    finally:
        _shared.reset(token)
        waiting.reader.close()


class _Waiting:
    """A reader, and what it wakes."""

    def __init__(self) -> None:
        self._answered = threading.Event()
        self.reader = SourceReader(self._answered.set)

    def result(self, request: Callable[[SourceReader], None]) -> ReadResult:
        """Make a request and return its result.

        Raises:
            SourceError: there is a problem instead of one.
        """
        request(self.reader)
        while not (results := self.reader.poll()):
            self._answered.wait(_LOOK_SECONDS)
            self._answered.clear()
        if (problem := results[0].problem) is not None:
            raise SourceError.of(problem)
        return results[0]


_shared: ContextVar[_Waiting | None] = ContextVar("one reader", default=None)


def _result(request: Callable[[SourceReader], None]) -> ReadResult:
    with one_reader():
        waiting = _shared.get()
        assert waiting is not None
        return waiting.result(request)

"""What comes of a request to the reading process, as the window and the command line take it."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.problem import Problem, Value
from vizapp.sources import reader_messages
from vizapp.sources.brought import Examination, LoadedBrought, NothingRecognised
from vizapp.sources.kept import ExperimentAlone, LoadedExperiment
from vizapp.sources.loaded import ArrayEntry, LoadedSource
from vizapp.sources.reader_process import Outcome
from vizapp.sources.weights import LoadedNetwork
from vizapp.sources.whole import ArrayFile
from vizapp.wording.problems import sentence

_LONGEST_REASON = 500


@dataclass(frozen=True, eq=False)
class ReadResult:
    """The result of one request: exactly one of the others is not None, or ``nothing`` is True.

    Attributes:
        request_id: the id given to `SourceReader.request`.
        loaded: the source.
        choice: the arrays of a file that holds several; request the file again with the name of one.
        problem: why the file could not be read.
        examined: what files that hold offsets are together.
        nothing: whether no array of examined files looks like offsets.
        brought: the arrays of a layer with brought offsets.
        network: the weights of a network.
        experiment: from a file of an experiment.
        arrays: all arrays of a file.
    """

    request_id: int
    loaded: LoadedSource | None = None
    choice: tuple[ArrayEntry, ...] | None = None
    problem: Problem | None = None
    examined: Examination | None = None
    nothing: bool = False
    brought: LoadedBrought | None = None
    network: LoadedNetwork | None = None
    experiment: LoadedExperiment | None = None
    arrays: ArrayFile | None = None

    @property
    def error(self) -> str | None:
        """The problem as a sentence, or None."""
        return None if self.problem is None else sentence(self.problem)


def problem_of(code: str, name: str, **values: Value) -> Problem:
    """Return a problem with what is called ``name``."""
    return Problem(code, "source", {"name": name, **values})


def result_of(request_id: int, name: str, outcome: Outcome, alone: ExperimentAlone | None = None) -> ReadResult:
    """Return what the outcome of a request means.

    Args:
        request_id: of the request.
        name: of what was requested, for display.
        outcome: of its last message to the child.
        alone: what is known already of an experiment whose pictures were compared.
    """
    if isinstance(outcome, LoadedSource):
        return ReadResult(request_id, loaded=outcome)
    if isinstance(outcome, reader_messages.ChoiceNeeded):
        return ReadResult(request_id, choice=outcome.entries)
    if isinstance(outcome, Examination):
        return ReadResult(request_id, examined=outcome)
    if isinstance(outcome, NothingRecognised):
        return ReadResult(request_id, nothing=True)
    if isinstance(outcome, LoadedBrought):
        return ReadResult(request_id, brought=outcome)
    if isinstance(outcome, LoadedNetwork):
        return ReadResult(request_id, network=outcome)
    if isinstance(outcome, ArrayFile):
        return ReadResult(request_id, arrays=outcome)
    if isinstance(outcome, ExperimentAlone):
        return ReadResult(request_id, experiment=outcome.loaded)
    if isinstance(outcome, reader_messages.PicturesCompared):
        return _compared(request_id, name, outcome, alone)
    if isinstance(outcome, reader_messages.NotLoaded):
        return ReadResult(request_id, problem=outcome.problem)
    if isinstance(outcome, reader_messages.ProtocolError):
        return _unreadable(request_id, name, outcome)
    code = "source.reader-signal" if outcome < 0 else "source.reader-status"
    return ReadResult(request_id, problem=problem_of(code, name, number=abs(outcome)))


def _compared(
    request_id: int, name: str, outcome: reader_messages.PicturesCompared, alone: ExperimentAlone | None
) -> ReadResult:
    try:
        if alone is None:
            raise ValueError("pictures were compared that nobody asked about")
        return ReadResult(request_id, experiment=alone.with_compared(outcome.found))
    except ValueError as error:
        return _unreadable(request_id, name, error)


def _unreadable(request_id: int, name: str, error: Exception) -> ReadResult:
    what = str(error)[:_LONGEST_REASON]
    return ReadResult(request_id, problem=problem_of("source.reader-unreadable", name, what=what))

"""The window's client of the reading process: sends requests and collects results without blocking."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from vizapp.document.brought import BroughtSpec
from vizapp.problem import Problem
from vizapp.sources import reader_messages
from vizapp.sources.brought import (
    MAX_FILES,
    OffsetChoices,
    SourceFacts,
)
from vizapp.sources.kept import ExperimentAlone
from vizapp.sources.limits import MAX_BYTES, too_many_pixels
from vizapp.sources.liveliness import Liveliness
from vizapp.sources.loaded import AxisOrder, refusal
from vizapp.sources.locations import path_of
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.reader_process import Outcome, Payload, ReaderProcess
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult, problem_of, result_of

DEADLINE = 20.0
SLOW_DEADLINE = 60.0
"""In seconds, for an experiment, which may hold a training of a gigabyte."""
SILENT_SECONDS = 2.5
"""After so long without a sign of life a reader does not answer."""
ReaderTrouble: TypeAlias = Literal["", "again", "silent"]
"""again: a reader did not answer, and another one reads the file again; silent: that one does not answer either."""
START_ALLOWANCE = 40.0
"""In seconds, added for a request that a new child has to start for, which is slow on a busy machine."""

_STARVED_FACTOR = 4.0
"""So many times its deadline a request may last in all. Until then, what the child waits for a processor that others
have is not counted: its priority is low, so that on a busy machine most of its time may be that."""
_CLOSING_SECONDS = 1.0


@dataclass(frozen=True)
class _Pending:
    """The request that waits for an answer; ``alone`` is what is known already of an experiment whose pictures are
    compared."""

    request_id: int
    name: str
    limit: float
    begun: float = field(default_factory=time.monotonic)
    starved_before: float = 0.0
    alone: ExperimentAlone | None = None

    def is_late(self, child: ReaderProcess) -> bool:
        lasted = time.monotonic() - self.begun
        if lasted <= self.limit:
            return False
        return lasted > _STARVED_FACTOR * self.limit or lasted - (child.starved - self.starved_before) > self.limit


class SourceReader:
    """Reads one file at a time in a child process; a new request cancels the one before.

    Only `close` waits for the child, for at most a second. A child that takes too long, crashes or is killed is
    reported as a problem, and the next request starts a new one. In the place of one that gives no sign of life, such
    as one that was stopped, another one reads the file again, once. All methods must be called from one thread. While
    `busy`, call `poll` a few times a second, because it enforces the deadlines.

    Attributes:
        trouble: what is wrong with the reading of the pending request; "" if nothing is.
    """

    def __init__(
        self,
        on_result: Callable[[], None] | None = None,
        deadline: float = DEADLINE,
        slow_deadline: float = SLOW_DEADLINE,
        start_allowance: float = START_ALLOWANCE,
        start_process: Callable[[Callable[[], None] | None], ReaderProcess] = ReaderProcess,
    ) -> None:
        """Make a reader without starting a child.

        Args:
            on_result: called from another thread when `poll` may have a result; must only wake the owner's thread.
            deadline: in seconds, for a file.
            slow_deadline: in seconds, for an experiment.
            start_allowance: in seconds, added to either until a child has answered once.
            start_process: starts a child; it is given ``on_result``.
        """
        self._on_result = on_result
        self._deadline = deadline
        self._slow_deadline = slow_deadline
        self._start_allowance = start_allowance
        self._start_process = start_process
        self._child: ReaderProcess | None = None
        self._ended: list[ReaderProcess] = []
        self._pending: _Pending | None = None
        self._work: tuple[reader_messages.ReadRequest, Payload] | None = None  # what the child was asked last
        self._liveliness = Liveliness()
        self.trouble: ReaderTrouble = ""
        self._immediate: list[ReadResult] = []
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether a request is pending."""
        return self._pending is not None or bool(self._immediate)

    @property
    def pid(self) -> int | None:
        """The process id of the child, for diagnosis; None if there is none."""
        return None if self._child is None else self._child.pid

    def request(
        self, path: Path, array: str | None = None, axes: AxisOrder | None = None, *, request_id: int
    ) -> None:
        """Request a file, cancelling an earlier request.

        Args:
            path: the file, which need not exist.
            array: the name of the array, for a file that holds several.
            axes: the axis order of an array of three axes; None guesses.
            request_id: returned with the result.
        """
        message = reader_messages.ReadFile(os.fsencode(path.absolute()), array, axes)
        self._submit(message, b"", self._quick(request_id, display_name(path)))

    def request_bytes(self, data: bytes, name: str, request_id: int) -> None:
        """Request the decoding of a pasted or dropped image, cancelling an earlier request."""
        name = display_name(name)
        if len(data) > MAX_BYTES:
            self.cancel()
            too_large = problem_of("source.pasted-too-large", name, limit=MAX_BYTES)
            self._immediate.append(ReadResult(request_id, problem=too_large))
            return
        self._submit(reader_messages.ReadBytes(name, len(data)), data, self._quick(request_id, name))

    def request_pixels(self, pixels: RawPixels, name: str, request_id: int) -> None:
        """Request the loading of a picture pasted or dropped as pixels, cancelling an earlier request.

        The pixels are not copied: another thread writes them to the child directly from their memory.
        """
        name = display_name(name)
        if problem := _no_picture(pixels):
            self.cancel()
            self._immediate.append(ReadResult(request_id, problem=refusal(name, problem).problem))
            return
        message = reader_messages.ReadPixels(name, pixels.height, pixels.width, pixels.bytes_per_line, pixels.order)
        self._submit(message, pixels, self._quick(request_id, name))

    def request_examination(
        self, paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts, *, request_id: int
    ) -> None:
        """Request an examination of files that may hold offsets, cancelling an earlier request."""
        encoded = tuple(os.fsencode(path.absolute()) for path in paths[:MAX_FILES])
        self._submit(
            reader_messages.ExamineOffsets(encoded, choices, source),
            b"",
            self._quick(request_id, display_name(paths[0])),
        )

    def request_brought(self, spec: BroughtSpec, *, request_id: int) -> None:
        """Request the arrays of a layer with brought offsets, cancelling an earlier request."""
        paths = [path_of(array.location) for array in spec.arrays]
        parts = tuple(
            reader_messages.BroughtPart(array.role, os.fsencode(path.absolute()), array.array)
            for array, path in zip(spec.arrays, paths, strict=True)
        )
        message = reader_messages.ReadBrought(parts, spec.layout, spec.own_geometry.taps, spec.offset_groups)
        self._submit(message, b"", self._quick(request_id, display_name(paths[0])))

    def request_weights(self, path: Path, *, request_id: int) -> None:
        """Request the weights of a network, cancelling an earlier request."""
        message = reader_messages.ReadWeights(os.fsencode(path.absolute()))
        self._submit(message, b"", self._quick(request_id, display_name(path)))

    def request_arrays(self, path: Path, only: str | None = None, *, request_id: int) -> None:
        """Request all arrays of a file, or the one that is named, cancelling an earlier request."""
        message = reader_messages.ReadArrays(os.fsencode(path.absolute()), only)
        self._submit(message, b"", self._quick(request_id, display_name(path)))

    def request_experiment(self, path: Path, *, request_id: int) -> None:
        """Request an experiment, with a comparison of the pictures beside it, cancelling an earlier request."""
        message = reader_messages.ReadExperiment(os.fsencode(path.absolute()))
        self._submit(message, b"", _Pending(request_id, display_name(path), self._slow_deadline))

    def cancel(self) -> None:
        """Cancel the pending request, if there is one; it will have no result."""
        self._immediate.clear()
        if self._pending is not None:
            self._pending = self._work = None  # which may hold a pasted picture
            self._end_child()

    def poll(self) -> list[ReadResult]:
        """Return the results that have arrived since the last call, without blocking."""
        results, self._immediate = self._immediate, []
        if self._child is not None:
            outcome = self._child.outcome()
            if outcome is not None:
                if isinstance(outcome, int | reader_messages.ProtocolError):
                    self._end_child()
                results += self._results(outcome)
        if self._pending is not None and self._child is not None and self._pending.is_late(self._child):
            late = problem_of("source.took-too-long", self._pending.name, seconds=self._pending.limit)
            results.append(ReadResult(self._pending.request_id, problem=late))
            self.cancel()
        self._look_for_life()
        self._ended = [child for child in self._ended if not child.gone()]
        return results

    def close(self) -> None:
        """End the child and its thread, and close the pipes."""
        self._closed = True
        self.cancel()
        self._end_child()
        patience = time.monotonic() + _CLOSING_SECONDS
        for child in self._ended:
            child.join(max(0.0, patience - time.monotonic()))
        self._ended.clear()

    def _results(self, outcome: Outcome) -> list[ReadResult]:
        """Return what a request came to; none if another request follows from it, or it was cancelled."""
        if self._pending is None:
            return []
        if isinstance(outcome, ExperimentAlone) and outcome.to_compare and self._child is not None:
            # Which files these are says the file of a stranger: another worker compares them, and may read no more.
            self._pending = replace(self._pending, alone=outcome)
            self._ask(self._child, reader_messages.ComparePictures(outcome.to_compare), b"")
            return []
        result = result_of(self._pending.request_id, self._pending.name, outcome, self._pending.alone)
        self._pending = None
        return [result]

    def _quick(self, request_id: int, name: str) -> _Pending:
        return _Pending(request_id, name, self._deadline)

    def _submit(self, message: reader_messages.ReadRequest, payload: Payload, pending: _Pending) -> None:
        if self._closed:
            raise RuntimeError("the reader has been closed")
        self.cancel()
        self.trouble = ""
        self._send(message, payload, pending)

    def _send(self, message: reader_messages.ReadRequest, payload: Payload, pending: _Pending) -> None:
        try:
            child = self._living_child()
        except OSError as error:
            none = problem_of("source.no-process", pending.name, why=error.strerror or str(error))
            self._immediate.append(ReadResult(pending.request_id, problem=none))
            return
        if not child.has_answered:
            pending = replace(pending, limit=pending.limit + self._start_allowance)
        self._pending = replace(pending, starved_before=child.starved)
        self._ask(child, message, payload)

    def _ask(self, child: ReaderProcess, message: reader_messages.ReadRequest, payload: Payload) -> None:
        self._work = message, payload
        self._liveliness.begin()
        child.submit(message, payload)

    def _look_for_life(self) -> None:
        """Have another child read again what the present one gives no sign of life over."""
        child, pending = self._child, self._pending
        if child is None or pending is None or self._work is None:
            self._work, self.trouble = None, ""
        elif self._liveliness.look(child.activity) <= SILENT_SECONDS:
            self.trouble = "again" if self.trouble else ""
        elif self.trouble:
            self.trouble = "silent"
        else:
            self.trouble = "again"
            message, payload = self._work
            self._pending = None
            self._end_child()
            self._send(message, payload, replace(pending, begun=time.monotonic()))

    def _living_child(self) -> ReaderProcess:
        if self._child is not None and self._child.ended:
            self._end_child()
        if self._child is None:
            self._child = self._start_process(self._on_result)
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._ended.append(self._child)
            self._child = None


def _no_picture(pixels: RawPixels) -> Problem | None:
    """Return what is wrong with ``pixels``, or None if they can be requested."""
    if min(pixels.height, pixels.width) < 1:
        return Problem("reason.picture-empty", "source")
    return too_many_pixels(pixels.height, pixels.width)

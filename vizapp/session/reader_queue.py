"""One reader for several purposes: what the user opens goes first, the rest is read when the reader is idle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from vizapp.document.brought import BroughtSpec
from vizapp.session.source_loading import ReaderClient
from vizapp.sources.brought import OffsetChoices, SourceFacts
from vizapp.sources.client import ReaderTrouble
from vizapp.sources.loaded import AxisOrder
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.results import ReadResult

SideRole: TypeAlias = Literal["judged", "unseen"]
"""The pictures that stand beside the source."""
_Purpose: TypeAlias = Literal["training", "network", "brought"] | SideRole
_PURPOSES: tuple[_Purpose, ...] = ("training", "network", "brought", "judged", "unseen")
"""What files that can wait are read for, in the order in which they are."""
_FIRST_EXAMINATION = 1 << 40
"""The first id of examinations and of networks that are opened; the ids of sources are far smaller."""


@dataclass(frozen=True, slots=True)
class _Later:
    """Something that can wait: how it is requested with an id, and who gets the result."""

    begin: Callable[[int], None]
    done: Callable[[ReadResult], None]


class ReaderQueue(ReaderClient):
    """A reader that also reads files that can wait, without delaying any other request.

    The reader takes one request at a time. A request that the user waits for interrupts a file that can wait, which
    is then read again from its beginning.
    """

    def __init__(self, reader: ReaderClient) -> None:
        self._reader = reader
        self._urgent: int | None = None
        self._examined: tuple[int, Callable[[ReadResult], None]] | None = None
        self._examinations = _FIRST_EXAMINATION
        self._waiting: dict[_Purpose, _Later] = {}
        self._reading: _Purpose | None = None
        self._later_id = 0  # counts down, so that it is never the id of an urgent request

    @property
    def trouble(self) -> ReaderTrouble:
        return self._reader.trouble

    def request(
        self, path: Path, array: str | None = None, axes: AxisOrder | None = None, *, request_id: int
    ) -> None:
        self._begin_urgent(request_id)
        self._reader.request(path, array, axes, request_id=request_id)

    def request_bytes(self, data: bytes, name: str, *, request_id: int) -> None:
        self._begin_urgent(request_id)
        self._reader.request_bytes(data, name, request_id=request_id)

    def request_pixels(self, pixels: RawPixels, name: str, *, request_id: int) -> None:
        self._begin_urgent(request_id)
        self._reader.request_pixels(pixels, name, request_id=request_id)

    def request_examination(
        self, paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts, *, request_id: int
    ) -> None:
        self._begin_urgent(request_id)
        self._reader.request_examination(paths, choices, source, request_id=request_id)

    def request_brought(self, spec: BroughtSpec, *, request_id: int) -> None:
        self._begin_urgent(request_id)
        self._reader.request_brought(spec, request_id=request_id)

    def request_weights(self, path: Path, *, request_id: int) -> None:
        self._begin_urgent(request_id)
        self._reader.request_weights(path, request_id=request_id)

    def examine(
        self,
        paths: Sequence[Path],
        choices: OffsetChoices,
        source: SourceFacts,
        done: Callable[[ReadResult], None],
    ) -> None:
        """Examine files that the user waits for; :meth:`poll` calls ``done``, unless another request comes first."""
        self._examinations += 1
        self.request_examination(paths, choices, source, request_id=self._examinations)
        self._examined = self._examinations, done

    def read_network(self, path: Path, done: Callable[[ReadResult], None]) -> None:
        """Read the weights of a network that the user waits for, as :meth:`examine` does."""
        self._examinations += 1
        self.request_weights(path, request_id=self._examinations)
        self._examined = self._examinations, done

    def request_experiment(self, path: Path, *, request_id: int) -> None:
        self._begin_urgent(request_id)
        self._reader.request_experiment(path, request_id=request_id)

    def read_experiment(self, path: Path, done: Callable[[ReadResult], None]) -> None:
        """Read an experiment that the user waits for, as :meth:`examine` does."""
        self._examinations += 1
        self.request_experiment(path, request_id=self._examinations)
        self._examined = self._examinations, done

    def cancel(self) -> None:
        """Cancel the urgent request, if there is one; files that can wait are still read."""
        self._urgent = self._examined = None
        if self._reading is None:
            self._reader.cancel()

    def read_later(
        self,
        role: SideRole,
        path: Path,
        array: str | None,
        axes: AxisOrder | None,
        done: Callable[[ReadResult], None],
    ) -> None:
        """Read the picture of ``role`` when the reader is idle, in place of one that waits.

        :meth:`poll` calls ``done``.
        """
        self._read_when_idle(
            role, _Later(lambda number: self._reader.request(path, array, axes, request_id=number), done)
        )

    def cancel_later(self, role: SideRole) -> None:
        """Do not read the picture of ``role``, or drop its result."""
        self._drop(role)

    def read_brought_later(self, spec: BroughtSpec, done: Callable[[ReadResult], None]) -> None:
        """Read brought arrays when the reader is idle, in place of those that wait; :meth:`poll` calls ``done``."""
        self._read_when_idle(
            "brought", _Later(lambda number: self._reader.request_brought(spec, request_id=number), done)
        )

    def cancel_brought(self) -> None:
        """Do not read brought arrays, or drop them."""
        self._drop("brought")

    def read_network_later(self, path: Path, done: Callable[[ReadResult], None]) -> None:
        """Read weights when the reader is idle, in place of those that wait; :meth:`poll` calls ``done``."""
        self._read_when_idle(
            "network", _Later(lambda number: self._reader.request_weights(path, request_id=number), done)
        )

    def read_training_later(self, path: Path, done: Callable[[ReadResult], None]) -> None:
        """Read a training that was kept before all else that can wait; :meth:`poll` calls ``done``."""
        self._reading = None  # the reader drops it for this request
        self._read_when_idle(
            "training", _Later(lambda number: self._reader.request_experiment(path, request_id=number), done)
        )

    def cancel_network(self) -> None:
        """Do not read weights that can wait, or drop them."""
        self._drop("network")

    def poll(self) -> list[ReadResult]:
        """Return the results of urgent requests; what can wait is begun when none is left."""
        results: list[ReadResult] = []
        for result in self._reader.poll():
            if result.request_id == self._urgent:
                self._urgent = None
            if result.request_id < 0:
                self._finish_later(result)
            elif result.request_id >= _FIRST_EXAMINATION:
                self._finish_examination(result)
            else:
                results.append(result)
        self._begin_later()
        return results

    def close(self) -> None:
        self._waiting.clear()
        self._reader.close()

    def _begin_urgent(self, request_id: int) -> None:
        self._urgent, self._examined = request_id, None
        self._reading = None  # the reader drops it for this request

    def _read_when_idle(self, purpose: _Purpose, later: _Later) -> None:
        self._drop(purpose)
        self._waiting[purpose] = later
        self._begin_later()

    def _drop(self, purpose: _Purpose) -> None:
        self._waiting.pop(purpose, None)
        if self._reading == purpose:
            self._reading = None
            self._reader.cancel()

    def _begin_later(self) -> None:
        wanted = next((purpose for purpose in _PURPOSES if purpose in self._waiting), None)
        if wanted is None or self._urgent is not None or self._reading is not None:
            return
        self._later_id -= 1
        self._reading = wanted
        self._waiting[wanted].begin(self._later_id)

    def _finish_later(self, result: ReadResult) -> None:
        if self._reading is not None and result.request_id == self._later_id:
            later = self._waiting.pop(self._reading)
            self._reading = None
            later.done(result)

    def _finish_examination(self, result: ReadResult) -> None:
        if self._examined is not None and self._examined[0] == result.request_id:
            _, done = self._examined
            self._examined = None
            done(result)

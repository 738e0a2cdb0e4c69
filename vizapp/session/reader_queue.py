"""One reader for two purposes: what the user opens goes first, and what can wait is read when the reader is idle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vizapp.session.source_loading import ReaderClient
from vizapp.sources.client import ReadResult
from vizapp.sources.loaded import AxisOrder
from vizapp.sources.raw_pixels import RawPixels


@dataclass(frozen=True, slots=True)
class _Later:
    """A file that can wait."""

    path: Path
    array: str | None
    axes: AxisOrder | None
    done: Callable[[ReadResult], None]


class ReaderQueue(ReaderClient):
    """A reader that also reads one file that can wait, without delaying any other request.

    The reader takes one request at a time. A request that the user waits for interrupts a file that can wait, which
    is then read again from its beginning.
    """

    def __init__(self, reader: ReaderClient) -> None:
        self._reader = reader
        self._urgent: int | None = None
        self._later: _Later | None = None
        self._later_id = 0  # counts down, so that it is never the id of an urgent request
        self._is_reading_later = False

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

    def cancel(self) -> None:
        """Cancel the urgent request, if there is one; a file that can wait is still read."""
        self._urgent = None
        if not self._is_reading_later:
            self._reader.cancel()

    def read_later(
        self, path: Path, array: str | None, axes: AxisOrder | None, done: Callable[[ReadResult], None]
    ) -> None:
        """Read a file when the reader is idle, in place of one that is still waiting; :meth:`poll` calls ``done``."""
        self.cancel_later()
        self._later = _Later(path, array, axes, done)
        self._begin_later()

    def cancel_later(self) -> None:
        """Do not read the file that can wait, or drop its result."""
        self._later = None
        if self._is_reading_later:
            self._is_reading_later = False
            self._reader.cancel()

    def poll(self) -> list[ReadResult]:
        """Return the results of urgent requests; the file that can wait is begun when none is left."""
        results: list[ReadResult] = []
        for result in self._reader.poll():
            if result.request_id == self._urgent:
                self._urgent = None
            if result.request_id < 0:
                self._finish_later(result)
            else:
                results.append(result)
        self._begin_later()
        return results

    def close(self) -> None:
        self._later = None
        self._reader.close()

    def _begin_urgent(self, request_id: int) -> None:
        self._urgent = request_id
        self._is_reading_later = False  # the reader drops it for this request

    def _begin_later(self) -> None:
        later = self._later
        if later is None or self._urgent is not None or self._is_reading_later:
            return
        self._later_id -= 1
        self._is_reading_later = True
        self._reader.request(later.path, later.array, later.axes, request_id=self._later_id)

    def _finish_later(self, result: ReadResult) -> None:
        later = self._later
        if later is not None and self._is_reading_later and result.request_id == self._later_id:
            self._later = None
            self._is_reading_later = False
            later.done(result)

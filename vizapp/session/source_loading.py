"""Loading of the source that a document names, immediately from the shelf or later from the reader.

The state shows the file being read, a pending choice of an array, and a refusal.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec.structs import replace

from vizapp.document.brought import BroughtSpec
from vizapp.document.experiment import Source, pasted_source
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.earlier_notice import EarlierNotice
from vizapp.session.sample_problems import may_pass, told_of
from vizapp.session.shelf import Shelf
from vizapp.session.source_state import ArrayChoice
from vizapp.session.store import Store
from vizapp.sources.brought import OffsetChoices, SourceFacts
from vizapp.sources.client import ReaderTrouble
from vizapp.sources.loaded import AxisOrder, LoadedSource
from vizapp.sources.locations import path_of
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult
from vizapp.sources.samples import sample

Commit: TypeAlias = Callable[[Source, LoadedSource | None], None]
"""Called once the source is loaded; the document changes only then."""
Refused: TypeAlias = Callable[[Problem], None]
"""Called in place of a banner where the source cannot be loaded."""


class ReaderClient(Protocol):
    """The part of :class:`vizapp.sources.client.SourceReader` that is used here."""

    @property
    def trouble(self) -> ReaderTrouble: ...
    def request(
        self, path: Path, array: str | None = None, axes: AxisOrder | None = None, *, request_id: int
    ) -> None: ...
    def request_bytes(self, data: bytes, name: str, *, request_id: int) -> None: ...
    def request_pixels(self, pixels: RawPixels, name: str, *, request_id: int) -> None: ...
    def request_examination(
        self, paths: Sequence[Path], choices: OffsetChoices, source: SourceFacts, *, request_id: int
    ) -> None: ...
    def request_brought(self, spec: BroughtSpec, *, request_id: int) -> None: ...
    def request_weights(self, path: Path, *, request_id: int) -> None: ...
    def request_experiment(self, path: Path, *, request_id: int) -> None: ...
    def cancel(self) -> None: ...
    def poll(self) -> list[ReadResult]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    request_id: int
    source: Source
    name: str
    commit: Commit
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class _LoadingStatus:
    """What the window shows of a loading: the name of the file, the pending choice, the refusal."""

    reading: str | None = None
    choice: ArrayChoice | None = None
    refusal: Problem | None = None


class SourceLoading:
    """Loads at most one source at a time; a new request silently drops the one before.

    If the first source cannot be loaded, the bundled photograph is, so that there is always a source.
    """

    def __init__(self, reader: ReaderClient, store: Store, commit_first: Commit) -> None:
        """Make an idle loader; ``commit_first`` receives the photograph if the first source cannot be loaded."""
        self._reader = reader
        self._store = store
        self._commit_first = commit_first
        self._shelf = Shelf()
        self._ids = itertools.count(1)
        self._pasted = itertools.count(1)
        self._wanted: _Wanted | None = None
        self._falls_back = False
        self._earlier = EarlierNotice()
        self._failed: tuple[Source, Commit] | None = None

    @property
    def failed(self) -> tuple[Source, Commit] | None:
        """The file or sample that could not be read last, and what it was for."""
        return self._failed

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    def bring(self, source: Source, commit: Commit) -> None:
        """Load ``source``, from the shelf if it was loaded before."""
        loaded = self._shelf.get(source)
        if loaded is None:
            self.read(source, commit)
            return
        self._note_notice()
        self._drop()
        self._forget_notice()
        commit(source, loaded)
        self._show_done()

    def read(self, source: Source, commit: Commit, refused: Refused | None = None) -> None:
        """Read a file or a sample, even if it was loaded before, because it may have changed."""
        self._note_notice()
        self._begin(source, commit, refused)

    def decode(self, data: bytes, name: str, commit: Commit) -> None:
        """Decode an image that was pasted or dropped as bytes."""
        self._reader.request_bytes(data, name, request_id=self._want_pasted(name, commit))
        self._show(_LoadingStatus(reading=name))

    def take(self, pixels: RawPixels, name: str, commit: Commit) -> None:
        """Load a picture that was pasted or dropped as pixels."""
        self._reader.request_pixels(pixels, name, request_id=self._want_pasted(name, commit))
        self._show(_LoadingStatus(reading=name))

    def choose(self, array: str) -> None:
        """Read the array that the user has chosen from a file that holds several."""
        if self._wanted is None:
            self._show(_LoadingStatus())
        else:
            # This continues the same opening, so its notice stays.
            wanted = self._wanted
            self._begin(replace(wanted.source, array=array), wanted.commit, wanted.refused)

    def waits_for(self, commit: Commit) -> bool:
        """Whether a source is being loaded for ``commit``."""
        return self._wanted is not None and self._wanted.commit == commit

    def cancel(self) -> None:
        """Cancel the loading of a source, if there is one."""
        self._drop()
        self._show(_LoadingStatus())

    def poll(self) -> None:
        """Process the results of the reader."""
        for result in self._reader.poll():
            if self._wanted is not None and result.request_id == self._wanted.request_id:
                self._finish(self._wanted, result)

    def close(self) -> None:
        self._wanted = None
        self._reader.close()

    def _note_notice(self) -> None:
        self._earlier.note(self._store.state)

    def _forget_notice(self) -> None:
        self._store.put(self._earlier.ended(self._store.state))

    def _drop(self) -> None:
        self._wanted = None
        self._reader.cancel()

    def _begin(self, source: Source, commit: Commit, refused: Refused | None) -> None:
        status = self._request(source, commit, refused)
        if status.refusal is None or refused is None:
            self._show(status)
        else:
            self._refuse(status.refusal, refused)

    def _refuse(self, problem: Problem, refused: Refused) -> None:
        """Leave it to who wanted the source to say why it cannot be loaded."""
        self._show(_LoadingStatus())
        refused(problem)

    def _request(self, source: Source, commit: Commit, refused: Refused | None = None) -> _LoadingStatus:
        self._drop()
        if source.kind == "memory":
            return _LoadingStatus(refusal=Problem("source.pasted-gone", "source"))
        try:
            path = path_of_source(source)
        except (LookupError, FileNotFoundError) as error:
            return _LoadingStatus(refusal=Problem("source.not-found", "source", {"what": str(error.args[0])}))
        name = display_name(path)
        self._wanted = _Wanted(next(self._ids), source, name, commit, refused)
        self._reader.request(path, source.array, source.axes, request_id=self._wanted.request_id)
        return _LoadingStatus(reading=name)

    def _want_pasted(self, name: str, commit: Commit) -> int:
        """Expect a pasted picture, which exists in memory only; return the id to request it with."""
        self._note_notice()
        self._drop()
        source = pasted_source(next(self._pasted), name)
        self._wanted = _Wanted(next(self._ids), source, name, commit)
        return self._wanted.request_id

    def _finish(self, wanted: _Wanted, result: ReadResult) -> None:
        if result.choice is not None:
            entries = tuple((entry.name, entry.shape, entry.dtype) for entry in result.choice)
            self._show(_LoadingStatus(choice=ArrayChoice(wanted.source.location, entries)))
            return
        self._wanted = None
        if result.loaded is None:
            refusal = result.problem or Problem("source.not-read", "source", {"name": wanted.name})
            refusal = told_of(wanted.source, refusal)
            if wanted.refused is not None:
                self._failed = None
                self._refuse(refusal, wanted.refused)
                return
            self._failed = None if wanted.source.kind == "memory" else (wanted.source, wanted.commit)
            self._show(_LoadingStatus(refusal=refusal))
            if self._wanted is not None and self._wanted.source == wanted.source:
                self._note_notice()  # it is being read once more
            return
        source = wanted.source
        if source.kind == "file" and source.array is None and result.loaded.array is not None:
            # Stored in the document, so that the choice stays the same if the file gains a second array.
            source = replace(source, array=result.loaded.array)
        self._shelf.put(source, result.loaded)
        self._forget_notice()
        wanted.commit(source, result.loaded)
        self._show_done()

    def _show_done(self) -> None:
        # A listener may have requested another source already.
        if self._wanted is None:
            self._show(_LoadingStatus())

    def _show(self, status: _LoadingStatus, *, falls_back: bool = False) -> None:
        if status.reading is not None or falls_back:
            self._falls_back = falls_back
        banner = self._store.state.banner
        if status.refusal is not None:
            again = self._failed is not None and may_pass(status.refusal)
            banner = Banner(status.refusal, actions=("try-again",) if again else (), about_opening=True)
        self._store.change(reading=status.reading, reads_network=False, choice=status.choice, banner=banner)
        if self._store.state.source is not None or status.reading is not None or status.choice is not None:
            return
        # Also if reading the first source was cancelled. If the photograph itself is refused, the banner shows that
        # until a source is opened.
        if not (self._falls_back and status.refusal is not None):
            self._show(self._request(Source(), self._commit_first), falls_back=True)


def is_source(path: Path, source: Source) -> bool:
    """Return whether ``path`` is the file of ``source``, under any name or link; False where one is not there."""
    try:
        return source.kind == "file" and path.samefile(path_of(source.location))
    except OSError:
        return False


def path_of_source(source: Source) -> Path:
    """Return the path of a file or sample.

    Raises:
        LookupError: there is no such sample.
        FileNotFoundError: its file is missing.
    """
    if source.kind == "file":
        return path_of(source.location)
    return sample(source.location).path

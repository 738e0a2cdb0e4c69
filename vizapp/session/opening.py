"""Getting the source that a document names: from the shelf at once, otherwise from the reader, later."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec.structs import replace

from vizapp.experiment import Source
from vizapp.session.shelf import Shelf
from vizapp.session.state import ArrayChoice
from vizapp.sources.client import ReadResult
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.samples import sample

Commit: TypeAlias = Callable[[Source, LoadedSource | None], None]
"""What is done once the source is there; only then does anything change."""


class Reader(Protocol):
    """What is needed of :class:`vizapp.sources.client.SourceReader`."""

    def request(self, path: Path, array: str | None = None, *, request_id: int) -> None: ...
    def request_bytes(self, data: bytes, name: str, *, request_id: int) -> None: ...
    def request_pixels(self, pixels: RawPixels, name: str, *, request_id: int) -> None: ...
    def cancel(self) -> None: ...
    def poll(self) -> list[ReadResult]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    request_id: int
    source: Source
    name: str
    commit: Commit


@dataclass(frozen=True, slots=True)
class OpeningStatus:
    """What the window shows: the name of the file being read, the choice to be made, what went wrong."""

    reading: str | None = None
    choice: ArrayChoice | None = None
    refusal: str = ""


class Opening:
    """At most one source is on its way; asking for another drops it without a word."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._shelf = Shelf()
        self._ids = itertools.count(1)
        self._pasted = itertools.count(1)
        self._wanted: _Wanted | None = None

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    def bring(self, source: Source, commit: Commit) -> OpeningStatus:
        """Get what the document calls ``source``, from the shelf if it was loaded before."""
        loaded = self._shelf.get(source)
        if loaded is None:
            return self.read(source, commit)
        self.cancel()
        commit(source, loaded)
        return OpeningStatus()

    def read(self, source: Source, commit: Commit) -> OpeningStatus:
        """Read a file or a sample, also if it was loaded before, as it may have changed."""
        self.cancel()
        if source.kind == "memory":
            return OpeningStatus(refusal="The pasted picture is no longer in memory; paste it again.")
        try:
            path = _path_of(source)
        except (LookupError, FileNotFoundError) as error:
            return OpeningStatus(refusal=_sentence(str(error.args[0])))
        self._wanted = _Wanted(next(self._ids), source, path.name, commit)
        self._reader.request(path, source.array, request_id=self._wanted.request_id)
        return OpeningStatus(reading=path.name)

    def decode(self, data: bytes, name: str, commit: Commit) -> OpeningStatus:
        """Decode an image that was pasted or dropped as a file's bytes."""
        self._reader.request_bytes(data, name, request_id=self._want_pasted(name, commit))
        return OpeningStatus(reading=name)

    def take(self, pixels: RawPixels, name: str, commit: Commit) -> OpeningStatus:
        """Take over a picture that was pasted or dropped as pixels."""
        self._reader.request_pixels(pixels, name, request_id=self._want_pasted(name, commit))
        return OpeningStatus(reading=name)

    def _want_pasted(self, name: str, commit: Commit) -> int:
        """Wait from now on for a picture that will live in memory only; returns the id to request it with."""
        self.cancel()
        source = Source("memory", f"pasted-{next(self._pasted)}")
        self._wanted = _Wanted(next(self._ids), source, name, commit)
        return self._wanted.request_id

    def choose(self, array: str) -> OpeningStatus:
        """Read the array that the person has chosen from the file that holds several."""
        if self._wanted is None:
            return OpeningStatus()
        return self.read(replace(self._wanted.source, array=array), self._wanted.commit)

    def waits_for(self, commit: Commit) -> bool:
        """Whether a source is on its way for ``commit``."""
        return self._wanted is not None and self._wanted.commit == commit

    def cancel(self) -> None:
        """Forget the source that is on its way, if there is one."""
        self._wanted = None
        self._reader.cancel()

    def poll(self) -> OpeningStatus | None:
        """Take over what the reader has read; returns what there is to show, or None if nothing has come."""
        status = None
        for result in self._reader.poll():
            if self._wanted is not None and result.request_id == self._wanted.request_id:
                status = self._finish(self._wanted, result)
        return status

    def close(self) -> None:
        self._wanted = None
        self._reader.close()

    def _finish(self, wanted: _Wanted, result: ReadResult) -> OpeningStatus:
        if result.choice is not None:
            entries = tuple((entry.name, entry.shape, entry.dtype) for entry in result.choice)
            return OpeningStatus(choice=ArrayChoice(wanted.source.location, entries))
        self._wanted = None
        if result.loaded is None:
            return OpeningStatus(refusal=result.error or f"{wanted.name} could not be read.")
        source = wanted.source
        if source.kind == "file" and source.array is None and result.loaded.array is not None:
            # Said in the document, so that it stays the same when the file gains a second array.
            source = replace(source, array=result.loaded.array)
        self._shelf.put(source, result.loaded)
        wanted.commit(source, result.loaded)
        return OpeningStatus()


def _path_of(source: Source) -> Path:
    if source.kind == "file":
        return Path(source.location)
    return sample(source.location).path


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")

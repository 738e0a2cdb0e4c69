"""What the loaders of things beside the source share: what becomes of what was read, and what is kept for undo."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

import msgspec

from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.source_state import Beside
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.results import ReadResult

MAX_KEPT_BYTES = 256 * 2**20
"""The most memory that is kept for undo, in bytes, not counting what is in use."""


class _Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


K = TypeVar("K")
L = TypeVar("L")
H = TypeVar("H", bound=Hashable)
S = TypeVar("S", bound=_Sized)


class Kept(Generic[H, S]):
    """What was read last, by what it depends on; the oldest goes where all of it is too large."""

    def __init__(self) -> None:
        self._kept: dict[H, S] = {}

    def get(self, key: H) -> S | None:
        """Return what is kept, which is then the newest; None if it is not."""
        found = self._kept.get(key)
        if found is not None:
            self.put(key, found)
        return found

    def put(self, key: H, loaded: S) -> None:
        """Keep ``loaded``, and beside it as much as ``MAX_KEPT_BYTES`` allows."""
        self._kept.pop(key, None)
        self._kept[key] = loaded
        *others, _ = self._kept
        for other in others:
            if sum(each.nbytes for each in self._kept.values()) - loaded.nbytes <= MAX_KEPT_BYTES:
                return
            del self._kept[other]


class BesideLoading(ABC, Generic[K, L]):
    """Keeps one field of the state at what the document wants to be read; where it cannot be, all else goes on.

    Attributes:
        field: of the document and of the problems.
        tone: of the banner that says why something cannot be read.
    """

    field: ClassVar[str]
    tone: ClassVar[Literal["error", "warning"]] = "error"

    def __init__(self, reader: ReaderQueue, store: Store, settle: Callable[[State], None]) -> None:
        """``settle`` makes a state the present one and sends the commands that follow from it."""
        self._reader = reader
        self._store = store
        self._settle = settle

    @abstractmethod
    def of(self, state: State) -> Beside[K, L]:
        """Return what ``state`` has."""

    @abstractmethod
    def put(self, state: State, beside: Beside[K, L]) -> State:
        """Return ``state`` with something else."""

    @abstractmethod
    def read_in(self, result: ReadResult) -> L | None:
        """Return what was read; None if it could not be."""

    @abstractmethod
    def keep(self, key: K, loaded: L) -> None:
        """Keep what was read for when it is wanted again."""

    def misfit(self, loaded: L, state: State) -> Problem | None:
        """Return why what was read cannot be used beside the source of ``state``; None if it can."""
        del loaded, state
        return None

    def arrive(self, key: K, result: ReadResult) -> None:
        """Take what was read, unless something else is wanted by now."""
        state = self._store.state
        present, loaded = self.of(state), self.read_in(result)
        if present.key != key:
            return
        if loaded is None:
            problem = result.problem or Problem("source.not-read", self.field, {"name": present.name})
            self._settle(self.refused(state, key, problem))
            return
        self.keep(key, loaded)
        self._settle(self.taken(state, key, loaded))

    def taken(self, state: State, key: K, loaded: L) -> State:
        """Return ``state`` with what was read, or with why that cannot be used."""
        problem = self.misfit(loaded, state)
        return self.put(state, Beside(key, loaded)) if problem is None else self.refused(state, key, problem)

    def refused(self, state: State, key: K, problem: Problem) -> State:
        """Return ``state`` with why nothing was read, and a banner that says so."""
        problem = msgspec.structs.replace(problem, field=self.field)
        return replace(self.put(state, Beside(key, problem=problem)), banner=Banner(problem, self.tone))

"""Loading of a picture that stands beside the source: the unseen one, and one that another network has made.

Each is read after the source and without delaying it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import msgspec

from vizapp.document.experiment import Experiment, Source
from vizapp.document.judging import why_not_judged
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.reader_queue import ReaderQueue, SideRole
from vizapp.session.shelf import Shelf
from vizapp.session.source_loading import path_of_source
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.client import ReadResult
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.regular_files import display_name


class SideLoading(ABC):
    """Keeps one such picture of the state at what the document wants; where it cannot be read, all else goes on.

    Attributes:
        role: which picture; it is also the field of the problems.
    """

    role: ClassVar[SideRole]

    def __init__(self, reader: ReaderQueue, store: Store, shelf: Shelf, settle: Callable[[State], None]) -> None:
        """``settle`` makes a state the present one and sends the commands that follow from it."""
        self._reader = reader
        self._store = store
        self._shelf = shelf
        self._settle = settle

    @abstractmethod
    def of(self, state: State) -> SidePicture:
        """Return the picture of ``state``."""

    @abstractmethod
    def put(self, state: State, picture: SidePicture) -> State:
        """Return ``state`` with another picture."""

    @abstractmethod
    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        """Return where the picture that ``experiment`` wants comes from; None is for no picture.

        A lab that uses none leaves the ``present`` one for the return to a lab that does.
        """

    def misfit(self, loaded: LoadedSource, state: State) -> Problem | None:
        """Return why a picture cannot be used beside the source of ``state``; None if it can."""
        del loaded, state
        return None

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the picture of ``experiment``, which is read if it is not at hand."""
        present = self.of(state).source
        wanted = self.wanted(experiment, present)
        if wanted == present:
            return state
        self._reader.cancel_later(self.role)
        if wanted is None:
            return self.put(state, SidePicture())
        loaded = state.source if wanted == experiment.source else self._shelf.get(wanted)
        if loaded is not None:
            return self._with(state, wanted, loaded)
        if wanted.kind == "memory":
            return self._refused(state, wanted, Problem("source.pasted-gone", self.role))
        try:
            path = path_of_source(wanted)
        except (LookupError, FileNotFoundError) as error:
            return self._refused(state, wanted, Problem("source.not-found", self.role, {"what": str(error.args[0])}))
        self._reader.read_later(
            self.role, path, wanted.array, wanted.axes, lambda result: self._arrive(wanted, result)
        )
        return self.put(state, SidePicture(wanted, name=display_name(path)))

    def _arrive(self, source: Source, result: ReadResult) -> None:
        state = self._store.state
        present = self.of(state)
        if present.source != source:
            return
        if result.loaded is None:
            problem = result.problem or Problem("source.not-read", self.role, {"name": present.name})
            self._settle(self._refused(state, source, problem))
            return
        self._shelf.put(source, result.loaded)
        self._settle(self._with(state, source, result.loaded))

    def _with(self, state: State, source: Source, loaded: LoadedSource) -> State:
        problem = self.misfit(loaded, state)
        if problem is not None:
            return self._refused(state, source, problem)
        return self.put(state, SidePicture(source, loaded))

    def _refused(self, state: State, source: Source, problem: Problem) -> State:
        problem = msgspec.structs.replace(problem, field=self.role)
        refused = self.put(state, SidePicture(source, problem=problem))
        return replace(refused, banner=Banner(problem, "warning"))


class UnseenLoading(SideLoading):
    """Of the picture that nothing is trained on."""

    role = "unseen"

    def of(self, state: State) -> SidePicture:
        return state.unseen

    def put(self, state: State, picture: SidePicture) -> State:
        return replace(state, unseen=picture)

    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        return experiment.wanted_unseen or present


class JudgedLoading(SideLoading):
    """Of the picture that somebody's network has made of the source."""

    role = "judged"

    def of(self, state: State) -> SidePicture:
        return state.judged

    def put(self, state: State, picture: SidePicture) -> State:
        return replace(state, judged=picture)

    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        return experiment.judged if experiment.spec.judges or experiment.judged is None else present

    def misfit(self, loaded: LoadedSource, state: State) -> Problem | None:
        source = state.source
        if source is None:
            return None
        size = (loaded.height, loaded.width)
        return why_not_judged(loaded.name, loaded.kind, size, (source.height, source.width))

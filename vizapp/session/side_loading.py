"""Loading of a picture that stands beside the source: the unseen one, and one that another network has made.

Each is read after the source and without delaying it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from vizapp.document.experiment import Experiment, Source
from vizapp.document.judging import why_not_judged
from vizapp.problem import Problem
from vizapp.session.beside_loading import BesideLoading
from vizapp.session.reader_queue import ReaderQueue, SideRole
from vizapp.session.sample_problems import told_of
from vizapp.session.shelf import Shelf
from vizapp.session.source_loading import path_of_source
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult


class SideLoading(BesideLoading[Source, LoadedSource]):
    """Keeps one such picture of the state at what the document wants.

    Attributes:
        role: which picture; it is also the field of the problems.
    """

    role: ClassVar[SideRole]
    tone = "warning"

    def __init__(self, reader: ReaderQueue, store: Store, shelf: Shelf, settle: Callable[[State], None]) -> None:
        super().__init__(reader, store, settle)
        self._shelf = shelf

    def read_in(self, result: ReadResult) -> LoadedSource | None:
        return result.loaded

    def keep(self, key: Source, loaded: LoadedSource) -> None:
        self._shelf.put(key, loaded)

    @abstractmethod
    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        """Return where the picture that ``experiment`` wants comes from; None is for no picture.

        A lab that uses none leaves the ``present`` one for the return to a lab that does.
        """

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the picture of ``experiment``, which is read if it is not at hand."""
        present = self.of(state).key
        wanted = self.wanted(experiment, present)
        if wanted == present:
            return state
        self._reader.cancel_later(self.role)
        if wanted is None:
            return self.put(state, SidePicture())
        loaded = state.source if wanted == experiment.source else self._shelf.get(wanted)
        if loaded is not None:
            return self.taken(state, wanted, loaded)
        if wanted.kind == "memory":
            return self.refused(state, wanted, Problem("source.pasted-gone", self.role))
        try:
            path = path_of_source(wanted)
        except (LookupError, FileNotFoundError) as error:
            return self.refused(state, wanted, Problem("source.not-found", self.role, {"what": str(error.args[0])}))
        self._reader.read_later(
            self.role, path, wanted.array, wanted.axes, lambda result: self.arrive(wanted, result)
        )
        return self.put(state, SidePicture(wanted, name=display_name(path)))

    def refused(self, state: State, key: Source, problem: Problem) -> State:
        return super().refused(state, key, told_of(key, problem))


class UnseenLoading(SideLoading):
    """Loads the picture that nothing is trained on."""

    role = field = "unseen"

    def of(self, state: State) -> SidePicture:
        return state.unseen

    def put(self, state: State, beside: SidePicture) -> State:
        return replace(state, unseen=beside)

    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        return experiment.wanted_unseen or present


class JudgedLoading(SideLoading):
    """Loads the picture that somebody's network has made of the source."""

    role = field = "judged"

    def of(self, state: State) -> SidePicture:
        return state.judged

    def put(self, state: State, beside: SidePicture) -> State:
        return replace(state, judged=beside)

    def wanted(self, experiment: Experiment, present: Source | None) -> Source | None:
        return experiment.judged if experiment.spec.judges or experiment.judged is None else present

    def misfit(self, loaded: LoadedSource, state: State) -> Problem | None:
        source = state.source
        if source is None:
            return None
        size = (loaded.height, loaded.width)
        return why_not_judged(loaded.name, loaded.kind, size, (source.height, source.width))

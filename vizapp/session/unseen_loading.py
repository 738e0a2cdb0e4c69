"""Loading of the picture that nothing is trained on, after the source and without delaying it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec

from vizapp.document.experiment import Experiment, Source
from vizapp.problem import Problem
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.shelf import Shelf
from vizapp.session.source_loading import path_of_source
from vizapp.session.state import Banner, State, Unseen
from vizapp.session.store import Store
from vizapp.sources.client import ReadResult
from vizapp.sources.regular_files import display_name


class UnseenLoading:
    """Keeps ``State.unseen`` at what the document wants; if it cannot be read, training goes on without it."""

    def __init__(self, reader: ReaderQueue, store: Store, shelf: Shelf, settle: Callable[[State], None]) -> None:
        """``settle`` makes a state the present one and sends the commands that follow from it."""
        self._reader = reader
        self._store = store
        self._shelf = shelf
        self._settle = settle

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the unseen picture of ``experiment``, which is read if it is not at hand.

        In a lab that uses none, the present one is kept for the return to a lab that does.
        """
        wanted = experiment.wanted_unseen
        if wanted is None or wanted == state.unseen.source:
            return state
        loaded = state.source if wanted == experiment.source else self._shelf.get(wanted)
        if loaded is not None:
            self._reader.cancel_later()
            return replace(state, unseen=Unseen(wanted, loaded))
        if wanted.kind == "memory":
            return self._refused(state, wanted, Problem("source.pasted-gone", "unseen"))
        try:
            path = path_of_source(wanted)
        except (LookupError, FileNotFoundError) as error:
            return self._refused(state, wanted, Problem("source.not-found", "unseen", {"what": str(error.args[0])}))
        self._reader.read_later(path, wanted.array, wanted.axes, lambda result: self._arrive(wanted, result))
        return replace(state, unseen=Unseen(wanted, name=display_name(path)))

    def _arrive(self, source: Source, result: ReadResult) -> None:
        state = self._store.state
        if state.unseen.source != source:
            return
        if result.loaded is None:
            problem = result.problem or Problem("source.not-read", "unseen", {"name": state.unseen.name})
            self._settle(self._refused(state, source, problem))
            return
        self._shelf.put(source, result.loaded)
        self._settle(replace(state, unseen=Unseen(source, result.loaded)))

    def _refused(self, state: State, source: Source, problem: Problem) -> State:
        self._reader.cancel_later()
        problem = msgspec.structs.replace(problem, field="unseen")
        return replace(state, unseen=Unseen(source, problem=problem), banner=Banner(problem, "warning"))

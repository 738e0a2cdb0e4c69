"""Loading of a picture that somebody's network has made of the source, after the source and without delaying it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec

from vizapp.document.experiment import Experiment, Source
from vizapp.document.judging import why_not_judged
from vizapp.problem import Problem
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.shelf import Shelf
from vizapp.session.source_loading import path_of_source
from vizapp.session.state import Banner, Judged, State
from vizapp.session.store import Store
from vizapp.sources.client import ReadResult
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.regular_files import display_name


class JudgedLoading:
    """Keeps ``State.judged`` at what the document wants; if it cannot be read, everything else goes on without it."""

    def __init__(self, reader: ReaderQueue, store: Store, shelf: Shelf, settle: Callable[[State], None]) -> None:
        """``settle`` makes a state the present one and sends the commands that follow from it."""
        self._reader = reader
        self._store = store
        self._shelf = shelf
        self._settle = settle

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the judged picture of ``experiment``, which is read if it is not at hand.

        In a lab that judges none, the present one is kept for the return to a lab that does.
        """
        if not experiment.spec.judges and experiment.judged is not None:
            return state
        wanted = experiment.judged
        if wanted == state.judged.source:
            return state
        self._reader.cancel_judged()
        if wanted is None:
            return replace(state, judged=Judged())
        loaded = state.source if wanted == experiment.source else self._shelf.get(wanted)
        if loaded is not None:
            return self._with(state, wanted, loaded)
        if wanted.kind == "memory":
            return _refused(state, wanted, Problem("source.pasted-gone", "judged"))
        try:
            path = path_of_source(wanted)
        except (LookupError, FileNotFoundError) as error:
            return _refused(state, wanted, Problem("source.not-found", "judged", {"what": str(error.args[0])}))
        self._reader.read_judged_later(path, wanted.array, wanted.axes, lambda result: self._arrive(wanted, result))
        return replace(state, judged=Judged(wanted, name=display_name(path)))

    def _arrive(self, source: Source, result: ReadResult) -> None:
        state = self._store.state
        if state.judged.source != source:
            return
        if result.loaded is None:
            problem = result.problem or Problem("source.not-read", "judged", {"name": state.judged.name})
            self._settle(_refused(state, source, problem))
            return
        self._shelf.put(source, result.loaded)
        self._settle(self._with(state, source, result.loaded))

    def _with(self, state: State, source: Source, loaded: LoadedSource) -> State:
        made_of = state.source
        problem = None if made_of is None else why_not_fitting(loaded, made_of)
        return replace(state, judged=Judged(source, loaded)) if problem is None else _refused(state, source, problem)


def why_not_fitting(loaded: LoadedSource, source: LoadedSource) -> Problem | None:
    """Return why a picture cannot have been made of ``source``; None if it can."""
    return why_not_judged(loaded.name, loaded.kind, (loaded.height, loaded.width), (source.height, source.width))


def _refused(state: State, source: Source, problem: Problem) -> State:
    problem = msgspec.structs.replace(problem, field="judged")
    return replace(state, judged=Judged(source, problem=problem), banner=Banner(problem, "warning"))

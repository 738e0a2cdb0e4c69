"""Loading of the arrays of a layer with brought offsets, which the engine waits for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vizapp.document.brought import BroughtSpec
from vizapp.document.experiment import Experiment
from vizapp.session.beside_loading import BesideLoading, Kept
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.source_state import Brought
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.brought import LoadedBrought
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult


class BroughtLoading(BesideLoading[tuple[object, ...], LoadedBrought]):
    """Keeps ``State.brought`` at what the document wants; what cannot be read is said, and the engine refuses it."""

    field = "task"

    def __init__(self, reader: ReaderQueue, store: Store, settle: Callable[[State], None]) -> None:
        super().__init__(reader, store, settle)
        self._kept: Kept[tuple[object, ...], LoadedBrought] = Kept()

    def of(self, state: State) -> Brought:
        return state.brought

    def put(self, state: State, beside: Brought) -> State:
        return replace(state, brought=beside)

    def read_in(self, result: ReadResult) -> LoadedBrought | None:
        return result.brought

    def keep(self, key: tuple[object, ...], loaded: LoadedBrought) -> None:
        self._kept.put(key, loaded)

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the arrays of ``experiment``, which are read if they are not at hand.

        With another task or lab the present ones are kept for the return.
        """
        task = experiment.spec.task_spec
        if not isinstance(task, BroughtSpec) or key_of(task) == state.brought.key:
            return state
        key = key_of(task)
        self._reader.cancel_brought()
        if not task.arrays:
            return self.put(state, Brought(key))
        kept = self._kept.get(key)
        if kept is not None:
            return self.taken(state, key, kept)
        self._reader.read_brought_later(task, lambda result: self.arrive(key, result))
        return self.put(state, Brought(key, name=display_name(path_of(task.arrays[0].location))))


def key_of(task: BroughtSpec) -> tuple[object, ...]:
    """Return what the arrays and their reading depend on."""
    return task.arrays, task.layout, task.kernel_size, task.offset_groups

"""Loading of the arrays of a layer with brought offsets, which the engine waits for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec

from vizapp.document.brought import BroughtSpec
from vizapp.document.experiment import Experiment
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.source_state import Brought
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.brought import LoadedBrought
from vizapp.sources.client import ReadResult
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name

MAX_KEPT_BYTES = 256 * 2**20
"""Of arrays that are kept for undo, beside those in use."""


class BroughtLoading:
    """Keeps ``State.brought`` at what the document wants; what cannot be read is said, and the engine refuses it."""

    def __init__(self, reader: ReaderQueue, store: Store, settle: Callable[[State], None]) -> None:
        """``settle`` makes a state the present one and sends the commands that follow from it."""
        self._reader = reader
        self._store = store
        self._settle = settle
        self._kept: dict[tuple[object, ...], LoadedBrought] = {}

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the arrays of ``experiment``, which are read if they are not at hand.

        With another task or lab the present ones are kept for the return.
        """
        task = experiment.spec.task_spec
        if not isinstance(task, BroughtSpec) or key_of(task) == state.brought.key:
            return state
        self._reader.cancel_brought()
        if not task.arrays:
            return replace(state, brought=Brought(key_of(task)))
        kept = self._kept.pop(key_of(task), None)
        if kept is not None:
            self._keep(key_of(task), kept)
            return replace(state, brought=Brought(key_of(task), kept))
        self._reader.read_brought_later(task, lambda result: self._arrive(task, result))
        name = display_name(path_of(task.arrays[0].location))
        return replace(state, brought=Brought(key_of(task), name=name))

    def _arrive(self, task: BroughtSpec, result: ReadResult) -> None:
        state = self._store.state
        if state.brought.key != key_of(task):
            return
        if result.brought is None:
            problem = result.problem or Problem("source.not-read", "task", {"name": state.brought.name})
            problem = msgspec.structs.replace(problem, field="task")
            self._settle(
                replace(state, brought=Brought(key_of(task), problem=problem), banner=Banner(problem, "error"))
            )
            return
        self._keep(key_of(task), result.brought)
        self._settle(replace(state, brought=Brought(key_of(task), result.brought)))

    def _keep(self, key: tuple[object, ...], loaded: LoadedBrought) -> None:
        self._kept[key] = loaded
        *others, _ = self._kept
        for other in others:
            if sum(each.nbytes for each in self._kept.values()) - loaded.nbytes <= MAX_KEPT_BYTES:
                return
            del self._kept[other]


def key_of(task: BroughtSpec) -> tuple[object, ...]:
    """Return what the arrays and their reading depend on."""
    return task.arrays, task.layout, task.kernel_size, task.offset_groups

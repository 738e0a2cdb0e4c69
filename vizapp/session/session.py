"""The window's model: gestures change the document, the engine and the reader change what is known about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from vizapp.engine.client import EngineClient
from vizapp.experiment import Experiment, LabName, Source, needs_rebuild
from vizapp.messages import MIN_STEPS_PER_SECOND
from vizapp.session import edits
from vizapp.session.history import History
from vizapp.session.link import EngineLink
from vizapp.session.opening import Commit, Opening, Reader
from vizapp.session.state import Banner, Scope, State
from vizapp.session.store import Listener, Store
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.raw_pixels import RawPixels

MAX_RECENT = 10
_PLACE_GESTURE = "place point"


class Session:
    """Everything that the window knows and can do, without Qt.

    All methods belong to one thread, and none waits but :meth:`close`. Call :meth:`poll` whenever :meth:`fileno`
    becomes readable and at least four times a second: that is how the end of the engine is noticed.
    """

    def __init__(
        self,
        engine: EngineClient,
        reader: Reader,
        experiment: Experiment | None = None,
        recent: tuple[str, ...] = (),
        *,
        start: bool = True,
    ) -> None:
        """Start the engine and read the source of ``experiment`` (default: the bundled astronaut).

        Args:
            engine: not started yet.
            reader: fresh.
            experiment: what to open with; if its source cannot be read, a banner says so and the astronaut comes.
            recent: paths of files opened before, the newest first.
            start: False leaves both to :meth:`begin`, so that a window can be built before other processes want
                the processor too.
        """
        self._store = Store(State(experiment=experiment or Experiment(), recent=recent[:MAX_RECENT]))
        self._link = EngineLink(engine)
        self._opening = Opening(reader, self._store, self._commit_first)
        self._history = History()
        self._distance = 0
        if start:
            self.begin()

    def begin(self) -> None:
        """Start the engine, and read the experiment's source unless another is being read already; once only."""
        self._store.put(self._link.start(self.state))
        if self.state.reading is None:
            self._opening.read(self.state.experiment.source, self._commit_first)

    @property
    def state(self) -> State:
        """The present state, immutable."""
        return self._store.state

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(old, new)`` after every change; returns a function that ends it."""
        return self._store.subscribe(listener)

    # The document ---------------------------------------------------------------------------------------------

    def update(self, experiment: Experiment, label: str, gesture: str | None = None) -> None:
        """Make ``experiment`` the document; ``label`` says what the person did, for the undo menu.

        Updates with the same ``gesture`` become one entry, until :meth:`end_gesture`.

        Raises:
            ValueError: a value of ``experiment`` is out of its range.
        """
        experiment = _validated(experiment)
        if experiment == self.state.experiment:
            return
        if self._opening.waits_for(self._arrive):
            # What is changed now is changed from the present document, and must not be lost to an older one.
            name = self.state.reading or "its file"
            self.cancel_reading()
            self.show_banner(
                f"The undo or redo was given up: something else was changed while {name} was being read.",
                "info",
            )

        def commit(source: Source, loaded: LoadedSource | None) -> None:
            after = msgspec.structs.replace(experiment, source=source)
            self._history.record(self.state.experiment, after, label, gesture)
            self._go_to(after, loaded)

        self._with_source(experiment.source, commit)

    def end_gesture(self) -> None:
        """The person has let go: what comes next is an undo entry of its own."""
        self._history.end_gesture()
        self._link.wait_for_adjustment()

    def undo(self) -> None:
        """Bring back the document before the last change."""
        self._travel(-1)

    def redo(self) -> None:
        """Bring back the document that was undone last."""
        self._travel(+1)

    def place_point(
        self,
        tap: int,
        offset_yx: tuple[float, float],
        gesture: str | None = _PLACE_GESTURE,
        scope: Scope | None = None,
    ) -> None:
        """Place the point of ``tap`` at ``offset_yx`` (dy, dx) px off the rigid grid, for ``scope`` or the view's."""
        view = self.state.view
        everywhere = (scope or view.scope) == "everywhere"
        try:
            experiment = edits.place_point(self.state.experiment, tap, offset_yx, view.probe_yx, everywhere)
        except ValueError as error:
            self.show_banner(_sentence(error), "warning")
            return
        self.update(experiment, "Place point", gesture)

    def clear_points(self) -> None:
        """Take back all points placed by hand."""
        self.update(edits.clear_points(self.state.experiment), "Clear placed points")

    def swap_phases(self, p: int, q: int) -> None:
        """Exchange what lands at phases ``p`` and ``q`` (i·r + j)."""
        self.update(edits.swap_phases(self.state.experiment, p, q), "Rearrange phases")

    def set_lab(self, lab: LabName) -> None:
        """Go to the other lab, with a task that the present source can be used for."""
        experiment = msgspec.structs.replace(self.state.experiment, lab=lab)
        if self.state.source is not None:
            experiment = edits.fit_task(experiment, self.state.source)
        self.update(experiment, "Switch lab")

    # The source -----------------------------------------------------------------------------------------------

    def open_path(self, path: str | Path, array: str | None = None) -> None:
        """Read a file and make it the source; a file that is refused leaves everything as it is."""
        source = Source("file", str(Path(path).absolute()), array)
        self._opening.read(source, self._commit_opened)

    def open_sample(self, sample_id: str) -> None:
        """Make a bundled sample the source."""
        self._opening.read(Source("sample", sample_id), self._commit_opened)

    def open_bytes(self, data: bytes, name: str) -> None:
        """Make an encoded image that was pasted or dropped the source."""
        self._opening.decode(data, name, self._commit_opened)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        """Make a picture that was pasted or dropped as pixels the source."""
        self._opening.take(pixels, name, self._commit_opened)

    def clear_recent(self) -> None:
        """Forget which files were opened before."""
        self._store.change(recent=())

    def choose_array(self, name: str) -> None:
        """Answer ``state.choice``: read this array."""
        self._opening.choose(name)

    def cancel_choice(self) -> None:
        """Answer ``state.choice``: none of them."""
        self.cancel_reading()

    def cancel_reading(self) -> None:
        """Give up the file that is being read."""
        self._opening.cancel()

    # The view -------------------------------------------------------------------------------------------------

    def look(self, **changes: Any) -> None:
        """Change fields of ``state.view``."""
        view = replace(self.state.view, **changes)
        if view == self.state.view:
            return
        state = replace(self.state, view=view)
        if view.probe_yx != self.state.view.probe_yx:
            state = self._link.forget_trail(state)
        self._settle(state)

    def show_banner(self, text: str, kind: Literal["error", "warning", "info"] = "error") -> None:
        """Say a sentence to the person."""
        self._store.change(banner=Banner(text, kind))

    def dismiss_banner(self) -> None:
        self._store.change(banner=None)

    # Training -------------------------------------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        """Do ``count`` training steps; pauses first if training runs."""
        self._store.put(self._link.step(self.state, count))

    def run(self) -> None:
        """Train until paused, at the speed that was set."""
        self._store.put(self._link.run(self.state))

    def pause(self) -> None:
        """Stop after the step that is being done."""
        self._store.put(self._link.pause(self.state))

    def toggle_run(self) -> None:
        if self.state.transport.running:
            self.pause()
        else:
            self.run()

    def set_speed(self, limit: float | None) -> None:
        """Run at most ``limit`` steps a second (at least ``MIN_STEPS_PER_SECOND``); None: as fast as it goes."""
        if limit is not None:
            limit = max(limit, MIN_STEPS_PER_SECOND)
        self._store.change(transport=replace(self.state.transport, limit=limit))
        if self.state.transport.running:
            self.run()

    def reset(self) -> None:
        """Start the active lab again at step 0."""
        self._store.put(self._link.reset(self.state))

    # The two processes ----------------------------------------------------------------------------------------

    def fileno(self) -> int | None:
        """Return what to wait for besides a timer, or None; another engine has another one (see ``EngineClient``)."""
        return self._link.fileno()

    def poll(self) -> None:
        """Take over what the reader and the engine have to say. Never waits."""
        self._opening.poll()
        self._settle(self._link.receive(self.state))
        self._link.drawn()

    def restart_engine(self) -> None:
        """Start another engine, also in place of one that still runs."""
        self._settle(self._link.restart(self.state))

    def close(self, timeout: float = 2.0) -> None:
        """End the engine and the reader."""
        self._opening.close()
        self._link.close(timeout)

    def _settle(self, state: State) -> None:
        """Make ``state`` the present one and send what follows from it to the engine."""
        self._store.put(self._link.settle(state))

    def _go_to(self, experiment: Experiment, source: LoadedSource | None) -> None:
        state = self.state
        if source is not state.source or needs_rebuild(state.experiment, experiment):
            state = self._link.forget_results(state)
        reachable = {experiment.source, *(each.source for each in self._history.experiments())}
        self._opening.shelf.forget_pasted(reachable)
        self._settle(
            replace(
                state,
                experiment=experiment,
                source=source,
                can_undo=self._history.can_undo,
                can_redo=self._history.can_redo,
                undo_label=self._history.undo_label,
                redo_label=self._history.redo_label,
            )
        )
        if not self._history.in_gesture:
            self._link.wait_for_adjustment()

    def _with_source(self, source: Source, commit: Commit) -> None:
        """Call ``commit`` once ``source`` is there; at once if it is the present one, even one that is being read."""
        if source == self.state.experiment.source:
            commit(source, self.state.source)
        else:
            self._opening.bring(source, commit)

    def _commit_first(self, source: Source, loaded: LoadedSource | None) -> None:
        self._go_to(msgspec.structs.replace(self.state.experiment, source=source), loaded)

    def _commit_opened(self, source: Source, loaded: LoadedSource | None) -> None:
        self._opening.forget_refusal()
        before = self.state.experiment
        after = edits.open_source(before, source, loaded)
        if source != before.source:
            # As with placed points: probe and pick start in the middle.
            self._store.put(self._link.begin_anew(self.state))
        if after != before:
            self._history.record(before, after, "Open source")
        if source.kind == "file":
            others = [path for path in self.state.recent if path != source.location]
            self._store.change(recent=(source.location, *others)[:MAX_RECENT])
        self._go_to(after, loaded)

    def _travel(self, entries: int) -> None:
        """Go back or forward in the history, counted from where it is on its way to while a source is being read."""
        waiting = self._opening.waits_for(self._arrive)
        distance = (self._distance if waiting else 0) + entries
        experiment = self._history.at(distance)
        if experiment is None and distance != 0:
            return
        if waiting:
            self.cancel_reading()
        if experiment is not None:
            self._distance = distance
            self._with_source(experiment.source, self._arrive)

    def _arrive(self, source: Source, loaded: LoadedSource | None) -> None:
        self._go_to(self._history.go(self.state.experiment, self._distance), loaded)


def _validated(experiment: Experiment) -> Experiment:
    try:
        return msgspec.convert(msgspec.to_builtins(experiment), Experiment)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None


def _sentence(error: ValueError) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + "."

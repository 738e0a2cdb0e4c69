"""The window's model: gestures change the document, the engine and the reader change what is known about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from vizapp.document import edits
from vizapp.document.experiment import Experiment, LabName, Source
from vizapp.engine.client import EngineClient
from vizapp.protocol.messages import MIN_STEPS_PER_SECOND
from vizapp.session.document_history import Document
from vizapp.session.link import EngineLink
from vizapp.session.source_loading import Reader
from vizapp.session.state import MAX_RECENT, Banner, Scope, State
from vizapp.session.store import Listener, Store
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.raw_pixels import RawPixels

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
        self._document = Document(self._store, self._link, reader)
        if start:
            self.begin()

    def begin(self) -> None:
        """Start the engine, and read the experiment's source unless another is being read already; once only."""
        self._store.put(self._link.start(self.state))
        self._document.begin()

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
        self._document.update(experiment, label, gesture)

    def end_gesture(self) -> None:
        """The person has let go: what comes next is an undo entry of its own."""
        self._document.end_gesture()

    def undo(self) -> None:
        """Bring back the document before the last change."""
        self._document.travel(-1)

    def redo(self) -> None:
        """Bring back the document that was undone last."""
        self._document.travel(+1)

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
        """Read a file and make it the source; a file that is refused leaves everything as it is.

        ``path`` may also be a location as a document has it.
        """
        source = Source("file", location_of(path_of(str(path))), array)
        self._document.opening.read(source, self._document.open)

    def open_sample(self, sample_id: str) -> None:
        """Make a bundled sample the source."""
        self._document.opening.read(Source("sample", sample_id), self._document.open)

    def open_bytes(self, data: bytes, name: str) -> None:
        """Make an encoded image that was pasted or dropped the source."""
        self._document.opening.decode(data, name, self._document.open)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        """Make a picture that was pasted or dropped as pixels the source."""
        self._document.opening.take(pixels, name, self._document.open)

    def clear_recent(self) -> None:
        """Forget which files were opened before."""
        self._store.change(recent=())

    def choose_array(self, name: str) -> None:
        """Answer ``state.choice``: read this array."""
        self._document.opening.choose(name)

    def cancel_choice(self) -> None:
        """Answer ``state.choice``: none of them."""
        self.cancel_reading()

    def cancel_reading(self) -> None:
        """Give up the file that is being read."""
        self._document.opening.cancel()

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

    def show_banner(
        self, text: str, kind: Literal["error", "warning", "info"] = "error", *, about_opening: bool = False
    ) -> None:
        """Say a sentence to the person; one ``about_opening`` goes once something is opened after it."""
        self._store.change(banner=Banner(text, kind, about_opening=about_opening))

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
        self._document.opening.poll()
        self._settle(self._link.receive(self.state))
        self._link.drawn()

    def restart_engine(self) -> None:
        """Start another engine, also in place of one that still runs."""
        self._settle(self._link.restart(self.state))

    def close(self, timeout: float = 2.0) -> None:
        """End the engine and the reader."""
        self._document.opening.close()
        self._link.close(timeout)

    def _settle(self, state: State) -> None:
        """Make ``state`` the present one and send what follows from it to the engine."""
        self._store.put(self._link.settle(state))


def _sentence(error: ValueError) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + "."

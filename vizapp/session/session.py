"""The window's model: gestures change the document, the engine and the reader change what is known about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.values import Position
from vizapp.engine.client import EngineClient
from vizapp.problem import Problem
from vizapp.protocol.messages import MIN_STEPS_PER_SECOND
from vizapp.protocol.requests import Region
from vizapp.session.document_history import DocumentHistory
from vizapp.session.lab_model import LabModels
from vizapp.session.link import EngineLink
from vizapp.session.memory import smaller_size
from vizapp.session.picks import Pick
from vizapp.session.source_loading import Reader
from vizapp.session.state import MAX_RECENT, Banner, Scope, Side, State, View
from vizapp.session.store import Listener, Store
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.raw_pixels import RawPixels
from vizapp.wording import labels
from vizapp.wording.problems import ProblemError

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
        models: LabModels,
        experiment: Experiment | None = None,
        recent: tuple[str, ...] = (),
        *,
        start: bool = True,
    ) -> None:
        """Start the engine and read the source of ``experiment`` (default: the bundled astronaut).

        Args:
            engine: not started yet.
            reader: fresh.
            models: every lab that the window has.
            experiment: what to open with; if its source cannot be read, a banner says so and the astronaut comes.
            recent: paths of files opened before, the newest first.
            start: False leaves both to :meth:`begin`, so that a window can be built before other processes want
                the processor too.
        """
        shown = frozenset[str]().union(*(model.shown_at_first for model in models.values()))
        self._store = Store(
            State(experiment=experiment or Experiment(), view=View(shown=shown), recent=recent[:MAX_RECENT])
        )
        self._link = EngineLink(engine, models)
        self._document = DocumentHistory(self._store, self._link, reader)
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
        everywhere = (scope or self.state.view.scope) == "everywhere"
        probe_yx = self.state.picks.get(DeformableSpec.tag(), Pick()).unit
        try:
            experiment = edits.place_point(self.state.experiment, tap, offset_yx, probe_yx, everywhere)
        except ProblemError as error:
            self.notify(error.problem, "warning")
            return
        self.update(experiment, labels.PLACE_POINT, gesture)

    def clear_points(self) -> None:
        """Take back all points placed by hand."""
        self.update(edits.clear_points(self.state.experiment), labels.CLEAR_POINTS)

    def swap_phases(self, p: int, q: int) -> None:
        """Exchange what lands at phases ``p`` and ``q`` (i·r + j)."""
        self.update(edits.swap_phases(self.state.experiment, p, q), labels.REARRANGE_PHASES)

    def set_lab(self, lab: str) -> None:
        """Go to another lab, with a task that the present source can be used for."""
        experiment = msgspec.structs.replace(self.state.experiment, lab=lab)
        source = self.state.source
        if source is not None:
            experiment = edits.fit_task(experiment, source.kind, source.channels)
        self.update(experiment, labels.SWITCH_LAB)

    # The source -----------------------------------------------------------------------------------------------

    def open_path(self, path: str | Path, array: str | None = None) -> None:
        """Read a file and make it the source; a file that is refused leaves everything as it is.

        ``path`` may also be a location as a document has it.
        """
        source = Source("file", location_of(path_of(str(path))), array)
        self._document.loading.read(source, self._document.open)

    def open_sample(self, sample_id: str) -> None:
        """Make a bundled sample the source."""
        self._document.loading.read(Source("sample", sample_id), self._document.open)

    def open_bytes(self, data: bytes, name: str) -> None:
        """Make an encoded image that was pasted or dropped the source."""
        self._document.loading.decode(data, name, self._document.open)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        """Make a picture that was pasted or dropped as pixels the source."""
        self._document.loading.take(pixels, name, self._document.open)

    def clear_recent(self) -> None:
        """Forget which files were opened before."""
        self._store.change(recent=())

    def choose_array(self, name: str) -> None:
        """Answer ``state.choice``: read this array."""
        self._document.loading.choose(name)

    def cancel_choice(self) -> None:
        """Answer ``state.choice``: none of them."""
        self.cancel_reading()

    def cancel_reading(self) -> None:
        """Give up the file that is being read."""
        self._document.loading.cancel()

    # The view -------------------------------------------------------------------------------------------------

    def pick(self, unit: Position | None) -> None:
        """Pick a unit or pixel of the active lab's map, or put the pick away by None."""
        state, lab = self.state, self.state.experiment.lab
        before = state.picks.get(lab, Pick())
        if before.unit == unit and before.is_put_away == (unit is None):
            return
        state = replace(state, picks={**state.picks, lab: before.picked(unit)})
        self._settle(self._link.forget_trail(state))

    def select_tap(self, tap: int | None) -> None:
        """Select the tap that is detailed, and that the arrow keys move."""
        self._look(replace(self.state.view, selected_tap=tap))

    def set_scope(self, scope: Scope) -> None:
        """Say for whom a dragged point is placed."""
        self._look(replace(self.state.view, scope=scope))

    def show_picture(self, side: Side, name: str) -> None:
        """Show another picture of the active lab on a canvas."""
        view = self.state.view
        self._look(replace(view, pictures={**view.pictures, (self.state.experiment.lab, side): name}))

    def show_output_channel(self, channel: int | None) -> None:
        """Show one channel of the output, or colour where there are three."""
        self._look(replace(self.state.view, output_channel=channel))

    def show_input_channel(self, channel: int | None) -> None:
        """Show one channel of the input, or colour where there are three."""
        self._look(replace(self.state.view, input_channel=channel))

    def show_overlay(self, key: str, shown: bool) -> None:
        """Draw an overlay, or leave it out."""
        view = self.state.view
        self._look(replace(view, shown=view.shown | {key} if shown else view.shown - {key}))

    def see_region(self, region: Region | None) -> None:
        """Say which part of the output is on screen; None where the whole map is sent anyway."""
        self._look(replace(self.state.view, region=region))

    def notify(
        self, problem: Problem, kind: Literal["error", "warning", "info"] = "error", *, about_opening: bool = False
    ) -> None:
        """Tell the person of a problem; one ``about_opening`` goes once something is opened after it."""
        self._store.change(banner=Banner(problem, kind, about_opening=about_opening))

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
        self._document.loading.poll()
        self._settle(self._link.receive(self.state))
        self._link.drawn()

    def restart_engine(self) -> None:
        """Start another engine, also in place of one that still runs."""
        self._settle(self._link.restart(self.state))

    def use_smaller_size(self) -> None:
        """Compute with half the working size from now on, in another engine: the last one has run out of memory."""
        experiment = msgspec.structs.replace(self.state.experiment, working_size=smaller_size(self.state))
        self.update(experiment, labels.CHANGE_WORKING_SIZE)
        self.restart_engine()

    def close(self, timeout: float = 2.0) -> None:
        """End the engine and the reader."""
        self._document.loading.close()
        self._link.close(timeout)

    def _look(self, view: View) -> None:
        if view != self.state.view:
            self._settle(replace(self.state, view=view))

    def _settle(self, state: State) -> None:
        """Make ``state`` the present one and send what follows from it to the engine."""
        self._store.put(self._link.settle(state))

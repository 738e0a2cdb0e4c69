"""The window's model: gestures change the document; the engine and the reader supply results and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.document.networks import NetworkLayer
from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit, Where
from vizapp.document.share import from_share, to_share
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.values import Position
from vizapp.engine.client import EngineClient
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.document_history import DocumentHistory
from vizapp.session.experiment_gestures import ExperimentGestures
from vizapp.session.lab_model import LabModels
from vizapp.session.link import EngineLink
from vizapp.session.memory_need import offered_size, smaller_size
from vizapp.session.picks import Pick
from vizapp.session.source_loading import ReaderClient
from vizapp.session.state import MAX_RECENT, State
from vizapp.session.store import Listener, Store
from vizapp.session.view import ChannelMemory, Scope, View
from vizapp.wording import labels
from vizapp.wording.problems import ProblemError

_PLACE_GESTURE = "place point"


class Session(ExperimentGestures):
    """The state and all operations of the window, without Qt.

    All methods must be called from one thread; only :meth:`close` blocks. Call :meth:`poll` whenever :meth:`fileno`
    becomes readable and at least four times a second, because the end of the engine is noticed only there.
    """

    def __init__(
        self,
        engine: EngineClient,
        reader: ReaderClient,
        models: LabModels,
        experiment: Experiment | None = None,
        recent: tuple[str, ...] = (),
        *,
        start: bool = True,
    ) -> None:
        """Start the engine and read the source of ``experiment`` (default: the bundled astronaut).

        Args:
            engine: an engine that is not started.
            reader: an unused reader.
            models: the models of all labs.
            experiment: the initial document; if its source cannot be read, a banner says so and the astronaut opens.
            recent: paths of recently opened files, newest first.
            start: False leaves starting and reading to :meth:`begin`, so that the window is built before other
                processes compete for the processor.
        """
        shown = self._shown_at_first = frozenset[str]().union(*(model.shown_at_first for model in models.values()))
        self._store = Store(
            State(experiment=experiment or Experiment(), view=View(shown=shown), recent=recent[:MAX_RECENT])
        )
        self._link = EngineLink(engine, models)
        self._postponed: tuple[str, ...] = ()
        self._postponed_network = ""
        self._document = DocumentHistory(self._store, self._link, reader)
        self._last_teaching = 0
        if start:
            self.begin()

    def begin(self) -> None:
        """Start the engine, and read the experiment's source unless another is being read; call it once only."""
        self._store.put(self._link.start(self.state))
        self._document.begin()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(old, new)`` after every change; return a function that unsubscribes it."""
        return self._store.subscribe(listener)

    # The document ---------------------------------------------------------------------------------------------

    def update(self, experiment: Experiment, label: str, gesture: str | None = None) -> None:
        """Make ``experiment`` the document; ``label`` names the edit in the undo menu.

        Updates with the same ``gesture`` are merged into one undo entry until :meth:`end_gesture`.

        Raises:
            ValueError: a value of ``experiment`` is out of its range.
        """
        self._document.update(experiment, label, gesture)

    def end_gesture(self) -> None:
        """End a gesture, such as a drag: the next change is a separate undo entry."""
        self._document.end_gesture()

    def undo(self) -> None:
        """Restore the document before the last change."""
        self._document.travel(-1)

    def redo(self) -> None:
        """Restore the document that was undone last."""
        self._document.travel(+1)

    def place_point(
        self,
        tap: Tap,
        offset_yx: tuple[float, float],
        gesture: str | None = _PLACE_GESTURE,
        scope: Scope | None = None,
    ) -> None:
        """Place the point of ``tap`` at ``offset_yx`` (dy, dx) px from the rigid grid; None is the view's scope."""
        self.place_points({tap: offset_yx}, labels.PLACE_POINT, gesture, scope)

    def place_points(
        self,
        offsets: Mapping[Tap, tuple[float, float]],
        label: str,
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None:
        """Place the points of several taps, each at its (dy, dx) px from the rigid grid; None is the view's scope."""
        if self.state.shows_unseen:
            self.notify(Problem("point.on-unseen"), "info")
            return
        scope = scope or self.state.view.scope
        probe_yx = self.state.picks.get(DeformableSpec.tag(), Pick()).unit
        where: Where
        try:
            if scope == "everywhere":
                where = Everywhere()
            elif probe_yx is None:
                raise ProblemError("point.no-unit")
            else:
                where = Unit(probe_yx) if scope == "unit" else edits.around(probe_yx, self.state.view.brush)
            experiment = edits.place_points(self.state.experiment, offsets, where, probe_yx)
        except ProblemError as error:
            self.notify(error.problem, "warning")
            return
        self.update(experiment, label, gesture)

    def clear_points(self) -> None:
        """Remove all placed points."""
        self.update(edits.clear_points(self.state.experiment), labels.CLEAR_POINTS)

    def lift_point(self, point: PlacedPoint) -> None:
        """Remove one placed point."""
        self.update(edits.lift_point(self.state.experiment, point), labels.TAKE_BACK_POINT)

    def swap_phases(self, p: int, q: int) -> None:
        """Exchange the channels at phases ``p`` and ``q`` (i·r + j)."""
        self.update(edits.swap_phases(self.state.experiment, p, q), labels.REARRANGE_PHASES)

    def set_lab(self, lab: str) -> None:
        """Switch to another lab, with a task that fits the present source."""
        experiment = msgspec.structs.replace(self.state.experiment, lab=lab)
        source = self.state.source
        if source is not None:
            experiment = edits.fit_task(experiment, source.kind, source.channels, (source.height, source.width))
        self.update(experiment, labels.SWITCH_LAB)

    # The source -----------------------------------------------------------------------------------------------

    def open_example(
        self,
        experiment: Experiment,
        hint: Problem | None,
        shown: frozenset[str] = frozenset(),
        tap: int | None = None,
        unit: Position | None = None,
    ) -> None:
        """Make a prepared example the document at step 0, show it as at the start with ``shown``, and say what to do.

        ``hint`` says it; None says nothing.

        ``shown`` are the overlays that are shown beside those of the start, ``tap`` is the tap that is selected, and
        ``unit`` (y, x) the unit that is picked; None is the one in the middle, as at the start.
        """
        before = self.state.experiment
        self._document.update(experiment, labels.OPEN_EXAMPLE, None, lambda: self._pick_anew(experiment.lab, unit))
        if not needs_rebuild(before, experiment):
            self.reset()
        self._document.read_what_is_missing()
        view, channels = self.state.view, ChannelMemory.at_first(self.state.channels.is_single)
        at_first = View(
            selected_tap=tap, shown=self._shown_at_first | shown, output_channel=channels.first, pins=view.pins
        )
        self._look(replace(at_first, region=view.region))
        banner = None if hint is None else Banner(hint, "info", example=experiment)
        self._store.change(channels=channels, banner=banner)

    def _pick_anew(self, lab: str, unit: Position | None) -> None:
        """Pick a unit of a lab, None is the middle, as soon as the maps of the present document are known."""
        before = self.state.picks.get(lab, Pick())
        self._settle(replace(self.state, picks={**self.state.picks, lab: before.begun_anew(unit)}))

    def open_shared(self, text: str) -> None:
        """Make an experiment that was shared as text the document; where it has no picture, on the present one."""
        present = self.state.experiment
        try:
            shared = from_share(text)
        except ProblemError as error:
            self.notify(error.problem, "warning", about_opening=True)
            return
        experiment = msgspec.structs.replace(shared.experiment, device=present.device)
        if not shared.has_source:
            experiment = msgspec.structs.replace(experiment, source=present.source)
        labs = {spec.lab: spec for spec in present.labs} | {experiment.lab: experiment.spec}
        self.update(msgspec.structs.replace(experiment, labs=tuple(labs.values())), labels.OPEN_SHARED)
        code = "share.opened" if shared.has_source else "share.opened-on-own"
        self.notify(Problem(code), "info", about_opening=True)

    def shared_text(self) -> str:
        """Return the experiment as text to be shared, and say that it is on the clipboard; "" where it cannot be."""
        try:
            text = to_share(self.state.experiment)
        except ProblemError as error:
            self.notify(error.problem, "warning")
            return ""
        self.notify(Problem("share.copied"), "info")
        return text

    def use_bundled_unseen(self) -> None:
        """Go back to the bundled photograph as the picture that nothing is trained on."""
        self.update(msgspec.structs.replace(self.state.experiment, unseen=None), labels.CHANGE_UNSEEN)

    def close_judged(self) -> None:
        """Look at nothing that somebody's network has made any longer."""
        self.update(msgspec.structs.replace(self.state.experiment, judged=None), labels.CHANGE_JUDGED)

    def choose_layer(self, name: str) -> None:
        """Show another pixel shuffle of the network."""
        network, read = self.state.experiment.spec_of(SubpixelSpec).network, self.state.network_read
        found = None if read is None else next((layer for layer in read.layers if layer.name == name), None)
        if network is not None and found is not None and name != network.layer:
            layer = NetworkLayer(network.location, found.name, found.channels)
            self.update(edits.open_network(self.state.experiment, layer, found.upscale_factor), labels.CHOOSE_LAYER)

    def close_network(self) -> None:
        """Show the shuffle of the source again in place of that of a network."""
        self.update(edits.close_network(self.state.experiment), labels.CLOSE_NETWORK)

    def cancel_network(self) -> None:
        """Give up the network that was opened and is looked into, or the one that is being computed."""
        if self.state.network_offer is not None:
            self._document.networks.withdraw()
        else:
            self._link.cancel_network()

    @property
    def shows_everything(self) -> bool:
        """Whether what is on show takes into account all that was done, and nothing is on its way."""
        return self._link.shows_everything(self.state)

    # The two processes ----------------------------------------------------------------------------------------

    def fileno(self) -> int | None:
        """Return the file descriptor to wait on, or None; it changes with the engine (see ``EngineClient``)."""
        return self._link.fileno()

    def poll(self) -> None:
        """Apply what the reader and the engine have sent, without blocking."""
        self._document.loading.poll()
        trouble = self._document.reader.trouble
        if trouble != self.state.reader_trouble:
            self._store.put(replace(self.state, reader_trouble=trouble))
        if self._postponed and self.state.source is not None:
            files, self._postponed = self._postponed, ()
            self.open_files(files)
        if self._postponed_network and self.state.source is not None:
            file, self._postponed_network = self._postponed_network, ""
            self.open_network_path(file)
        self._settle(self._link.receive(self.state))
        self._document.take_arrival()
        self._take_teaching()
        opened = self._document.networks.accepted()
        if opened is not None:
            is_opened_again = opened == self.state.experiment
            self.update(opened, labels.OPEN_NETWORK)
            if is_opened_again:  # the file's weights may have changed
                self.reset()
        self._link.drawn()

    def restart_engine(self) -> None:
        """Start a new engine, ending one that still runs."""
        self._settle(self._link.restart(self.state))

    def use_smaller_size(self) -> None:
        """Halve the working size and start a new engine, after the last one ran out of memory."""
        experiment = msgspec.structs.replace(self.state.experiment, working_size=smaller_size(self.state))
        self.update(experiment, labels.CHANGE_WORKING_SIZE)
        self.restart_engine()

    def use_offered_size(self) -> None:
        """Take the working size that the refusal of the document names, if it names one."""
        size = offered_size(self.state)
        if size is not None:
            experiment = msgspec.structs.replace(self.state.experiment, working_size=size)
            self.update(experiment, labels.CHANGE_WORKING_SIZE)

    def close(self, timeout: float = 2.0) -> None:
        """End the engine and the reader."""
        self._document.loading.close()
        self._link.close(timeout)

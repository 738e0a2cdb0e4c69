"""Changes of the document: edits, undo and redo, each applied once the source that it names is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

import msgspec

from vizapp.document import edits
from vizapp.document.experiment import Experiment, Source, needs_rebuild
from vizapp.offset_maps.layouts import Layout
from vizapp.problem import Problem, Value
from vizapp.session.banner import Banner
from vizapp.session.brought_loading import BroughtLoading
from vizapp.session.history import NO_PICKS, History, Picks, Place
from vizapp.session.link import EngineLink
from vizapp.session.network_loading import NetworkLoading
from vizapp.session.offering import Offering
from vizapp.session.picks import Pick
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.saved_files import tells_of_saved_file, without_saving_notice
from vizapp.session.side_loading import JudgedLoading, UnseenLoading
from vizapp.session.source_loading import Commit, ReaderClient, SourceLoading
from vizapp.session.state import MAX_RECENT, State
from vizapp.session.stop_notice import PAUSED_BY_SWITCH, tells_of_other_lab
from vizapp.session.store import Store
from vizapp.session.ways import Ways, place_in
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name
from vizapp.wording import labels

GO_TO_GESTURE = "go to step"
"""What is changed by going to other steps is one entry of undo, and none where it comes back to what was."""


class DocumentHistory:
    """Applies edits, undo and redo to the state once their source is loaded, and updates the engine.

    Attributes:
        loading: loads the sources; it calls :meth:`open` with a source that the user has opened.
        offering: asks what files with offsets are.
        networks: reads networks from files of weights.
        reader: reads every file, one at a time.
    """

    def __init__(self, store: Store, link: EngineLink, reader: ReaderClient) -> None:
        self._store = store
        self._link = link
        self._training_numbers = count(1)
        self._history = History(self._training_numbers)
        self._distance = 0
        self._ways = Ways()
        queue = ReaderQueue(reader)
        self.loading = SourceLoading(queue, store, self._commit_first)
        self._unseen = UnseenLoading(queue, store, self.loading.shelf, self._settle)
        self._brought = BroughtLoading(queue, store, self._settle)
        self._judged = JudgedLoading(queue, store, self.loading.shelf, self._settle)
        self.networks = NetworkLoading(queue, store, self._settle)
        self.reader = queue
        self.offering = Offering(queue, store, self._open_plainly)

    def begin(self) -> None:
        """Load the source of the first experiment, unless another is being loaded already."""
        state = self._store.state
        if state.reading is None:
            self.loading.read(state.experiment.source, self._commit_first)

    def read_what_is_missing(self) -> None:
        """Load the document's source if it could not be read and nothing else is being loaded."""
        state = self._store.state
        if state.source is None and state.reading is None and state.choice is None:
            self.loading.read(state.experiment.source, self._commit_first)

    def try_again(self) -> None:
        """Read the source that could not be read last once more, for the same purpose."""
        failed = self.loading.failed
        if failed is None:
            return
        source, commit = failed
        if commit == self._arrive:
            self.travel(self._distance)
        elif commit == self._commit_first and self._store.state.source is not None:
            self.loading.read(source, self.open)  # meanwhile the default photograph was loaded
        else:
            self.loading.read(source, commit)

    def update(
        self,
        experiment: Experiment,
        label: str,
        gesture: str | None,
        pick_anew: Callable[[], None] | None = None,
        left: Place | None = None,
    ) -> None:
        """Make ``experiment`` the document; see :meth:`vizapp.session.session.Session.update`.

        ``pick_anew`` is called once it is the document, which is later if its source has to be read first; undo
        gives back what was picked in the lab before. ``left`` is the place that the training was at, if it has gone
        to another step with these settings.

        Raises:
            ValueError: a value of ``experiment`` is out of its range.
        """
        before = self._store.state.experiment
        experiment = edits.settle(before, edits.validated_change(before, experiment))
        if experiment == before:
            if pick_anew is not None:
                pick_anew()
            return
        if self.loading.waits_for(self._arrive):
            # This edit is based on the present document, so a pending undo or redo must not overwrite it.
            name = self._store.state.reading or "its file"
            self.loading.cancel()
            self._store.change(banner=Banner(Problem("undo.given-up", values={"name": name}), "info"))

        def commit(source: Source, loaded: LoadedSource | None) -> None:
            after = msgspec.structs.replace(experiment, source=source)
            state = self._store.state
            picks = NO_PICKS if pick_anew is None else {after.lab: state.picks.get(after.lab, Pick())}
            self._history.record(state.experiment, after, label, gesture, left, picks)
            self._go_to(after, loaded)
            if pick_anew is not None:
                pick_anew()

        self._with_source(experiment.source, commit)

    def leave_for_step(self) -> None:
        """Take note that the training is about to be sent to another step, where undo comes back from."""
        self._ways.leave(place_in(self._store.state))

    def take_arrival(self) -> None:
        """Make the settings those that were in effect at the step that the engine has gone to.

        Where undo or redo has sent it there, the document is what they say, also if that was never trained with.
        """
        state = self._store.state
        spec, experiment = state.arrived, state.experiment
        if spec is None:
            return
        self._store.put(replace(state, arrived=None))
        is_sent_by_undo = self._ways.arrive(place_in(state), experiment)
        if spec.lab == experiment.lab:
            after = experiment.with_spec(experiment.spec.replaced(**spec.steering()))
            self._link.take_settings(after)
            if is_sent_by_undo:
                self._settle(self._store.state)
            else:
                self.update(after, labels.GO_TO_STEP, GO_TO_GESTURE, left=self._ways.left)

    def end_gesture(self) -> None:
        """Make the next change a separate undo entry."""
        self._history.end_gesture()
        self._link.wait_for_adjustment()

    def open(self, source: Source, loaded: LoadedSource | None) -> None:
        """Make ``source``, which the user has opened, the document's source."""
        state = self._store.state
        before = state.experiment
        if loaded is None:
            after = edits.settle(before, msgspec.structs.replace(before, source=source))
        else:
            after = edits.open_source(before, source, loaded.kind, loaded.channels, (loaded.height, loaded.width))
        if after != before:
            self._history.record(before, after, labels.OPEN_SOURCE)
        if after.source == before.source:
            self._history.begin_anew()
        if source.kind == "file":
            others = [path for path in self._store.state.recent if path != source.location]
            self._store.change(recent=(source.location, *others)[:MAX_RECENT])
        self._go_to(after, loaded, is_opened=True)

    def open_unseen(self, source: Source, loaded: LoadedSource | None) -> None:
        """Make ``source``, which the user has opened for it, the picture that nothing is trained on."""
        del loaded  # not needed: the loader keeps the unseen picture
        self.update(msgspec.structs.replace(self._store.state.experiment, unseen=source), labels.CHANGE_UNSEEN, None)

    def open_judged(self, source: Source, loaded: LoadedSource | None) -> None:
        """Make ``source``, which the user has opened for it, what is judged; a misfit changes nothing."""
        state = self._store.state
        if loaded is not None:
            problem = self._judged.misfit(loaded, state)
            if problem is not None:
                self._store.change(banner=Banner(problem, "warning", about_opening=True))
                return
        self.update(msgspec.structs.replace(state.experiment, judged=source), labels.CHANGE_JUDGED, None)

    def open_experiment(self, experiment: Experiment, loaded: LoadedSource | None) -> None:
        """Make an experiment from a file the document; it has no history, and nothing of the one before is kept."""
        self._history = History(self._training_numbers)
        self._distance = 0
        self._go_to(experiment, loaded, is_opened=True)

    def accept_offsets(self, layout: Layout) -> None:
        """Make the offered layer the document's, its offsets read in ``layout``."""
        after = self.offering.accepted(self._store.state.experiment, layout)
        if after is None:
            return
        files = self.offering.withdraw()
        others = [path for path in self._store.state.recent if path not in files]
        self._store.change(recent=(*files, *others)[:MAX_RECENT])
        self.update(after, labels.BRING_OFFSETS, None)

    def _open_plainly(self, locations: Sequence[str]) -> None:
        """Open the first of some files as a source, and say so if there are more."""
        self.loading.read(Source("file", locations[0]), self.open)
        if len(locations) > 1:
            values: dict[str, Value] = {"count": len(locations), "name": display_name(path_of(locations[0]))}
            problem = Problem("drop.several-files", values=values)
            self._store.change(banner=Banner(problem, "info", about_opening=True))

    def travel(self, entries: int) -> None:
        """Move back or forward in the history; while a source is being loaded, count from the pending target."""
        waiting = self.loading.waits_for(self._arrive)
        distance = (self._distance if waiting else 0) + entries
        experiment = self._history.at(distance)
        if experiment is None and distance != 0:
            return
        if waiting:
            self.loading.cancel()
        if experiment is not None:
            self._distance = distance
            self._with_source(experiment.source, self._arrive)

    def _with_source(self, source: Source, commit: Commit) -> None:
        """Call ``commit`` once ``source`` is loaded, immediately if it is the document's present source."""
        if source == self._store.state.experiment.source:
            commit(source, self._store.state.source)
        else:
            self.loading.bring(source, commit)

    def _commit_first(self, source: Source, loaded: LoadedSource | None) -> None:
        self._go_to(msgspec.structs.replace(self._store.state.experiment, source=source), loaded)

    def _go_to(
        self,
        experiment: Experiment,
        source: LoadedSource | None,
        *,
        is_opened: bool = False,
        picks: Picks = NO_PICKS,
    ) -> None:
        state = self._store.state
        pauses = experiment.lab != state.experiment.lab and (state.transport.running or tells_of_other_lab(state))
        if state.experiment.source != experiment.source:
            state = without_saving_notice(state)  # it was about a file made of the previous source
            state = _with_picks_in(experiment.source, state, is_opened)
        if picks:
            returned = {lab: state.picks.get(lab, Pick()).returned(pick) for lab, pick in picks.items()}
            state = replace(state, picks={**state.picks, **returned})
        if source is not state.source or needs_rebuild(state.experiment, experiment):
            if state.transport.running and experiment.lab == state.experiment.lab:
                self._link.run_again(experiment.lab)
            state = self._link.forget_results(state)
        documents = (experiment, *self._history.experiments())
        reachable = {each.source for each in documents} | {each.unseen_source for each in documents}
        reachable |= {each.judged for each in documents if each.judged is not None}
        self.loading.shelf.forget_pasted(reachable)
        if state.banner is not None and _is_over(state.banner, state.experiment, experiment):
            state = replace(state, banner=None)
        state = replace(
            state,
            experiment=experiment,
            source=source,
            trainings=self._history.trainings,
            can_undo=self._history.can_undo,
            can_redo=self._history.can_redo,
            undo_label=self._history.undo_label,
            redo_label=self._history.redo_label,
        )
        state = self.networks.follow(experiment, self._brought.follow(experiment, state))
        state = self._judged.follow(experiment, state)
        self._settle(self._unseen.follow(experiment, state))
        if pauses:
            self._tell_of_pause()
        if not self._history.in_gesture:
            self._link.wait_for_adjustment()

    def _tell_of_pause(self) -> None:
        """Say that training stands still since the lab was switched, unless a warning or an error is on show."""
        banner = self._store.state.banner
        if banner is None or banner.kind == "info":
            self._store.change(banner=Banner(Problem(PAUSED_BY_SWITCH), "info"))

    def _settle(self, state: State) -> None:
        self._store.put(self._link.settle(state))

    def _arrive(self, source: Source, loaded: LoadedSource | None) -> None:
        state = self._store.state
        experiment = self._history.go(state.experiment, self._distance, place_in(state), state.picks)
        self._go_to(experiment, loaded, picks=self._history.picks)
        self._go_to_place()

    def _go_to_place(self) -> None:
        """Send the training to where it stood in the document that undo or redo has come to, if that can be."""
        state, place = self._store.state, self._history.place
        if place is None or place.training != state.trainings.get(state.experiment.lab) or not state.can_step:
            return
        course = state.timeline.courses.get(place.branch)
        if course is not None and place.step <= course.steps:
            self._ways.send_for(state.experiment)
            self._store.put(self._link.go_to(state, place.branch, place.step))


def _is_over(banner: Banner, old: Experiment, new: Experiment) -> bool:
    """Return whether a banner is about something that the change from ``old`` to ``new`` has ended."""
    if old.lab != new.lab and tells_of_saved_file(banner):
        return True
    if banner.example is not None:
        return _occasion(banner.example) != _occasion(new)
    if not banner.setting:
        return False
    return getattr(old.spec, banner.setting, None) != getattr(new.spec, banner.setting, None)


def _occasion(experiment: Experiment) -> tuple[object, ...]:
    """Return what an example's sentence is about: lab, kind of task, source, and values of it changed by hand."""
    source, changed = experiment.source, getattr(experiment.spec, "changed_values", ())
    return experiment.lab, type(experiment.spec.task_spec), source.kind, source.location, changed


def _with_picks_in(source: Source, state: State, is_opened: bool) -> State:
    """Return ``state`` with the picks that the user last made in ``source``, for example after an undo.

    A source that was just opened has no picks, and no pixel of it was asked about.
    """
    old = state.experiment.source
    if is_opened:
        left = {lab: pick.left_for_another(old) for lab, pick in state.picks.items()}
        return replace(state, picks=left, view=replace(state.view, region=None, asked_pixel=None))
    return replace(state, picks={lab: pick.moved(old, source) for lab, pick in state.picks.items()})

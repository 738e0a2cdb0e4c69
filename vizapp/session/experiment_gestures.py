"""The gestures that save the experiment to a file, and open one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from vizapp.document.experiment import Experiment, Source, needs_rebuild
from vizapp.keeping.pictures import is_kept_location
from vizapp.keeping.training import Training
from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.experiment_saving import has_unsaved_changes, standings_of
from vizapp.session.experiment_state import ExperimentQuestion, Kept, Replacing, Restored, SessionKind
from vizapp.session.file_gestures import FileGestures
from vizapp.session.kept_view import read_view, view_text, with_view
from vizapp.session.saved_files import without_saving_notice
from vizapp.session.source_loading import is_source
from vizapp.session.state import MAX_RECENT
from vizapp.sources.kept import LoadedExperiment
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult
from vizapp.wording.problems import phrase


class ExperimentGestures(FileGestures):
    """The part of a session that keeps the experiment in a file."""

    # Saving ---------------------------------------------------------------------------------------------------

    @property
    def has_unsaved_changes(self) -> bool:
        """Whether the document or the training is not that of the experiment's file any longer."""
        return has_unsaved_changes(self.state)

    def save_experiment(
        self,
        path: str | Path,
        *,
        inside: bool = True,
        preview: bytes = b"",
        window: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the experiment with its training to a file; ``state.kept`` and a banner say when that is done.

        Args:
            path: of the file.
            inside: whether the file of the source is copied into it; a pasted picture always is.
            preview: a PNG picture of what is on show, or nothing.
            window: what the window itself keeps; plain values for JSON.
        """
        state = self.state
        if self._is_saving():
            return
        if not self._can_save():
            self.notify(Problem("keep.not-ready"), "warning")
        elif is_source(Path(path), state.experiment.source) and not is_kept_location(
            state.experiment.source.location
        ):
            self.notify(Problem("keep.is-source", values={"name": display_name(path)}), "warning")
        else:
            self._store.put(
                self._link.save_experiment(
                    without_saving_notice(state),
                    str(Path(path).absolute()),
                    view_text(state, window or {}),
                    preview,
                    inside=inside,
                    window=window or {},
                )
            )

    def autosave(self, path: str | Path, window: Mapping[str, Any] | None = None) -> bool:
        """Write the experiment to a file beside its own, in the form that takes least; return whether it is begun.

        It is not while the last one is still being written, or the document is being set up. ``state.autosave`` says
        what has become of it.
        """
        state = self.state
        if state.autosave.is_under_way or not self._can_save():
            return False
        self._store.put(self._link.autosave(state, str(Path(path).absolute()), view_text(state, window or {})))
        return True

    def _can_save(self) -> bool:
        state = self.state
        return state.engine.ready and state.source is not None and self._link.knows(state)

    # Opening --------------------------------------------------------------------------------------------------

    def open_path(self, path: str | Path, array: str | None = None) -> None:
        """Open an experiment, or read another file and make it the source; a refused file changes nothing."""
        if array is None and is_kept_location(str(path)):
            self.open_experiment(path)
        else:
            super().open_path(path, array)

    def open_experiment(self, path: str | Path, *, discard: bool = False) -> None:
        """Read an experiment from a file and go on with it; a refused file changes nothing.

        Where its source has moved or was changed, ``state.question`` asks what is to be done. Where there are unsaved
        changes, nothing is read, and ``state.replacing`` asks first, unless they are to be discarded.
        """
        file = path_of(str(path)).absolute()
        if self.has_unsaved_changes and not discard:
            self._store.put(replace(self.state, replacing=Replacing(str(file))))
            return
        self._store.put(replace(self.state, replacing=None))
        self._read_file(file)

    def keep_changes(self) -> None:
        """Dismiss ``state.replacing``: the file is not opened."""
        self._store.put(replace(self.state, replacing=None))

    def bring_back(self, path: str | Path, *, was_closed: bool = True) -> None:
        """Go on with a session that :meth:`autosave` has written; if it cannot be read, the document's source opens.

        The file of the person's own that belongs to it, if any, is what its window had kept as "file". A banner says
        so if its window was not closed, but has ended by itself.
        """
        self._read_file(Path(path), session="closed" if was_closed else "ended")

    def bring_training_back(self, path: str | Path) -> None:
        """Let the next engine go on with the training that :meth:`autosave` has written, if that is of the document.

        For when an engine has ended by itself: document and view stay as they are, and a training that ran runs on.
        """
        trainings = self.state.trainings

        def take(result: ReadResult) -> None:
            loaded, state = result.experiment, self.state
            # The next engine may have been faster, and begun from an older file that was brought back before.
            set_up, transport = state.configured, state.transport
            is_new = set_up is None or (not transport.running and transport.step in (0, set_up.step))
            is_present = state.trainings == trainings and loaded is not None and _is_of(loaded, state.experiment)
            self._link.take_training(is_taken=is_new and is_present)
            if loaded is not None and is_new and is_present:
                self._last_teaching = max(self._last_teaching, _largest_teaching(loaded.timelines))
                state = self._link.restore(state, loaded.timelines, loaded.curves)
                self._settle(replace(state, restored=Restored(loaded.training, state.experiment.source)))

        self._link.await_training()
        self._document.reader.read_training_later(Path(path), take)

    def _read_file(self, file: Path, session: SessionKind = "") -> None:
        # The user has not chosen the name of a session's file.
        name = phrase(Problem("session.last")) if session else display_name(file)
        self._store.put(replace(self.state, reading=name, question=None))
        self._document.reader.read_experiment(file, lambda result: self._read(file, result, session))

    def use_source_as_it_is(self) -> None:
        """Answer ``state.question``: the experiment goes on with its source as it is now.

        Where it cannot be read, the question is asked again, and says why.
        """
        question = self._take_question()
        if question is not None:
            self._load(question, question.loaded.experiment, self._asks_again(question))

    def locate_source(self, path: str | Path) -> None:
        """Answer ``state.question``: the source of the experiment is this file.

        Where it cannot be read, the question is asked again, and says why.
        """
        question = self._take_question()
        if question is not None:
            experiment = question.loaded.experiment
            source = msgspec.structs.replace(experiment.source, location=location_of(path_of(str(path))))
            self._load(question, msgspec.structs.replace(experiment, source=source), self._asks_again(question))

    def cancel_experiment(self) -> None:
        """Dismiss ``state.question``; nothing changes."""
        self._take_question()
        self._document.read_what_is_missing()

    def _asks_again(self, question: ExperimentQuestion) -> Callable[[Problem], None]:
        """Return what asks a question again whose answer led to no source, and says why."""

        def ask(problem: Problem) -> None:
            self._store.put(replace(self.state, question=replace(question, problem=problem)))

        return ask

    def _take_question(self) -> ExperimentQuestion | None:
        question = self.state.question
        self._store.put(replace(self.state, question=None))
        return question

    def _read(self, file: Path, result: ReadResult, session: SessionKind) -> None:
        self._store.put(replace(self.state, reading=None))
        loaded = result.experiment
        if loaded is None:
            problem = result.problem or Problem("source.not-read", "source", {"name": display_name(file)})
            self._store.change(banner=Banner(problem, about_opening=True))
            self._document.read_what_is_missing()
            return
        whereabouts = loaded.pictures.get("source", "inside")
        file_of = ExperimentQuestion(str(file), loaded, whereabouts, loaded.experiment.source.location, session)
        if whereabouts in ("missing", "changed"):
            self._store.put(replace(self.state, question=file_of))
            self._document.read_what_is_missing()
        else:
            self._load(file_of, loaded.experiment)

    def _load(
        self, opened: ExperimentQuestion, experiment: Experiment, refused: Callable[[Problem], None] | None = None
    ) -> None:
        """Read the source of an experiment, and then show it; where that fails, ``refused`` or a banner says why."""

        def commit(source: Source, picture: LoadedSource | None) -> None:
            self._show_experiment(opened, msgspec.structs.replace(experiment, source=source), picture)

        self._document.loading.read(experiment.source, commit, refused)

    def _show_experiment(
        self, opened: ExperimentQuestion, experiment: Experiment, picture: LoadedSource | None
    ) -> None:
        path, loaded = opened.path, opened.loaded
        training, view = loaded.timelines, read_view(loaded.view)
        self._last_teaching = max(self._last_teaching, _largest_teaching(training))
        experiment = msgspec.structs.replace(experiment, device=self._device_of(experiment))
        state = self._link.restore(without_saving_notice(self.state), training, loaded.curves)
        if not opened.session:
            others = [each for each in state.recent if each != path]
            state = replace(state, recent=(path, *others)[:MAX_RECENT])
        restored = Restored(loaded.training, experiment.source, view.window)
        transport = replace(state.transport, running=False, step=_step_of(training, experiment.lab))
        self._store.put(replace(state, transport=transport, restored=restored, question=None))
        self._document.open_experiment(experiment, picture)
        self._settle(with_view(self.state, view))
        self._store.put(replace(self.state, kept=self._kept(opened, view.window)))
        if opened.session == "ended":
            self.notify(Problem("session.recovered"), "info")

    def _kept(self, opened: ExperimentQuestion, window: Mapping[str, Any]) -> Kept | None:
        """Return the file of the person's own that the experiment now is in; a session may have none."""
        path: Any = window.get("file") if opened.session else opened.path
        if not isinstance(path, str) or not path:
            return None
        is_saved = not (opened.session and window.get("unsaved", True))
        inside = bool(window.get("inside", True)) if opened.session else opened.whereabouts == "inside"
        return Kept(path, self.state.experiment, standings_of(self.state) if is_saved else {}, inside, window)

    def _device_of(self, experiment: Experiment) -> str:
        """Return the device of an experiment, or the present one where this computer does not have it."""
        state = self.state
        here = {"auto", "cpu", *(device.name for device in state.engine.devices)}
        return experiment.device if experiment.device in here else state.experiment.device


def _is_of(loaded: LoadedExperiment, experiment: Experiment) -> bool:
    """Return whether the training of a file is of the lab of ``experiment`` as that is set now."""
    kept = msgspec.structs.replace(loaded.experiment, lab=experiment.lab)
    return not needs_rebuild(kept, experiment)


def _step_of(training: Training, lab: str) -> int:
    """Return the step at which the training of a lab stands, which does not run on by itself."""
    return next((each.step for each in training.labs if each.lab == lab), 0)


def _largest_teaching(training: Training) -> int:
    """Return the largest number that any teaching of a training has."""
    numbers = [0]
    for lab in training.labs:
        numbers += [lab.held, *(number for number, _ in lab.left)]
        numbers += [taught for each in lab.settings if isinstance(taught := each.get("taught"), int)]
    return max(numbers)

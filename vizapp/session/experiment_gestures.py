"""The gestures that save the experiment to a file, and open one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.pictures import is_kept_location
from vizapp.keeping.training import Training
from vizapp.problem import Problem, Value
from vizapp.session.banner import Banner
from vizapp.session.experiment_saving import has_unsaved_changes, standings_of
from vizapp.session.experiment_state import ExperimentQuestion, Kept, Restored
from vizapp.session.file_gestures import FileGestures
from vizapp.session.kept_view import read_view, view_text, with_view
from vizapp.session.saved_files import without_saving_notice
from vizapp.session.source_loading import is_source
from vizapp.session.state import MAX_RECENT
from vizapp.sources.client import ReadResult
from vizapp.sources.kept import LoadedExperiment
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.locations import location_of, path_of
from vizapp.sources.regular_files import display_name


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

    def open_experiment(self, path: str | Path) -> None:
        """Read an experiment from a file and go on with it; a refused file changes nothing.

        Where its source has moved or was changed, ``state.question`` asks what is to be done.
        """
        file = path_of(str(path)).absolute()
        self._store.put(replace(self.state, reading=display_name(file), question=None))
        self._document.reader.read_experiment(file, lambda result: self._read(file, result))

    def use_source_as_it_is(self) -> None:
        """Answer ``state.question``: the experiment goes on with its source as it is now."""
        question = self._take_question()
        if question is not None:
            self._load(question.path, question.loaded, question.loaded.experiment)

    def locate_source(self, path: str | Path) -> None:
        """Answer ``state.question``: the source of the experiment is this file."""
        question = self._take_question()
        if question is not None:
            experiment = question.loaded.experiment
            source = msgspec.structs.replace(experiment.source, location=location_of(path_of(str(path))))
            self._load(question.path, question.loaded, msgspec.structs.replace(experiment, source=source))

    def cancel_experiment(self) -> None:
        """Dismiss ``state.question``; nothing changes."""
        self._take_question()

    def _take_question(self) -> ExperimentQuestion | None:
        question = self.state.question
        self._store.put(replace(self.state, question=None))
        return question

    def _read(self, file: Path, result: ReadResult) -> None:
        self._store.put(replace(self.state, reading=None))
        loaded = result.experiment
        if loaded is None:
            problem = result.problem or Problem("source.not-read", "source", {"name": display_name(file)})
            self._store.change(banner=Banner(problem, about_opening=True))
            self._document.read_what_is_missing()
            return
        whereabouts = loaded.pictures.get("source")
        if whereabouts in ("missing", "changed"):
            location = loaded.experiment.source.location
            question = ExperimentQuestion(str(file), loaded, whereabouts, location)
            values: dict[str, Value] = {"name": loaded.name, "picture": display_name(path_of(location))}
            code = "kept.source-missing" if whereabouts == "missing" else "kept.source-changed"
            banner = Banner(Problem(code, values=values), "warning", about_opening=True)
            self._store.put(replace(self.state, question=question, banner=banner))
            self._document.read_what_is_missing()
        else:
            self._load(str(file), loaded, loaded.experiment)

    def _load(self, path: str, loaded: LoadedExperiment, experiment: Experiment) -> None:
        """Read the source of an experiment, and then show it."""

        def commit(source: Source, picture: LoadedSource | None) -> None:
            self._show_experiment(path, loaded, msgspec.structs.replace(experiment, source=source), picture)

        self._document.loading.read(experiment.source, commit)

    def _show_experiment(
        self, path: str, loaded: LoadedExperiment, experiment: Experiment, picture: LoadedSource | None
    ) -> None:
        training = loaded.timelines
        self._last_teaching = max(self._last_teaching, _largest_teaching(training))
        experiment = msgspec.structs.replace(experiment, device=self._device_of(experiment))
        state = self._link.restore(self.state, training, loaded.curves)
        others = [each for each in state.recent if each != path]
        state = replace(
            state,
            transport=replace(state.transport, running=False, step=_step_of(training, experiment.lab)),
            restored=Restored(loaded.training, experiment.source),
            recent=(path, *others)[:MAX_RECENT],
            question=None,
        )
        self._store.put(state)
        self._document.open_experiment(experiment, picture)
        view = read_view(loaded.view)
        self._settle(with_view(self.state, view))
        state = self.state
        inside = loaded.pictures.get("source", "inside") == "inside"
        self._store.put(replace(state, kept=Kept(path, state.experiment, standings_of(state), inside, view.window)))

    def _device_of(self, experiment: Experiment) -> str:
        """Return the device of an experiment, or the present one where this computer does not have it."""
        state = self.state
        here = {"auto", "cpu", *(device.name for device in state.engine.devices)}
        return experiment.device if experiment.device in here else state.experiment.device


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

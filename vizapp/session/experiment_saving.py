"""Experiments that the engine writes to files: the curves that it is given for each, and what becomes of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vizapp.document.experiment import Experiment
from vizapp.keeping.curves import KeptCurves
from vizapp.problem import Problem, Value
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.session.banner import Banner
from vizapp.session.experiment_state import Autosave, Kept, Standing
from vizapp.session.kept_curves import kept_curves
from vizapp.session.state import MAX_RECENT, State
from vizapp.sources.regular_files import display_folder, display_name


@dataclass(slots=True)
class _Saving:
    """A file that the engine is writing: what it was asked for, and where the training stood then."""

    path: str
    experiment: Experiment
    inside: bool
    window: Mapping[str, Any]
    is_autosave: bool
    begun: float
    standings: Mapping[str, Standing] = field(default_factory=dict)


class ExperimentSaving:
    """Follows the files of experiments that the engine writes, by the numbers of their commands.

    Attributes:
        curves: those that the engine has asked for, by the number of the command; the caller sends and removes them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.curves: dict[int, KeptCurves] = {}
        self._clock = clock
        self._files: dict[int, _Saving] = {}

    def begin(
        self, seq: int, path: str, experiment: Experiment, *, inside: bool, window: Mapping[str, Any], autosave: bool
    ) -> None:
        """Take note that the engine is asked for a file by the command ``seq``."""
        self._files[seq] = _Saving(path, experiment, inside, window, autosave, self._clock())

    def forget(self) -> None:
        """Take note that the engine is gone: nothing more is said of any file."""
        self._files.clear()
        self.curves.clear()

    def wanted(self, state: State, reply: CurvesWanted) -> None:
        """Note the curves as they are now: those of the states that the engine has just taken."""
        file = self._files.get(reply.seq)
        if file is not None:
            file.standings = standings_of(state)
            self.curves[reply.seq] = kept_curves(state.timelines, reply.labs)

    def saved(self, state: State, reply: ExperimentSaved) -> State:
        """Return ``state`` with what has become of a file."""
        file = self._files.pop(reply.seq, None)
        self.curves.pop(reply.seq, None)
        if file is None:
            return state
        problem = reply.problem
        if file.is_autosave:
            before = state.autosave
            if problem is not None:
                state = replace(state, autosave=replace(before, is_under_way=False, failed=True))
                return state if before.failed else replace(state, banner=Banner(problem, "warning"))
            seconds = self._clock() - file.begun
            return replace(state, autosave=Autosave(file.path, before.number + 1, seconds))
        if state.saving is not None and state.saving.seq == reply.seq:
            state = replace(state, saving=None)
        if problem is not None:
            cancelled = problem.code == "enlarge.cancelled"
            return replace(state, banner=Banner(problem, "info" if cancelled else "error"))
        kept = Kept(file.path, file.experiment, file.standings, file.inside, file.window)
        names = {"name": display_name(file.path), "folder": display_folder(file.path)}
        values: dict[str, Value] = {**names, "data": reply.file_bytes}
        recent = (file.path, *(each for each in state.recent if each != file.path))[:MAX_RECENT]
        return replace(state, kept=kept, recent=recent, banner=Banner(Problem("keep.done", values=values), "info"))


def standings_of(state: State) -> dict[str, Standing]:
    """Return where the training of each lab stands, and how far its branches go."""
    found: dict[str, Standing] = {}
    for lab, timeline in state.timelines.items():
        curves = state.curves.get(lab)
        heads = tuple(sorted((number, course.steps) for number, course in timeline.courses.items()))
        found[lab] = (timeline.present, 0 if curves is None else curves.steps, heads)
    return found


def has_unsaved_changes(state: State) -> bool:
    """Return whether the document or the training is not that of the experiment's file any longer.

    Without a file nothing is unsaved as long as the document is the first one and nothing was trained.
    """
    if state.kept is None:
        trained = any(course.steps for timeline in state.timelines.values() for course in timeline.courses.values())
        return state.can_undo or trained
    return state.experiment != state.kept.experiment or standings_of(state) != dict(state.kept.standings)

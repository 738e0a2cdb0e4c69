"""The curves of all labs and the branches of their training, as replies tell of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from vizapp.keeping.curves import KeptCurves
from vizapp.keeping.training import Training
from vizapp.protocol.events import Configured
from vizapp.protocol.timeline import Arrived, BranchesChanged
from vizapp.protocol.wire import WireError
from vizapp.session.consistency import check_arrived, check_configured
from vizapp.session.curves import CurveRecorder, TooMuchError
from vizapp.session.engine_state import Timeline
from vizapp.session.kept_curves import branches_of, recorder_of
from vizapp.session.lab_model import LabModels
from vizapp.session.state import State


class _Left(NamedTuple):
    """What was recorded of a training that was left, and its branches."""

    lab: str
    recorder: CurveRecorder
    timeline: Timeline


class TimelineRecord:
    """Records what was measured on every branch, and keeps ``State.curves`` and ``State.timelines`` up to it.

    Replies of an older generation count, too: a lab that was left for another one is kept, and its curve with it.
    What was recorded of a training that was left is kept as long as the engine can bring the training back.
    """

    def __init__(self, models: LabModels) -> None:
        self._models = models
        self._recorders: dict[str, CurveRecorder] = {}
        self._trainings: dict[str, int] = {}
        self._left: dict[int, _Left] = {}

    def of(self, lab: str) -> CurveRecorder:
        """Return what is recorded of a lab.

        Raises:
            WireError: there is no such lab.
        """
        if lab not in self._models:
            raise WireError(f"there is no lab {lab}")
        return self._recorders.setdefault(lab, CurveRecorder())

    def restore(self, state: State, training: Training, curves: KeptCurves) -> State:
        """Return ``state`` with the curves and branches of an experiment that was opened, and with no others.

        ``curves`` are as long as the branches of ``training``.
        """
        known = [kept for kept in training.labs if kept.lab in self._models]
        self._trainings, self._left = {}, {}
        self._recorders = {kept.lab: recorder_of(kept, curves) for kept in known}
        timelines = {kept.lab: Timeline(branches_of(kept), kept.present) for kept in known}
        state = replace(state, curves={}, timelines=timelines)
        for kept in known:
            state = self.shown(state, kept.lab)
        return state

    def configured(self, state: State, reply: Configured, training: int) -> State:
        """Return ``state`` with what is recorded of the training that a lab goes on with.

        ``training`` is the number of the one that was asked for.

        Raises:
            WireError: nothing is recorded of it, or its step is none that is known.
        """
        lab, recorder = reply.lab, self.of(reply.lab)
        before = self._trainings.get(lab, training)
        is_other = reply.training == "new" or (reply.training == "earlier" and before != training)
        if is_other and before != training:
            self._left[before] = _Left(lab, recorder, state.timeline_of(lab))
        left = self._left.pop(training, None)
        if is_other:
            if reply.training == "new":
                left = _Left(lab, CurveRecorder(), Timeline())
            elif left is None or left.lab != lab:
                raise WireError(f"the lab goes on with training {training}, of which nothing is known")
            self._recorders[lab] = recorder = left.recorder
            state = replace(state, timelines={**state.timelines, lab: left.timeline})
        self._trainings[lab] = training
        self._left = {number: each for number, each in self._left.items() if number in reply.set_aside}
        check_configured(reply, state.source, recorder.steps)
        recorder.stand_at(reply.step)
        return state

    def shown(self, state: State, lab: str) -> State:
        """Return ``state`` with what is recorded of a lab."""
        recorder = self.of(lab)
        timeline = replace(state.timeline_of(lab), courses=recorder.courses())
        curves = {**state.curves, lab: recorder.curves()}
        return replace(state, curves=curves, timelines={**state.timelines, lab: timeline})

    def mark(self, state: State, changes: Iterable[str]) -> State:
        """Return ``state`` with manual changes marked on the active lab's curve, if it has begun."""
        lab = state.experiment.lab
        recorder = self.of(lab)
        if not recorder.steps:
            return state
        for what in changes:
            recorder.mark(what)
        return self.shown(state, lab)

    def branches(self, state: State, reply: BranchesChanged) -> State:
        """Return ``state`` with the branches that there are now.

        Raises:
            WireError: there is no such lab, or the branches are too much for a window.
        """
        try:
            self.of(reply.lab).follow(reply.branches, reply.present)
        except TooMuchError as error:
            raise WireError(str(error)) from None
        timeline = replace(state.timeline_of(reply.lab), branches=reply.branches, present=reply.present)
        return self.shown(replace(state, timelines={**state.timelines, reply.lab: timeline}), reply.lab)

    def stay(self, state: State) -> State:
        """Return ``state`` without a step that any training is on its way to: nothing will be said of it any more."""
        timelines = {lab: replace(timeline, going_to=None) for lab, timeline in state.timelines.items()}
        return replace(state, timelines=timelines)

    def arrived(self, state: State, reply: Arrived, *, is_last: bool) -> State:
        """Return ``state`` with the training of a lab at the step that it has gone to.

        ``is_last`` says whether it is not on its way to yet another one.

        Raises:
            WireError: there is no such step.
        """
        recorder, timeline = self.of(reply.lab), state.timeline_of(reply.lab)
        check_arrived(reply, timeline, recorder.steps)
        recorder.stand_at(reply.step)
        timeline = replace(timeline, going_to=None if is_last else timeline.going_to)
        timelines = {**state.timelines, reply.lab: timeline}
        return self.shown(replace(state, timelines=timelines), reply.lab)

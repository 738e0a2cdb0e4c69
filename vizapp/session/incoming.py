"""Application of the engine's replies to the state; outdated replies are dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

import msgspec

from vizapp.problem import Problem
from vizapp.protocol.events import (
    Configured,
    Enlarged,
    Exported,
    Failed,
    InputPicture,
    NetworkRead,
    NetworkRunning,
    Progress,
    Ready,
    Recalled,
    Refused,
    RunningChanged,
    Taught,
    Writing,
)
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Judgement
from vizapp.protocol.timeline import Arrived, BranchesChanged
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.protocol.wire import WireError
from vizapp.session.astray_notice import AstrayNotice
from vizapp.session.banner import Banner
from vizapp.session.consistency import (
    check_input_picture,
    check_progress,
    check_recalled,
    check_snapshot,
)
from vizapp.session.curves import TooMuchError
from vizapp.session.experiment_saving import ExperimentSaving
from vizapp.session.following import Following, fit_view, follow_channel, in_shapes_of_unseen
from vizapp.session.lab_model import LabModels
from vizapp.session.memory_need import with_need
from vizapp.session.outcomes import failed, network_read, taught
from vizapp.session.saved_files import saved
from vizapp.session.state import State
from vizapp.session.stop_notice import without_stop_notice
from vizapp.session.timeline_record import TimelineRecord
from vizapp.session.trail import Trail

_OF_FILES = ("kept.other-states", "kept.training-unreadable")
"""Why the training from a file is refused."""


class Incoming:
    """Applies replies to the state one at a time, and records the trail of the picked unit.

    Attributes:
        generation: of the last Configure or Reset.
        adjusted_seq: the number of the last command that has changed settings of a running lab.
        went_seq: the number of the last command to go to another step.
        training: the number of the training that the last Configure asked for.
        awaits_look: whether the training stands at a step that it has gone to, and nothing of that was shown yet.
        record: the curves of all labs and the branches of their training.
        saving: the files of experiments that the engine writes.
    """

    def __init__(self, models: LabModels) -> None:
        self.generation = 0
        self._models = models
        self._configure_seq = 0
        self._awaited_seq = 0
        self.record = TimelineRecord(models)
        self._following = Following(models)
        self._trail = Trail()
        self._wanted_running: bool | None = None
        self._marks_pause = False
        self._astray = AstrayNotice()
        self._network_seq = 0
        self._least_generation = 0
        self.saving = ExperimentSaving()
        self.adjusted_seq = self.went_seq = self.training = 0
        self.awaits_look = False

    def begin_generation(self, state: State, generation: int, seq: int) -> State:
        """Return ``state`` without results from before command ``seq``, which begins ``generation``."""
        self.generation = generation
        self._configure_seq = seq
        return self.forget(without_stop_notice(state))

    def forget(self, state: State) -> State:
        """Return ``state`` without the engine's results for the document; curves are kept."""
        self._trail.clear()
        self._wanted_running = None
        return replace(
            self.record.stay(state),
            configured=None,
            trained=None,
            refusal=None,
            input_picture=None,
            snapshot=None,
            trail=None,
            network_run=None,
            transport=replace(state.transport, running=False, steps_per_second=0.0),
        )

    def forget_training(self) -> None:
        """Drop what is still said of the training of generations that have begun: another one was opened."""
        self._least_generation = self.generation + 1

    def wait_for(self, seq: int) -> None:
        """Drop snapshots that do not yet take the command ``seq`` into account.

        They would briefly show the state before the user's change, such as a point that was just removed.
        """
        self._awaited_seq = max(self._awaited_seq, seq)

    def expect_network(self, seq: int) -> None:
        """Expect the reply to the command ``seq``, which gives the engine a network; replies to others are late."""
        self._network_seq = seq

    def expect_running(self, state: State, running: bool) -> State:
        """Return ``state`` as it will be once the engine has carried out Run or Pause.

        A second press of the button then reverts the first at once. Earlier replies about running are ignored.
        """
        self._wanted_running = running
        return replace(state, transport=replace(state.transport, running=running))

    def expect_pause(self, state: State) -> State:
        """Return ``state`` as it will be once the engine has paused, which is then marked where it has."""
        self._marks_pause = state.transport.running
        return self.expect_running(state, False)

    def forget_trail(self, state: State) -> State:
        """Return ``state`` without a trail, for example after another unit was picked."""
        self._trail.clear()
        return replace(state, trail=None)

    def follow(self, state: State) -> State:
        """Return ``state`` with picks, selection and output channel adapted to its document.

        Picks and the selection keep their position in the picture when the units are numbered differently. The output
        channel is the one that was last chosen for this kind of map.
        """
        state = self._follow_shown(follow_channel(state))
        return self._following.follow_selection(self._following.follow_picks(state))

    def forget_unseen(self, state: State, seq: int) -> State:
        """Return ``state`` without what the unseen picture gave, now that command ``seq`` has set another one."""
        if not state.shows_unseen:
            return state
        self.wait_for(seq)
        return self._forget_shown(state)

    def forget_judged(self, state: State, seq: int) -> State:
        """Return ``state`` without what was measured of the judged picture before command ``seq`` set another one."""
        self.wait_for(seq)
        shown = state.snapshot
        if shown is None:
            return state
        answers = {name: answer for name, answer in shown.answers.items() if not isinstance(answer, Judgement)}
        return replace(state, snapshot=msgspec.structs.replace(shown, answers=answers))

    def _follow_shown(self, state: State) -> State:
        """Return ``state`` with the shapes of the picture on show, and without what another picture gave."""
        reported = state.reported
        if reported is None or state.shows_unseen == (state.trained is not None):
            return state
        state = self._with_configured(state, reported)
        state = replace(state, view=fit_view(state.view, state.channels, state.configured or reported))
        return self._forget_shown(replace(state, view=replace(state.view, region=None)))

    def _forget_shown(self, state: State) -> State:
        self._trail.clear()
        return replace(state, input_picture=None, snapshot=None, trail=None)

    def _with_configured(self, state: State, reply: Configured) -> State:
        """Return ``state`` with ``reply``, in the shapes of the picture on show."""
        state = replace(state, configured=reply, trained=None)
        if not state.shows_unseen or reply.unseen is None:
            return state
        return replace(state, configured=in_shapes_of_unseen(reply, reply.unseen), trained=reply)

    def take(self, state: State, reply: Reply) -> State:
        """Return ``state`` with ``reply`` applied, or ``state`` itself if the reply is outdated.

        Raises:
            WireError: the reply contradicts earlier ones; the engine must not be trusted any longer.
        """
        if isinstance(reply, Ready):
            return state
        if isinstance(reply, Progress | Recalled | BranchesChanged | Arrived) and self._is_of_other_training(reply):
            return state
        if isinstance(reply, Progress):
            return self._progress(state, reply)
        if isinstance(reply, Recalled):
            return self._recalled(state, reply)
        if isinstance(reply, BranchesChanged):
            return self.record.branches(state, reply)
        if isinstance(reply, Arrived):
            return self._arrived(state, reply)
        if isinstance(reply, Failed):
            self._wanted_running = None
            return failed(state, reply)
        if isinstance(reply, Writing | Exported | Enlarged):
            return saved(state, reply)
        if isinstance(reply, CurvesWanted):
            self.saving.wanted(state, reply)
            return state
        if isinstance(reply, ExperimentSaved):
            return self.saving.saved(state, reply)
        if isinstance(reply, NetworkRead):
            return network_read(state, reply) if reply.seq == self._network_seq else state
        if isinstance(reply, NetworkRunning):
            return replace(state, network_run=(reply.done, reply.total))
        if reply.generation != self.generation:
            return state
        match reply:
            case Snapshot():
                return self._snapshot(state, reply)
            case Configured():
                return self._configure(state, reply)
            case InputPicture():
                check_input_picture(reply, state.reported)
                return state if reply.unseen != state.shows_unseen else replace(state, input_picture=reply)
            case RunningChanged():
                return self._running(state, reply)
            case Taught():
                return taught(state, reply)
            case Refused():
                return self._refused(state, reply)
            case _:
                assert_never(reply)

    def _is_of_other_training(self, reply: Progress | Recalled | BranchesChanged | Arrived) -> bool:
        return reply.generation < self._least_generation

    def _recalled(self, state: State, reply: Recalled) -> State:
        if reply.lab not in self._models:
            raise WireError(f"there is no lab {reply.lab}")
        # Accepted from an older generation too, as the curve of a lab that was kept has to follow.
        recorder, is_present = self.record.of(reply.lab), reply.generation == self.generation
        check_recalled(reply, recorder.most_steps)
        if not reply.known:
            if not is_present:
                return state
            return replace(
                self.record.mark(state, ["placed_points"]), banner=Banner(Problem("teach.gone"), "warning")
            )
        recorder.stand_at(reply.step)
        state = self.record.shown(state, reply.lab)
        if not is_present:
            return state
        transport = replace(state.transport, step=reply.step)
        state = replace(state, teaching=replace(state.teaching, held=reply.number), transport=transport)
        return self.forget_trail(state)

    def _arrived(self, state: State, reply: Arrived) -> State:
        state = self.record.arrived(state, reply, is_last=reply.applied >= self.went_seq)
        if reply.generation != self.generation:
            return state
        self.awaits_look = True
        transport = replace(state.transport, step=reply.step)
        spec = reply.spec if reply.applied >= self.adjusted_seq else None
        state = replace(state, transport=transport, arrived=spec)
        return state if self._trail.leads_to(reply.branch, reply.step) else self.forget_trail(state)

    def _progress(self, state: State, reply: Progress) -> State:
        # Accepted from an older generation too: the last values before the user switched labs belong to the old lab's
        # curve. If that lab was rebuilt meanwhile, Configured follows and clears the curve.
        if reply.lab not in self._models:
            raise WireError(f"there is no lab {reply.lab}")
        recorder = self.record.of(reply.lab)
        check_progress(reply, recorder.steps, self._following.configured.get(reply.lab))
        try:
            recorder.add(reply.first_step, reply.series)
        except TooMuchError as error:
            raise WireError(str(error)) from None
        transport, is_present = state.transport, reply.generation == self.generation
        if is_present:
            transport = replace(transport, step=recorder.position)
        state = self.record.shown(replace(state, transport=transport), reply.lab)
        return self._astray.follow(state, reply.lab) if is_present else state

    def _snapshot(self, state: State, reply: Snapshot) -> State:
        check_snapshot(reply, state.reported)
        # The snapshot's step is ignored, because Progress may already have reported a later one.
        transport = replace(state.transport, steps_per_second=reply.steps_per_second, memory_bytes=reply.memory_bytes)
        if reply.applied < self._awaited_seq or reply.unseen != state.shows_unseen:
            return replace(state, transport=transport)
        self.awaits_look = False
        for answer in reply.answers.values():
            if isinstance(answer, UnitReadings):
                for reading in answer.readings:
                    if reading.unit_yx == state.pick and not reading.rigid:
                        self._trail.add(reading, reply.step, state.timeline.present)
        return replace(state, transport=transport, snapshot=reply, trail=self._trail.points)

    def _configure(self, state: State, reply: Configured) -> State:
        if reply.lab != state.experiment.lab:
            raise WireError(f"the lab {reply.lab} was not asked for")
        state = self.record.configured(state, reply, self.training)
        self._following.configured[reply.lab] = reply
        if state.shows_unseen or state.trained is not None:
            state = self._forget_shown(state)  # it may be another unseen picture than the one on show, or none
        state = self._with_configured(state, reply)
        state = replace(
            state,
            refusal=None,
            network_run=None,
            view=fit_view(state.view, state.channels, state.configured or reply),
            transport=replace(state.transport, step=reply.step),
            teaching=replace(state.teaching, held=reply.taught),
        )
        state = self.record.shown(state, reply.lab)
        state = self._following.follow_picks(state)
        found = state.picks.get(reply.lab)
        begun = None if found is None else found.begun()
        if begun is None or begun is found:
            return state
        return replace(state, picks={**state.picks, reply.lab: begun})

    def _running(self, state: State, reply: RunningChanged) -> State:
        if self._wanted_running is not None and reply.running != self._wanted_running:
            return state
        self._wanted_running = None
        recorder = self.record.of(state.experiment.lab)
        if reply.step < recorder.position:  # it has diverged, and has gone back
            recorder.stand_at(reply.step)
            state = self.record.shown(state, state.experiment.lab)
        state = replace(state, transport=replace(state.transport, running=reply.running, step=reply.step))
        if self._marks_pause and not reply.running:
            state = self.record.mark(state, ["pause"])
        self._marks_pause = False
        if reply.why is None:
            return state
        return self.record.mark(replace(state, banner=Banner(reply.why, "info")), ["watchpoint"])

    def _refused(self, state: State, reply: Refused) -> State:
        if reply.seq == self._configure_seq:
            # The recorder keeps its steps, because a kept lab that is activated again continues at its old step.
            curves = {lab: curves for lab, curves in state.curves.items() if lab != state.experiment.lab}
            transport = replace(state.transport, step=0)
            refusal = with_need(state, reply.problem)
            return replace(state, refusal=refusal, curves=curves, transport=transport, network_run=None)
        state = self.record.stay(state)
        running = state.transport.running
        if self._wanted_running:
            # The refused command may be Run, which then has no further reply; otherwise its reply is still to come.
            running = False
        self._wanted_running = None
        # A training from a file that does not fit is no news any more once another file is opened.
        banner = Banner(reply.problem, about_opening=reply.problem.code in _OF_FILES)
        return replace(state, banner=banner, transport=replace(state.transport, running=running))

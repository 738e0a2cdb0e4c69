"""The session's connection to the engine: sends commands that follow from the state, and applies replies to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from vizapp.document.experiment import Experiment
from vizapp.engine.client import EngineClient
from vizapp.keeping.curves import KeptCurves
from vizapp.keeping.training import Training
from vizapp.problem import Problem
from vizapp.protocol.commands import (
    MAX_SOURCE_NAME,
    Adjust,
    CancelNetwork,
    CancelWriting,
    Enlarge,
    ExportOffsets,
    GoTo,
    KeepCurves,
    Observe,
    Pause,
    Reset,
    Run,
    SaveExperiment,
    SetJudged,
    SetNetwork,
    SetUnseen,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import Configured, Refused
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.wire import WireError
from vizapp.session.banner import Banner
from vizapp.session.command_plan import Known, Numbers, marked_changes, observation_for, plan
from vizapp.session.engine_state import Saving, Teaching
from vizapp.session.incoming import Incoming
from vizapp.session.lab_model import LabModels
from vizapp.session.memory_need import memory_problem
from vizapp.session.resumption import Resumption
from vizapp.session.silence import Silence
from vizapp.session.state import State
from vizapp.session.stop_notice import without_stop_notice
from vizapp.session.supervisor import Supervisor


class EngineLink:
    """Sends commands to the engine; most methods take the state and return the new one."""

    def __init__(self, engine: EngineClient, models: LabModels) -> None:
        self._models = models
        self._engine = Supervisor(engine, lambda how: memory_problem(self._state, how))
        self._state = State()
        self._incoming = Incoming(models)
        self._known = Known()
        self._numbers = Numbers()
        self._runs_again = ""  # the lab that goes on training once it has been set up again, or none
        self._untaken = 0
        self._shown_run: str | None = None
        self._silence = Silence()
        self._resumption = Resumption()

    def start(self, state: State) -> State:
        """Start the engine."""
        self._engine.start()
        return self._with_status(state)

    def restart(self, state: State) -> State:
        """Start a new engine, ending one that still runs."""
        self._engine.restart()
        return self._with_status(replace(state, banner=None))

    def close(self, timeout: float) -> None:
        self._engine.close(timeout)

    def fileno(self) -> int | None:
        return self._engine.fileno()

    def receive(self, state: State) -> State:
        """Apply the engine's replies, and notice whether the engine has ended."""
        self._state = state
        for reply in self._engine.poll():
            try:
                state = self._incoming.take(state, reply)
            except WireError as error:
                self._engine.distrust(error)
                break
            if isinstance(reply, Configured) and state.reported is reply:
                state = self._run_on(state)
            if isinstance(reply, Configured) and self._asks_of_another_place(state):
                self._incoming.wait_for(self._numbers.seq + 1)  # this reply makes the session send an Observe
            self._untaken += isinstance(reply, Snapshot)
            if isinstance(reply, Refused):
                self._runs_again = ""
            self._give_curves()
            if self._answers_everything(reply):
                self._engine.answered()
        return self._silence.follow(self._with_status(state), self._engine.silent_seconds)

    def _run_on(self, state: State) -> State:
        """Train on if the lab that is set up now did so before: before a setting was changed, or its engine ended."""
        lab = state.experiment.lab
        was_interrupted = self._resumption.take(lab)
        return self._run(state) if was_interrupted or self._runs_again == lab else state

    def await_training(self) -> None:
        """Take note that what was kept of the training is being read; :meth:`take_training` says when it is done."""
        self._resumption.awaits_training = True

    def take_training(self, *, is_taken: bool) -> None:
        """Take note that what was kept was read, and whether the next lab that is set up goes on from there."""
        self._resumption.take_training(is_taken=is_taken)

    def _give_curves(self) -> None:
        """Send the curves that the engine has asked for."""
        wanted = self._incoming.saving.curves
        for saving in list(wanted):
            curves = wanted.pop(saving)
            self._engine.send(KeepCurves(self._numbers.next_unshown_seq(), saving, curves.table, curves.values))

    def drawn(self) -> None:
        """Acknowledge the snapshots that the views have drawn, so that the engine sends another."""
        for _ in range(self._untaken):
            self._engine.send(Taken())
        self._untaken = 0

    def settle(self, state: State) -> State:
        """Send the commands that follow from ``state``, and return it with its picks adapted to the document."""
        if self._runs_again != state.experiment.lab:
            self._runs_again = ""
        state = self._incoming.follow(state)
        if not state.engine.ready:
            return state
        before, unseen_before = self._known.experiment, self._known.unseen
        sent = plan(self._known, state, self._numbers, self._models)
        self._known = sent.known
        for command in sent.commands:
            self._engine.send(command)
            if isinstance(command, Adjust):
                self._incoming.adjusted_seq = command.seq
                state = _without_teaching(state)
                if before is not None:
                    state = self._incoming.record.mark(state, marked_changes(before, state.experiment))
            elif isinstance(command, Observe) and self._shown_run != state.view.run:
                # The values of the two runs differ, which would look like a jump.
                self._shown_run = state.view.run
                self._incoming.wait_for(command.seq)
                state = self._incoming.forget_trail(state)
            elif isinstance(command, SetJudged):
                state = self._incoming.forget_judged(state, command.seq)
            elif isinstance(command, SetNetwork):
                self._incoming.expect_network(command.seq)
                state = replace(state, network_read=None)
            elif isinstance(command, SetUnseen) and sent.configure is None:
                state = self._incoming.forget_unseen(state, command.seq)
                if unseen_before is not None:
                    state = self._incoming.record.mark(state, ["unseen"])
        if sent.configure is None:
            return state
        state = _without_teaching(state)
        self._incoming.training = sent.configure.training
        return self._incoming.begin_generation(state, sent.configure.generation, sent.configure.seq)

    def wait_for_adjustment(self) -> None:
        """Drop snapshots from before the last adjustment, now that the user has ended the drag."""
        self._incoming.wait_for(self._incoming.adjusted_seq)

    def forget_results(self, state: State) -> State:
        """Return ``state`` without results, for example after the source has changed."""
        return self._incoming.forget(state)

    def forget_trail(self, state: State) -> State:
        """Return ``state`` without a trail, for example after another unit was picked."""
        return self._incoming.forget_trail(state)

    def step(self, state: State, count: int) -> State:
        """Do ``count`` training steps, after pausing if training runs."""
        if not state.can_step:
            return state
        state = without_stop_notice(self.pause(state))
        self._engine.send(Step(self._numbers.next_seq(), count))
        return _without_teaching(state)

    def teach(self, state: State, number: int) -> State:
        """Let the engine fit the branch to the placed points, after pausing if training runs."""
        if not state.can_step:
            return state
        state = self.pause(state)
        self._engine.send(Teach(self._numbers.next_seq(), number))
        return replace(state, teaching=replace(state.teaching, wanted=number))

    def give_up_teaching(self, state: State) -> State:
        """Give up the teaching that the engine works on."""
        if state.teaching.wanted:
            self._engine.send(Pause(self._numbers.next_seq()))
        return _without_teaching(state)

    def run_again(self, lab: str) -> None:
        """Resume training once ``lab`` is rebuilt, after a setting was changed while it trained.

        Has no effect if the user runs, steps, pauses or switches to another lab first, or if the lab cannot be built.
        """
        self._runs_again = lab

    def run(self, state: State) -> State:
        """Train until paused, or change the speed of a running training."""
        self._resumption.steer()
        return self._run(state)

    def _run(self, state: State) -> State:
        self._runs_again = ""
        if not state.can_step:
            return state
        # The first steps are slow enough to watch, unless the speed is unlimited.
        gently = state.transport.step == 0 and state.transport.limit is not None and not state.transport.running
        self._engine.send(Run(self._numbers.next_seq(), state.transport.limit, gently))
        return self._incoming.expect_running(without_stop_notice(_without_teaching(state)), True)

    def pause(self, state: State) -> State:
        """Stop training after the current step."""
        self._resumption.steer()
        self._runs_again = ""
        if not state.transport.running:
            return state
        self._engine.send(Pause(self._numbers.next_seq()))
        return self._incoming.expect_pause(state)

    def go_to(self, state: State, branch: int, step: int) -> State:
        """Go to a step of the active lab's training that was reached before; it pauses there."""
        if not state.can_step:
            return state
        state = without_stop_notice(_without_teaching(state))
        if state.transport.running:
            state = self._incoming.expect_running(state, False)
        self._resumption.steer()
        self._runs_again = ""
        self._incoming.went_seq = self._numbers.next_seq()
        self._engine.send(GoTo(self._incoming.went_seq, branch, step))
        lab = state.experiment.lab
        timeline = replace(state.timeline_of(lab), going_to=(branch, step))
        return replace(state, timelines={**state.timelines, lab: timeline})

    def take_settings(self, experiment: Experiment) -> None:
        """Take note that the engine has put the settings of ``experiment`` into effect by itself."""
        if self._known.experiment is not None:
            self._known = replace(self._known, experiment=experiment)

    def export_offsets(self, state: State, path: str, file_format: Literal["npz", "csv"]) -> State:
        """Have the offsets on show written to a file; a banner says when that is done."""
        seq, source = self._numbers.next_unshown_seq(), state.shown_source
        name = "" if source is None else source.name[:MAX_SOURCE_NAME]
        self._engine.send(
            ExportOffsets(seq, os.fsencode(path), file_format, state.view.run, state.shows_unseen, name)
        )
        return replace(state, saving=Saving(seq, path, what="offsets"))

    def save_enlarged(self, state: State, path: str) -> State:
        """Have the source, enlarged by the network on show, written to a file; a banner says when that is done."""
        seq = self._numbers.next_unshown_seq()
        self._engine.send(Enlarge(seq, os.fsencode(path), state.view.run))
        return replace(state, saving=Saving(seq, path))

    def save_experiment(
        self, state: State, path: str, view: bytes, preview: bytes, *, inside: bool, window: Mapping[str, Any]
    ) -> State:
        """Have the experiment written to a file; a banner says when that is done."""
        seq = self._send_saving(state, path, view, preview, inside=inside, quick=False)
        self._incoming.saving.begin(seq, path, state.experiment, inside=inside, window=window, autosave=False)
        return replace(state, saving=Saving(seq, path, what="experiment"))

    def autosave(self, state: State, path: str, view: bytes) -> State:
        """Have the experiment written to a file beside its own, in the form that takes least."""
        seq = self._send_saving(state, path, view, b"", inside=False, quick=True)
        self._incoming.saving.begin(seq, path, state.experiment, inside=False, window={}, autosave=True)
        return replace(state, autosave=replace(state.autosave, is_under_way=True))

    def _send_saving(self, state: State, path: str, view: bytes, preview: bytes, *, inside: bool, quick: bool) -> int:
        seq = self._numbers.next_unshown_seq()
        self._engine.send(SaveExperiment(seq, os.fsencode(path), state.experiment, view, preview, inside, quick))
        return seq

    def knows(self, state: State) -> bool:
        """Return whether the engine has been told of the document and of its source."""
        return self._known.experiment == state.experiment and self._known.source is state.source

    def restore(self, state: State, training: Training, curves: KeptCurves) -> State:
        """Return ``state`` with the curves of an experiment that was opened in place of those of the present one."""
        self._incoming.forget_training()
        return self._incoming.record.restore(state, training, curves)

    def cancel_saving(self, state: State) -> None:
        """Give up the file that is being written; the engine says when it has."""
        if state.saving is not None:
            self._engine.send(CancelWriting(self._numbers.next_unshown_seq(), state.saving.seq))

    def cancel_network(self) -> None:
        """Give up the network that is being computed; the engine refuses the document then."""
        self._engine.send(CancelNetwork(self._numbers.next_unshown_seq()))

    def reset(self, state: State) -> State:
        """Rebuild the active lab at step 0; if it was refused, try to build it again."""
        if state.refusal:
            self._known = replace(self._known, experiment=None)
            return self.settle(state)
        if state.configured is None:
            return state
        self._resumption.steer()
        command = Reset(self._numbers.next_seq(), self._numbers.next_generation())
        self._engine.send(command)
        return self._incoming.begin_generation(_without_teaching(state), command.generation, command.seq)

    def shows_everything(self, state: State) -> bool:
        """Return whether what is on show takes into account all that was sent, and nothing is on its way."""
        snapshot, is_moving = state.snapshot, state.transport.running or state.timeline.going_to is not None
        if snapshot is None or is_moving or self._incoming.awaits_look:
            return False
        return snapshot.step == state.transport.step and snapshot.applied >= self._numbers.shown_seq

    def _asks_of_another_place(self, state: State) -> bool:
        """Whether the last observation names units in a numbering from before the sizes of the maps were known.

        A request that is only added, such as one for the initial pick, makes no other answer wrong.
        """
        if self._known.observation is None:
            return False
        wanted = observation_for(state, self._models).requests
        return any(wanted.get(name) != asked for name, asked in self._known.observation.requests.items())

    def _answers_everything(self, reply: Reply) -> bool:
        """Whether ``reply`` proves that the engine has survived all commands so far.

        Configured does not, and neither does a snapshot from before the last command: the engine may still crash on
        what follows, and would be restarted endlessly.
        """
        if isinstance(reply, Snapshot):
            return reply.applied >= self._numbers.seq
        return isinstance(reply, Refused)

    def _with_status(self, state: State) -> State:
        if self._engine.status is not state.engine:
            if state.engine.ready and (state.transport.running or self._runs_again):
                self._resumption.interrupt(state)
            # A new engine, starting or just started, knows nothing yet.
            self._known = Known()
            self._runs_again = ""
            self._incoming.saving.forget()
            transport = replace(state.transport, running=False, steps_per_second=0.0)
            state = replace(state, engine=self._engine.status, configured=None, trained=None, transport=transport)
            teaching = Teaching(reports=state.teaching.reports)  # a kept training may come back with one of them
            state = replace(state, teaching=teaching, saving=None, network_read=None, network_run=None)
            state = replace(state, autosave=replace(state.autosave, is_under_way=False))
            if self._engine.status.phase in ("lost", "failed"):  # the network may have caused it
                state = replace(state, network_offer=None)
        if self._engine.banner is not None:
            state = replace(state, banner=self._with_what_follows(self._engine.banner, state))
            self._engine.banner = None
        return state

    def _with_what_follows(self, banner: Banner, state: State) -> Banner:
        """Return what is said of an engine, which goes on with the training that was kept, if one was."""
        restored = state.restored
        is_kept = restored is not None and restored.source == state.experiment.source
        if banner.problem.code != "engine.started-again" or not (is_kept or self._resumption.awaits_training):
            return banner
        if self._resumption.stays_paused:
            return replace(banner, problem=Problem("engine.stays-paused"), kind="warning")
        return replace(banner, problem=Problem("engine.goes-on"))


def _without_teaching(state: State) -> State:
    """Return ``state`` without a teaching that goes on: the command that was just sent has the engine give it up."""
    return state if not state.teaching.wanted else replace(state, teaching=replace(state.teaching, wanted=0))

"""The session's line to the engine: what it has been told, what it said, and the keys that make it train."""

from __future__ import annotations

from dataclasses import replace

from vizapp.engine.client import EngineClient
from vizapp.protocol.messages import (
    Adjust,
    Configured,
    Pause,
    Refused,
    Reply,
    Reset,
    Run,
    Snapshot,
    Step,
    Taken,
)
from vizapp.protocol.wire import WireError
from vizapp.session.commands import Known, Numbers, changed_fields, observation_for, plan
from vizapp.session.incoming import Incoming
from vizapp.session.lab_model import LabModels
from vizapp.session.memory import memory_problem
from vizapp.session.state import State
from vizapp.session.supervisor import Supervisor


class EngineLink:
    """Every method takes the state and returns the one that follows; what has to be sent is sent on the way."""

    def __init__(self, engine: EngineClient, models: LabModels) -> None:
        self._models = models
        self._engine = Supervisor(engine, lambda how: memory_problem(self._state, how))
        self._state = State()
        self._incoming = Incoming(models)
        self._known = Known()
        self._numbers = Numbers()
        self._adjust_seq = 0
        self._runs_again = ""  # the lab that goes on training once it has been set up again, or none
        self._untaken = 0

    def start(self, state: State) -> State:
        """Start the engine."""
        self._engine.start()
        return self._with_status(state)

    def restart(self, state: State) -> State:
        """Start another engine, also in place of one that still runs."""
        self._engine.restart()
        return self._with_status(replace(state, banner=None))

    def close(self, timeout: float) -> None:
        self._engine.close(timeout)

    def fileno(self) -> int | None:
        return self._engine.fileno()

    def receive(self, state: State) -> State:
        """Take over what the engine has said and whether it still lives."""
        self._state = state
        for reply in self._engine.poll():
            try:
                state = self._incoming.take(state, reply)
            except WireError as error:
                self._engine.distrust(error)
                break
            if state.configured is reply and self._runs_again == reply.lab:
                state = self.run(state)
            if isinstance(reply, Configured) and self._asks_of_another_place(state):
                self._incoming.wait_for(self._numbers.seq + 1)  # the Observe that follows from it
            self._untaken += isinstance(reply, Snapshot)
            if isinstance(reply, Refused):
                self._runs_again = ""
            if self._answers_everything(reply):
                self._engine.answered()
        return self._with_status(state)

    def drawn(self) -> None:
        """The views have drawn what was received: another snapshot may come."""
        for _ in range(self._untaken):
            self._engine.send(Taken())
        self._untaken = 0

    def settle(self, state: State) -> State:
        """Send what the engine has to know about ``state``, whose picks follow the document."""
        if self._runs_again != state.experiment.lab:
            self._runs_again = ""
        state = self._incoming.follow(state)
        if not state.engine.ready:
            return state
        before = self._known.experiment
        sent = plan(self._known, state, self._numbers, self._models)
        self._known = sent.known
        for command in sent.commands:
            self._engine.send(command)
            if isinstance(command, Adjust):
                self._adjust_seq = command.seq
                if before is not None:
                    state = self._incoming.mark(state, changed_fields(before, state.experiment))
        if sent.configure is None:
            return state
        return self._incoming.begin_generation(state, sent.configure.generation, sent.configure.seq)

    def wait_for_adjustment(self) -> None:
        """Show nothing that was computed before the last adjustment, now that the person has let go."""
        self._incoming.wait_for(self._adjust_seq)

    def forget_results(self, state: State) -> State:
        """Return ``state`` without what was computed, as when it belongs to another source."""
        return self._incoming.forget(state)

    def forget_trail(self, state: State) -> State:
        """Return ``state`` without a trail, as when another unit was picked."""
        return self._incoming.forget_trail(state)

    def step(self, state: State, count: int) -> State:
        """Do ``count`` training steps; running ends first."""
        if not state.can_step:
            return state
        state = self.pause(state)
        self._engine.send(Step(self._numbers.next_seq(), count))
        return state

    def run_again(self, lab: str) -> None:
        """Go on training once ``lab`` has been set up anew: a setting was changed while it ran.

        Unless the person runs, steps or pauses first, or switches to another lab, or the lab cannot be set up.
        """
        self._runs_again = lab

    def run(self, state: State) -> State:
        """Train until paused, or go on at another speed."""
        self._runs_again = ""
        if not state.can_step:
            return state
        self._engine.send(Run(self._numbers.next_seq(), state.transport.limit))
        return self._incoming.expect_running(state, True)

    def pause(self, state: State) -> State:
        """Stop after the step that is being done."""
        self._runs_again = ""
        if not state.transport.running:
            return state
        self._engine.send(Pause(self._numbers.next_seq()))
        return self._incoming.mark(self._incoming.expect_running(state, False), ["pause"])

    def reset(self, state: State) -> State:
        """Start the active lab again at step 0; where it was refused, try to set it up again."""
        if state.refusal:
            self._known = replace(self._known, experiment=None)
            return self.settle(state)
        if state.configured is None:
            return state
        command = Reset(self._numbers.next_seq(), self._numbers.next_generation())
        self._engine.send(command)
        return self._incoming.begin_generation(state, command.generation, command.seq)

    def _asks_of_another_place(self, state: State) -> bool:
        """Whether the engine is still asked of places as they were counted before it told its maps' sizes.

        A request that is only added, as for what is picked at the beginning, makes no answer wrong.
        """
        if self._known.observation is None:
            return False
        wanted = observation_for(state, self._models).requests
        return any(wanted.get(name) != asked for name, asked in self._known.observation.requests.items())

    def _answers_everything(self, reply: Reply) -> bool:
        """Whether ``reply`` shows that what the engine was asked is not what it dies of.

        Configured does not, nor does a snapshot from before the last command: it may still die of what comes next,
        and would be started again without end.
        """
        if isinstance(reply, Snapshot):
            return reply.applied >= self._numbers.seq
        return isinstance(reply, Refused)

    def _with_status(self, state: State) -> State:
        if self._engine.status is not state.engine:
            # Whether another engine is on its way or has just begun: it has been told nothing yet.
            self._known = Known()
            self._runs_again = ""
            transport = replace(state.transport, running=False, steps_per_second=0.0)
            state = replace(state, engine=self._engine.status, configured=None, transport=transport)
        if self._engine.banner is not None:
            state = replace(state, banner=self._engine.banner)
            self._engine.banner = None
        return state

"""The way of a training to another step of its timeline, a few steps at a time; commands are heard in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from vizapp.engine.showing import Showing
from vizapp.engine.slot import Slot
from vizapp.engine.stepping import Stepping
from vizapp.engine.timeline import Leg, Timeline
from vizapp.labs.base import Trainer
from vizapp.wording.problems import ProblemError

_TURN_SECONDS = 0.01


class Travel:
    """One way to a step, from a kept state or from where the training stands.

    What was computed once is computed again, with the settings of then.
    """

    def __init__(self, slot: Slot, trainer: Trainer, timeline: Timeline, branch: int, step: int) -> None:
        """Begin to bring the trainer of ``slot`` to ``step`` of ``branch``, which its timeline reaches."""
        self._slot = slot
        self._trainer = trainer
        self._timeline = timeline
        self._branch = branch
        self._step = step
        route = timeline.route(branch, step, trainer.step_count)
        self._legs = deque(route.legs)
        self._on: Leg | None = None
        self._take(Leg(timeline.holder(branch, route.start), timeline.settings_at(branch, route.start), route.start))
        if route.state is not None:
            trainer.restore(route.state)

    def advance(self, clock: Callable[[], float]) -> bool:
        """Do some steps; return whether the training stands at the step that is wanted."""
        until, trainer = clock() + _TURN_SECONDS, self._trainer
        while self._legs:
            leg = self._legs[0]
            if trainer.step_count >= leg.end:
                self._legs.popleft()
                continue
            self._take(leg)
            self._timeline.pass_by(trainer.step_count, trainer.state)
            trainer.step()
            if clock() >= until:
                return False
        self._take(Leg(self._branch, self._timeline.settings_at(self._branch, self._step), self._step))
        return True

    def _take(self, leg: Leg) -> None:
        """Stand on the branch of a leg, with its settings in effect."""
        if leg is not self._on:
            self._on = leg
            self._timeline.stand_on(leg.branch)
            self._slot.steer(leg.steering)


class Travels:
    """Brings the training of the active lab to steps that were reached before, one way at a time."""

    def __init__(self, stepping: Stepping, showing: Showing, clock: Callable[[], float]) -> None:
        """``stepping`` is the training; ``showing`` is told when it has arrived."""
        self._stepping = stepping
        self._showing = showing
        self._clock = clock
        self._travel: Travel | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether the training is on its way to a step."""
        return self._travel is not None

    def begin(self, branch: int, step: int) -> None:
        """Stop training, and set off to ``step`` of ``branch``; :meth:`advance` does the way.

        Raises:
            ProblemError: there is no such step.
        """
        self._stepping.halt()
        slot = self._stepping.slot
        if slot is None or slot.lab.trainer is None or slot.timeline is None:
            raise ProblemError("train.nothing")
        if not slot.timeline.reaches(branch, step):
            raise ProblemError("timeline.no-step", step=step)
        self._travel = Travel(slot, slot.lab.trainer, slot.timeline, branch, step)

    def advance(self) -> None:
        """Do a part of the way, and say so once the training stands where it is wanted."""
        if self._travel is None or self._stepping.slot is None:
            return
        try:
            has_arrived = self._travel.advance(self._clock)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._travel = None
            self._stepping.fail(error, "step")
            return
        if has_arrived:
            self.end()

    def end(self) -> None:
        """Stay where the training is on its way, and say where that is."""
        if self._travel is not None and self._stepping.slot is not None:
            self._travel = None
            self._stepping.pacing.forget_rate()
            self._stepping.tell_arrival(self._stepping.slot)
            self._showing.ask()

"""The way of a training to another step of its timeline, a few steps at a time; commands are heard in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from vizapp.engine.slot import Slot
from vizapp.engine.timeline import Leg, Timeline
from vizapp.labs.base import Trainer

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

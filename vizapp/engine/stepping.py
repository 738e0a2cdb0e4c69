"""The training of the active lab, a step at a time, and the events that report it."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable

from vizapp.engine.failures import Activity, failure
from vizapp.engine.journal import Journal
from vizapp.engine.pacing import StepPacing
from vizapp.engine.showing import Showing
from vizapp.engine.slot import Slot
from vizapp.labs.base import DivergedError, Trainer
from vizapp.problem import Problem
from vizapp.protocol.events import Failed, RunningChanged
from vizapp.protocol.messages import Reply
from vizapp.protocol.timeline import Arrived, BranchesChanged


class Stepping:
    """Trains the active lab, and reports its progress, its pauses and what goes wrong with the lab.

    Attributes:
        slot: the active lab; None where there is none.
        generation: of the last Configure or Reset.
        pacing: when steps are due.
        applied: the number of the last command that was taken into account.
        is_running: whether it trains until it is paused, and not a number of steps only.
    """

    def __init__(self, publish: Callable[[Reply], None], clock: Callable[[], float], showing: Showing) -> None:
        """``showing`` is told what there is to be seen; the other arguments are those of the engine's loop."""
        self.slot: Slot | None = None
        self.generation = 0
        self.applied = 0
        self.pacing = StepPacing()
        self.is_running = False
        self._publish = publish
        self._clock = clock
        self._showing = showing
        self._journal = Journal()
        self._steps_wanted = 0
        self._told: tuple[Slot | None, int, int] = (None, 0, 0)

    @property
    def is_under_way(self) -> bool:
        """Whether there is a step to do."""
        return self.is_running or self._steps_wanted > 0

    @property
    def step_count(self) -> int:
        """The number of steps that the active lab has done; 0 where there is none."""
        return 0 if self.slot is None else self.slot.step_count

    def wait(self) -> float | None:
        """Return the seconds until the next step is due, or None if there is none to do."""
        return self.pacing.wait(self._clock()) if self.is_under_way else None

    def flush_wait(self) -> float | None:
        """Return the seconds until what was measured is due to be published, or None if there is nothing."""
        return self._journal.wait(self._clock())

    def begin_generation(self, generation: int) -> None:
        """Stop, and report under another generation from now on."""
        self.halt()
        self.generation = generation
        self._told = (None, 0, 0)  # so that a lab that is dropped is not kept in memory

    def do(self, count: int) -> None:
        """Do ``count`` more steps, and then stop."""
        if self.is_running:
            self.halt()
        self._steps_wanted += count

    def run(self, steps_per_second: float | None, *, gently: bool = False) -> None:
        """Train until :meth:`halt`, at most so many steps per second; None is no limit.

        ``gently`` begins with one step per second, and is faster with each.
        """
        self.is_running = True
        self._steps_wanted = 0
        self.pacing.start(self._clock(), steps_per_second, gently=gently)
        self._publish(RunningChanged(self.generation, True, self.step_count))

    def advance(self) -> None:
        """Do one step; stop if that was the last one, or if training cannot or shall not go on."""
        slot = self.slot
        trainer = None if slot is None else slot.lab.trainer
        if slot is None or trainer is None:
            return
        self.pacing.started_step(self._clock())
        begun = trainer.step_count + 1
        try:
            measured = self._step(slot, trainer)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            if isinstance(error, DivergedError) and slot.timeline is not None:
                trainer.restore(slot.timeline.last_kept(begun - 1))
            self.fail(error, "step", begun)
            if trainer.step_count != begun - 1:  # it was restored to an earlier state, which must be shown
                self._publish(RunningChanged(self.generation, False, trainer.step_count))
                self._showing.changed()
                self._showing.ask()
            return
        now, step = self._clock(), trainer.step_count
        self._journal.add(step, measured, now)
        self.pacing.finished_step(now, step)
        self._steps_wanted = max(0, self._steps_wanted - 1)
        self._showing.changed()
        self._follow(slot, step)
        self._watch(slot, step, measured)
        if not self.is_under_way:
            self.flush()
            self._showing.ask()

    def _step(self, slot: Slot, trainer: Trainer) -> dict[str, float]:
        if slot.timeline is not None:
            slot.timeline.before_step(trainer.step_count, slot.experiment.spec.steering(), trainer.state)
            self.tell_branches()
        measured = trainer.step()
        if not math.isfinite(measured.get("loss", 0.0)):
            raise DivergedError("training.loss-not-finite")
        return measured

    def _follow(self, slot: Slot, step: int) -> None:
        """Put the settings into effect that were changed once at ``step``, where that is done again."""
        again = None if slot.timeline is None else slot.timeline.after_step(step)
        if again is not None:
            slot.steer(again)
            self.tell_arrival(slot)

    # The timeline ---------------------------------------------------------------------------------------------

    def tell_branches(self) -> None:
        """Say which branches there are and on which the training stands, if that is news."""
        slot = self.slot
        if slot is None or slot.timeline is None:
            return
        news = (slot, self.generation, slot.timeline.revision)
        if news != self._told:
            self._told = news
            self.flush()  # these measurements belong to the previous branch
            branches, present = slot.timeline.described(), slot.timeline.present
            self._publish(BranchesChanged(self.generation, slot.lab.name, branches, present))

    def tell_arrival(self, slot: Slot) -> None:
        """Say that the training has come to another step, and with which settings."""
        if slot.timeline is None:
            return
        self.tell_branches()
        self.flush()
        spec, branch = slot.experiment.spec, slot.timeline.present
        self._publish(Arrived(self.generation, slot.lab.name, self.applied, branch, slot.step_count, spec))

    # Its end --------------------------------------------------------------------------------------------------

    def _watch(self, slot: Slot, step: int, measured: dict[str, float]) -> None:
        """Stop where a measure has passed the value at which the person wants a pause."""
        try:
            passed = slot.passed(step, measured)
        except Exception as error:  # as above
            self.fail(error, "step", step)
            return
        if passed is not None:
            self.halt(passed.problem)

    def halt(self, why: Problem | None = None) -> None:
        """Stop training, and publish its last metrics and then that it has stopped, and ``why`` if by itself."""
        self.flush()
        self._steps_wanted = 0
        self.pacing.stop()
        if self.is_running or why is not None:
            self.is_running = False
            self._publish(RunningChanged(self.generation, False, self.step_count, why))

    def fail(self, error: Exception, activity: Activity, step: int | None = None) -> None:
        """Stop, and say why; call it while ``error``, which the active lab has raised, is handled.

        ``step`` is the number of the training step that failed.
        """
        slot = self.slot
        assert slot is not None  # only a lab raises errors
        self.halt()
        number, rate = step or slot.step_count + 1, getattr(slot.experiment.spec, "learning_rate", None)
        problem = failure(error, activity, slot.device.label, number, slot.step_count, rate)
        # A divergence is not a bug, so a traceback would not help.
        detail = "" if isinstance(error, DivergedError) else traceback.format_exc()
        self._publish(Failed(self.generation, problem, detail))

    def flush(self) -> None:
        """Publish what was measured since the last time."""
        if self.slot is not None:
            progress = self._journal.take(self.generation, self.slot.lab.name)
            if progress is not None:
                self._publish(progress)

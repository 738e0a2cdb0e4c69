"""The engine's main loop: applies commands, trains, and publishes snapshots and events. No sockets and no threads.

The caller passes every command to :meth:`EngineLoop.apply` and calls :meth:`EngineLoop.advance` repeatedly.
"""

from __future__ import annotations

import math
import os
import time
import traceback
from collections.abc import Callable
from typing import assert_never

import torch

from vizapp.allocator import keep_freed_memory
from vizapp.engine.coalesce import ENDS_TEACHING, coalesce
from vizapp.engine.device import configure_threads, list_devices, memory_in_use
from vizapp.engine.enlarging import EnlargedFiles
from vizapp.engine.exporting import Exports
from vizapp.engine.failures import Activity, diverged, failure, is_out_of_memory
from vizapp.engine.journal import Journal
from vizapp.engine.lessons import Lessons
from vizapp.engine.pacing import StepPacing
from vizapp.engine.showing import LoopState, Showing
from vizapp.engine.slots import Slot, Slots, brought_of
from vizapp.labs.base import Teachable
from vizapp.problem import Problem
from vizapp.protocol.commands import (
    Adjust,
    CancelEnlarging,
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    Observe,
    Pause,
    Reset,
    Run,
    SetBrought,
    SetJudged,
    SetSource,
    SetUnseen,
    Shutdown,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import Failed, Ready, Recalled, Refused, RunningChanged
from vizapp.protocol.messages import PROTOCOL, Reply
from vizapp.wording.problems import ProblemError


class EngineLoop:
    """Runs the active lab one training step at a time, and keeps the others.

    Attributes:
        generation: of the last Configure or Reset.
    """

    def __init__(
        self,
        publish: Callable[[Reply], None],
        clock: Callable[[], float] = time.monotonic,
        slots: Slots | None = None,
    ) -> None:
        """Make a loop without computing anything.

        Args:
            publish: called with every snapshot and event, in order.
            clock: returns monotonic time in seconds.
            slots: builds and keeps the labs.
        """
        self.generation = 0
        self._publish = publish
        self._clock = clock
        self._slots = slots or Slots()
        self._active: Slot | None = None
        self._waiting: list[Command] = []
        self._applied = 0
        self._running = False
        self._steps_wanted = 0
        self._lessons = Lessons(publish)
        self._steps = StepPacing()
        self._showing = Showing(publish, clock)
        self._journal = Journal()
        self._exports = Exports(publish)
        self._enlarged = EnlargedFiles(publish, clock)

    def greet(self) -> None:
        """Publish ``Ready`` with the available devices.

        Raises:
            ProblemError: the number of threads in the environment is invalid.
        """
        configure_threads()
        keep_freed_memory()
        self._publish(Ready(PROTOCOL, list_devices(), str(torch.__version__), os.getpid()))

    def apply(self, command: Command) -> None:
        """Queue a command; the next :meth:`advance` carries it out unless a later command supersedes it."""
        if isinstance(command, Taken):
            self._showing.taken()
        else:
            self._waiting.append(command)

    def advance(self) -> float | None:
        """Carry out queued commands, do the next training step if one is due, and publish news.

        Returns:
            The seconds until there is something to do; None if only a command can change that.
        """
        self._carry_out()
        if self._showing.is_asked and not self._hinders_training() and self._look():
            self._steps.give_way(self._clock(), self._showing.cost)
        if self._training and self._steps.wait(self._clock()) == 0:
            self._train()
        if self._lessons.is_under_way:
            self._go_on_teaching()
        if self._journal.wait(self._clock()) == 0:
            self._flush()
        if self._look_wait() == 0:
            self._look()
        self._exports.advance()
        self._enlarged.advance()
        return self._patience()

    def close(self) -> None:
        """Give up what is being written; call it when the loop is not needed any longer."""
        self._enlarged.give_up()

    def _patience(self) -> float | None:
        if self._exports.are_under_way or self._enlarged.are_under_way or self._lessons.is_under_way:
            return 0.0
        now = self._clock()
        waits = []
        if self._training:
            waits.append(self._steps.wait(now))
        if (look_wait := self._look_wait()) is not None:
            waits.append(look_wait)
        if (flush_wait := self._journal.wait(now)) is not None:
            waits.append(flush_wait)
        return min(waits, default=None)

    # Commands -------------------------------------------------------------------------------------------------

    def _carry_out(self) -> None:
        waiting, self._waiting = self._waiting, []
        for command in coalesce(waiting):
            if type(command) in ENDS_TEACHING:
                self._lessons.give_up()
            match command:
                case SetSource():
                    self._slots.set_source(command.kind, command.values)
                case SetUnseen():
                    self._set_unseen(command)
                case SetJudged():
                    self._set_judged(command)
                case SetBrought():
                    self._slots.set_brought(brought_of(command))
                case Configure():
                    self._configure(command)
                case Reset():
                    self._reset(command)
                case Adjust():
                    self._adjust(command)
                case Observe():
                    self._showing.observation = command.observation
                    self._showing.ask()
                case Step():
                    self._step(command)
                case Run():
                    self._run(command)
                case Pause():
                    self._halt()
                    self._showing.ask()
                case ExportOffsets():
                    self._exports.begin(command, None if self._active is None else self._active.lab)
                case Enlarge():
                    self._enlarged.begin(command, None if self._active is None else self._active.lab)
                case CancelEnlarging():
                    self._enlarged.cancel(command.enlarge)
                case Teach():
                    self._teach(command)
                case Taken() | Shutdown():
                    pass  # apply handles Taken, the caller of the loop handles Shutdown
                case _:
                    assert_never(command)
        for command in waiting:
            self._applied = max(self._applied, getattr(command, "seq", 0))

    def _set_unseen(self, command: SetUnseen) -> None:
        self._flush()  # what was measured until now was measured on the picture before
        try:
            self._slots.set_unseen(command.kind, command.values)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._publish(Failed(self.generation, failure(error, "adjust", "this device", 0), traceback.format_exc()))
        self._showing.forget_input()
        if self._active is not None and self._active.experiment.spec.uses_unseen:
            self._publish(self._active.configured(self.generation))
            self._showing.ask()

    def _set_judged(self, command: SetJudged) -> None:
        try:
            self._slots.set_judged(command.values)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        self._showing.ask()

    def _configure(self, command: Configure) -> None:
        self._begin_generation(command.generation)
        self._activate(command.seq, lambda: self._slots.configure(command.experiment))

    def _reset(self, command: Reset) -> None:
        slot = self._active
        self._begin_generation(command.generation)
        if slot is None:
            self._refuse(command.seq, Problem("reset.nothing"))
        else:
            self._activate(command.seq, lambda: self._slots.rebuild(slot))

    def _begin_generation(self, generation: int) -> None:
        self._halt()
        self.generation = generation

    def _activate(self, seq: int, make: Callable[[], Slot]) -> None:
        """Activate the slot that ``make`` returns; no slot is active if it fails."""
        self._active = None
        try:
            self._active = make()
        except ProblemError as error:
            self._refuse(seq, error.problem)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            problem = failure(error, "setup", "this device", 0)
            if not is_out_of_memory(error):
                self._publish(Failed(self.generation, problem, traceback.format_exc()))
            self._refuse(seq, problem)
        else:
            self._recall(self._active)
            self._publish(self._active.configured(self.generation))
            self._showing.ask()

    def _adjust(self, command: Adjust) -> None:
        if self._active is None:
            return
        try:
            self._active.adjust(command.experiment)
            self._recall(self._active)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        except Exception as error:  # as above
            self._fail(error, "adjust", self._active)
        self._showing.ask()

    def _recall(self, slot: Slot) -> None:
        """Go to the teaching that the settings name, if that is another one, and say so."""
        if not isinstance(slot.lab, Teachable):
            return
        found = slot.lab.recall(slot.experiment)
        if found is not None:
            self._flush()  # what was measured until now belongs to the steps of the training that is left
            self._steps.forget_rate()
            self._publish(Recalled(self.generation, slot.lab.name, *found, slot.step_count))

    def _teach(self, command: Teach) -> None:
        self._halt()
        self._showing.ask()
        slot = self._active
        try:
            self._lessons.begin(command, None if slot is None else slot.lab, self.generation)
        except Exception as error:  # as above
            self._fail_to_teach(error)

    def _go_on_teaching(self) -> None:
        try:
            self._lessons.advance(self.generation)
        except Exception as error:  # as above
            self._fail_to_teach(error)

    def _fail_to_teach(self, error: Exception) -> None:
        assert self._active is not None  # without a lab nothing is taught
        self._fail(error, "teach", self._active)

    def _step(self, command: Step) -> None:
        if self._refuse_to_train(command.seq):
            return
        if self._running:
            self._halt()
        self._steps_wanted += command.count

    def _run(self, command: Run) -> None:
        if self._refuse_to_train(command.seq):
            return
        self._running = True
        self._steps_wanted = 0
        self._steps.start(self._clock(), command.steps_per_second)
        self._publish(RunningChanged(self.generation, True, self._step_count))

    def _refuse_to_train(self, seq: int) -> bool:
        if self._active is None:
            self._refuse(seq, Problem("train.nothing"))
        elif self._active.lab.trainer is None:
            self._refuse(seq, Problem("train.not-trainable"))
        else:
            return False
        return True

    def _refuse(self, seq: int, problem: Problem) -> None:
        self._publish(Refused(seq, self.generation, problem))

    # Training -------------------------------------------------------------------------------------------------

    @property
    def _training(self) -> bool:
        return self._running or self._steps_wanted > 0

    @property
    def _step_count(self) -> int:
        return 0 if self._active is None else self._active.step_count

    def _train(self) -> None:
        slot = self._active
        trainer = None if slot is None else slot.lab.trainer
        if slot is None or trainer is None:
            return
        self._steps.started_step(self._clock())
        begun = trainer.step_count + 1
        try:
            measured = trainer.step()
        except Exception as error:  # as above
            self._fail(error, "step", slot, begun)
            if trainer.step_count != begun - 1:  # it has gone back to an earlier state, which is to be seen
                self._publish(RunningChanged(self.generation, False, trainer.step_count))
                self._showing.changed()
                self._showing.ask()
            return
        now, step = self._clock(), trainer.step_count
        self._journal.add(step, measured, now)
        self._steps.finished_step(now, step)
        self._steps_wanted = max(0, self._steps_wanted - 1)
        if not math.isfinite(measured.get("loss", 0.0)):
            self._halt()
            self._publish(Failed(self.generation, diverged(Problem("training.loss-not-finite"), step, step), ""))
            return
        self._showing.changed()
        self._watch(slot, step, measured)
        if not self._training:
            self._flush()
            self._showing.ask()

    def _watch(self, slot: Slot, step: int, measured: dict[str, float]) -> None:
        """Stop where a measure has passed the value at which the person wants a pause."""
        try:
            passed = slot.passed(step, measured)
        except Exception as error:  # as above
            self._fail(error, "step", slot, step)
            return
        if passed is not None:
            self._halt(passed.problem)

    def _halt(self, why: Problem | None = None) -> None:
        """Stop training, and publish its last metrics and then that it has stopped, and ``why`` if by itself."""
        self._flush()
        self._steps_wanted = 0
        self._steps.stop()
        if self._running or why is not None:
            self._running = False
            self._publish(RunningChanged(self.generation, False, self._step_count, why))

    def _fail(self, error: Exception, activity: Activity, slot: Slot, step: int | None = None) -> None:
        """Stop, and say why; ``step`` is the number of the training step that failed."""
        self._halt()
        problem = failure(error, activity, slot.device.label, step or slot.step_count + 1, slot.step_count)
        self._publish(Failed(self.generation, problem, traceback.format_exc()))

    # What is published ----------------------------------------------------------------------------------------

    def _flush(self) -> None:
        if self._active is not None:
            progress = self._journal.take(self.generation, self._active.lab.name)
            if progress is not None:
                self._publish(progress)

    def _look_wait(self) -> float | None:
        """Return the seconds until the next snapshot is due, or None if there is nothing new to show."""
        if self._active is None:
            return None
        until_step = self._steps.wait(self._clock()) if self._training else None
        return self._showing.wait(until_step, is_hindered=self._hinders_training())

    def _hinders_training(self) -> bool:
        """Return whether a snapshot for the user would now take more time from training than is allowed."""
        return self._training and not self._steps.allows_look(self._clock(), self._showing.cost)

    def _look(self) -> bool:
        """Publish a snapshot after the metrics up to it, unless the last snapshot is unacknowledged.

        Returns:
            Whether it was published.
        """
        slot = self._active
        if slot is None or not self._showing.is_possible:
            return False
        self._flush()
        try:
            state = LoopState(
                generation=self.generation,
                applied=self._applied,
                running=self._running,
                steps_per_second=self._steps.steps_per_second,
                memory_bytes=memory_in_use(slot.torch_device),
            )
            # While training runs, the next snapshot follows soon, so the results of the last step are good enough.
            self._showing.show(slot.lab, state, exact=not self._training)
        except Exception as error:  # as above
            self._fail(error, "look", slot)
            return False
        return True

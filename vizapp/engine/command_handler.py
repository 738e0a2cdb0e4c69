"""The carrying out of the window's commands."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import assert_never

from vizapp.engine.coalesce import ENDS_TEACHING, coalesce
from vizapp.engine.enlarging import EnlargedFiles
from vizapp.engine.exporting import Exports
from vizapp.engine.failures import failure, is_out_of_memory
from vizapp.engine.keeping import KeptExperiments
from vizapp.engine.lessons import Lessons
from vizapp.engine.networks import Networks
from vizapp.engine.showing import Showing
from vizapp.engine.slot import Slot
from vizapp.engine.slots import Slots, brought_of
from vizapp.engine.stepping import Stepping
from vizapp.engine.travelling import Travels
from vizapp.labs.capabilities import Recall, Teachable
from vizapp.problem import Problem
from vizapp.protocol.commands import (
    Adjust,
    CancelNetwork,
    CancelWriting,
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    GoTo,
    Observe,
    Pause,
    Reset,
    Run,
    SetBrought,
    SetJudged,
    SetNetwork,
    SetSource,
    SetUnseen,
    Shutdown,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import Failed, Recalled, Refused
from vizapp.protocol.keeping import KeepCurves, SaveExperiment, SetTraining
from vizapp.protocol.messages import Reply
from vizapp.protocol.timeline import Continuation
from vizapp.wording.problems import ProblemError


@dataclass(slots=True)
class CommandHandler:
    """Sets up and adjusts labs, starts and stops their training, and begins what else a command asks for.

    Attributes:
        publish: called with every event, in order.
    """

    publish: Callable[[Reply], None]
    slots: Slots
    stepping: Stepping
    travels: Travels
    showing: Showing
    lessons: Lessons
    exports: Exports
    enlarged: EnlargedFiles
    networks: Networks
    kept: KeptExperiments

    def carry_out(self, waiting: Iterable[Command]) -> None:
        """Carry out those of the waiting commands that no later one supersedes."""
        waiting = list(waiting)
        for command in coalesce(waiting):
            if type(command) in ENDS_TEACHING:
                self.lessons.give_up()
                self.travels.end()
            self._carry_out(command)
            self._note(command)
        for command in waiting:
            self._note(command)

    def _note(self, command: Command) -> None:
        self.stepping.applied = max(self.stepping.applied, getattr(command, "seq", 0))

    def _carry_out(self, command: Command) -> None:
        slot = self.stepping.slot
        lab = None if slot is None else slot.lab
        match command:
            case SetSource():
                self.slots.set_source(command.kind, command.values)
            case SetUnseen():
                self._set_unseen(command)
            case SetJudged():
                self._set_judged(command)
            case SetBrought():
                self.slots.set_brought(brought_of(command))
            case SetNetwork():
                self.slots.set_network(*self.networks.read(command))
            case Configure():
                self._configure(command)
            case Reset():
                self._reset(command)
            case Adjust():
                self._adjust(command)
            case Observe():
                self.showing.observation = command.observation
                self.showing.ask()
            case Step():
                if not self._refuse_to_train(command.seq):
                    self.stepping.do(command.count)
            case Run():
                if not self._refuse_to_train(command.seq):
                    self.stepping.run(command.steps_per_second, gently=command.gently)
            case Pause():
                self.stepping.halt()
                self.showing.ask()
            case GoTo():
                self._go_to(command)
            case ExportOffsets():
                self.exports.begin(command, slot)
            case Enlarge():
                self.enlarged.begin(command, lab)
            case SetTraining():
                self._set_training(command)
            case SaveExperiment():
                self.stepping.tell_branches()
                self.stepping.flush()
                self.kept.begin(command, self.slots)
            case KeepCurves():
                self.kept.take_curves(command)
            case CancelWriting():
                self.kept.cancel(command.writing)
                self.exports.cancel(command.writing)
                self.enlarged.cancel(command.writing)
            case Teach():
                self._teach(command)
            case Taken() | Shutdown() | CancelNetwork():
                pass  # Taken and Shutdown are handled elsewhere; no network is being computed
            case _:
                assert_never(command)

    # The lab --------------------------------------------------------------------------------------------------

    def _configure(self, command: Configure) -> None:
        self.stepping.begin_generation(command.generation)
        self._activate(command.seq, lambda: self.slots.configure(command.experiment, command.training))

    def _reset(self, command: Reset) -> None:
        slot = self.stepping.slot
        self.stepping.begin_generation(command.generation)
        if slot is None:
            self._refuse(command.seq, Problem("reset.nothing"))
        else:
            self._activate(command.seq, lambda: self.slots.rebuild(slot))

    def _activate(self, seq: int, make: Callable[[], Slot]) -> None:
        """Activate the slot that ``make`` returns; no slot is active if it fails."""
        self.stepping.slot = None
        try:
            slot = make()
        except ProblemError as error:
            self._refuse(seq, error.problem)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            problem = failure(error, "setup", "this device", 0)
            if not is_out_of_memory(error):
                self._publish_failure(problem)
            self._refuse(seq, problem)
        else:
            self.stepping.slot = slot
            continuation = self.slots.continuation
            if continuation != "earlier":
                self._recall(slot)
            self._publish_configured(slot, continuation)
            if continuation == "earlier":  # after Configured, which says which training this is
                self._recall(slot)
            self.stepping.tell_branches()
            refused, self.slots.refused_training = self.slots.refused_training, None
            if refused is not None:
                self._refuse(*refused)
            self.showing.ask()

    def _set_training(self, command: SetTraining) -> None:
        try:
            self.slots.set_training(command)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)

    def _adjust(self, command: Adjust) -> None:
        slot = self.stepping.slot
        if slot is None:
            return
        try:
            slot.adjust(command.experiment)
            self._recall(slot)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        except Exception as error:  # as above
            self.stepping.fail(error, "adjust")
        self.showing.ask()

    def _recall(self, slot: Slot) -> None:
        """Go to the teaching that the settings name, if that is another one, and say so."""
        if not isinstance(slot.lab, Teachable):
            return
        found = slot.lab.recall(slot.experiment)
        if found is not None:
            self.stepping.pacing.forget_rate()
            self._note_recall(slot, found)
            self.stepping.tell_branches()
            self.publish(Recalled(self.stepping.generation, slot.lab.name, *found, slot.step_count))

    def _note_recall(self, slot: Slot, found: Recall) -> None:
        trainer = slot.lab.trainer
        if found.known and slot.timeline is not None and trainer is not None:
            steering = slot.experiment.spec.steering()
            slot.timeline.recalled(found.left, found.number, trainer.step_count, steering, trainer.state)

    def _go_to(self, command: GoTo) -> None:
        try:
            self.travels.begin(command.branch, command.step)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)

    def _teach(self, command: Teach) -> None:
        self.stepping.halt()
        self.showing.ask()
        slot = self.stepping.slot
        try:
            self.lessons.begin(command, None if slot is None else slot.lab, self.stepping.generation)
        except Exception as error:  # as above
            self.stepping.fail(error, "teach")

    # Its pictures ---------------------------------------------------------------------------------------------

    def _set_unseen(self, command: SetUnseen) -> None:
        self.stepping.flush()  # what was measured until now was measured on the picture before
        try:
            self.slots.set_unseen(command.kind, command.values)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        except Exception as error:  # as above
            self._publish_failure(failure(error, "adjust", "this device", 0))
        self.showing.forget_input()
        slot = self.stepping.slot
        if slot is not None and slot.experiment.spec.uses_unseen:
            self._publish_configured(slot, "same")
            self.showing.ask()

    def _set_judged(self, command: SetJudged) -> None:
        try:
            self.slots.set_judged(command.values)
        except ProblemError as error:
            self._refuse(command.seq, error.problem)
        self.showing.ask()

    # What cannot be carried out -------------------------------------------------------------------------------

    def _refuse_to_train(self, seq: int) -> bool:
        """Refuse a command that trains where there is nothing to train; return whether it was refused."""
        slot = self.stepping.slot
        if slot is None:
            self._refuse(seq, Problem("train.nothing"))
        elif slot.lab.trainer is None:
            self._refuse(seq, Problem("train.not-trainable"))
        else:
            return False
        return True

    def _refuse(self, seq: int, problem: Problem) -> None:
        self.publish(Refused(seq, self.stepping.generation, problem))

    def _publish_configured(self, slot: Slot, training: Continuation) -> None:
        self.publish(slot.configured(self.stepping.generation, training, self.slots.aside.numbers))

    def _publish_failure(self, problem: Problem) -> None:
        """Say what the exception that is being handled has done, with its traceback; training goes on."""
        self.publish(Failed(self.stepping.generation, problem, traceback.format_exc()))

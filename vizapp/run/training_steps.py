"""The steps of a training without a window, until it is done or cannot go on."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from vizapp.problem import Problem, Value
from vizapp.run.bad_input import BadInputError
from vizapp.wording.problems import phrase, sentence
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment
    from vizapp.engine.slot import Slot
    from vizapp.engine.timeline import Timeline
    from vizapp.engine.watch import Passed
    from vizapp.labs.base import Lab, Trainer


@dataclass
class Training:
    """The outcome of a training.

    Attributes:
        series: by metric, one value per step, measured before the step's update; NaN if not measured.
        seconds: the duration of the steps, without set-up.
        ending: whether all steps were done, a signal arrived, a watched measure passed its value, the training
            diverged, or memory ran out.
        sentence: why training ended early, or "".
        passed: the measure that passed its value, or None.
        timeline: the steps that can be gone back to; None where nothing was trained.
    """

    series: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    ending: Literal["done", "interrupted", "stopped", "diverged", "out of memory"] = "done"
    sentence: str = ""
    passed: Passed | None = None
    timeline: Timeline | None = None

    def take(self, measured: Mapping[str, float]) -> None:
        """Add what a step has measured; what was not measured before, or is not any more, is NaN there."""
        done = max(map(len, self.series.values()), default=0)
        for name in measured:
            if name not in self.series:
                self.series[name] = [math.nan] * done
        for name, values in self.series.items():
            values.append(measured.get(name, math.nan))


def astray(training: Training, experiment: Experiment, reached: Mapping[str, float]) -> str:
    """Return that the loss has stayed finite and yet ended far above its start; "" where it has not.

    ``reached`` is what the final parameters give, by the names of the metrics.
    """
    from vizapp.runaway import ran_away

    found = ran_away(training.series.get("loss", ()))
    if found is None:
        return ""
    start, last = found
    rate = getattr(experiment.spec, "learning_rate", math.nan)
    values: dict[str, Value] = {"start": start, "present": reached.get("loss", last), "rate": rate}
    return sentence(Problem("run.ran-away", "learning_rate", values))


def train(
    trainer: Trainer,
    device: str,
    steps: int,
    stop: Callable[[], bool],
    report: Callable[[int, dict[str, float]], None],
    watch: Callable[[int, dict[str, float]], Passed | None] = lambda number, measured: None,
    slot: Slot | None = None,
    training: Training | None = None,
    after_step: Callable[[], None] = lambda: None,
) -> Training:
    """Step ``trainer`` until ``steps`` are done, ``stop`` returns True, training diverges, memory runs out, or a
    watched measure passes its value.

    Args:
        trainer: the trainer to step.
        device: the label of the device, for sentences.
        steps: the number of steps.
        stop: called before every step.
        report: called after every step with the number of all steps and what the step measured.
        watch: called likewise; returns the measure that has passed its value, if any.
        slot: the lab of a training that goes on, with its timeline; None where it begins.
        training: what was measured before, which is gone on with and returned; None where there is nothing.
        after_step: called after every step that went well, when what it measured is in ``training``.
    """
    from vizapp.engine.failures import failure, is_out_of_memory
    from vizapp.engine.timeline import Timeline
    from vizapp.labs.base import DivergedError

    timeline = Timeline({}, trainer.state()) if slot is None or slot.timeline is None else slot.timeline
    training = Training() if training is None else training
    training.timeline = timeline
    first, seconds = trainer.step_count, training.seconds
    begun = time.perf_counter()
    for number in range(first + 1, first + steps + 1):
        if stop():
            training.ending = "interrupted"
            break
        try:
            timeline.before_step(trainer.step_count, _steering(slot), trainer.state)
            measured = trainer.step()
            again = timeline.after_step(trainer.step_count)
            if slot is not None and again is not None:
                slot.steer(again)
        except DivergedError as error:
            trainer.restore(timeline.last_kept(trainer.step_count))
            training.ending = "diverged"
            training.sentence = _diverged(error.problem, number)
            break
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            training.ending = "out of memory"
            training.sentence = sentence(failure(error, "step", device, number))
            break
        training.take(measured)
        report(number, measured)
        if not math.isfinite(measured["loss"]):
            training.ending = "diverged"
            training.sentence = _diverged(Problem("training.loss-not-finite"), number)
            break
        training.passed = watch(number, measured)
        if training.passed is not None:
            training.ending = "stopped"
            break
        training.seconds = seconds + time.perf_counter() - begun
        after_step()
    training.seconds = seconds + time.perf_counter() - begun
    return training


def watcher(experiment: Experiment, lab: Lab) -> Callable[[int, dict[str, float]], Passed | None]:
    """Return what compares the measure of the experiment's watchpoint after each step.

    Raises:
        BadInputError: the lab does not measure it.
    """
    from vizapp.engine.watch import Watch, watchpoint_of
    from vizapp.labs.capabilities import Examines

    point, metrics = watchpoint_of(experiment.spec), lab.describe().metrics
    if point is not None:
        names = [metric.name for metric in metrics]
        names += [each.name for each in lab.examined()] if isinstance(lab, Examines) else []
        if point.measure not in names:
            text = translate(
                "CommandLine", "--stop-when names {measure}, which is not measured; choose one of: {known}."
            )
            raise BadInputError(text.format(measure=repr(point.measure), known=", ".join(names)))
    watch = Watch()
    watch.follow(experiment.spec)
    return lambda number, measured: watch.passed(number, measured, metrics, lab)


def _steering(slot: Slot | None) -> dict[str, Any]:
    """Return the live settings that are in effect; without a timeline they stay what they are."""
    return {} if slot is None else slot.experiment.spec.steering()


def _diverged(reason: Problem, step: int) -> str:
    """Return the sentence of a training that cannot go on; unlike in the window there is nothing to reset."""
    return sentence(Problem("run.diverged", "learning_rate", {"step": step, "what": phrase(reason)}))

"""``vizapp run``: train a lab on a file without a window, and write the results.

Heavy packages are imported only after the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, TextIO

import msgspec

from vizapp.document.judging import why_not_judged
from vizapp.problem import Problem
from vizapp.run.bad_input import BadInputError
from vizapp.run.enlarging import check_target, require_enlarging, write_enlarged
from vizapp.run.experiments import experiment_of, steps_of
from vizapp.run.files import prepare_folder, result_that_is
from vizapp.run.source import read, reading_notes
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError, phrase, sentence
from vizapp.wording.quantities import count_words

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment
    from vizapp.engine.watch import Passed
    from vizapp.labs.base import Lab, Trainer

DONE = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130
_STDERR = 2
_STOPPING = b"\nvizapp run: stopping after this step and keeping what was done; Ctrl-C again ends at once\n"


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
    """

    series: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    ending: Literal["done", "interrupted", "stopped", "diverged", "out of memory"] = "done"
    sentence: str = ""
    passed: Passed | None = None


def run(options: argparse.Namespace) -> int:
    """Train according to ``options``, write the results, and return the exit status.

    0: done, or ended by --stop-when. 1: the training diverged, memory ran out, or the results could not be written.
    2: bad input. 130: ended by Ctrl-C or SIGTERM; the results up to then have been written, unless a second signal
    arrived.
    """
    try:
        with _stop_flag() as stop:
            return _run(options, stop)
    except BadInputError as error:
        print(f"vizapp run: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("\nvizapp run: ended at once; the results are missing or incomplete.", file=sys.stderr)
        return INTERRUPTED


def train(
    trainer: Trainer,
    device: str,
    steps: int,
    stop: Callable[[], bool],
    report: Callable[[int, dict[str, float]], None],
    watch: Callable[[int, dict[str, float]], Passed | None] = lambda number, measured: None,
) -> Training:
    """Step ``trainer`` until ``steps`` are done, ``stop`` returns True, training diverges, memory runs out, or a
    watched measure passes its value.

    Args:
        trainer: the trainer to step.
        device: the label of the device, for sentences.
        steps: the number of steps.
        stop: called before every step.
        report: called after every step with the number of steps done and what the step measured.
        watch: called likewise; returns the measure that has passed its value, if one has.
    """
    from vizapp.engine.failures import failure, is_out_of_memory
    from vizapp.labs.base import DivergedError

    training = Training()
    begun = time.perf_counter()
    for number in range(1, steps + 1):
        if stop():
            training.ending = "interrupted"
            break
        try:
            measured = trainer.step()
        except DivergedError as error:
            training.ending = "diverged"
            training.sentence = _diverged(error.problem, number)
            break
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            training.ending = "out of memory"
            training.sentence = sentence(failure(error, "step", device, number))
            break
        for name, value in measured.items():
            training.series.setdefault(name, []).append(value)
        report(number, measured)
        if not math.isfinite(measured["loss"]):
            training.ending = "diverged"
            training.sentence = _diverged(Problem("training.loss-not-finite"), number)
            break
        training.passed = watch(number, measured)
        if training.passed is not None:
            training.ending = "stopped"
            break
    training.seconds = time.perf_counter() - begun
    return training


def _watcher(experiment: Experiment, lab: Lab) -> Callable[[int, dict[str, float]], Passed | None]:
    """Return what compares the measure of the experiment's watchpoint after each step.

    Raises:
        BadInputError: the lab does not measure it.
    """
    from vizapp.engine.watch import Watch, watchpoint_of
    from vizapp.labs.base import Examines

    point, metrics = watchpoint_of(experiment.spec), lab.describe().metrics
    if point is not None:
        names = [metric.name for metric in metrics]
        names += [each.name for each in lab.examined()] if isinstance(lab, Examines) else []
        if point.measure not in names:
            raise BadInputError(
                f"--stop-when names {point.measure!r}, which is not measured; choose one of: {', '.join(names)}."
            )
    watch = Watch()
    watch.follow(experiment.spec)
    return lambda number, measured: watch.passed(number, measured, metrics, lab)


def _diverged(reason: Problem, step: int) -> str:
    """Return the sentence of a training that cannot go on; unlike in the window there is nothing to reset."""
    return sentence(Problem("run.diverged", "learning_rate", {"step": step, "what": phrase(reason)}))


class ProgressLine:
    """Says on ``stream`` how far a training is: a bar in a terminal, otherwise a line for every tenth."""

    _WIDTH = 30
    _REDRAW_SECONDS = 0.1

    def __init__(self, stream: TextIO, steps: int) -> None:
        self._stream = stream
        self._steps = steps
        self._is_terminal = stream.isatty()
        self._last_drawn = -math.inf
        self._tenths = 0
        self._begun = time.perf_counter()
        self._shown: dict[str, float] = {}

    def __call__(self, done: int, measured: dict[str, float]) -> None:
        """Take note of a step; draw if it is time to."""
        self._shown.update({name: value for name, value in measured.items() if not math.isnan(value)})
        now = time.perf_counter()
        if self._is_terminal:
            if done < self._steps and now - self._last_drawn < self._REDRAW_SECONDS:
                return
            self._last_drawn = now
            filled = self._WIDTH * done // self._steps
            bar = "█" * filled + "░" * (self._WIDTH - filled)
            print(f"\r{bar} {self._text(done, now)}\x1b[K", end="", file=self._stream, flush=True)
        elif 10 * done // self._steps > self._tenths:
            self._tenths = 10 * done // self._steps
            print(self._text(done, now), file=self._stream, flush=True)

    def end(self) -> None:
        """Leave the bar's line."""
        if self._is_terminal and self._last_drawn > -math.inf:
            print(file=self._stream, flush=True)

    def _text(self, done: int, now: float) -> str:
        rate = done / max(now - self._begun, 1e-9)
        values = "".join(f"  {name} {value:.4g}" for name, value in self._shown.items())
        return f"{done}/{self._steps} steps  {rate:.0f} steps/s{values}"


def _run(options: argparse.Namespace, stop: Callable[[], bool]) -> int:
    experiment = experiment_of(options)
    steps = steps_of(options, experiment)
    try:
        prepare_folder(options.out)
    except FileExistsError as error:
        raise BadInputError(
            f"--out {options.out} is a file; name a folder, which is made if it is missing."
        ) from error
    except OSError as error:
        raise BadInputError(
            f"--out {options.out} cannot be written: {error.strerror or error}; choose another folder."
        ) from error
    for name, file in (("source", options.source), ("unseen", options.unseen), ("judge", options.judge)):
        if file is not None and (result := result_that_is(file, options.out)) is not None:
            raise BadInputError(f"--{name} {file} would be replaced by the result {result}; choose another --out.")
    if options.enlarge is not None:
        check_target(options.enlarge, options.source, options.out)
    source = read(experiment.source)
    unseen = None if experiment.wanted_unseen is None else read(experiment.wanted_unseen)
    judged = None if experiment.wanted_judged is None else read(experiment.wanted_judged)
    if judged is not None:
        made_of = (source.height, source.width)
        misfit = why_not_judged(judged.name, judged.kind, (judged.height, judged.width), made_of)
        if misfit is not None:
            raise BadInputError(sentence(misfit))

    import torch

    from vizapp.allocator import keep_freed_memory
    from vizapp.engine.device import configure_threads, find_device
    from vizapp.labs.create import create_lab, give_judged
    from vizapp.labs.working_copy import WorkingCopies
    from vizapp.run.results import RunSummary, passed_text, write_results

    begun = time.perf_counter()
    try:
        configure_threads()
        keep_freed_memory()
        device = find_device(experiment.device)
        copies = None if unseen is None else WorkingCopies(unseen.kind, unseen.values)

        def build(described: Experiment) -> Lab:
            return create_lab(described, source.kind, source.values, torch.device(device.name), copies)

        lab = build(experiment)
        give_judged(lab, None if judged is None else WorkingCopies(judged.kind, judged.values))
    except ProblemError as error:
        raise BadInputError(str(error)) from error
    setup_seconds = time.perf_counter() - begun
    task = experiment.spec.task_spec
    enlarges = None
    if options.enlarge is not None:
        enlarges = require_enlarging(lab, options.lab if task is None else task.tag())
    what = options.lab if task is None else f"{options.lab}, {task.tag()}"
    print(f"{what}: {source.name} on {device.label}", file=sys.stderr)
    notes = reading_notes(source)
    for each in notes:
        print(f"source: {each}", file=sys.stderr)
    if note := lab_notes_text(lab.describe().notes):
        print(note, file=sys.stderr)
    if unseen is not None:
        fits = lab.describe().unseen is not None
        print(f"unseen: {unseen.name}" + ("" if fits else ", left out: its channels do not fit"), file=sys.stderr)
    trainer = lab.trainer
    steps = 0 if trainer is None else steps
    watch = _watcher(experiment, lab)
    line = ProgressLine(sys.stderr, steps)
    training = Training() if trainer is None else train(trainer, device.label, steps, stop, line, watch)
    done = 0 if trainer is None else trainer.step_count
    line.end()
    whole = training.ending in ("done", "interrupted", "stopped")
    if training.ending == "interrupted":
        print(f"vizapp run: ended early, after {done} of {steps} steps", file=sys.stderr)
    if training.passed is not None:
        print(passed_text(training.passed), file=sys.stderr)

    seeds, last = None, training
    if trainer is not None and options.seeds is not None and training.ending == "done":
        seeds, last = _train_seeds(experiment, options.seeds, lab, build, steps, device.label, stop)

    summary = RunSummary(
        training.ending,
        None if task is None else task.tag(),
        source.name,
        notes,
        experiment,
        device.name,
        setup_seconds,
        training.seconds,
        training.series,
        None if unseen is None or lab.describe().unseen is None else unseen.name,
        training.passed,
        None if judged is None else judged.name,
        seeds,
    )
    try:
        write_results(options.out, lab, summary)
    except OSError as error:
        print(
            f"vizapp run: the results cannot be written to {options.out}: {error.strerror or error}.", file=sys.stderr
        )
        return FAILED
    measures = trainer.measures() if trainer is not None and whole else {}
    reached = "".join(f", {name} {value:.4g}" for name, value in measures.items())
    print(f"{count_words(done, 'step')}{reached}; results are in {options.out}", file=sys.stderr)
    if not whole:
        print(f"vizapp run: {training.sentence}", file=sys.stderr)
        if enlarges is not None:
            print(
                f"vizapp run: {options.enlarge} was not written: the training did not come to its end.",
                file=sys.stderr,
            )
        return FAILED
    if enlarges is not None and (why := write_enlarged(options.enlarge, enlarges, stop)):
        print(f"vizapp run: {why}", file=sys.stderr)
        return INTERRUPTED if stop() else FAILED
    if last.ending in ("diverged", "out of memory"):
        print(f"vizapp run: {last.sentence}", file=sys.stderr)
        return FAILED
    return INTERRUPTED if last.ending == "interrupted" else DONE


def _train_seeds(
    experiment: Experiment,
    count: int,
    lab: Lab,
    build: Callable[[Experiment], Lab],
    steps: int,
    device: str,
    stop: Callable[[], bool],
) -> tuple[dict[str, Any] | None, Training]:
    """Train with the seeds after that of ``experiment``, with which ``lab`` is trained already, and print a table.

    Returns:
        What all have reached, or None where that is one only; and how the last training has ended.
    """
    from vizapp.run.seeds import SeedResult, seeds_summary, seeds_table

    assert lab.trainer is not None
    results, training = [SeedResult(experiment.seed, lab.trainer.final_measures())], Training()
    for seed in range(experiment.seed + 1, experiment.seed + count):
        print(f"seed {seed}", file=sys.stderr)
        trainer = build(msgspec.structs.replace(experiment, seed=seed)).trainer
        assert trainer is not None
        line = ProgressLine(sys.stderr, steps)
        training = train(trainer, device, steps, stop, line)
        line.end()
        if training.ending != "done":
            break
        results.append(SeedResult(seed, trainer.final_measures()))
    summary = seeds_summary(results, lab.describe().metrics, experiment)
    if summary is not None:
        print(seeds_table(summary))
    return summary, training


_DEFAULT_HANDLERS: dict[signal.Signals, Callable[[int, FrameType | None], Any] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
}
"""Not the handlers found at the start: a shell starts a job in the background with Ctrl-C ignored, and the second one
is promised to end it."""


@contextmanager
def _stop_flag() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether Ctrl-C or SIGTERM has arrived; a second one has its default effect."""
    came = threading.Event()
    before = {number: signal.getsignal(number) for number in _DEFAULT_HANDLERS}

    def on_signal(number: int, frame: FrameType | None) -> None:
        came.set()
        for each, handler in _DEFAULT_HANDLERS.items():
            signal.signal(each, handler)
        if number == signal.SIGINT:
            # Not through sys.stderr, which may be in the middle of a write.
            with suppress(OSError):  # standard error may be closed
                os.write(_STDERR, _STOPPING)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield came.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

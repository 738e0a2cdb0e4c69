"""``vizapp run``: train a lab on a file without a window, and keep the results.

Nothing heavy is imported before the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
import math
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Literal, TextIO, TypeVar

import msgspec

from vizapp.experiment import (
    MAX_SHUFFLE_FACTOR,
    WORKING_SIZE_RANGE,
    DeformableSpec,
    Experiment,
    Source,
    SubpixelSpec,
)

if TYPE_CHECKING:
    from vizapp.labs import Lab
    from vizapp.sources.loaded import LoadedSource

_Spec = TypeVar("_Spec", DeformableSpec, SubpixelSpec)

DONE = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130

_TASKS = {"deformable": ("hidden-taps",), "subpixel": ("super-resolve", "shuffle")}
_DEFAULT_STEPS = {"hidden-taps": 200, "super-resolve": 600, "shuffle": 0}
_MAX_STEPS = 10_000_000
_TASKS_OF_OPTION = {
    "kernel_size": ("hidden-taps",),
    "stride": ("hidden-taps",),
    "dilation": ("hidden-taps",),
    "upscale_factor": ("super-resolve", "shuffle"),
    "order": ("super-resolve", "shuffle"),
    "steps": ("hidden-taps", "super-resolve"),
    "learning_rate": ("hidden-taps", "super-resolve"),
}
_LARGEST_LEARNED_FACTOR = 4


class BadInputError(Exception):
    """Something that was asked for cannot be done: one sentence."""


@dataclass
class Training:
    """What a training has measured.

    Attributes:
        series: one value a step, by name.
        seconds: what the steps took, set-up left out.
        ending: whether all steps were done, a signal came, the numbers left the finite ones, or memory ran out.
        sentence: why it ended early, or "".
    """

    series: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    ending: Literal["done", "interrupted", "diverged", "out of memory"] = "done"
    sentence: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp run`` to ``parser``."""
    parser.add_argument("--lab", required=True, choices=tuple(_TASKS))
    parser.add_argument(
        "--task",
        choices=tuple(task for tasks in _TASKS.values() for task in tasks),
        help="what is learned (default: hidden-taps for deformable, super-resolve for subpixel)",
    )
    parser.add_argument("--source", type=Path, metavar="FILE", help="an image or a feature map (default: a sample)")
    parser.add_argument("--array", metavar="NAME", help="which array of a file that holds several")
    parser.add_argument("--steps", type=int, help="training steps (default: 200 or, for super-resolve, 600)")
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        help="the same seed, device and number of threads give the same numbers (default: 0)",
    )
    parser.add_argument("--device", default="auto", help="auto, cpu, mps, cuda or cuda:N (default: auto)")
    parser.add_argument("--working-size", type=int, metavar="PIXELS", help="longest side of the copy that is used")
    parser.add_argument("--learning-rate", type=float, metavar="RATE")
    parser.add_argument("--kernel-size", type=int, choices=(3, 5), help="deformable lab")
    parser.add_argument("--stride", type=int, choices=(1, 2), help="deformable lab")
    parser.add_argument("--dilation", type=int, help="deformable lab, 1 to 8")
    parser.add_argument("--upscale-factor", type=int, metavar="R", help="subpixel lab")
    parser.add_argument("--order", choices=("CRD", "DCR"), help="channel order, subpixel lab")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the results go")


def run(options: argparse.Namespace) -> int:
    """Train as ``options`` say, write the results, and return the exit status.

    0: done. 1: the numbers left the finite ones, memory ran out, or the results could not be written.
    2: bad input. 130: ended by Ctrl-C or SIGTERM; what was done by then has been written.
    """
    try:
        with _stop_flag() as stop:
            return _run(options, stop)
    except BadInputError as error:
        print(f"vizapp run: {error}", file=sys.stderr)
        return BAD_INPUT


def experiment_of(options: argparse.Namespace) -> Experiment:
    """Return the document that the options describe.

    Raises:
        BadInputError: an option is out of its range or does not fit the lab.
    """
    task = options.task or _TASKS[options.lab][0]
    if task not in _TASKS[options.lab]:
        raise BadInputError(
            f"--task {task} does not belong to --lab {options.lab}; choose {' or '.join(_TASKS[options.lab])}."
        )
    _check_options(options, task)
    # In a document CUDA devices are numbered; "cuda" alone means the first.
    device = "cuda:0" if options.device == "cuda" else options.device
    source = Source() if options.source is None else Source("file", str(options.source.absolute()), options.array)
    try:
        experiment = Experiment(
            lab=options.lab,
            source=source,
            deformable=_given(DeformableSpec(), options, ("kernel_size", "stride", "dilation", "learning_rate")),
            subpixel=_given(
                SubpixelSpec(task="shuffle" if task == "shuffle" else "super-resolve"),
                options,
                ("upscale_factor", "order", "learning_rate"),
            ),
            working_size=options.working_size,
            seed=options.seed,
            device=device,
        )
        # Structs check their fields when they are decoded, not when they are made.
        return msgspec.convert(msgspec.to_builtins(experiment), Experiment)
    except ValueError as error:
        raise BadInputError(f"a setting does not fit: {error}.") from error


def _check_options(options: argparse.Namespace, task: str) -> None:
    """Refuse options that ``task`` has no use for or that are out of their range, by their names.

    Raises:
        BadInputError: the first that does not fit.
    """
    for name, tasks in _TASKS_OF_OPTION.items():
        if getattr(options, name) is not None and task not in tasks:
            raise BadInputError(f"{_flag(name)} does not apply to the task {task}; leave it out.")
    if options.array is not None and options.source is None:
        raise BadInputError("--array needs a --source that holds the array.")
    largest_factor = MAX_SHUFFLE_FACTOR if task == "shuffle" else _LARGEST_LEARNED_FACTOR
    whole_numbers = {
        "steps": (0, _MAX_STEPS),
        "seed": (0, 2**31 - 1),
        "working_size": WORKING_SIZE_RANGE,
        "dilation": (1, 8),
        "upscale_factor": (2, largest_factor),
    }
    for name, (low, high) in whole_numbers.items():
        value = getattr(options, name)
        if value is not None and not low <= value <= high:
            raise BadInputError(f"{_flag(name)} is {value}; for {task} it must be a number from {low} to {high}.")
    rate = options.learning_rate
    if rate is not None and not 0 < rate <= 10:
        raise BadInputError(f"--learning-rate is {rate}; it must be greater than 0 and at most 10.")
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d{1,2})?", options.device):
        raise BadInputError(f"--device is {options.device!r}; it must be auto, cpu, mps, cuda or cuda:N.")


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _given(spec: _Spec, options: argparse.Namespace, names: tuple[str, ...]) -> _Spec:
    """Return ``spec`` with those options that were given."""
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    return msgspec.structs.replace(spec, **given)


def train(
    lab: Lab, steps: int, stop: Callable[[], bool], report: Callable[[int, dict[str, float]], None]
) -> Training:
    """Step ``lab`` until ``steps`` are done, ``stop`` says so, the numbers leave the finite ones, or memory runs out.

    ``report`` is called after every step with the number of steps done and what the step measured.
    """
    from vizapp.engine.failures import is_out_of_memory

    training = Training()
    begun = time.perf_counter()
    for number in range(1, steps + 1):
        if stop():
            training.ending = "interrupted"
            break
        try:
            measured = lab.step()
        except ValueError as error:
            training.ending = "diverged"
            training.sentence = f"step {number} could not be done: {error}; lower the learning rate"
            break
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            training.ending = "out of memory"
            training.sentence = f"there was not enough memory for step {number}; choose a smaller working size"
            break
        for name, value in measured.items():
            training.series.setdefault(name, []).append(value)
        report(number, measured)
        if not math.isfinite(measured["loss"]):
            training.ending = "diverged"
            training.sentence = f"the loss is not finite after step {number}; lower the learning rate"
            break
    training.seconds = time.perf_counter() - begun
    return training


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
    task = options.task or _TASKS[options.lab][0]
    steps = _DEFAULT_STEPS[task] if options.steps is None else options.steps
    try:
        prepare_folder(options.out)
    except OSError as error:
        raise BadInputError(f"--out {options.out} cannot be written: {error.strerror or error}.") from error
    source = _read(experiment)

    import torch

    from vizapp.engine.device import configure_threads, find_device
    from vizapp.headless_results import RESULT_FILES, RunSummary, write_results
    from vizapp.labs import create_lab

    if options.source is not None and options.source.absolute() in [options.out.absolute() / n for n in RESULT_FILES]:
        raise BadInputError(f"{options.source} would be replaced by a result of that name; choose another --out.")
    begun = time.perf_counter()
    try:
        configure_threads()
        device = find_device(experiment.device)
        lab = create_lab(experiment, source.kind, source.values, torch.device(device.name))
    except ValueError as error:
        raise BadInputError(str(error)) from error
    setup_seconds = time.perf_counter() - begun
    print(f"{options.lab}, {task}: {source.name} on {device.label}", file=sys.stderr)
    if note := lab.describe().note:
        print(note, file=sys.stderr)
    if not lab.trainable:
        steps = 0
    line = ProgressLine(sys.stderr, steps)
    training = train(lab, steps, stop, line)
    line.end()

    summary = RunSummary(
        training.ending, task, source.name, experiment, device.name, setup_seconds, training.seconds, training.series
    )
    try:
        write_results(options.out, lab, summary)
    except OSError as error:
        print(
            f"vizapp run: the results cannot be written to {options.out}: {error.strerror or error}.", file=sys.stderr
        )
        return FAILED
    whole = training.ending in ("done", "interrupted")
    reached = "".join(f", {name} {value:.4g}" for name, value in lab.measures().items()) if whole else ""
    print(f"{lab.step_count} steps{reached}; results are in {options.out}", file=sys.stderr)
    if training.ending == "interrupted":
        print(f"vizapp run: ended early, after {lab.step_count} of {steps} steps.", file=sys.stderr)
        return INTERRUPTED
    if not whole:
        print(f"vizapp run: {training.sentence}.", file=sys.stderr)
        return FAILED
    return DONE


def _read(experiment: Experiment) -> LoadedSource:
    """Read the source that the document names.

    Raises:
        BadInputError: it cannot be opened.
    """
    from vizapp.sources.loaded import ArrayChoiceNeeded, SourceError, listed
    from vizapp.sources.reader import read_source
    from vizapp.sources.samples import read_sample

    named = experiment.source
    try:
        if named.kind == "sample":
            return read_sample(named.location)
        return read_source(Path(named.location), named.array)
    except ArrayChoiceNeeded as error:
        names = listed(error.entries)
        raise BadInputError(
            f"{error.name} holds {len(error.entries)} arrays; choose one by --array NAME: {names}."
        ) from error
    except SourceError as error:
        raise BadInputError(str(error)) from error


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` where it is missing, and make sure that a file can be written into it.

    Raises:
        OSError: it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".vizapp-"):
        pass


@contextmanager
def _stop_flag() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether Ctrl-C or SIGTERM came; a second Ctrl-C ends at once, as ever."""
    came = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, frame: FrameType | None) -> None:
        came.set()
        for each, handler in before.items():
            signal.signal(each, handler)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield came.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""The options of ``vizapp run``: what there is, what fits what, and the document that they describe."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TypeVar

import msgspec

from vizapp.document.experiment import (
    MAX_LEARNED_FACTOR,
    MAX_SHUFFLE_FACTOR,
    WORKING_SIZE_RANGE,
    DeformableSpec,
    Experiment,
    Source,
    SubpixelSpec,
)
from vizapp.sources.locations import location_of

_Spec = TypeVar("_Spec", DeformableSpec, SubpixelSpec)

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
_RESULTS = (
    "metrics.json holds settings, versions, what was done to the source, and lists with one entry a step: the "
    "loss, and the distance in px (hidden-taps) or the PSNR in dB of the columns held out (super-resolve: at every "
    "tenth step from the first on, null between). Each entry was measured before its step changed the parameters; "
    "what they reach after the last step stands under final."
)


class BadInputError(Exception):
    """Something that was asked for cannot be done: one sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp run`` to ``parser``, and what its results hold."""
    parser.epilog = _RESULTS
    parser.add_argument("--lab", required=True, choices=tuple(_TASKS), help="which operator is trained or shown")
    parser.add_argument(
        "--task",
        choices=tuple(task for tasks in _TASKS.values() for task in tasks),
        help="what is learned (default: hidden-taps for deformable, super-resolve for subpixel)",
    )
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="an image or a feature map (default: a sample photograph)"
    )
    parser.add_argument("--array", metavar="NAME", help="which array of a file that holds several")
    parser.add_argument(
        "--axes",
        choices=("CHW", "HWC"),
        help="where the channels stand in an array of three axes: first or last (default: a guess, which is told)",
    )
    parser.add_argument(
        "--steps", type=int, metavar="N", help="training steps (default: 200 or, for super-resolve, 600)"
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="S",
        default=0,
        help="the same seed, device and number of threads give the same numbers (default: 0)",
    )
    parser.add_argument(
        "--device", metavar="D", default="auto", help="auto, cpu, mps, cuda or cuda:N (default: auto)"
    )
    parser.add_argument(
        "--working-size",
        type=int,
        metavar="PIXELS",
        help="longest side of the reduced copy that is computed with (default: what suits the device)",
    )
    deformable, subpixel = DeformableSpec(), SubpixelSpec()
    parser.add_argument(
        "--learning-rate",
        type=float,
        metavar="RATE",
        help=f"of the optimiser, AMSGrad (default: {deformable.learning_rate} or, for super-resolve, "
        f"{subpixel.learning_rate})",
    )
    parser.add_argument(
        "--kernel-size", type=int, choices=(3, 5), help=f"deformable lab (default: {deformable.kernel_size})"
    )
    parser.add_argument("--stride", type=int, choices=(1, 2), help=f"deformable lab (default: {deformable.stride})")
    parser.add_argument(
        "--dilation", type=int, metavar="N", help=f"deformable lab, 1 to 8 (default: {deformable.dilation})"
    )
    parser.add_argument(
        "--upscale-factor",
        type=int,
        metavar="R",
        help=f"subpixel lab, 2 to {MAX_LEARNED_FACTOR}, for shuffle to {MAX_SHUFFLE_FACTOR} "
        f"(default: {subpixel.upscale_factor})",
    )
    parser.add_argument(
        "--order",
        choices=("CRD", "DCR"),
        help=f"which channel holds which phase: as PyTorch or as TensorFlow (default: {subpixel.order})",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=_folder,
        metavar="DIR",
        help="the folder for the results, made if it is missing: metrics.json, arrays.npz and pictures",
    )


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("a folder was expected, and nothing was given")
    return Path(text)


def task_of(options: argparse.Namespace) -> str:
    """Return the task that was asked for, or the lab's first."""
    return options.task or _TASKS[options.lab][0]


def steps_of(options: argparse.Namespace) -> int:
    """Return how many steps were asked for, or what suits the task."""
    return _DEFAULT_STEPS[task_of(options)] if options.steps is None else options.steps


def experiment_of(options: argparse.Namespace) -> Experiment:
    """Return the document that the options describe.

    Raises:
        BadInputError: an option is out of its range or does not fit the lab.
    """
    task = task_of(options)
    if task not in _TASKS[options.lab]:
        raise BadInputError(
            f"--task {task} does not belong to --lab {options.lab}; choose {' or '.join(_TASKS[options.lab])}."
        )
    _check_options(options, task)
    # In a document CUDA devices are numbered; "cuda" alone means the first.
    device = "cuda:0" if options.device == "cuda" else options.device
    source = (
        Source()
        if options.source is None
        else Source("file", location_of(options.source), options.array, options.axes)
    )
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
    if options.axes is not None and options.source is None:
        raise BadInputError("--axes needs a --source that is an array.")
    largest_factor = MAX_SHUFFLE_FACTOR if task == "shuffle" else MAX_LEARNED_FACTOR
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

"""The command-line options of ``vizapp run``: definition, checks, and conversion to a document."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import get_args

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import RectifySpec, Warp
from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment, Source, validated
from vizapp.document.families import Family
from vizapp.document.lab_spec import LABS, LabSpec, TaskSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import MAX_LEARNED_FACTOR, MAX_SHUFFLE_FACTOR, SubpixelTaskSpec
from vizapp.sources.locations import location_of

_MAX_STEPS = 10_000_000
_DEFAULT_STEPS = 200
"""The number of steps for a lab without tasks."""
_SETTINGS = ("kernel_size", "stride", "dilation", "upscale_factor", "order", "learning_rate")
"""Options that are fields of a lab's settings; each applies to the labs that have the field."""
_TASK_SETTINGS = ("warp",)
"""Options that are fields of a task's settings; each applies to the tasks that have the field."""
_RESULTS = (
    "metrics.json holds settings, versions, what was done to the source, and lists with one entry a step: the "
    "loss, and the distance in px (deformable lab; for rectify also the PSNR in dB of the rectified picture) or the "
    "PSNR in dB of the columns held out (super-resolve: at every tenth step from the first on, null between). Each "
    "entry was measured before its step changed the parameters; "
    "what they reach after the last step stands under final."
)


class BadInputError(Exception):
    """The input or an option is invalid; as text, one sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp run`` and a description of its results to ``parser``."""
    parser.epilog = _RESULTS
    parser.add_argument("--lab", required=True, choices=LABS.tags(), help="which operator is trained or shown")
    parser.add_argument(
        "--task",
        choices=tuple(dict.fromkeys(task for lab in LABS for task in _tasks_of(lab))),
        help="what is learned (default: "
        + ", ".join(f"{tasks[0]} for {lab.tag()}" for lab in LABS if (tasks := _tasks_of(lab)))
        + ")",
    )
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="an image or a feature map (default: a sample photograph)"
    )
    parser.add_argument("--array", metavar="NAME", help="which array of a file that holds several")
    parser.add_argument(
        "--axes",
        choices=("CHW", "HWC"),
        help="the position of the channels in an array of three axes: first or last (default: guessed and reported)",
    )
    parser.add_argument(
        "--steps", type=int, metavar="N", help="training steps (default: 200; for rectify 300, for super-resolve 600)"
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
        "--warp",
        choices=get_args(Warp),
        help=f"rectify: what was done to the picture (default: {RectifySpec().warp})",
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


def _tasks_of(lab: type[LabSpec]) -> tuple[str, ...]:
    """Return the names of a lab's tasks, the default first; empty for a lab without tasks."""
    default = lab().task_spec
    if default is None:
        return ()
    family: Family[TaskSpec] = type(default).family
    return tuple(dict.fromkeys((default.tag(), *family.tags())))


def steps_of(options: argparse.Namespace, experiment: Experiment) -> int:
    """Return the requested number of training steps, or the task's default."""
    if options.steps is not None:
        return int(options.steps)
    task = experiment.spec.task_spec
    return _DEFAULT_STEPS if task is None else task.default_steps


def experiment_of(options: argparse.Namespace) -> Experiment:
    """Return the document that the options describe.

    Raises:
        BadInputError: an option is out of its range or does not fit the lab.
    """
    spec = LABS.get(options.lab)()
    tasks = _tasks_of(type(spec))
    task = options.task or (tasks[0] if tasks else None)
    if task is not None and task not in tasks:
        raise BadInputError(
            f"--task {task} does not belong to --lab {options.lab}; "
            + (f"choose {' or '.join(tasks)}." if tasks else "leave it out.")
        )
    if task is not None and (default := spec.task_spec) is not None:
        spec = spec.replaced(task=type(default).family.get(task)())
    _check_options(options, spec)
    # Documents number CUDA devices; "cuda" alone means the first.
    device = "cuda:0" if options.device == "cuda" else options.device
    source = (
        Source()
        if options.source is None
        else Source("file", location_of(options.source), options.array, options.axes)
    )
    of_task = {name: value for name in _TASK_SETTINGS if (value := getattr(options, name)) is not None}
    if of_task and (chosen := spec.task_spec) is not None:
        spec = spec.replaced(task=chosen.replaced(**of_task))
    given = {name: value for name in _SETTINGS if (value := getattr(options, name)) is not None}
    try:
        experiment = Experiment(
            lab=options.lab,
            source=source,
            labs=(spec.replaced(**given),),
            working_size=options.working_size,
            seed=options.seed,
            device=device,
        )
        # Structs check their fields when decoded, not when constructed.
        return validated(experiment)
    except ValueError as error:
        raise BadInputError(f"a setting does not fit: {error}.") from error


def _check_options(options: argparse.Namespace, spec: LabSpec) -> None:
    """Refuse options that the lab and its task do not use or that are out of range.

    Raises:
        BadInputError: names the first invalid option.
    """
    task = spec.task_spec
    name_of_task = spec.lab if task is None else task.tag()
    for name in _TASK_SETTINGS:
        if getattr(options, name) is not None and not hasattr(task, name):
            raise BadInputError(f"{_flag(name)} does not apply to the task {name_of_task}; leave it out.")
    for name in (*_SETTINGS, "steps"):
        applies = spec.trains if name in ("steps", "learning_rate") else spec.uses(name)
        if getattr(options, name) is not None and not applies:
            raise BadInputError(f"{_flag(name)} does not apply to the task {name_of_task}; leave it out.")
    if options.array is not None and options.source is None:
        raise BadInputError("--array needs a --source that holds the array.")
    if options.axes is not None and options.source is None:
        raise BadInputError("--axes needs a --source that is an array.")
    whole_numbers = {
        "steps": (0, _MAX_STEPS),
        "seed": (0, 2**31 - 1),
        "working_size": WORKING_SIZE_RANGE,
        "dilation": (1, 8),
        "upscale_factor": (2, task.largest_factor if isinstance(task, SubpixelTaskSpec) else MAX_SHUFFLE_FACTOR),
    }
    for name, (low, high) in whole_numbers.items():
        value = getattr(options, name)
        if value is not None and not low <= value <= high:
            raise BadInputError(
                f"{_flag(name)} is {value}; for {name_of_task} it must be a number from {low} to {high}."
            )
    rate = options.learning_rate
    if rate is not None and not 0 < rate <= 10:
        raise BadInputError(f"--learning-rate is {rate}; it must be greater than 0 and at most 10.")
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d{1,2})?", options.device):
        raise BadInputError(f"--device is {options.device!r}; it must be auto, cpu, mps, cuda or cuda:N.")


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")

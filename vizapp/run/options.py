"""The command-line options of ``vizapp run``: definition, checks, and conversion to a document."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from vizapp.document.deformable import MAX_LAYERS, MAX_PADDING, DeformableSpec
from vizapp.document.deformable_tasks import RectifySpec, Warp
from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment, Source, validated
from vizapp.document.families import Family
from vizapp.document.lab_spec import LABS, LabSpec, TaskSpec
from vizapp.document.offset_branch import BranchKind, Learned, Modulation
from vizapp.document.placed import MAX_OFFSET_GROUPS
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import MAX_LEARNED_FACTOR, MAX_SHUFFLE_FACTOR, SubpixelTaskSpec
from vizapp.run.file_arguments import file_argument
from vizapp.sources.locations import location_of

_MAX_STEPS = 10_000_000
_DEFAULT_STEPS = 200
"""The number of steps for a lab without tasks."""
_SETTINGS = (
    "layers",
    "kernel_size",
    "stride",
    "dilation",
    "padding",
    "offset_groups",
    "groups",
    "modulation",
    "upscale_factor",
    "order",
    "learning_rate",
)
"""Options that are fields of a lab's settings; each applies to the labs that have the field."""
_TASK_SETTINGS = ("warp",)
"""Options that are fields of a task's settings; each applies to the tasks that have the field."""
_MODULATIONS: dict[str, Modulation] = {
    "none": "none",
    "sigmoid": "sigmoid",
    "2-sigmoid": "2·sigmoid",
    "softmax": "softmax",
    "unbounded": "unbounded",
}
"""As they are typed, without a dot that few keyboards have."""
_RESULTS = (
    "metrics.json holds settings, versions, what was done to the source, and lists with one entry a step: the "
    "loss, and the distance to the true points in px (hidden-rule, hidden-taps, rectify, the last also the PSNR in "
    "dB of the rectified picture; on the picture of --unseen at every tenth step, named unseen_…), accuracies in % "
    "(scaled-shapes) or the PSNR in dB of the columns held out (super-resolve), both at every tenth step from the "
    "first on, null between. Layers that are compared have lists of their own, such as free_loss and "
    "free_distance. Each entry was measured before its step changed the parameters; what they reach after the last "
    "step stands under final."
)
_BRANCH_KINDS: tuple[BranchKind, ...] = get_args(BranchKind)
_LEARNED: tuple[Learned, ...] = get_args(Learned)
_LAYER_OPTIONS = {"branch": "branch", "compare": "compared", "learn": "learns"}
"""Options about the layer, and the fields of a lab's settings that they are turned into."""


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
        "--source",
        type=file_argument,
        metavar="FILE",
        help="an image or a feature map (default: a sample photograph)",
    )
    parser.add_argument("--array", metavar="NAME", help="which array of a file that holds several")
    parser.add_argument(
        "--axes",
        choices=("CHW", "HWC"),
        help="the position of the channels in an array of three axes: first or last (default: guessed and reported)",
    )
    parser.add_argument(
        "--unseen",
        type=file_argument,
        metavar="FILE",
        help="an image that nothing is trained on, and that what is trained is tried on; deformable lab (default: "
        "another sample photograph than the source)",
    )
    parser.add_argument(
        "--steps",
        type=int,
        metavar="N",
        help="training steps (default: 200; for rectify 300, for scaled-shapes 270, for super-resolve 600)",
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
        "--layers",
        type=int,
        choices=range(1, MAX_LAYERS + 1),
        help=f"deformable lab: how many layers are stacked (default: {deformable.layers})",
    )
    parser.add_argument(
        "--kernel-size",
        type=_kernel_size,
        metavar="K|HxW",
        help="deformable lab: one side, or height x width, of 1, 3, 5 or 7 each, such as 3 or 3x5 (default: "
        f"{deformable.kernel_size[0]})",
    )
    parser.add_argument(
        "--stride", type=int, choices=(1, 2, 3, 4), help=f"deformable lab (default: {deformable.stride})"
    )
    parser.add_argument(
        "--dilation", type=int, metavar="N", help=f"deformable lab, 1 to 8 (default: {deformable.dilation})"
    )
    parser.add_argument(
        "--padding",
        type=int,
        metavar="N",
        help=f"deformable lab, zeros around the input, 0 to {MAX_PADDING} (default: aligned, dilation times half the "
        "kernel)",
    )
    parser.add_argument(
        "--offset-groups",
        type=int,
        metavar="N",
        help="deformable lab: blocks of input channels with offsets of their own; divides the channels (default: 1)",
    )
    parser.add_argument(
        "--groups", type=int, metavar="N", help="deformable lab: groups of the convolution; divides the channels"
    )
    parser.add_argument(
        "--modulation",
        choices=_MODULATIONS,
        help="deformable lab: how what a tap reads is weighed (default: none)",
    )
    parser.add_argument(
        "--warp",
        choices=get_args(Warp),
        help=f"rectify: what was done to the picture (default: {RectifySpec().warp})",
    )
    parser.add_argument(
        "--branch",
        choices=_BRANCH_KINDS,
        help="deformable lab: whether the offsets are computed from the picture by a convolution, from the position "
        "alone by a small network, are a free map that knows nothing of the picture, or stay zero (default: "
        f"{deformable.offset_branch.kind}, for rectify {RectifySpec.branch.kind})",
    )
    parser.add_argument(
        "--compare",
        metavar="KINDS",
        help="deformable lab: which other branches train beside it, each with a layer of its own, such as free,none "
        "(default: nothing)",
    )
    parser.add_argument(
        "--learn",
        choices=_LEARNED,
        help="deformable lab: whether training changes where the layer reads, what it looks for there, or both "
        f"(default: {deformable.learns})",
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


def _kernel_size(text: str) -> tuple[int, int]:
    """Return (kh, kw) of "3" or "3x5"."""
    match = re.fullmatch(r"([1357])(?:[x×]([1357]))?", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not 1, 3, 5 or 7, or two of them such as 3x5")
    height, width = match.groups()
    return int(height), int(width or height)


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
    if "modulation" in given:
        given["modulation"] = _MODULATIONS[given["modulation"]]
    given |= _layer_settings(options, spec)
    try:
        experiment = Experiment(
            lab=options.lab,
            source=source,
            unseen=None if options.unseen is None else Source("file", location_of(options.unseen)),
            labs=(spec.replaced(**given),),
            working_size=options.working_size,
            seed=options.seed,
            device=device,
        )
        # Structs check their fields when decoded, not when constructed.
        return validated(experiment)
    except ValueError as error:
        raise BadInputError(f"a setting does not fit: {error}.") from error


def _layer_settings(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    """Return the settings, by field, that the options about a deformable layer stand for.

    Raises:
        BadInputError: what is to be compared is no list of other branches.
    """
    if not isinstance(spec, DeformableSpec):
        return {}
    settings: dict[str, Any] = {}
    own = spec.offset_branch
    if options.branch is not None:
        own = settings["branch"] = replace(own, kind=options.branch)
    if options.compare is not None:
        kinds = tuple(options.compare.split(","))
        others = [kind for kind in _BRANCH_KINDS if kind != own.kind]
        if len(set(kinds)) < len(kinds) or not set(kinds) <= set(others):
            raise BadInputError(
                f"--compare is {options.compare!r}; beside --branch {own.kind} it must be {', '.join(others)} or "
                f"{','.join(others)}."
            )
        settings["compared"] = kinds
    if options.learn is not None:
        settings["learns"] = options.learn
    return settings


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
    for name in (*_SETTINGS, *_LAYER_OPTIONS, "steps"):
        field = _LAYER_OPTIONS.get(name, name)
        applies = spec.trains if name in ("steps", "learning_rate") else spec.uses(field)
        if getattr(options, name) is not None and not applies:
            raise BadInputError(f"{_flag(name)} does not apply to the task {name_of_task}; leave it out.")
    if options.unseen is not None and not spec.tries_unseen:
        name = f"the task {name_of_task}" if spec.uses_unseen else f"--lab {spec.lab}"
        raise BadInputError(f"--unseen does not apply to {name}; leave it out.")
    if options.array is not None and options.source is None:
        raise BadInputError("--array needs a --source that holds the array.")
    if options.axes is not None and options.source is None:
        raise BadInputError("--axes needs a --source that is an array.")
    whole_numbers = {
        "steps": (0, _MAX_STEPS),
        "seed": (0, 2**31 - 1),
        "working_size": WORKING_SIZE_RANGE,
        "dilation": (1, 8),
        "padding": (0, MAX_PADDING),
        "offset_groups": (1, MAX_OFFSET_GROUPS),
        "groups": (1, MAX_OFFSET_GROUPS),
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

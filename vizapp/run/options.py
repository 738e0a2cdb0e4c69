"""The command-line options of ``vizapp run``: those of every lab, and those that the labs add."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from vizapp.document.families import Family
from vizapp.document.lab_spec import LABS, LabSpec, TaskSpec
from vizapp.document.watchpoint import LARGEST_VALUE, Watchpoint
from vizapp.run.figures import add_figures_argument
from vizapp.run.file_arguments import InputFile
from vizapp.run.labs import LAB_OPTIONS
from vizapp.run.resume_argument import add_resume_argument
from vizapp.wording.translation import marked, translate

_WATCHED = r"([\w.-]+?)\s*([<>])\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(?:%|px|dB)?"
"""A measure, a side and a number, which its unit may follow."""
_RESULTS = marked(
    "metrics.json holds settings, versions, what was done to the source, and lists with one entry a step: the "
    "loss (hidden-rule, hidden-taps: the mean squared error as a share of the target's variance; rectify: the mean "
    "absolute error as a share of its standard deviation; metrics says exactly what each is), and the distance to "
    "the true points in px (hidden-rule, hidden-taps, rectify, the last also the PSNR in dB of the rectified "
    "picture; on the picture of --unseen at every tenth step, named unseen_…), accuracies in % "
    "(scaled-shapes) or the PSNR in dB and the SSIM of the columns held out (super-resolve), all at every tenth step "
    "from the first on, null between. Layers and upsamplers that are compared have lists of their own, such as "
    "free_loss and free_distance, or bicubic_psnr. With --seeds, seeds holds what each upsampler reaches with each "
    "seed, their mean and their standard deviation; everything else is of the first seed. Each entry was measured "
    "before its step changed the parameters; what they reach after the last step stands under final. given names the "
    "files that were read as they are named here. All results are of one run: metrics.json comes last, and files in "
    "it lists the others with their SHA-256; without it a folder holds no run's results."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp run`` and a description of its results to ``parser``."""
    add_experiment_arguments(parser)
    parser.epilog = translate("CommandLine", _RESULTS)
    parser.add_argument(
        "--out",
        required=True,
        type=_folder,
        metavar="DIR",
        help=translate(
            "CommandLine",
            "the folder for the results, made if it is missing: metrics.json, arrays.npz and pictures; while it "
            "trains, checkpoint.vizapp",
        ),
    )
    add_figures_argument(parser)
    add_resume_argument(parser)


def add_experiment_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe an experiment to ``parser``, and those of what ``vizapp run`` does besides."""
    parser.add_argument(
        "--lab",
        required=True,
        choices=LABS.tags(),
        help=translate("CommandLine", "which operator is trained or shown"),
    )
    parser.add_argument(
        "--task",
        choices=tuple(dict.fromkeys(task for lab in LABS for task in tasks_of(lab))),
        help=translate("CommandLine", "what is learned (default: {defaults})").format(
            defaults=", ".join(_default_tasks())
        ),
    )
    parser.add_argument(
        "--source",
        action=InputFile,
        metavar="FILE",
        help=translate("CommandLine", "an image or a feature map (default: a sample photograph)"),
    )
    parser.add_argument(
        "--array", metavar="NAME", help=translate("CommandLine", "which array of a file that holds several")
    )
    parser.add_argument(
        "--axes",
        choices=("CHW", "HWC"),
        help=translate(
            "CommandLine",
            "the position of the channels in an array of three axes: first or last (default: guessed and reported)",
        ),
    )
    parser.add_argument(
        "--unseen",
        action=InputFile,
        metavar="FILE",
        help=translate(
            "CommandLine",
            "an image that nothing is trained on, and that what is trained is tried on; deformable lab (default: "
            "another sample photograph than the source)",
        ),
    )
    parser.add_argument(
        "--steps",
        type=int,
        metavar="N",
        help=translate(
            "CommandLine",
            "training steps (default: 200; for rectify 300, for scaled-shapes 270, for super-resolve 600)",
        ),
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="S",
        default=0,
        help=translate(
            "CommandLine", "the same seed, device and number of threads give the same numbers (default: 0)"
        ),
    )
    parser.add_argument(
        "--device",
        metavar="D",
        default="auto",
        help=translate("CommandLine", "auto, cpu, mps, cuda or cuda:N (default: auto)"),
    )
    parser.add_argument(
        "--working-size",
        type=int,
        metavar="PIXELS",
        help=translate(
            "CommandLine", "longest side of the reduced copy that is computed with (default: what suits the device)"
        ),
    )
    parser.add_argument(
        "--learning-rate",
        type=float,
        metavar="RATE",
        help=translate("CommandLine", "of the optimiser, AMSGrad (default: {defaults})").format(
            defaults=", ".join(_default_rates())
        ),
    )
    parser.add_argument(
        "--stop-when",
        type=watchpoint,
        metavar="MEASURE>VALUE",
        help=translate(
            "CommandLine",
            "end at the step where a measure passes a value, such as 'loss<0.01' or 'doctor.mean>5'; the measures "
            "are the metrics and, examined at every tenth step, what the offset doctor finds, shares in %%",
        ),
    )
    for lab in LAB_OPTIONS.values():
        lab.add(parser)


def watchpoint(text: str) -> Watchpoint:
    """Return what "loss<0.01" says; a unit may follow the number."""
    match = re.fullmatch(_WATCHED, text.strip(), re.IGNORECASE)
    try:
        value = float(match[3]) if match else None
    except ValueError:
        value = None
    if match is None or value is None or abs(value) > LARGEST_VALUE:
        words = translate("CommandLine", "{text} is not a measure, < or >, and a number, such as loss<0.01")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    return Watchpoint(match[1], "above" if match[2] == ">" else "below", value)


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(translate("CommandLine", "a folder was expected, and nothing was given"))
    return Path(text)


def tasks_of(lab: type[LabSpec]) -> tuple[str, ...]:
    """Return the names of a lab's tasks, the default first; empty for a lab without tasks."""
    default = lab().task_spec
    if default is None:
        return ()
    family: Family[TaskSpec] = type(default).family
    return tuple(dict.fromkeys((default.tag(), *family.tags())))


def _default_tasks() -> Iterator[str]:
    """Yield the default task of each lab that has tasks."""
    for lab in LABS:
        if tasks := tasks_of(lab):
            yield translate("CommandLine", "{task} for {lab}").format(task=tasks[0], lab=lab.tag())


def _default_rates() -> Iterator[str]:
    """Yield the default learning rate of each lab that has one, the first alone and the others with their task."""
    rates = [(tasks_of(lab)[:1], rate) for lab in LABS if (rate := getattr(lab(), "learning_rate", None)) is not None]
    for number, (task, rate) in enumerate(rates):
        words = translate("CommandLine", "for {task} {rate}")
        yield words.format(task=task[0], rate=rate) if number and task else str(rate)

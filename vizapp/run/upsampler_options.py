"""The options of super-resolution about what enlarges, and with how many seeds it is trained."""

from __future__ import annotations

import argparse
from typing import Any

from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import MAX_COMPARED, UpsamplerSpec, upsampler_named
from vizapp.run.bad_input import BadInputError
from vizapp.wording.translation import translate

MAX_SEEDS = 100
_SEEDS = 2**31
"""How many there are."""


def add_upsampler_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to ``parser``."""
    parser.add_argument(
        "--upsamplers",
        type=_upsamplers,
        metavar="NAMES",
        help=translate(
            "CommandLine",
            "super-resolve: what enlarges, the main one first and up to {most} that are compared with it, such as "
            "subpixel,transposed-k3,transposed-k4,bicubic; also subpixel-icnr, resize-conv, dysample, deformable-sr, "
            "nearest, bilinear, lanczos (default: {default})",
        ).format(most=MAX_COMPARED, default=SuperResolveSpec().upsampler.name),
    )
    parser.add_argument(
        "--even-kernels",
        action="store_true",
        default=None,
        help=translate(
            "CommandLine",
            "super-resolve: the kernels of transposed convolutions begin with one weight at all their places, so "
            "that at step 0 only their overlap can make a checkerboard",
        ),
    )
    parser.add_argument(
        "--seeds",
        type=int,
        metavar="N",
        help=translate(
            "CommandLine",
            "super-resolve: train so many times, from --seed on, and tell mean and spread of each upsampler "
            "(default: 1)",
        ),
    )


def _upsamplers(text: str) -> tuple[UpsamplerSpec, ...]:
    """Return the upsamplers of a list such as "subpixel,transposed-k4"."""
    try:
        named = tuple(upsampler_named(name.strip()) for name in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if len(set(named)) < len(named):
        words = translate("CommandLine", "{text} names one twice")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    if len(named) > 1 + MAX_COMPARED:
        words = translate("CommandLine", "{text} names {count}; at most {most} can be compared")
        raise argparse.ArgumentTypeError(words.format(text=repr(text), count=len(named), most=1 + MAX_COMPARED))
    return named


def upsampler_values(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    """Return the task's settings with the upsamplers that were named.

    Raises:
        BadInputError: the first of them has nothing to train, or there are not so many seeds.
    """
    task = spec.task_spec
    if options.seeds is not None and options.seed + options.seeds > _SEEDS:
        text = translate(
            "CommandLine",
            "--seeds {count} from --seed {first} on goes beyond {last}, the last one; choose a lower --seed.",
        )
        raise BadInputError(text.format(count=options.seeds, first=options.seed, last=_SEEDS - 1))
    if task is None or (options.upsamplers is None and not options.even_kernels):
        return {}
    if options.even_kernels:
        task = task.replaced(even_kernels=True)
    if options.upsamplers is None:
        return {"task": task}
    main, *compared = options.upsamplers
    try:
        return {"task": task.replaced(upsampler=main, compared=tuple(compared))}
    except ValueError:
        text = translate(
            "CommandLine",
            "--upsamplers begins with {name}, which has nothing to train; name one first that has, such as "
            "{example}.",
        )
        raise BadInputError(text.format(name=main.name, example=SuperResolveSpec().upsampler.name)) from None

"""The options of super-resolution about what enlarges, and with how many seeds it is trained."""

from __future__ import annotations

import argparse
from typing import Any

from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import MAX_COMPARED, UpsamplerSpec, upsampler_named
from vizapp.run.bad_input import BadInputError

MAX_SEEDS = 100
_SEEDS = 2**31
"""How many there are."""


def add_upsampler_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to ``parser``."""
    parser.add_argument(
        "--upsamplers",
        type=_upsamplers,
        metavar="NAMES",
        help=f"super-resolve: what enlarges, the main one first and up to {MAX_COMPARED} that are compared with it, "
        "such as subpixel,transposed-k3,transposed-k4,bicubic; also subpixel-icnr, resize-conv, dysample, "
        "deformable-sr, nearest, bilinear, lanczos (default: "
        f"{SuperResolveSpec().upsampler.name})",
    )
    parser.add_argument(
        "--even-kernels",
        action="store_true",
        default=None,
        help="super-resolve: the kernels of transposed convolutions begin with one weight at all their places, so "
        "that at step 0 only their overlap can make a checkerboard",
    )
    parser.add_argument(
        "--seeds",
        type=int,
        metavar="N",
        help="super-resolve: train so many times, from --seed on, and tell mean and spread of each upsampler "
        "(default: 1)",
    )


def _upsamplers(text: str) -> tuple[UpsamplerSpec, ...]:
    """Return the upsamplers of a list such as "subpixel,transposed-k4"."""
    try:
        named = tuple(upsampler_named(name.strip()) for name in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if len(set(named)) < len(named):
        raise argparse.ArgumentTypeError(f"{text!r} names one twice")
    if len(named) > 1 + MAX_COMPARED:
        raise argparse.ArgumentTypeError(f"{text!r} names {len(named)}; at most {1 + MAX_COMPARED} can be compared")
    return named


def upsampler_values(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    """Return the task's settings with the upsamplers that were named.

    Raises:
        BadInputError: the first of them has nothing to train, or there are not so many seeds.
    """
    task = spec.task_spec
    if options.seeds is not None and options.seed + options.seeds > _SEEDS:
        raise BadInputError(
            f"--seeds {options.seeds} from --seed {options.seed} on goes beyond {_SEEDS - 1}, the last one; choose a "
            "lower --seed."
        )
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
        raise BadInputError(
            f"--upsamplers begins with {main.name}, which has nothing to train; name one first that has, such as "
            f"{SuperResolveSpec().upsampler.name}."
        ) from None

"""The options of the sub-pixel lab."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Any, get_args

from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import (
    MAX_LEARNED_FACTOR,
    MAX_OVERLAP,
    MAX_SHUFFLE_FACTOR,
    ChannelFit,
    Direction,
    EdgeFit,
    OverlapSpec,
    SubpixelTaskSpec,
)
from vizapp.run.bad_input import BadInputError
from vizapp.run.file_arguments import InputFile, file_argument
from vizapp.run.lab_options import LabOptions, Range
from vizapp.run.upsampler_options import MAX_SEEDS, add_upsampler_options, upsampler_values
from vizapp.wording.translation import translate

_ORDERS = ("stored_as", "read_as")
_SHUFFLE_ALONE = ("read_as", "phase_order", "spare_channels")
"""The options that have no effect where pixels become channels."""


def _add(parser: argparse.ArgumentParser) -> None:
    subpixel = SubpixelSpec()
    parser.add_argument(
        "--upscale-factor",
        type=int,
        metavar="R",
        help=translate(
            "CommandLine", "subpixel lab, 2 to {learned}, for shuffle to {shuffled} (default: {default})"
        ).format(learned=MAX_LEARNED_FACTOR, shuffled=MAX_SHUFFLE_FACTOR, default=subpixel.upscale_factor),
    )
    parser.add_argument(
        "--stored-as",
        choices=("CRD", "DCR"),
        help=translate(
            "CommandLine",
            "shuffle: which channel holds which phase, as PyTorch or as TensorFlow stores them; an image is taken "
            "apart in this order (default: {default})",
        ).format(default=subpixel.stored_as),
    )
    parser.add_argument(
        "--read-as",
        choices=("CRD", "DCR"),
        help=translate(
            "CommandLine",
            "shuffle: the order in which the channels are read; where it is another one, metrics.json counts the "
            "values that land elsewhere (default: {default})",
        ).format(default=subpixel.read_as),
    )
    parser.add_argument(
        "--order",
        choices=("CRD", "DCR"),
        help=translate("CommandLine", "shuffle: --stored-as and --read-as in one"),
    )
    parser.add_argument(
        "--phase-order",
        type=_phase_order,
        metavar="P,…",
        help=translate(
            "CommandLine",
            "which phase lands at each of the r² places of a pixel, such as 1,0,2,3 (default: each at its own)",
        ),
    )
    parser.add_argument(
        "--direction",
        choices=get_args(Direction),
        help=translate(
            "CommandLine",
            "shuffle: from channels to sub-pixels, or, with unshuffle, from the pixels of a picture to channels "
            "(default: shuffle)",
        ),
    )
    parser.add_argument(
        "--edge",
        choices=get_args(EdgeFit),
        help=translate(
            "CommandLine",
            "shuffle: what is done with a side of a picture that is no multiple of R: its last pixels are cut off, "
            "or zeros are put after them (default: cut)",
        ),
    )
    parser.add_argument(
        "--spare-channels",
        choices=get_args(ChannelFit),
        help=translate(
            "CommandLine",
            "shuffle: what is done with a feature map whose channels are no multiple of R*R: it is refused, or its "
            "last channels are cut off, or channels of zeros are put after them (default: refuse)",
        ),
    )
    parser.add_argument(
        "--enlarge",
        type=file_argument,
        metavar="FILE",
        help=translate(
            "CommandLine",
            "super-resolve: write the whole source, not its reduced copy, enlarged R times by the network that was "
            "trained, to this PNG file",
        ),
    )
    parser.add_argument(
        "--judge",
        action=InputFile,
        metavar="FILE",
        help=translate(
            "CommandLine",
            "super-resolve: measure a picture that another network has made of the source, as large as it or 2, 3, 4 "
            "or 8 times as large; what is found stands in metrics.json under judged",
        ),
    )
    parser.add_argument(
        "--network",
        action=InputFile,
        metavar="FILE",
        help=translate(
            "CommandLine",
            "shuffle: weights of a network (safetensors, or a state dict in a pt file) that reads the source, and "
            "one of whose pixel shuffles is shown; what is measured of them stands in metrics.json under findings; "
            "needs the package spandrel: pip install 'vizapp[sr]'",
        ),
    )
    parser.add_argument(
        "--layer",
        metavar="NAME",
        help=translate("CommandLine", "which pixel shuffle of the --network (default: the last one)"),
    )
    overlap = OverlapSpec()
    parser.add_argument(
        "--overlap-kernel",
        type=int,
        metavar="K",
        help=translate(
            "CommandLine",
            "overlap: the side of the kernel of the transposed convolution whose writing is counted, 1 to {most} "
            "(default: {default})",
        ).format(most=MAX_OVERLAP, default=overlap.kernel),
    )
    parser.add_argument(
        "--overlap-stride",
        type=int,
        metavar="S",
        help=translate("CommandLine", "overlap: its stride, 1 to {most} (default: {default})").format(
            most=MAX_OVERLAP, default=overlap.stride
        ),
    )
    add_upsampler_options(parser)


def _phase_order(text: str) -> tuple[int, ...]:
    """Return the phases of "1,0,2,3"."""
    if re.fullmatch(r"\d{1,2}(,\d{1,2})*", text) is None:
        words = translate("CommandLine", "{text} is not a list of phases such as 1,0,2,3")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    return tuple(map(int, text.split(",")))


def _values(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    """Return both orders where one option names them, and the task with what was named of it.

    Raises:
        BadInputError: options contradict one another, or have no effect on the unshuffle.
    """
    assert isinstance(spec, SubpixelSpec)
    _check_orders(options)
    if spec.is_inverse:
        _check_inverse(options)
    values = upsampler_values(options, spec)
    if isinstance(spec.task, OverlapSpec):
        given = {"kernel": options.overlap_kernel, "stride": options.overlap_stride}
        values["task"] = spec.task.replaced(**{name: value for name, value in given.items() if value is not None})
    return values if options.order is None else values | dict.fromkeys(_ORDERS, options.order)


def _check_orders(options: argparse.Namespace) -> None:
    for name in _ORDERS:
        given = getattr(options, name)
        if options.order is not None and given not in (None, options.order):
            text = translate("CommandLine", "{one} and {other} contradict each other; leave one of them out.")
            raise BadInputError(text.format(one=f"--order {options.order}", other=f"{_flag(name)} {given}"))


def _check_inverse(options: argparse.Namespace) -> None:
    for name in _SHUFFLE_ALONE:
        if getattr(options, name) is not None:
            text = translate("CommandLine", "{option} does not apply to --direction unshuffle; leave it out.")
            raise BadInputError(text.format(option=_flag(name)))


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _ranges(spec: LabSpec) -> Mapping[str, Range]:
    task = spec.task_spec
    largest = task.largest_factor if isinstance(task, SubpixelTaskSpec) else MAX_SHUFFLE_FACTOR
    side = (1, MAX_OVERLAP)
    return {
        "upscale_factor": (2, largest),
        "seeds": (1, MAX_SEEDS),
        "overlap_kernel": side,
        "overlap_stride": side,
    }


SUBPIXEL_OPTIONS = LabOptions(
    add=_add,
    settings=("upscale_factor", "stored_as", "read_as", "phase_order"),
    task_settings=("direction", "edge", "spare_channels"),
    turned={"order": "stored_as"},
    task_turned={
        "upsamplers": "upsampler",
        "seeds": "upsampler",
        "even_kernels": "upsampler",
        "overlap_kernel": "kernel",
        "overlap_stride": "stride",
    },
    values=_values,
    ranges=_ranges,
)

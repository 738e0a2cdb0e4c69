"""The command-line options of ``vizapp offsets``."""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path

from vizapp.offset_maps.layouts import LAYOUTS
from vizapp.run.file_arguments import file_argument
from vizapp.wording.translation import marked, translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp offsets`` to ``parser``."""
    parser.epilog = translate(
        "CommandLine",
        "An array is named as FILE/ARRAY, as ARRAY of one of the files given, or as FILE alone if that holds one "
        "array. What is not named is recognised by shape, values and name. With a feature map, a weight and an "
        "output the layout is not guessed but computed: the right one gives the output to rounding.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=file_argument,
        metavar="FILE",
        help=translate("CommandLine", "arrays: .npy, .npz, .safetensors or .pt; one or several"),
    )
    for option, what in (
        ("array", marked("the offsets, 2·kh·kw·G channels (default: recognised)")),
        ("feature", marked("the feature map (C, H, W) that the layer reads")),
        ("weight", marked("the layer's kernel (O, C/groups, kh, kw)")),
        ("mask", marked("the modulation mask, kh·kw·G channels")),
        ("bias", marked("the layer's bias (O,); without it a constant of each output channel is fitted")),
        ("output", marked("the output (O, oh, ow) that the layer gave")),
    ):
        parser.add_argument(f"--{option}", metavar="ARRAY", help=translate("CommandLine", what))
    parser.add_argument(
        "--kernel",
        type=_pair,
        metavar="3x3",
        help=translate("CommandLine", "kh×kw (default: what fits the channels)"),
    )
    parser.add_argument(
        "--groups",
        type=_positive,
        metavar="G",
        help=translate("CommandLine", "offset groups (default: what fits)"),
    )
    parser.add_argument(
        "--layout",
        choices=("auto", *LAYOUTS),
        default="auto",
        help=translate(
            "CommandLine",
            "the order of the channels: torchvision is y0 x0 y1 x1 …, xy is x0 y0 x1 y1 …, split is all y and then "
            "all x, split-xy the reverse, group-split the same within each offset group (default: auto)",
        ),
    )
    for name in ("stride", "padding", "dilation"):
        parser.add_argument(
            f"--{name}",
            type=_pair,
            metavar="N or YxX",
            help=translate("CommandLine", "of the convolution (default: what fits the sizes)"),
        )
    parser.add_argument(
        "--size",
        type=_pair,
        metavar="HxW",
        help=translate("CommandLine", "height and width of the layer's input, if no feature map is given"),
    )
    parser.add_argument(
        "--item",
        type=int,
        default=0,
        metavar="N",
        help=translate("CommandLine", "which item of a batch, from 0 (default: the first)"),
    )
    parser.add_argument(
        "--bound",
        type=_length,
        metavar="PX",
        help=translate(
            "CommandLine",
            "what the components of the offsets were bounded by, to see how many are at it (default: not known)",
        ),
    )
    parser.add_argument(
        "--csv",
        type=Path,
        metavar="OUT",
        help=translate("CommandLine", "write every sampling point as a row of this file"),
    )
    parser.add_argument(
        "--npz",
        type=Path,
        metavar="OUT",
        help=translate("CommandLine", "write offsets, points, mask and field to this file"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=translate("CommandLine", "print the report as JSON instead of text"),
    )


def _pair(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})(?:[x×,](\d{1,5}))?", text)
    if not found:
        words = translate("CommandLine", "{text} is neither a whole number nor a pair such as 3x3")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    return int(found[1]), int(found[2] or found[1])


def _length(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        words = translate("CommandLine", "{text} is not a length above 0")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    return value


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        words = translate("CommandLine", "{text} is not a whole number from 1")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    return int(text)

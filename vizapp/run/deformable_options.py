"""The options of the deformable lab."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Any, get_args

from msgspec.structs import replace

from vizapp.document.deformable import MAX_PADDING, DeformableSpec
from vizapp.document.deformable_tasks import RectifySpec, Warp
from vizapp.document.lab_spec import LabSpec
from vizapp.document.offset_branch import BranchKind, Learned, Modulation
from vizapp.document.placed import MAX_LAYERS, MAX_OFFSET_GROUPS
from vizapp.run.bad_input import BadInputError
from vizapp.run.lab_options import LabOptions, Range
from vizapp.wording.translation import translate

_MODULATIONS: dict[str, Modulation] = {
    "none": "none",
    "sigmoid": "sigmoid",
    "2-sigmoid": "2·sigmoid",
    "softmax": "softmax",
    "unbounded": "unbounded",
}
"""As they are typed, without a dot that few keyboards have."""
_BRANCH_KINDS: tuple[BranchKind, ...] = get_args(BranchKind)
_LEARNED: tuple[Learned, ...] = get_args(Learned)


def _add(parser: argparse.ArgumentParser) -> None:
    deformable = DeformableSpec()
    parser.add_argument(
        "--layers",
        type=int,
        choices=range(1, MAX_LAYERS + 1),
        help=translate("CommandLine", "deformable lab: how many layers are stacked (default: {default})").format(
            default=deformable.layers
        ),
    )
    parser.add_argument(
        "--kernel-size",
        type=_kernel_size,
        metavar="K|HxW",
        help=translate(
            "CommandLine",
            "deformable lab: one side, or height x width, of 1, 3, 5 or 7 each, such as 3 or 3x5 (default: "
            "{default})",
        ).format(default=deformable.kernel_size[0]),
    )
    parser.add_argument(
        "--stride",
        type=int,
        choices=(1, 2, 3, 4),
        help=translate("CommandLine", "deformable lab (default: {default})").format(default=deformable.stride),
    )
    parser.add_argument(
        "--dilation",
        type=int,
        metavar="N",
        help=translate("CommandLine", "deformable lab, 1 to 8 (default: {default})").format(
            default=deformable.dilation
        ),
    )
    parser.add_argument(
        "--padding",
        type=int,
        metavar="N",
        help=translate(
            "CommandLine",
            "deformable lab, zeros around the input, 0 to {most} (default: aligned, dilation times half the kernel)",
        ).format(most=MAX_PADDING),
    )
    parser.add_argument(
        "--offset-groups",
        type=int,
        metavar="N",
        help=translate(
            "CommandLine",
            "deformable lab: blocks of input channels with offsets of their own; divides the channels (default: 1)",
        ),
    )
    parser.add_argument(
        "--groups",
        type=int,
        metavar="N",
        help=translate("CommandLine", "deformable lab: groups of the convolution; divides the channels"),
    )
    parser.add_argument(
        "--modulation",
        choices=_MODULATIONS,
        help=translate("CommandLine", "deformable lab: how what a tap reads is weighed (default: none)"),
    )
    parser.add_argument(
        "--warp",
        choices=get_args(Warp),
        help=translate("CommandLine", "rectify: what was done to the picture (default: {default})").format(
            default=RectifySpec().warp
        ),
    )
    parser.add_argument(
        "--branch",
        choices=_BRANCH_KINDS,
        help=translate(
            "CommandLine",
            "deformable lab: whether the offsets are computed from the picture by a convolution, from the position "
            "alone by a small network, are a free map that knows nothing of the picture, or stay zero (default: "
            "{default}, for rectify {rectify})",
        ).format(default=deformable.offset_branch.kind, rectify=RectifySpec.branch.kind),
    )
    parser.add_argument(
        "--compare",
        metavar="KINDS",
        help=translate(
            "CommandLine",
            "deformable lab: which other branches train beside it, each with a layer of its own, such as free,none "
            "(default: nothing)",
        ),
    )
    parser.add_argument(
        "--learn",
        choices=_LEARNED,
        help=translate(
            "CommandLine",
            "deformable lab: whether training changes where the layer reads, what it looks for there, or both "
            "(default: {default})",
        ).format(default=deformable.learns),
    )


def _kernel_size(text: str) -> tuple[int, int]:
    """Return (kh, kw) of "3" or "3x5"."""
    match = re.fullmatch(r"([1357])(?:[x×]([1357]))?", text)
    if match is None:
        words = translate("CommandLine", "{text} is not 1, 3, 5 or 7, or two of them such as 3x5")
        raise argparse.ArgumentTypeError(words.format(text=repr(text)))
    height, width = match.groups()
    return int(height), int(width or height)


def _values(options: argparse.Namespace, spec: LabSpec) -> dict[str, Any]:
    """Return the settings, by field, that the options stand for which are typed in another way.

    Raises:
        BadInputError: what is to be compared is no list of other branches.
    """
    assert isinstance(spec, DeformableSpec)
    settings: dict[str, Any] = {}
    if options.modulation is not None:
        settings["modulation"] = _MODULATIONS[options.modulation]
    own = spec.offset_branch
    if options.branch is not None:
        own = settings["branch"] = replace(own, kind=options.branch)
    if options.compare is not None:
        kinds = tuple(options.compare.split(","))
        others = [kind for kind in _BRANCH_KINDS if kind != own.kind]
        if len(set(kinds)) < len(kinds) or not set(kinds) <= set(others):
            text = translate(
                "CommandLine", "--compare is {given}; beside --branch {branch} it must be {one} or {several}."
            )
            values = {"one": ", ".join(others), "several": ",".join(others)}
            raise BadInputError(text.format(given=repr(options.compare), branch=own.kind, **values))
        settings["compared"] = kinds
    if options.learn is not None:
        settings["learns"] = options.learn
    return settings


def _ranges(spec: LabSpec) -> Mapping[str, Range]:
    del spec
    return {
        "dilation": (1, 8),
        "padding": (0, MAX_PADDING),
        "offset_groups": (1, MAX_OFFSET_GROUPS),
        "groups": (1, MAX_OFFSET_GROUPS),
    }


DEFORMABLE_OPTIONS = LabOptions(
    add=_add,
    settings=(
        "layers",
        "kernel_size",
        "stride",
        "dilation",
        "padding",
        "offset_groups",
        "groups",
        "modulation",
    ),
    task_settings=("warp",),
    turned={"branch": "branch", "compare": "compared", "learn": "learns"},
    values=_values,
    ranges=_ranges,
)

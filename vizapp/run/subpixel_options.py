"""The options of the sub-pixel lab."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import MAX_LEARNED_FACTOR, MAX_SHUFFLE_FACTOR, SubpixelTaskSpec
from vizapp.run.file_arguments import file_argument
from vizapp.run.lab_options import LabOptions, Range


def _add(parser: argparse.ArgumentParser) -> None:
    subpixel = SubpixelSpec()
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
        "--enlarge",
        type=file_argument,
        metavar="FILE",
        help="super-resolve: write the whole source, not its reduced copy, enlarged R times by the network that was "
        "trained, to this PNG file",
    )


def _ranges(spec: LabSpec) -> Mapping[str, Range]:
    task = spec.task_spec
    return {"upscale_factor": (2, task.largest_factor if isinstance(task, SubpixelTaskSpec) else MAX_SHUFFLE_FACTOR)}


SUBPIXEL_OPTIONS = LabOptions(add=_add, settings=("upscale_factor", "order"), ranges=_ranges)

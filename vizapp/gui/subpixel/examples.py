"""The prepared examples of the sub-pixel lab: each makes one claim about upsampling visible in a few clicks."""

from __future__ import annotations

from vizapp.document.experiment import Experiment, Source
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import IcnrUpsampler, ResizeConvUpsampler, TransposedUpsampler
from vizapp.gui.lab_ui import Example
from vizapp.problem import Problem
from vizapp.wording.translation import marked

_PHOTOGRAPH = Source()
_NUMBERS = Source("sample", "arange_108")


def _experiment(spec: SubpixelSpec, source: Source = _PHOTOGRAPH) -> Experiment:
    return Experiment(lab=SubpixelSpec.tag(), source=source, labs=(spec,))


EXAMPLES: tuple[Example, ...] = (
    Example(
        "only-rearranged",
        marked("Twelve channels of numbers become three, twice as large"),
        Problem("example.only-rearranged"),
        _experiment(SubpixelSpec(task=ShuffleSpec()), _NUMBERS),
    ),
    Example(
        "taken-apart",
        marked("A photograph becomes channels, and comes back"),
        Problem("example.taken-apart"),
        _experiment(SubpixelSpec(task=ShuffleSpec(direction="unshuffle"))),
    ),
    Example(
        "wrong-order",
        marked("Stored by TensorFlow, read by PyTorch"),
        Problem("example.wrong-order"),
        _experiment(SubpixelSpec(task=ShuffleSpec(), stored_as="DCR", read_as="CRD")),
    ),
    Example(
        "uneven-overlap",
        marked("A transposed convolution can overlap unevenly"),
        Problem("example.uneven-overlap"),
        _experiment(SubpixelSpec(task=OverlapSpec(kernel=3, stride=2))),
    ),
    Example(
        "even-kernels",
        marked("What the overlap alone leaves in a picture"),
        Problem("example.even-kernels"),
        _experiment(
            SubpixelSpec(
                task=SuperResolveSpec(
                    upsampler=TransposedUpsampler(kernel_size=3),
                    compared=(TransposedUpsampler(kernel_size=4), ResizeConvUpsampler()),
                    even_kernels=True,
                )
            )
        ),
    ),
    Example(
        "icnr",
        marked("ICNR begins without the checkerboard of a sub-pixel convolution"),
        Problem("example.icnr"),
        _experiment(SubpixelSpec(task=SuperResolveSpec(compared=(IcnrUpsampler(),)))),
    ),
    Example(
        "equal-transposed",
        marked("A sub-pixel convolution is a transposed convolution"),
        Problem("example.equal-transposed"),
        _experiment(SubpixelSpec(task=SuperResolveSpec())),
    ),
    Example(
        "shuffle-comes-last",
        marked("A network computes the channels, the shuffle comes last"),
        Problem("example.shuffle-comes-last"),
        _experiment(SubpixelSpec(task=SuperResolveSpec())),
    ),
)
"""In the order of the menu."""

"""The settings of the operator in a script, and the function that convolves."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.document.deformable import DeformableSpec
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.scripts.draft import Draft

_CONVOLVE = '''
def convolve(x, kernel, offset):
    """Convolve x (1, C, H, W) with a kernel ($kernel_shape), every tap read where its offset puts it.

    The offsets (1, 2·$points, oh, ow), dy before dx for each point, are in pixels of x and count from where the plain
    convolution reads. Between pixels the reading is bilinear; outside x there are zeros.
    """
    return deform_conv2d(x, offset, kernel, stride=STRIDE, padding=PADDING, dilation=DILATION)
'''
_CONVOLVE_WITH_MASK = '''
def convolve(x, kernel, offset, mask=None):
    """Convolve x (1, C, H, W) with a kernel ($kernel_shape), every tap read where its offset puts it.

    The offsets (1, 2·$points, oh, ow), dy before dx for each point, are in pixels of x and count from where the plain
    convolution reads. Between pixels the reading is bilinear; outside x there are zeros. What a point reads is
    multiplied by its mask (1, $points, oh, ow).
    """
    return deform_conv2d(x, offset, kernel, stride=STRIDE, padding=PADDING, dilation=DILATION, mask=mask)
'''


@dataclass(frozen=True)
class LayerFacts:
    """What a script says of the layers.

    Attributes:
        spec: their settings.
        channels: C of what the first layer reads.
        sizes: (H, W) of what the first layer reads, and of what each layer gives.
    """

    spec: DeformableSpec
    channels: int
    sizes: tuple[tuple[int, int], ...]

    @property
    def branch(self) -> OffsetBranchSpec:
        """The settings of what gives the offsets; of several runs those of the main one."""
        return self.spec.offset_branch

    @property
    def layers(self) -> int:
        return self.spec.operator.layers

    @property
    def modulated(self) -> bool:
        """Whether there are masks: without a branch nothing modulates."""
        return self.spec.operator.modulation != "none" and self.branch.kind != "none"

    @property
    def points(self) -> str:
        """The name of the setting that holds how many points a unit has."""
        return "TAPS" if self.spec.operator.offset_groups == 1 else "POINTS"

    @property
    def has_branch(self) -> bool:
        return self.branch.kind != "none"

    @property
    def trains_branch(self) -> bool:
        return self.spec.task.trains and self.has_branch and self.spec.operator.learns != "kernel"

    @property
    def trains_kernel(self) -> bool:
        return self.spec.task.trains and self.spec.operator.learns != "offsets"

    @property
    def reading_padding(self) -> tuple[int, int]:
        """The padding with which a 3×3 convolution reads around the middle of each unit's kernel.

        Negative where it crops, because the first unit lies within the picture.
        """
        first_y, first_x = self.spec.geometry.centre_shift
        return 1 - int(first_y), 1 - int(first_x)


def write_operator(draft: Draft, facts: LayerFacts) -> None:
    """Write the geometry and the function that convolves."""
    spec, geometry = facts.spec, facts.spec.geometry
    operator = spec.operator
    draft.set("KERNEL_SIZE", geometry.kernel_size, "rows and columns of taps; the pairs below are alike")
    draft.set("STRIDE", geometry.stride)
    draft.set("PADDING", geometry.padding)
    draft.set("DILATION", geometry.dilation)
    draft.set("TAPS", geometry.taps)
    if operator.offset_groups > 1:
        draft.set("OFFSET_GROUPS", operator.offset_groups, "blocks of input channels, each with offsets of its own")
        draft.set("POINTS", spec.points, "sampling points of a unit: each tap has one in each offset group")
    if operator.groups > 1:
        draft.set("GROUPS", operator.groups, "of the convolution")
    draft.set("READ_PADDING", facts.reading_padding, "with it a 3×3 convolution reads around the middle of each unit")
    draft.set("CHANNELS", facts.channels, "of what is read")
    groups = " / GROUPS" if operator.groups > 1 else ""
    draft.define(
        _CONVOLVE_WITH_MASK if facts.modulated else _CONVOLVE,
        kernel_shape=f"O, C{groups}, kh, kw",
        points=facts.points,
    )


def reads_around_units(facts: LayerFacts) -> tuple[str, str]:
    """Return the input and the arguments of a 3×3 convolution that reads x around each unit, by ``READ_PADDING``."""
    if min(facts.reading_padding) >= 0:
        return "x", "stride=STRIDE, padding=READ_PADDING"
    down, across = facts.reading_padding
    return f"F.pad(x, ({across}, {across}, {down}, {down}))", "stride=STRIDE"

"""Settings of a layer whose offsets were read from files: which arrays they are, and how they are read."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.deformable_tasks import DEFORMABLE_TASKS, DeformableTaskSpec
from vizapp.document.offset_branch import Modulation, OffsetBranchSpec
from vizapp.document.placed import MAX_OFFSET_GROUPS
from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.layouts import Layout

BroughtRole: TypeAlias = Literal["offsets", "mask", "weight", "bias", "output"]
MAX_SIDE = 4096
"""Of a map of units, and of the layer's input."""
_VALUE_BYTES = 4
_Step = Annotated[int, Meta(ge=1, le=16)]
_Padding = Annotated[int, Meta(ge=0, le=64)]
_Side = Annotated[int, Meta(ge=1, le=MAX_SIDE)]
KernelSide: TypeAlias = Literal[1, 3, 5, 7]


class BroughtArray(Struct, frozen=True, forbid_unknown_fields=True):
    """An array of a file and its role; ``location`` and ``array`` are as in the document's ``Source``."""

    role: BroughtRole
    location: str
    array: str | None = None


@DEFORMABLE_TASKS.add
class BroughtSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="brought",
    tag_field="name",
    kw_only=True,
):
    """Settings of a layer that learns nothing and reads at offsets that were brought.

    Attributes:
        arrays: where offsets, mask, weight, bias and output come from; empty where nothing has been brought.
        layout: the order of the channels of the offsets.
        kernel_size, stride, padding, dilation: the geometry, pairs (vertical, horizontal).
        offset_groups: G.
        groups: those of the convolution.
        outputs: O, the output channels: those of the weight, or 1.
        read_size: (H, W) of the layer's input; a source of another size is scaled to it.
    """

    own_operator: ClassVar[bool] = True
    own_branch: ClassVar[bool] = True
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(kind="none")
    exact_input: ClassVar[bool] = True
    reads_any_numbers: ClassVar[bool] = True

    arrays: Annotated[tuple[BroughtArray, ...], Meta(max_length=5)] = ()
    layout: Layout = "torchvision"
    kernel_size: tuple[KernelSide, KernelSide] = (3, 3)
    stride: tuple[_Step, _Step] = (1, 1)
    padding: tuple[_Padding, _Padding] = (1, 1)
    dilation: tuple[_Step, _Step] = (1, 1)
    offset_groups: Annotated[int, Meta(ge=1, le=MAX_OFFSET_GROUPS)] = 1
    groups: Annotated[int, Meta(ge=1, le=1 << 16)] = 1
    outputs: Annotated[int, Meta(ge=1, le=1 << 16)] = 1
    read_size: tuple[_Side, _Side] = (64, 64)

    def has(self, role: BroughtRole) -> bool:
        """Return whether an array of this role was brought."""
        return any(array.role == role for array in self.arrays)

    @property
    def decided(self) -> tuple[int, int, Modulation]:
        return self.offset_groups, self.groups, "unbounded" if self.has("mask") else "none"

    @property
    def own_geometry(self) -> ConvGeometry:
        """The geometry of the layer."""
        return ConvGeometry(self.kernel_size, self.stride, self.padding, self.dilation)

    def geometry_of(self, chosen: ConvGeometry) -> ConvGeometry:
        del chosen
        return self.own_geometry

    def size_read(self, size: tuple[int, int]) -> tuple[int, int]:
        del size
        return self.read_size

    def channels_read(self, channels: int) -> int:
        """Return G where no weight was brought and G does not divide ``channels``: each group reads a grey copy.

        With a weight it is up to the task to refuse what does not fit.
        """
        return channels if self.has("weight") or channels % self.offset_groups == 0 else self.offset_groups

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int:
        """Return an estimate for one forward pass; there are no steps."""
        if not self.own_geometry.fits(*size):
            return 0
        rows, columns = self.own_geometry.output_size(*size)
        points = self.offset_groups * self.own_geometry.taps
        read = self.own_geometry.taps * self.channels_read(channels)
        return _VALUE_BYTES * rows * columns * (read + 4 * self.outputs + 8 * points)

    def kernel_outputs(self, points: int) -> int:
        del points
        return self.outputs

"""The settings of the deformable lab: one deformable layer, its task, its training, and the points placed by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

from vizapp.document.deformable_tasks import DeformableTaskSpec, HiddenRuleSpec
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.offset_branch import BranchKind, Learned, OffsetBranchSpec
from vizapp.document.values import LearningRate, Position
from vizapp.geometry import ConvGeometry

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

MAX_PLACED_POINTS = 4096
OPERATOR_FIELDS = frozenset({"kernel_size", "stride", "dilation", "learns"})
"""The settings of kernel and geometry, which have no effect in a task that decides these itself."""
_VALUE_BYTES = 4
MAX_PLACED_OFFSET = 10_000.0
"""In pixels: ten times the longest side of a working copy, and small enough for exact positions."""


class PlacedPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """A sampling point placed by the user: tap ``tap`` is offset by ``offset_yx`` (dy, dx) from the rigid grid.

    ``unit_yx`` is the output position (y, x) that it applies to; None means every unit. Neither component of the
    offset, in input pixels, may exceed ``MAX_PLACED_OFFSET``.
    """

    tap: Annotated[int, Meta(ge=0, lt=25)]
    offset_yx: tuple[float, float]
    unit_yx: Position | None = None

    def __post_init__(self) -> None:
        if not all(math.isfinite(v) for v in self.offset_yx):
            raise ValueError(f"offset_yx of tap {self.tap} is {self.offset_yx}; both parts must be finite numbers")
        if not all(abs(v) <= MAX_PLACED_OFFSET for v in self.offset_yx):
            raise ValueError(
                f"offset_yx of tap {self.tap} is {self.offset_yx}; "
                f"both parts must lie between -{MAX_PLACED_OFFSET:g} and {MAX_PLACED_OFFSET:g} px"
            )


def sums_channels_first(channels: int, outputs: int, stride: int) -> bool:
    """Tell whether a layer sums the channels of its input before it reads them, because that takes less memory.

    That is one map of the input's size, and one of its units, for each tap and output, instead of one of its units
    for each tap and channel.
    """
    return outputs * (stride**2 + 1) < channels


@LABS.add
class DeformableSpec(
    Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="deformable", tag_field="lab", kw_only=True
):
    """One deformable layer. Unit (y, x) reads around input pixel (y·stride, x·stride): the padding is aligned.

    ``branch`` gives the offsets; None is the one that suits the task. ``compared`` are branches of other kinds that
    train beside it on the same pictures, each with a layer of its own. ``learns`` says what training changes.
    """

    live_fields: ClassVar[frozenset[str]] = frozenset({"placed_points", "learning_rate"})

    kernel_size: Literal[3, 5] = 3
    stride: Literal[1, 2] = 1
    dilation: Annotated[int, Meta(ge=1, le=8)] = 1
    task: DeformableTaskSpec = HiddenRuleSpec()
    branch: OffsetBranchSpec | None = None
    compared: Annotated[tuple[BranchKind, ...], Meta(max_length=2)] = ()
    learns: Learned = "offsets"
    learning_rate: LearningRate = 0.05
    placed_points: Annotated[tuple[PlacedPoint, ...], Meta(max_length=MAX_PLACED_POINTS)] = ()

    @property
    def geometry(self) -> ConvGeometry:
        """The aligned geometry: the middle tap of unit (oy, ox) reads the pixel (oy·stride, ox·stride)."""
        return self.task.geometry_of(ConvGeometry.aligned(self.kernel_size, self.stride, self.dilation))

    @property
    def taps(self) -> int:
        return self.geometry.taps

    @property
    def offset_branch(self) -> OffsetBranchSpec:
        """The settings of the branch: these settings' own, or those that suit the task."""
        return self.task.branch if self.branch is None else self.branch

    @property
    def learned(self) -> Learned:
        """What training changes: a kernel that the task decides stays as it is."""
        return "offsets" if self.task.own_operator else self.learns

    @property
    def branches(self) -> tuple[OffsetBranchSpec, ...]:
        """The branch, and after it those that are compared with it: of another kind and otherwise alike."""
        own = self.offset_branch
        others = dict.fromkeys(kind for kind in self.compared if kind != own.kind)
        return (own, *(replace(own, kind=kind) for kind in others))

    def uses(self, field: str) -> bool:
        return super().uses(field) and not (self.task.own_operator and field in OPERATOR_FIELDS)

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int:
        """Return an estimate of the bytes that a training step takes, within a factor of 2 of measurements on a CPU.

        Counts, for each unit, the values read and their gradient, five maps of the outputs, and the offsets, points
        and intermediate results; where the channels are summed first, also the working copy and the maps of the taps.
        Measured 0.18 … 0.76 GiB for 3 … 1024 channels, 9 and 25 taps, 9 … 64 outputs, 192² … 1024² units.
        """
        own = self.task.step_bytes(channels, size)
        if own is not None:
            return own
        rows, columns = self.geometry.output_size(*size)
        outputs = self.task.kernel_outputs(self.taps)
        summed_first = sums_channels_first(channels, outputs, self.stride)
        a_unit = 2 * self.taps * (outputs if summed_first else channels) + 5 * outputs + 12 * self.taps
        a_pixel = channels + 2 * self.taps * outputs if summed_first else 0
        return _VALUE_BYTES * (a_unit * rows * columns + a_pixel * size[0] * size[1])

    def placed_at(self, tap: int, unit_yx: Position) -> PlacedPoint | None:
        """Return the placed point that applies to a tap of a unit; one for this unit wins over one for every unit."""
        everywhere = None
        for point in self.placed_points:
            if point.tap == tap:
                if point.unit_yx == unit_yx:
                    return point
                if point.unit_yx is None:
                    everywhere = point
        return everywhere

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings without the placed points that the change has made meaningless.

        Another source or kernel removes all points, because a position in one picture means nothing in another and
        tap k is another row and column in another kernel. Another stride or working size removes the points for
        single units, because a unit then reads another part of the picture. Points placed by the same change are
        kept.
        """
        old = before.spec_of(DeformableSpec)
        points = self.placed_points
        if points != old.placed_points:
            return self
        if (
            not self.task.takes_points
            or before.source != after.source
            or old.geometry.kernel_size != self.geometry.kernel_size
        ):
            points = ()
        elif old.geometry.stride != self.geometry.stride or before.working_size != after.working_size:
            points = tuple(point for point in points if point.unit_yx is None)
        return self if points == self.placed_points else replace(self, placed_points=points)

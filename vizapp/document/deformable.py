"""The settings of the deformable lab: its layers, its task, its training, and the points placed by hand."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Self, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable_tasks import DeformableTaskSpec, HandSetSpec, HiddenRuleSpec
from vizapp.document.lab_spec import LABS, LabSpec, SourceKind, TaskSpec
from vizapp.document.offset_branch import BranchKind, Learned, Modulation, OffsetBranchSpec
from vizapp.document.placed import (
    MAX_LAYERS,
    MAX_OFFSET_GROUPS,
    Everywhere,
    PlacedPoint,
    Tap,
    precedence,
)
from vizapp.document.placed_index import index_of
from vizapp.document.values import LearningRate, Position
from vizapp.document.watchpoint import Watchpoint
from vizapp.geometry import ConvGeometry

if TYPE_CHECKING:
    from vizapp.document.experiment import Experiment

FEW_PIXELS = 64
"""A map of so many pixels cannot tell the taps of a kernel apart."""
MAX_PLACED_POINTS = 4096
MAX_PADDING = 32
MAX_TEACHING = 2**31 - 1
OPERATOR_FIELDS = frozenset(
    {"layers", "kernel_size", "stride", "dilation", "padding", "offset_groups", "groups", "modulation", "learns"}
)
"""The settings of the operator, which have no effect in a task that decides these itself."""
BRANCH_FIELDS = frozenset({"branch", "compared"})
"""The settings of the offset branches, which have no effect in a task with branches of its own."""
_VALUE_BYTES = 4

KernelSide: TypeAlias = Literal[1, 3, 5, 7]


class Operator(NamedTuple):
    """What a layer is built with beside its geometry; the defaults are what a task that decides them itself has."""

    offset_groups: int = 1
    groups: int = 1
    modulation: Modulation = "none"
    learns: Learned = "offsets"
    layers: int = 1


def sums_channels_first(channels: int, outputs: int, stride: int, offset_groups: int = 1) -> bool:
    """Tell whether a layer sums the channels of its input before it reads them, because that takes less memory.

    That is one map of the input's size, and one of its units, for each tap, offset group and output, instead of one
    of its units for each tap and channel.
    """
    return offset_groups * outputs * (stride**2 + 1) < channels


@LABS.add
class DeformableSpec(
    Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="deformable", tag_field="lab", kw_only=True
):
    """One deformable layer, or up to three that are stacked.

    ``layers`` is how many: each reads what the one below it gives, the first the source. They share all settings of
    the operator, and each has an offset branch and a kernel of its own. The last has the task's kernel; one below
    weighs what its taps read as :meth:`vizapp.document.deformable_tasks.DeformableTaskSpec.lower_weights` says,
    channel by channel, so that there are as many channels as before.

    ``kernel_size`` is (kh, kw). ``padding`` counts zeros around the input, on all sides alike; None aligns the units:
    unit (y, x) then reads around input pixel (y·stride, x·stride). ``offset_groups`` G split the input channels into
    blocks with offsets of their own, ``groups`` are those of the convolution. ``modulation`` says how the branch
    weighs what is read. ``branch`` gives the offsets; None is the one that suits the task. ``compared`` are branches
    of other kinds that train beside it on the same pictures, each with a layer of its own. ``learns`` says what
    training changes. ``taught`` is the number of the teaching by which the branch was last given placed points; 0 is
    none. The engine keeps what belongs to the number, as long as it trains the same layer. ``stop_when`` says when
    training pauses by itself.
    """

    live_fields: ClassVar[frozenset[str]] = frozenset({"placed_points", "learning_rate", "taught", "stop_when"})
    uses_unseen: ClassVar[bool] = True

    layers: Annotated[int, Meta(ge=1, le=MAX_LAYERS)] = 1
    kernel_size: tuple[KernelSide, KernelSide] = (3, 3)
    stride: Annotated[int, Meta(ge=1, le=4)] = 1
    dilation: Annotated[int, Meta(ge=1, le=8)] = 1
    padding: Annotated[int, Meta(ge=0, le=MAX_PADDING)] | None = None
    offset_groups: Annotated[int, Meta(ge=1, le=MAX_OFFSET_GROUPS)] = 1
    groups: Annotated[int, Meta(ge=1, le=MAX_OFFSET_GROUPS)] = 1
    modulation: Modulation = "none"
    task: DeformableTaskSpec = HiddenRuleSpec()
    branch: OffsetBranchSpec | None = None
    compared: Annotated[tuple[BranchKind, ...], Meta(max_length=3)] = ()
    learns: Learned = "offsets"
    learning_rate: LearningRate = 0.05
    placed_points: Annotated[tuple[PlacedPoint, ...], Meta(max_length=MAX_PLACED_POINTS)] = ()
    taught: Annotated[int, Meta(ge=0, le=MAX_TEACHING)] = 0
    stop_when: Watchpoint | None = None

    @property
    def uses_brought(self) -> bool:
        return isinstance(self.task, BroughtSpec)

    @property
    def tries_unseen(self) -> bool:
        return super().tries_unseen and not self.uses_brought

    @property
    def geometry(self) -> ConvGeometry:
        """The geometry of each layer, as the task leaves or decides it.

        Aligned, the middle tap of unit (oy, ox) reads the pixel (oy·stride, ox·stride).
        """
        return self.task.geometry_of(_geometry(self.kernel_size, self.stride, self.padding, self.dilation))

    @property
    def shown_geometry(self) -> ConvGeometry:
        """Where the taps of the last layer lie in the source; of a single layer its geometry."""
        return self.geometry_below(0)

    @property
    def pixel(self) -> int:
        """How many source pixels lie between two pixels of the map that the last layer reads."""
        (step, _), _ = self.geometry.map_place(self.operator.layers - 1)
        return step

    def geometry_below(self, below: int) -> ConvGeometry:
        """Return where the taps of the layer so many ``below`` the last lie in the source, at each unit of the last.

        They are those of its unit that stands in the middle of what the last layer's reads.
        """
        layers = self.operator.layers
        return self.geometry if layers == 1 else self.geometry.stacked(layers, below)

    def map_sizes(self, size: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        """Return (H, W) of what the first layer reads of a working copy of ``size``, and of what each layer gives.

        Raises:
            ValueError: a layer's padded input is smaller than the dilated kernel.
        """
        return self.geometry.stacked_sizes(*self.task.input_size(size), self.operator.layers)

    def fits(self, size: tuple[int, int]) -> bool:
        """Return whether every layer's kernel fits on its padded input, for a working copy of ``size`` (H, W)."""
        try:
            self.map_sizes(size)
        except ValueError:
            return False
        return True

    @property
    def taps(self) -> int:
        """K, the taps of the kernel."""
        return self.geometry.taps

    @property
    def operator(self) -> Operator:
        """What the layer is built with beside its geometry: these settings, unless the task decides them itself."""
        if self.task.own_operator:
            return Operator(*self.task.decided)
        return Operator(self.offset_groups, self.groups, self.modulation, self.learns, self.layers)

    @property
    def points(self) -> int:
        """G·K, the sampling points of a unit: point g·K + k belongs to tap k of offset group g."""
        return self.operator.offset_groups * self.taps

    @property
    def outputs(self) -> int:
        """O, the output channels: a multiple of ``groups``, and in each of them enough to tell its points apart."""
        offset_groups, groups = self.operator.offset_groups, self.operator.groups
        shared = offset_groups % groups == 0 or groups % offset_groups == 0
        # How many offset groups a group of the convolution reads in; blocks that do not nest may share one more.
        read_in = -(-offset_groups // groups) + (0 if shared else 1)
        least = self.task.kernel_outputs(groups * read_in * self.taps)
        return -(-least // groups) * groups

    @property
    def offset_branch(self) -> OffsetBranchSpec:
        """The settings of the branch: these settings' own, or those that suit the task."""
        return self.task.branch if self.branch is None or self.task.own_branch else self.branch

    @property
    def branches(self) -> tuple[OffsetBranchSpec, ...]:
        """The branch, and after it those that are compared with it: of another kind and otherwise alike."""
        own = self.offset_branch
        if self.task.own_branch:
            return (own,)
        others = dict.fromkeys(kind for kind in self.compared if kind != own.kind)
        return (own, *(replace(own, kind=kind) for kind in others))

    def compared_run(self, run: str | None) -> BranchKind | None:
        """Return ``run`` if it is one that is compared with the main one; otherwise None, which is the main one."""
        return next((branch.kind for branch in self.branches[1:] if branch.kind == run), None)

    def uses(self, field: str) -> bool:
        task = self.task
        if field == "brought":  # what belongs to the task itself
            return self.uses_brought
        without_effect = (
            (task.own_operator and field in OPERATOR_FIELDS)
            or (task.own_branch and field in BRANCH_FIELDS)
            or (not task.takes_points and field == "placed_points")
        )
        return super().uses(field) and not without_effect

    def step_bytes(self, channels: int, size: tuple[int, int]) -> int:
        """Return an estimate of the bytes that a training step takes, within a factor of 2 of measurements on a CPU.

        Counts, for each unit, the values read and their gradient, both a second time where a mask multiplies them,
        five maps of the outputs, and the offsets, points, masks and intermediate results; where the channels are
        summed first, also the working copy and the maps of the taps. That for each layer, and for one that reads
        another's map what its branch makes of it. 0 if a padded map is smaller than the kernel.

        Measured 0.18 … 0.76 GiB for 3 … 1024 channels, 9 and 25 taps, 9 … 64 outputs, 192² … 1024² units.
        """
        own = self.task.step_bytes(channels, size)
        if own is not None:
            return own
        geometry, operator = self.geometry, self.operator
        if not self.fits(size):
            return 0
        *below, units = (rows * columns for rows, columns in self.map_sizes(size)[1:])
        outputs, modulated = self.outputs, operator.modulation != "none"
        summed_first = not below and sums_channels_first(
            channels, outputs, geometry.stride[0], operator.offset_groups
        )
        read = self.points * outputs if summed_first else self.taps * channels
        a_point = (18 if modulated else 12) * self.points
        a_unit = (4 if modulated else 2) * read + 5 * outputs + a_point
        a_pixel = channels + 2 * self.points * outputs if summed_first else 0
        # The gradient of what is read is there of one layer at a time.
        a_unit_below = (3 if modulated else 1) * self.taps * channels + 5 * channels + a_point
        return _VALUE_BYTES * (a_unit * units + a_pixel * size[0] * size[1] + a_unit_below * sum(below))

    def placed_at(self, unit_yx: Position) -> dict[Tap, PlacedPoint]:
        """Return the placed points that apply to a unit, by their taps.

        One for the unit wins over one for a region, and that over one for every unit; of two alike, the later wins.
        """
        found: dict[Tap, PlacedPoint] = {}
        for point in index_of(self.placed_points).covering(unit_yx):
            before = found.get(point.tap)
            if before is None or precedence(point.where) >= precedence(before.where):
                found[point.tap] = point
        return found

    def with_task(self, task: TaskSpec) -> Self:
        """Return these settings with another task, and with the branch that suits it."""
        branch = self.branch if type(task) is type(self.task) else None
        return self.replaced(task=task, branch=branch)

    def fitted(self, kind: SourceKind, channels: int, size: tuple[int, int]) -> Self:
        """Return these settings with a task and with groups for such a source.

        Groups that do not divide its ``channels`` become one. A map of few pixels, which cannot identify hidden
        points, is for offsets set by hand; a larger source brings the default task back, unless the kernel's weights
        were set. Offsets that were brought stay, whatever is read at them.
        """
        del kind
        if isinstance(self.task, BroughtSpec):
            return self
        fitted = self._with_fitting_groups(channels)
        few, by_hand = size[0] * size[1] <= FEW_PIXELS, isinstance(self.task, HandSetSpec)
        if few and not by_hand:
            return fitted.with_task(HandSetSpec())
        return fitted.with_task(HiddenRuleSpec()) if not few and self.task == HandSetSpec() else fitted

    def _with_fitting_groups(self, channels: int) -> Self:
        offset_groups, groups = (1 if channels % each else each for each in (self.offset_groups, self.groups))
        if (offset_groups, groups) == (self.offset_groups, self.groups):
            return self
        points = self.placed_points if offset_groups == self.offset_groups else ()
        return replace(self, offset_groups=offset_groups, groups=groups, placed_points=points)

    def settled(self, before: Experiment, after: Experiment) -> Self:
        """Return these settings without the placed points that the change has made meaningless.

        Another source, kernel, or number of offset groups or layers removes all points, because a position in one
        picture means nothing in another, and tap k of group g is another place of another kernel, or of another
        layer, as they are counted from the last one. Another stride, padding or
        working size removes the points for single units and regions, because a unit then reads another part of the
        picture. Points placed by the same change are kept. What has the lab built anew takes with it what its branch
        was taught.
        """
        old = before.spec_of(DeformableSpec)
        if self.taught and (self.build_key() != old.build_key() or before.foundation != after.foundation):
            return replace(self, taught=0).settled(before, after)
        points = self.placed_points
        if points != old.placed_points:
            return self
        now, then = self.geometry, old.geometry
        taps_are_others = _taps(self) != _taps(old)
        shift_and_stride_differ = (then.stride, then.centre_shift) != (now.stride, now.centre_shift)
        if not self.task.takes_points or before.source != after.source or taps_are_others:
            points = ()
        elif shift_and_stride_differ or before.working_size != after.working_size:
            points = tuple(point for point in points if isinstance(point.where, Everywhere))
        return self if points == self.placed_points else replace(self, placed_points=points)


def _taps(spec: DeformableSpec) -> tuple[object, ...]:
    """Return what a tap's address means something in: the kernel, the offset groups, and which layer is the last."""
    return spec.geometry.kernel_size, spec.operator.offset_groups, spec.operator.layers


@functools.lru_cache(maxsize=256)
def _geometry(kernel_size: tuple[int, int], stride: int, padding: int | None, dilation: int) -> ConvGeometry:
    """Return the geometry of these settings: the window asks some twenty times for it with every change."""
    if padding is None:
        return ConvGeometry.aligned(kernel_size, stride, dilation)
    return ConvGeometry.checked(kernel_size, stride, padding, dilation)

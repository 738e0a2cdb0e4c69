"""The settings of the deformable lab's tasks; :mod:`vizapp.labs.deformable.tasks` holds their computations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec
from vizapp.document.offset_branch import OffsetBranchSpec


class DeformableTaskSpec(TaskSpec):
    """Base of the tasks of the deformable lab.

    Attributes:
        branch: the offset branch that is trained unless the layer's settings name another one.
    """

    __slots__ = ()
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec()

    def kernel_outputs(self, points: int) -> int:
        """Return how many output channels it takes to tell ``points`` sampling points of a unit apart."""
        return points


DEFORMABLE_TASKS: Family[DeformableTaskSpec] = Family(DeformableTaskSpec, "task")


@DEFORMABLE_TASKS.add
class HiddenRuleSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hidden-rule",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of finding the hidden rule by which the picture moves the taps of a fixed kernel.

    The rule is a 3×3 convolution of the smoothed picture, bounded by ``bound``, so that offsets differ from unit to
    unit. ``strength`` is the standard deviation of a component of its offsets over the units before they are bounded.
    Strength, bound and ``smoothing`` (the standard deviation of a Gaussian) are in input pixels.
    """

    default_steps: ClassVar[int] = 200
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(smoothing=4.0, bound=4.0, rate_factor=4.0)

    strength: Annotated[float, Meta(ge=0, le=4)] = 1.5
    smoothing: Annotated[float, Meta(ge=0, le=16)] = 4.0
    bound: Annotated[float, Meta(ge=0.5, le=8)] = 4.0


@DEFORMABLE_TASKS.add
class HiddenTapsSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hidden-taps",
    tag_field="name",
    kw_only=True,
):
    """Settings of the task of finding the hidden constant shift (dy, dx) of each tap of a fixed kernel.

    ``max_shift`` bounds each component of a shift, in input pixels. ``out_channels`` is the number of output channels
    of the fixed kernel: with nine or more the taps can be told apart. A kernel with more taps gets one output per
    tap.
    """

    default_steps: ClassVar[int] = 200
    # The points find a common shift before the field varies; at four times, some fields on a brick wall converged to
    # a local minimum 0.2 px away.
    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(bias_rate=8.0)

    max_shift: Annotated[float, Meta(ge=0, le=8)] = 2.5
    out_channels: Annotated[int, Meta(ge=9, le=64)] = 9

    def kernel_outputs(self, points: int) -> int:
        return max(self.out_channels, points)


@DEFORMABLE_TASKS.add
class HandSetSpec(
    Struct,
    DeformableTaskSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="hand-set",
    tag_field="name",
    kw_only=True,
):
    """Settings of a layer that learns nothing: its offsets are set by hand, and so are the weights of its kernel.

    ``weights`` are those of the taps, the same for every input channel; () is 1 for each. There is one output.
    """

    branch: ClassVar[OffsetBranchSpec] = OffsetBranchSpec(kind="none")

    weights: Annotated[tuple[Annotated[float, Meta(ge=-1e6, le=1e6)], ...], Meta(max_length=49)] = ()

    def kernel_outputs(self, points: int) -> int:
        del points
        return 1

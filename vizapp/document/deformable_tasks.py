"""The settings of the deformable lab's tasks; :mod:`vizapp.labs.deformable.tasks` holds their computations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec


class DeformableTaskSpec(TaskSpec):
    """Base of the tasks of the deformable lab."""

    __slots__ = ()

    def kernel_outputs(self, taps: int) -> int:
        """Return the number of output channels of a kernel with ``taps`` taps."""
        return taps


DEFORMABLE_TASKS: Family[DeformableTaskSpec] = Family(DeformableTaskSpec, "task")


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

    max_shift: Annotated[float, Meta(ge=0, le=8)] = 2.5
    out_channels: Annotated[int, Meta(ge=9, le=64)] = 9

    def kernel_outputs(self, taps: int) -> int:
        return max(self.out_channels, taps)

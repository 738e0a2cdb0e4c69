"""The tasks of the deformable lab, as settings. What each computes is in :mod:`vizapp.labs.deformable.tasks`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from vizapp.document.families import Family
from vizapp.document.lab_spec import TaskSpec


class DeformableTask(TaskSpec):
    """Base of the tasks of the deformable lab."""

    __slots__ = ()

    def kernel_outputs(self, taps: int) -> int:
        """Return how many outputs the kernel has, for a kernel of so many taps."""
        return taps


DEFORMABLE_TASKS: Family[DeformableTask] = Family(DeformableTask, "task")


@DEFORMABLE_TASKS.add
class HiddenTaps(
    Struct, DeformableTask, frozen=True, forbid_unknown_fields=True, tag="hidden-taps", tag_field="name", kw_only=True
):
    """Find the secret constant shifts (dy, dx) that the taps of a fixed kernel were given.

    ``max_shift`` bounds each part of a shift, in input pixels; ``out_channels`` is the number of outputs of the fixed
    kernel: with nine or more the taps can be told apart; a kernel with more taps gets one output a tap.
    """

    default_steps: ClassVar[int] = 200

    max_shift: Annotated[float, Meta(ge=0, le=8)] = 2.5
    out_channels: Annotated[int, Meta(ge=9, le=64)] = 9

    def kernel_outputs(self, taps: int) -> int:
        return max(self.out_channels, taps)

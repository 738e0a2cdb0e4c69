"""A task of the deformable lab: make the layer read its picture lowered by some pixels. All that it takes is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, ClassVar

import torch
from msgspec import Meta, Struct
from torch import Tensor

from vizapp.document.deformable_tasks import DEFORMABLE_TASKS, DeformableTaskSpec
from vizapp.gui.deformable.lab_ui import TASKS
from vizapp.gui.lab_ui import ParameterUi, TaskUi
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.hidden_taps import telling_kernel
from vizapp.labs.deformable.tasks.register import TASK_MAKERS
from vizapp.ops import deform_conv2d
from vizapp.protocol.messages import Metric


class Lowered(
    Struct, DeformableTaskSpec, frozen=True, forbid_unknown_fields=True, tag="lowered", tag_field="name", kw_only=True
):
    """Settings: by how many pixels the picture is lowered."""

    default_steps: ClassVar[int] = 5

    shift: Annotated[float, Meta(ge=0, le=4)] = 1.0


@dataclass(frozen=True)
class LoweredTask:
    """The task itself; a :class:`vizapp.labs.deformable.tasks.base.DeformableTask`."""

    metrics: ClassVar[tuple[Metric, ...]] = (Metric("lowering", "Lowering still to come", unit="px"),)

    kernel: Tensor
    target: Tensor
    true_offset: Tensor
    deviation: float

    @classmethod
    def make(cls, settings: Lowered, given: TaskInput) -> LoweredTask:
        geometry = given.spec.geometry
        outputs = settings.kernel_outputs(geometry.taps)
        kernel = telling_kernel(outputs, given.input.shape[1], given.spec.kernel_size, given.generator)
        height, width = geometry.output_size(*given.input.shape[2:])
        offset = torch.zeros(1, geometry.taps, 2, height, width)
        offset[:, :, 0] = settings.shift
        offset = offset.flatten(1, 2).to(given.input)
        target = deform_conv2d(
            given.input,
            offset,
            kernel.to(given.input),
            stride=geometry.stride,
            padding=geometry.padding,
            dilation=geometry.dilation,
        )
        return cls(kernel.to(given.input), target, offset, float(target.std(correction=0)))

    def loss(self, output: Tensor) -> Tensor:
        return ((output - self.target) / self.deviation).square().mean()

    def measure(self, offset: Tensor, taps: Tensor | None) -> list[Tensor]:
        del taps
        return [(offset - self.true_offset)[:, ::2].abs().mean()]

    def result_arrays(self) -> dict[str, Tensor]:
        return {"lowered_by": self.true_offset[0, 0, :1, :1]}


UI = TaskUi(
    Lowered,
    "lowered",
    "The target is the picture a little lower.",
    (
        ParameterUi(
            "shift",
            "loweredShift",
            "Lowered by",
            "By how many pixels.",
            low=0.0,
            high=4.0,
            step=0.5,
            undo_label="Change the lowering",
            suffix=" px",
        ),
    ),
)


@contextmanager
def registered() -> Iterator[None]:
    """Have the task while the context lasts: its settings, its maker and its place in the setup."""
    DEFORMABLE_TASKS.add(Lowered)
    TASK_MAKERS[Lowered] = LoweredTask.make
    TASKS.append(UI)
    try:
        yield
    finally:
        TASKS.remove(UI)
        del TASK_MAKERS[Lowered]
        DEFORMABLE_TASKS.remove(Lowered)

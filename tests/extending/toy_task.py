"""A task of the deformable lab: make the layer read its picture lowered by some pixels. All that it takes is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, ClassVar

from msgspec import Meta, Struct
from torch import Tensor

from vizapp.document.deformable_tasks import DEFORMABLE_TASKS, DeformableTaskSpec
from vizapp.gui.deformable.lab_ui import TASKS
from vizapp.gui.lab_ui import ParameterUi, TaskUi
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, ReadsPicture, TaskInput
from vizapp.labs.deformable.tasks.register import TASK_MAKERS
from vizapp.labs.deformable.tasks.telling_kernel import telling_kernel
from vizapp.ops import deform_conv2d
from vizapp.protocol.metric import Metric


class Lowered(
    Struct, DeformableTaskSpec, frozen=True, forbid_unknown_fields=True, tag="lowered", tag_field="name", kw_only=True
):
    """Settings: by how many pixels the picture is lowered."""

    default_steps: ClassVar[int] = 5

    shift: Annotated[float, Meta(ge=0, le=4)] = 1.0


class LoweredTask(ReadsPicture):
    """The task itself; a :class:`vizapp.labs.deformable.tasks.base.DeformableTask`."""

    metrics: ClassVar[tuple[Metric, ...]] = (Metric("lowering", "Lowering still to come", unit="px"),)

    def __init__(self, settings: Lowered, given: TaskInput) -> None:
        self._shift, self._geometry = settings.shift, given.spec.geometry
        outputs, channels = settings.kernel_outputs(given.spec.taps), given.picture.channels
        kernel = telling_kernel(outputs, channels, given.spec.kernel_size, given.generator)
        self.kernel = kernel.to(given.picture.values)
        self.aim = self.aim_at(given.picture)
        self.deviation = float(self.aim.target.std(correction=0))

    def aim_at(self, picture: PictureInput) -> Aim:
        geometry = self._geometry
        height, width = geometry.output_size(*picture.size)
        offset = picture.values.new_zeros(1, geometry.taps, 2, height, width)
        offset[:, :, 0] = self._shift
        offset = offset.flatten(1, 2)
        target = deform_conv2d(
            picture.values,
            offset,
            self.kernel,
            stride=geometry.stride,
            padding=geometry.padding,
            dilation=geometry.dilation,
        )
        return Aim(target, offset)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        return ((output - aim.target) / self.deviation).square().mean()

    def measure(self, offset: Tensor, aim: Aim, taps: Tensor | None, output: Tensor) -> list[Tensor]:
        del taps, output
        assert aim.true_offset is not None
        return [(offset - aim.true_offset)[:, ::2].abs().mean()]

    def result_arrays(self) -> dict[str, Tensor]:
        assert self.aim.true_offset is not None
        return {"lowered_by": self.aim.true_offset[0, 0, :1, :1]}


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
    TASK_MAKERS[Lowered] = LoweredTask
    TASKS.append(UI)
    try:
        yield
    finally:
        TASKS.remove(UI)
        del TASK_MAKERS[Lowered]
        DEFORMABLE_TASKS.remove(Lowered)

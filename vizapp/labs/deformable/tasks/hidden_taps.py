"""Find the secret shifts that the taps of a fixed kernel were given."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.document import deformable_tasks as specs
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.hidden_offsets import HiddenOffsets
from vizapp.labs.deformable.tasks.telling_kernel import telling_kernel


class HiddenTaps(HiddenOffsets):
    """The input seen through a kernel whose taps were moved alike at every unit; a :class:`.base.DeformableTask`.

    Attributes:
        shifts_yx: (G·K, 2), the secret (dy, dx) of each tap of each offset group, in input pixels, at every unit.
    """

    def __init__(self, settings: specs.HiddenTapsSpec, given: TaskInput) -> None:
        """Draw a kernel and its secret shifts, and compute the target.

        A kernel has at least as many outputs as taps, because fewer numbers than taps at each unit do not tell the
        taps apart: with 9 of them, 5×5 taps on a brick wall exchanged their places and stayed up to 1.2 px away.

        Raises:
            ProblemError: as for :class:`.hidden_offsets.HiddenOffsets`.
        """
        spec, generator, values = given.spec, given.generator, given.picture.values
        channels = given.picture.channels
        kernel = telling_kernel(spec.outputs, channels, spec.kernel_size, generator, spec.operator.groups).to(values)
        shifts = (torch.rand(spec.points, 2, generator=generator) * 2 - 1) * settings.max_shift
        self.shifts_yx = shifts.to(values)
        size = spec.geometry.output_size(*given.picture.size)
        super().__init__(kernel, spec, given.picture, self.hidden_offset(given.picture, size))

    def hidden_offset(self, picture: PictureInput, size: tuple[int, int]) -> Tensor:
        del picture
        return self.shifts_yx.reshape(1, -1, 1, 1).expand(1, -1, *size)

    def result_arrays(self) -> dict[str, Tensor]:
        return {"shifts": self.shifts_yx}

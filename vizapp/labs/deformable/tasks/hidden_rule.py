"""Find the secret rule by which the picture itself moves the taps of a fixed kernel."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.document import deformable_tasks as specs
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.hidden_offsets import HiddenOffsets
from vizapp.labs.deformable.tasks.telling_kernel import telling_kernel
from vizapp.models.branch_input import BRANCH_KERNEL
from vizapp.problem import Problem
from vizapp.wording.problems import ProblemError

_LEAST_DEVIATION = 1e-2
"""Of the convolution with weights of deviation 1: it is about 1 where there is anything in the smoothed picture."""


class HiddenRule(HiddenOffsets):
    """The input seen through a kernel whose taps a rule moves by the picture; a :class:`.base.DeformableTask`.

    The rule is bound · tanh(conv(z) / bound), where z is the smoothed picture on the scale of
    :class:`vizapp.models.branch_input.BranchInput` and conv a 3×3 convolution with random weights: smooth, bounded,
    and another offset at every unit. On another picture the same weights give other offsets.

    Attributes:
        weight: (2·G·K, C, 3, 3), the rule's weights.
    """

    def __init__(self, settings: specs.HiddenRuleSpec, given: TaskInput) -> None:
        """Draw a kernel and a rule, and compute the target.

        Raises:
            ProblemError: as for :class:`.hidden_offsets.HiddenOffsets`, or the smoothed picture is even.
        """
        spec, generator, values = given.spec, given.generator, given.picture.values
        self._settings = settings
        channels = given.picture.channels
        kernel = telling_kernel(spec.outputs, channels, spec.kernel_size, generator, spec.operator.groups).to(values)
        shape = (2 * spec.points, channels, BRANCH_KERNEL, BRANCH_KERNEL)
        self.weight = torch.randn(shape, generator=generator).to(values)
        self._layer = spec.geometry
        drawn = self._convolved(given.picture)
        deviation = float(drawn.std())
        if deviation < _LEAST_DEVIATION:
            raise ProblemError("task.even-source", "source", (Problem("remedy.another-source"),))
        scale = settings.strength / deviation
        self.weight *= scale
        super().__init__(kernel, spec, given.picture, self._bounded(drawn * scale))

    def hidden_offset(self, picture: PictureInput, size: tuple[int, int]) -> Tensor:
        offset = self._bounded(self._convolved(picture))
        assert offset.shape[2:] == size
        return offset

    def _bounded(self, drawn: Tensor) -> Tensor:
        return self._settings.bound * torch.tanh(drawn / self._settings.bound)

    def _convolved(self, picture: PictureInput) -> Tensor:
        nothing = self.weight.new_zeros(len(self.weight))
        return picture.read(self._settings.smoothing).convolved(self.weight, nothing, self._layer)

    def result_arrays(self) -> dict[str, Tensor]:
        return {"rule": self.weight}

"""A layer that learns nothing: offsets and weights are set by hand."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from vizapp.document import deformable_tasks as specs
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, MeasuresNothing, ReadsPicture, TaskInput


class HandSet(MeasuresNothing, ReadsPicture):
    """One output, whose target is what the plain convolution gives; a :class:`.base.DeformableTask`."""

    def __init__(self, settings: specs.HandSetSpec, given: TaskInput) -> None:
        """Make the kernel; weights that are missing are 1."""
        self._geometry = geometry = given.spec.geometry
        weights = settings.tap_weights(geometry.taps)
        values = given.picture.values
        self._groups = given.spec.operator.groups
        shape = (given.spec.outputs, given.picture.channels // self._groups, *geometry.kernel_size)
        self.kernel = values.new_tensor(weights).reshape(geometry.kernel_size).expand(shape).contiguous()
        self.aim = self.aim_at(given.picture)
        # An even target has no deviation, but nothing is trained that would be measured by it.
        self.deviation = float(self.aim.target.cpu().double().std(correction=0)) or 1.0

    def aim_at(self, picture: PictureInput) -> Aim:
        geometry = self._geometry
        target = functional.conv2d(
            picture.values, self.kernel, None, geometry.stride, geometry.padding, geometry.dilation, self._groups
        )
        return Aim(target, None)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return how far the output is from the plain convolution's, as a share of its variance."""
        return ((output - aim.target) / self.deviation).square().mean()

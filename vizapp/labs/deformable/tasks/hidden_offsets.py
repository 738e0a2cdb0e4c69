"""What the tasks share in which hidden offsets are to be found: a fixed kernel, the target, and the distance."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, ReadsPicture
from vizapp.problem import Problem
from vizapp.protocol.messages import Metric
from vizapp.wording.problems import ProblemError

DISTANCE = Metric("distance", "Mean distance to hidden points", unit="px")
WORST_TAP = Metric(
    "worst_tap",
    "Worst tap",
    unit="px",
    beside="distance",
    explanation="The mean distance of the tap that is farthest from its hidden points; a lost tap hides in the mean.",
)


class HiddenOffsets(ReadsPicture):
    """The input seen through a kernel whose taps were moved; the base of a :class:`.base.DeformableTask`."""

    metrics: ClassVar[tuple[Metric, ...]] = (DISTANCE, WORST_TAP)

    def __init__(self, kernel: Tensor, geometry: ConvGeometry, picture: PictureInput) -> None:
        """Compute the target; a subclass is ready to give offsets before.

        Raises:
            ProblemError: the target is the same number everywhere, so that there is nothing to find the taps by.
        """
        self.kernel = kernel
        self._geometry = geometry
        self.aim = self.aim_at(picture)
        # On the CPU in double precision: the square of a large feature map's values overflows in single precision.
        self.deviation = float(self.aim.target.cpu().double().std(correction=0))
        if self.deviation == 0:
            raise ProblemError("task.even-target", "source", (Problem("remedy.another-source"),))

    def hidden_offset(self, picture: PictureInput, size: tuple[int, int]) -> Tensor:
        """Return the offsets (1, 2·K, oh, ow) that were given to the (oh, ow) units of ``size`` for a picture."""
        raise NotImplementedError

    @torch.no_grad()
    def aim_at(self, picture: PictureInput) -> Aim:
        """Return what the moved kernel gives of a picture, and how it was moved."""
        offset = self.hidden_offset(picture, self._geometry.output_size(*picture.size))
        return Aim(OffsetConvolution(picture.values, self.kernel, self._geometry)(offset), offset)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return the mean squared error of ``output`` (1, O, oh, ow) as a share of the target's variance."""
        return ((output - aim.target) / self.deviation).square().mean()

    @torch.no_grad()
    def measure(
        self, offset: Tensor, aim: Aim, taps: Tensor | None = None, output: Tensor | None = None
    ) -> list[Tensor]:
        """Return how far the points lie from the true ones, in input pixels: the mean, and the worst tap's mean.

        Over units, and those of the ``taps`` that count. Over none both are NaN. The output is not looked at.
        """
        del output
        assert aim.true_offset is not None
        pairs = (offset - aim.true_offset)[0].unflatten(0, (-1, 2))
        away = pairs.square_().sum(1).sqrt_().mean((1, 2))
        if taps is not None:
            away = away[taps]
        if len(away) == 0:
            nothing = torch.full((), torch.nan, device=offset.device)
            return [nothing, nothing]
        return [away.mean(), away.max()]

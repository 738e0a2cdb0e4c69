"""What the tasks share in which hidden offsets are to be found: a fixed kernel, the target, and the distance."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, ReadsPicture
from vizapp.problem import Problem
from vizapp.protocol.metric import Metric
from vizapp.wording.problems import ProblemError
from vizapp.wording.translation import marked

DISTANCE = Metric("distance", marked("Mean distance to hidden points"), unit="px")
WORST_TAP = Metric(
    "worst_tap",
    marked("Worst tap"),
    unit="px",
    beside="distance",
    explanation=marked(
        "The mean distance of the tap that is farthest from its hidden points; a lost tap hides in the mean."
    ),
)


class HiddenOffsets(ReadsPicture):
    """The input seen through a kernel whose taps were moved; the base of a :class:`.base.DeformableTask`."""

    metrics: ClassVar[tuple[Metric, ...]] = (DISTANCE, WORST_TAP)

    def __init__(self, kernel: Tensor, spec: DeformableSpec, picture: PictureInput, offset: Tensor) -> None:
        """Compute the target, without modulation.

        Args:
            kernel: (O, C/groups, kh, kw), fixed.
            spec: where its taps lie before they are moved, and in which offset groups.
            picture: what the layer is trained on.
            offset: (1, 2·G·K, oh, ow), the offsets that are hidden in it.

        Raises:
            ProblemError: the target is the same number everywhere, so that there is nothing to find the taps by.
        """
        self.kernel = kernel
        self._geometry = spec.geometry
        self._offset_groups = spec.operator.offset_groups
        self.aim = self._aim(picture, offset)
        # On the CPU in double precision: the square of a large feature map's values overflows in single precision.
        self.deviation = float(self.aim.target.cpu().double().std(correction=0))
        if self.deviation == 0:
            raise ProblemError("task.even-target", "source", (Problem("remedy.another-source"),))

    def hidden_offset(self, picture: PictureInput, size: tuple[int, int]) -> Tensor:
        """Return the offsets (1, 2·G·K, oh, ow) that were given to the (oh, ow) units of ``size`` for a picture."""
        raise NotImplementedError

    def aim_at(self, picture: PictureInput) -> Aim:
        """Return what the moved kernel gives of a picture, and how it was moved."""
        return self._aim(picture, self.hidden_offset(picture, self._geometry.output_size(*picture.size)))

    @torch.no_grad()
    def _aim(self, picture: PictureInput, offset: Tensor) -> Aim:
        convolve = OffsetConvolution(picture.values, self.kernel, self._geometry, self._offset_groups)
        return Aim(convolve(offset), offset)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return the mean squared error of ``output`` (1, O, oh, ow) as a share of the target's variance."""
        return ((output - aim.target) / self.deviation).square().mean()

    @torch.no_grad()
    def measure(
        self, offset: Tensor, aim: Aim, taps: Tensor | None = None, output: Tensor | None = None
    ) -> list[Tensor]:
        """Return how far the points lie from the true ones, in input pixels: the mean, and the worst tap's mean.

        Over units, and those of the points g·K + k that count, ``taps``. Over none both are NaN. The output is not
        looked at.
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

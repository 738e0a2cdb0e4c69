"""Find the secret shifts that the taps of a fixed kernel were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from vizapp.document import deformable_tasks as specs
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.tasks.base import TaskInput
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


@dataclass(frozen=True)
class HiddenTaps:
    """The input seen through a kernel whose taps were moved; a :class:`.base.DeformableTask`.

    Attributes:
        shifts_yx: (K, 2), the secret (dy, dx) of each tap, the same at every unit, in input pixels.
    """

    metrics: ClassVar[tuple[Metric, ...]] = (DISTANCE, WORST_TAP)

    kernel: Tensor
    shifts_yx: Tensor
    target: Tensor
    deviation: float

    @classmethod
    def make(cls, settings: specs.HiddenTapsSpec, given: TaskInput) -> HiddenTaps:
        """Draw a kernel and its secret shifts, and compute the target.

        A kernel has at least as many outputs as taps, because fewer numbers than taps at each unit do not tell the
        taps apart: with 9 of them, 5×5 taps on a brick wall exchanged their places and stayed up to 1.2 px away.

        Raises:
            ProblemError: the target is the same number everywhere, so that there is nothing to find the taps by.
        """
        spec, generator = given.spec, given.generator
        outputs = settings.kernel_outputs(spec.taps)
        kernel = telling_kernel(outputs, given.input.shape[1], spec.kernel_size, generator).to(given.input)
        shifts = ((torch.rand(spec.taps, 2, generator=generator) * 2 - 1) * settings.max_shift).to(given.input)
        geometry = spec.geometry
        height, width = geometry.output_size(*given.input.shape[2:])
        offset = shifts.reshape(1, -1, 1, 1).expand(1, -1, height, width)
        with torch.no_grad():
            target = OffsetConvolution(given.input, kernel, geometry)(offset)
        # On the CPU in double precision: the square of a large feature map's values overflows in single precision.
        deviation = float(target.cpu().double().std(correction=0))
        if deviation == 0:
            raise ProblemError("task.even-target", "source", (Problem("remedy.another-source"),))
        return cls(kernel, shifts, target, deviation)

    @property
    def true_offset(self) -> Tensor:
        return self.shifts_yx.reshape(1, -1, 1, 1).expand(-1, -1, *self.target.shape[2:])

    def loss(self, output: Tensor) -> Tensor:
        """Return the mean squared error of ``output`` (1, O, oh, ow) as a share of the target's variance."""
        return ((output - self.target) / self.deviation).square().mean()

    @torch.no_grad()
    def measure(self, offset: Tensor, taps: Tensor | None = None) -> list[Tensor]:
        """Return how far the points lie from the true ones, in input pixels: the mean, and the worst tap's mean.

        Over units, and those of the ``taps`` that count. Over none both are NaN.
        """
        pairs = offset[0].unflatten(0, (-1, 2))
        away = (pairs - self.shifts_yx[:, :, None, None]).square_().sum(1).sqrt_().mean((1, 2))
        if taps is not None:
            away = away[taps]
        if len(away) == 0:
            nothing = torch.full((), torch.nan, device=offset.device)
            return [nothing, nothing]
        return [away.mean(), away.max()]

    def result_arrays(self) -> dict[str, Tensor]:
        return {"shifts": self.shifts_yx}


def telling_kernel(out_channels: int, in_channels: int, kernel_size: int, generator: torch.Generator) -> Tensor:
    """Draw a kernel (O, C, k, k) in which every tap leaves a mark of its own; O is at least k².

    For each input channel the K columns of weights, one a tap, are orthonormal (then divided by C): the taps cannot
    stand in for one another, which independent random weights allow where the picture repeats itself. The signs are
    mixed. What an even area becomes is fixed: mostly its own channel, so that the output of a photograph looks like
    the photograph, with fringes where the taps are apart.
    """
    taps = kernel_size**2
    if out_channels < taps:
        raise ValueError(f"out_channels is {out_channels}, but at least {taps} was expected")
    all_taps = torch.ones(taps, dtype=torch.float64) / kernel_size
    between_taps = _complement(all_taps).T
    kernel = torch.empty(out_channels, in_channels, taps, dtype=torch.float64)
    for channel in range(in_channels):
        answer = torch.full((out_channels,), 0.3, dtype=torch.float64)
        answer[channel % out_channels :: in_channels] += 1
        answer /= answer.norm()
        # Equal values at all taps give the answer; what differs between taps is turned into the rest at random.
        random = torch.randn(out_channels - 1, taps - 1, generator=generator, dtype=torch.float64)
        turned = _complement(answer) @ torch.linalg.qr(random).Q @ between_taps
        kernel[:, channel] = answer[:, None] * all_taps + turned
    return (kernel / in_channels).float().reshape(out_channels, in_channels, kernel_size, kernel_size)


def _complement(direction: Tensor) -> Tensor:
    """Return an orthonormal basis (n, n − 1) of what is orthogonal to a direction (n,) without a zero."""
    identity = torch.eye(len(direction), dtype=direction.dtype)
    return torch.linalg.qr(torch.cat([direction[:, None], identity[:, 1:]], 1)).Q[:, 1:]

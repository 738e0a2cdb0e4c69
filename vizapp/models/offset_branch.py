"""What gives a deformable layer its offsets: convolutions of the picture or of positions, a free map, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.offset_branch import BranchKind, OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_base import Numbers, OffsetBranch, largest_gradient, scaled_and_bounded
from vizapp.models.branch_input import BRANCH_KERNEL, BranchInput
from vizapp.models.position_branch import PositionBranch

_HIDDEN_CHANNELS = 16


class ConvBranch(OffsetBranch):
    """One to three 3×3 convolutions of the picture, GELU between them: the branch of deformable convolution.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211, which has one.
    """

    def __init__(self, numbers: Numbers, spec: OffsetBranchSpec, like: Tensor, generator: torch.Generator) -> None:
        """Make the branch.

        Args:
            numbers: how many numbers a unit gets.
            spec: its settings.
            like: (1, C, H, W), an input as the layer reads it; device and dtype are taken from it.
            generator: a CPU generator, which all layers but a zero-initialised last one are drawn from.
        """
        super().__init__()
        self._spec, self._offsets = spec, numbers.offsets
        channels = [like.shape[1] + 2 * spec.coordinates, *[_HIDDEN_CHANNELS] * (spec.depth - 1), numbers.total]
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        for layer, (read, given) in enumerate(pairwise(channels)):
            shape = (given, read, BRANCH_KERNEL, BRANCH_KERNEL)
            last = layer == spec.depth - 1
            # Each layer reads numbers divided by the root of its fan-in: weights of deviation 1 keep their size.
            drawn = torch.zeros(shape) if last and spec.start == "zero" else torch.randn(shape, generator=generator)
            self.weights.append(nn.Parameter(drawn.to(like)))
            self.biases.append(nn.Parameter(torch.zeros(given).to(like)))

    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        result = input.convolved(self.weights[0], self.biases[0], layer)
        for weight, bias in zip(self.weights[1:], self.biases[1:], strict=True):
            fan_in = weight[0].numel()
            hidden = functional.gelu(result) / fan_in**0.5
            result = functional.conv2d(hidden, weight, bias, padding=BRANCH_KERNEL // 2)
        return scaled_and_bounded(result, self._offsets, self._spec)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        rate, bias_rate = self._spec.rate_factor, self._spec.rate_factor * self._spec.bias_rate
        others = (*self.weights, *self.biases[:-1])
        return ParameterGroup(others, rate), ParameterGroup((self.biases[-1],), bias_rate)

    def pull(self) -> Tensor | None:
        return largest_gradient(self.biases[-1], slice(None, self._offsets))


class FreeMap(OffsetBranch):
    """A map of offsets, which are trained themselves. On a map of another size it is stretched."""

    def __init__(
        self,
        numbers: Numbers,
        spec: OffsetBranchSpec,
        size: tuple[int, int],
        like: Tensor,
        generator: torch.Generator,
    ) -> None:
        """Make a map (1, N, oh, ow) of ``size`` (oh, ow); the other arguments as for :class:`ConvBranch`."""
        super().__init__()
        self._spec, self._offsets = spec, numbers.offsets
        shape = (1, numbers.total, *size)
        drawn = torch.zeros(shape) if spec.start == "zero" else torch.randn(shape, generator=generator)
        self.map = nn.Parameter(drawn.to(like))

    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        size = input.output_size(layer)
        values: Tensor = self.map
        if values.shape[2:] != size:
            values = functional.interpolate(values, size, mode="bilinear", align_corners=True)
        return scaled_and_bounded(values, self._offsets, self._spec)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        return (ParameterGroup((self.map,), self._spec.rate_factor),)

    def pull(self) -> Tensor | None:
        return largest_gradient(self.map, (slice(None), slice(None, self._offsets)))


class NoBranch(OffsetBranch):
    """The rigid grid: offsets that are 0 and stay so."""

    def __init__(self, numbers: Numbers, like: Tensor) -> None:
        """Device and dtype are taken from ``like``."""
        super().__init__()
        self._nothing = torch.zeros((1, numbers.total, 1, 1), dtype=like.dtype, device=like.device)

    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        return self._nothing.repeat(1, 1, *input.output_size(layer))

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        return ()

    def pull(self) -> Tensor | None:
        return None


def make_branch(
    spec: OffsetBranchSpec, numbers: Numbers, size: tuple[int, int], like: Tensor, generator: torch.Generator
) -> OffsetBranch:
    """Return the branch that ``spec`` describes, which gives ``numbers`` at each of (oh, ow) units.

    ``like`` is (1, C, H, W), an input as the layer reads it; ``generator`` is a CPU generator.
    """
    makers: dict[BranchKind, Callable[[], OffsetBranch]] = {
        "conv": lambda: ConvBranch(numbers, spec, like, generator),
        "position": lambda: PositionBranch(numbers, spec, like, generator),
        "free": lambda: FreeMap(numbers, spec, size, like, generator),
        "none": lambda: NoBranch(numbers, like),
    }
    return makers[spec.kind]()

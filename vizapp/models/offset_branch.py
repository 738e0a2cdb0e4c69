"""What gives a deformable layer its offsets: convolutions of the picture, a free map, or nothing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.offset_branch import BranchKind, OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_input import BRANCH_KERNEL, BranchInput

_HIDDEN_CHANNELS = 16


class Numbers(NamedTuple):
    """How many numbers a branch gives for each unit: first those of the offsets, then those of the mask."""

    offsets: int
    masks: int = 0

    @property
    def total(self) -> int:
        return self.offsets + self.masks


class OffsetBranch(nn.Module, ABC):
    """A module that gives the offsets of a layer, and with modulation what its masks are made of."""

    @abstractmethod
    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        """Return N numbers (1, N, oh, ow) for each unit of a layer of this geometry.

        The first are the offsets, dy before dx, in input pixels; any others are not bounded.
        """

    @abstractmethod
    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""

    @abstractmethod
    def pull(self) -> Tensor | None:
        """Return the largest gradient of what moves points directly, after a backward pass; None without any."""


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
        return _bounded(result, self._offsets, self._spec.bound)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        rate, bias_rate = self._spec.rate_factor, self._spec.rate_factor * self._spec.bias_rate
        others = (*self.weights, *self.biases[:-1])
        return ParameterGroup(others, rate), ParameterGroup((self.biases[-1],), bias_rate)

    def pull(self) -> Tensor | None:
        return _largest_gradient(self.biases[-1], slice(None, self._offsets))


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
        return _bounded(values, self._offsets, self._spec.bound)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        return (ParameterGroup((self.map,), self._spec.rate_factor),)

    def pull(self) -> Tensor | None:
        return _largest_gradient(self.map, (slice(None), slice(None, self._offsets)))


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
        "free": lambda: FreeMap(numbers, spec, size, like, generator),
        "none": lambda: NoBranch(numbers, like),
    }
    return makers[spec.kind]()


def _bounded(numbers: Tensor, offsets: int, bound: float | None) -> Tensor:
    """Return ``numbers`` (1, N, oh, ow), the first ``offsets`` of which do not exceed ``bound``."""
    if bound is None:
        return numbers
    if numbers.shape[1] == offsets:
        return bound * torch.tanh(numbers / bound)
    return torch.cat([bound * torch.tanh(numbers[:, :offsets] / bound), numbers[:, offsets:]], 1)


def _largest_gradient(parameter: Tensor, of: slice | tuple[slice, ...]) -> Tensor | None:
    return None if parameter.grad is None else parameter.grad[of].abs().max()

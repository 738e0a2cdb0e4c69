"""What every network of super-resolution is: convolutions at low resolution, and what enlarges their features."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.models.adam import ParameterGroup
from vizapp.ops import pixel_shuffle, pixel_unshuffle


class Scales(NamedTuple):
    """The scales of the network's input and output.

    The network reads (x − ``input_mean``) / ``input_deviation``, and its last convolution gives multiples of
    ``output_deviation``. Without scaling, for luma in 0 … 1, the first 200 steps were spent on finding the magnitude
    of the residual (gain after 100 steps, astronaut ×2: 0.0–0.2 dB; with scales 1.5 dB).
    """

    input_mean: float = 0.0
    input_deviation: float = 1.0
    output_deviation: float = 1.0


def make_convolution(in_channels: int, out_channels: int, size: int, generator: torch.Generator | None) -> nn.Conv2d:
    """Make a convolution that keeps the size, initialised as torch does but from ``generator``."""
    # Initialised twice, because skipping the first initialisation (skip_init) imports sympy, which is slow.
    layer = nn.Conv2d(in_channels, out_channels, size, padding=size // 2)
    initialise_as_torch(layer.weight, layer.bias, in_channels * size * size, generator)
    return layer


def initialise_as_torch(weight: Tensor, bias: Tensor | None, fan_in: int, generator: torch.Generator | None) -> None:
    """Draw the weights and biases of a convolution as torch does by default, but from ``generator``."""
    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
    assert bias is not None
    bound = 1 / math.sqrt(fan_in)
    nn.init.uniform_(bias, -bound, bound, generator=generator)


class EnlargingNetwork(nn.Module, ABC):
    """A network that computes, from a reduced map, what is to be added to its bicubic enlargement.

    Attributes:
        upscale_factor: r.
        scales: of the input and the output.
        reach: the radius of the receptive field, in low-resolution pixels.
        body_reach: that of the features.
    """

    reach: int
    body_reach: int

    def __init__(self, upscale_factor: int, scales: Scales) -> None:
        """Make a network without layers."""
        super().__init__()
        self.upscale_factor = upscale_factor
        self.scales = scales

    @property
    @abstractmethod
    def body(self) -> Sequence[nn.Module]:
        """The convolutions at low resolution whose results, each through ReLU, are the features."""

    @abstractmethod
    def channels(self, x: Tensor) -> Tensor:
        """Return r²·C channels (B, C·r², h, w), CRD order, for a low-resolution input (B, C, h, w).

        A network without a pixel shuffle has none: they are then the phases of what it gives.
        """

    @abstractmethod
    def residual_of(self, features: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        """Return the enlarged residual (B, C, h·r, w·r) for features (B, F, h, w).

        ``phase_order`` is as in ``pixel_shuffle``.
        """

    def forward(self, x: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        """Return the enlarged residual (B, C, h·r, w·r) for an input (B, C, h, w)."""
        return self.residual_of(self.features(x), phase_order)

    def features(self, x: Tensor) -> Tensor:
        """Return what the convolutions at low resolution make of an input (B, C, h, w)."""
        x = (x - self.scales.input_mean) / self.scales.input_deviation
        for layer in self.body:
            x = functional.relu(layer(x))
        return x

    def features_of_even(self, values: Tensor) -> Tensor:
        """Return the features (B, F) of maps (B, C, …) that hold one value in each channel, ``values`` (B, C).

        Without a border a convolution of such a map is the sum of its kernel, and no map has to be computed.
        """
        x = (values - self.scales.input_mean) / self.scales.input_deviation
        for layer in self.body:
            assert isinstance(layer, nn.Conv2d)
            x = functional.relu(functional.linear(x, layer.weight.sum((2, 3)), layer.bias))
        return x

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""
        return (ParameterGroup(tuple(self.parameters())),)


class BodyNetwork(EnlargingNetwork):
    """A network whose ``layers`` at low resolution are 5×5 and then 3×3 convolutions of one channel.

    They draw their weights before anything else, so that all networks that are drawn alike have the same.
    """

    def __init__(
        self, upscale_factor: int, features: Sequence[int], scales: Scales, generator: torch.Generator | None
    ) -> None:
        """Make as many layers as there are ``features``, the numbers of channels after each."""
        super().__init__(upscale_factor, scales)
        sizes = [5, *[3] * (len(features) - 1)]
        self.layers = nn.ModuleList(
            make_convolution(ins, outs, size, generator)
            for ins, outs, size in zip((1, *features), features, sizes, strict=False)
        )
        self.body_reach = sum(size // 2 for size in sizes)

    @property
    def body(self) -> Sequence[nn.Module]:
        return list(self.layers)


class HeadedNetwork(BodyNetwork):
    """A network that enlarges its features by something else than a pixel shuffle."""

    @abstractmethod
    def enlarged(self, features: Tensor) -> Tensor:
        """Return (B, 1, h·r, w·r), in units of the output's deviation, for ``features`` (B, F, h, w)."""

    def channels(self, x: Tensor) -> Tensor:
        return pixel_unshuffle(self(x), self.upscale_factor)

    def residual_of(self, features: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        r = self.upscale_factor
        residual = self.enlarged(features) * self.scales.output_deviation
        if phase_order is None or tuple(phase_order) == tuple(range(r * r)):
            return residual
        return pixel_shuffle(pixel_unshuffle(residual, r), r, phase_order=phase_order)

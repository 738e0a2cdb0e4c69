"""ESPCN, the network that introduced pixel shuffle: it computes at low resolution and enlarges in its last step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.models.adam import ParameterGroup
from vizapp.ops import pixel_shuffle


class Scales(NamedTuple):
    """The scales of the network's input and output.

    The network reads (x − ``input_mean``) / ``input_deviation``, and its last convolution gives multiples of
    ``output_deviation``. Without scaling, for luma in 0 … 1, the first 200 steps were spent on finding the magnitude
    of the residual (gain after 100 steps, astronaut ×2: 0.0–0.2 dB; with scales 1.5 dB).
    """

    input_mean: float = 0.0
    input_deviation: float = 1.0
    output_deviation: float = 1.0


def _convolution(in_channels: int, out_channels: int, size: int, generator: torch.Generator | None) -> nn.Conv2d:
    """Make a convolution that keeps the size, initialised as torch does but from ``generator``."""
    # Initialised twice, because skipping the first initialisation (skip_init) imports sympy, which is slow.
    layer = nn.Conv2d(in_channels, out_channels, size, padding=size // 2)
    assert layer.bias is not None
    nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5), generator=generator)
    bound = 1 / math.sqrt(in_channels * size * size)
    nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
    return layer


class ESPCN(nn.Module):
    """Three convolutions at low resolution, with ReLU between them, and a pixel shuffle.

    With the classic ``features=(64, 32)``, kernels 5-3-3, one channel and a factor of 3 it has 22,729 parameters. The
    paper has tanh where ReLU stands here. The result is meant as a residual, to be added to a bicubic enlargement.

    Source: Shi et al., Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional
    Neural Network, 2016, arXiv:1609.05158.
    """

    def __init__(
        self,
        upscale_factor: int,
        *,
        channels: int = 1,
        features: Sequence[int] = (64, 32),
        kernel_sizes: Sequence[int] = (5, 3, 3),
        scales: Scales = Scales(),  # noqa: B008  (immutable)
        generator: torch.Generator | None = None,
    ) -> None:
        """Make the network with torch's default initialisation of convolutions.

        Args:
            upscale_factor: r.
            channels: the number of channels of the input and of the output.
            features: the numbers of channels between the convolutions; one entry fewer than ``kernel_sizes``.
            kernel_sizes: the kernel sizes of the convolutions, all odd.
            scales: the scales of the input and the output.
            generator: the CPU generator of the initial weights; None takes torch's global one.

        Raises:
            ValueError: ``features`` and ``kernel_sizes`` do not fit each other, or a kernel size is even.
        """
        super().__init__()
        if len(kernel_sizes) != len(features) + 1 or any(size % 2 == 0 for size in kernel_sizes):
            raise ValueError(
                f"features are {tuple(features)} and kernel_sizes {tuple(kernel_sizes)}, but one kernel size more "
                "than features, all of them odd, was expected"
            )
        self.upscale_factor = upscale_factor
        self.scales = scales
        self.reach = sum(size // 2 for size in kernel_sizes)
        """The radius of the receptive field, in low-resolution pixels."""
        widths = (channels, *features, channels * upscale_factor**2)
        self.layers = nn.ModuleList(
            _convolution(ins, outs, size, generator)
            for ins, outs, size in zip(widths, widths[1:], kernel_sizes, strict=False)
        )

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters."""
        return (ParameterGroup(tuple(self.parameters())),)

    def channels(self, x: Tensor) -> Tensor:
        """Return the r²·C channels (B, C·r², h, w), CRD order, for a low-resolution input (B, C, h, w)."""
        x = (x - self.scales.input_mean) / self.scales.input_deviation
        for layer in self.layers[:-1]:
            x = functional.relu(layer(x))
        result: Tensor = self.layers[-1](x)
        return result * self.scales.output_deviation

    def forward(self, x: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        """Return the enlarged residual (B, C, h·r, w·r); ``phase_order`` is as in ``pixel_shuffle``."""
        return pixel_shuffle(self.channels(x), self.upscale_factor, phase_order=phase_order)

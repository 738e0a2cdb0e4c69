"""ESPCN, the network that introduced pixel shuffle: it computes at low resolution and enlarges in its last step."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from vizapp.models.enlarging import EnlargingNetwork, make_convolution
from vizapp.models.enlarging import Scales as Scales
from vizapp.ops import pixel_shuffle


class ESPCN(EnlargingNetwork):
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
        icnr: bool = False,
    ) -> None:
        """Make the network with torch's default initialisation of convolutions.

        Args:
            upscale_factor: r.
            channels: the number of channels of the input and of the output.
            features: the numbers of channels between the convolutions; one entry fewer than ``kernel_sizes``.
            kernel_sizes: the kernel sizes of the convolutions, all odd.
            scales: the scales of the input and the output.
            generator: the CPU generator of the initial weights; None takes torch's global one.
            icnr: whether the last convolution is initialised as :func:`initialise_icnr` does.

        Raises:
            ValueError: ``features`` and ``kernel_sizes`` do not fit each other, or a kernel size is even.
        """
        super().__init__(upscale_factor, scales)
        if len(kernel_sizes) != len(features) + 1 or any(size % 2 == 0 for size in kernel_sizes):
            raise ValueError(
                f"features are {tuple(features)} and kernel_sizes {tuple(kernel_sizes)}, but one kernel size more "
                "than features, all of them odd, was expected"
            )
        self.reach = sum(size // 2 for size in kernel_sizes)
        self.body_reach = self.reach - kernel_sizes[-1] // 2
        widths = (channels, *features, channels * upscale_factor**2)
        self.layers = nn.ModuleList(
            make_convolution(ins, outs, size, generator)
            for ins, outs, size in zip(widths, widths[1:], kernel_sizes, strict=False)
        )
        if icnr:
            initialise_icnr(self.layers[-1], upscale_factor)

    @property
    def body(self) -> Sequence[nn.Module]:
        return list(self.layers)[:-1]

    def channels(self, x: Tensor) -> Tensor:
        """Return the r²·C channels (B, C·r², h, w), CRD order, for a low-resolution input (B, C, h, w)."""
        return self._channels_of(self.features(x))

    def residual_of(self, features: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        return pixel_shuffle(self._channels_of(features), self.upscale_factor, phase_order=phase_order)

    def _channels_of(self, features: Tensor) -> Tensor:
        result: Tensor = self.layers[-1](features)
        return result * self.scales.output_deviation


@torch.no_grad()
def initialise_icnr(layer: nn.Module, upscale_factor: int) -> None:
    """Give the r² phases of each output channel of a convolution the weights and bias of the first of them.

    The channels are in CRD order, C·r² of them. Followed by a pixel shuffle the layer is at first a convolution and a
    nearest-neighbour enlargement, without a checkerboard.

    Source: Aitken et al., Checkerboard artifact free sub-pixel convolution, 2017, arXiv:1707.02937.
    """
    assert isinstance(layer, nn.Conv2d)
    phases = upscale_factor**2
    for parameter in (layer.weight, layer.bias):
        if parameter is not None:
            parameter.copy_(parameter[::phases].repeat_interleave(phases, 0))

"""A deformable convolution layer with a small convolution that predicts its offsets."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.ops import deform_conv2d

_HEAD_KERNEL = 3
_BIAS_RATE = 8.0


class PlacedOffsets(NamedTuple):
    """Placed offsets, which replace those of the layer's head.

    ``where`` is bool and ``values`` float, both (1, 2·K, oh, ow) in the layout of an offset map.
    """

    where: Tensor
    values: Tensor

    def apply(self, offset: Tensor) -> Tensor:
        """Return ``offset`` with the placed values filled in; no gradient flows through those."""
        return torch.where(self.where, self.values, offset)


class LayerResult(NamedTuple):
    """The result of a forward pass: ``output`` (1, O, oh, ow) and the ``offset`` (1, 2·K, oh, ow) used for it."""

    output: Tensor
    offset: Tensor


class DeformableLayer(nn.Module):
    """One deformable layer: offsets from a zero-initialised 3×3 convolution (the head), then the kernel.

    The padding is dilation·(k // 2), so that unit (oy, ox) lies at the pixel (oy·stride, ox·stride).

    The head reads the input standardised per channel (mean 0, deviation 1) and divided by the root of the head's
    fan-in: a weight then moves the points about as much as a bias does, for any range of a feature map. With raw
    values in [0, 1] all weights of a tap would push its points in the same direction at once, and the field would
    overshoot.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211.
    """

    kernel: Tensor

    def __init__(self, kernel: Tensor, *, stride: int = 1, dilation: int = 1) -> None:
        """Make the layer on the kernel's device.

        Args:
            kernel: (O, C, k, k) with k odd; it is not trained.
            stride: steps between units, in input pixels.
            dilation: steps between taps, in input pixels.

        Raises:
            ValueError: the kernel is not square or has an even size, or stride or dilation is below 1.
        """
        super().__init__()
        in_channels, height, width = kernel.shape[1:]
        if height != width or height % 2 == 0:
            raise ValueError(f"kernel has the shape {tuple(kernel.shape)}, but (O, C, k, k) with k odd was expected")
        self.geometry = ConvGeometry.aligned(height, stride, dilation)
        self.register_buffer("kernel", kernel.clone())
        offsets = 2 * height * width
        head_shape = (offsets, in_channels, _HEAD_KERNEL, _HEAD_KERNEL)
        self.head_weight = nn.Parameter(torch.zeros(head_shape, dtype=kernel.dtype, device=kernel.device))
        self.head_bias = nn.Parameter(torch.zeros(offsets, dtype=kernel.dtype, device=kernel.device))

    @property
    def taps(self) -> int:
        """K, the number of taps."""
        return self.geometry.taps

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors.

        The head's bias, which moves a tap equally at all units, learns eight times as fast as its weights, which make
        the field depend on the picture: the points then find a common shift before the field varies. At four times,
        some fields on a brick wall converged to a local minimum 0.2 px away.
        """
        return ParameterGroup((self.head_weight,)), ParameterGroup((self.head_bias,), _BIAS_RATE)

    def offsets(self, input: Tensor) -> Tensor:
        """Return the head's offsets (B, 2·K, oh, ow), in input pixels, for an input (B, C, H, W)."""
        return self.head(self.standardised(input))

    def head(self, standardised: Tensor) -> Tensor:
        """Return the offsets as :meth:`offsets` does, for an input that is already standardised."""
        stride, padding = self.geometry.stride, _HEAD_KERNEL // 2
        return functional.conv2d(standardised, self.head_weight, self.head_bias, stride, padding)

    def standardised(self, input: Tensor) -> Tensor:
        """Return the input (B, C, H, W) standardised for the head; a constant channel becomes 0."""
        mean = input.mean((2, 3), keepdim=True)
        deviation = input.std((2, 3), keepdim=True, correction=0)
        # The share of the mean prevents amplification of the rounding errors of a constant channel.
        scale = deviation + 1e-3 * mean.abs() + torch.finfo(input.dtype).tiny
        fan_in = input.shape[1] * _HEAD_KERNEL**2
        return (input - mean) / (scale * fan_in**0.5)

    def forward(self, input: Tensor, placed: PlacedOffsets | None = None) -> LayerResult:
        """Convolve ``input`` (1, C, H, W) with the head's offsets, replaced by the placed ones where there are any.

        Raises:
            ValueError: the offsets are not finite, or the input does not fit the kernel.
        """
        return self.read(input, self.offsets(input), placed)

    def read(self, input: Tensor, own: Tensor, placed: PlacedOffsets | None) -> LayerResult:
        """Convolve ``input`` as :meth:`forward` does, with the head's ``own`` offsets (1, 2·K, oh, ow) given."""
        offset = own if placed is None else placed.apply(own)
        return LayerResult(self.convolve(input, offset), offset)

    def convolve(self, input: Tensor, offset: Tensor) -> Tensor:
        """Return the convolution (B, O, oh, ow) of ``input`` read at ``offset`` (B, 2·K, oh, ow)."""
        geometry = self.geometry
        return deform_conv2d(
            input,
            offset,
            self.kernel,
            stride=geometry.stride,
            padding=geometry.padding,
            dilation=geometry.dilation,
        )

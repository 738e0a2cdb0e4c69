"""A deformable convolution layer with a small convolution that predicts its offsets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn

from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.head_input import HEAD_KERNEL, HeadInput
from vizapp.ops import deform_conv2d

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

    The head reads the input as :class:`.head_input.HeadInput` scales it.

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
        head_shape = (offsets, in_channels, HEAD_KERNEL, HEAD_KERNEL)
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
        """Return the head's offsets (1, 2·K, oh, ow), in input pixels, for an input (1, C, H, W)."""
        return self.head(HeadInput(input))

    def head(self, input: HeadInput) -> Tensor:
        """Return what :meth:`offsets` does, for an input that has been measured already."""
        return input.convolved(self.head_weight, self.head_bias, self.geometry.stride)

    def forward(self, input: Tensor, placed: PlacedOffsets | None = None) -> LayerResult:
        """Convolve ``input`` (1, C, H, W) with the head's offsets, replaced by the placed ones where there are any.

        Raises:
            ValueError: the offsets are not finite, or the input does not fit the kernel.
        """
        return self.read(partial(self.convolve, input), self.offsets(input), placed)

    def read(self, convolve: Callable[[Tensor], Tensor], own: Tensor, placed: PlacedOffsets | None) -> LayerResult:
        """Convolve as :meth:`forward` does, with the head's ``own`` offsets (1, 2·K, oh, ow) given.

        ``convolve`` returns the convolution of the input with the layer's kernel, read at offsets.
        """
        offset = own if placed is None else placed.apply(own)
        return LayerResult(convolve(offset), offset)

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

"""A deformable convolution of which nothing changes but the offsets."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.deformable import sums_channels_first
from vizapp.geometry import ConvGeometry
from vizapp.ops import deform_conv2d


class OffsetConvolution:
    """The deformable convolution of one input with one kernel, as a function of the offsets.

    Bilinear reading is linear in the input, so the channels can be summed before a tap is read as well as after it.
    Of many channels the kernel makes, once, what each tap adds to each output: K·O maps. From then on a tap is read
    in O maps instead of C channels. For 512 channels, 9 taps and 9 outputs that is a 57th of the reading, and of the
    memory for what is read; the numbers are the same, to rounding.
    """

    def __init__(self, input: Tensor, kernel: Tensor, geometry: ConvGeometry) -> None:
        """Sum the channels first where that takes less memory.

        Args:
            input: (1, C, H, W), finite; its gradient is not followed.
            kernel: (O, C, k, k) with k odd; likewise.
            geometry: as :meth:`ConvGeometry.aligned` makes it.
        """
        self._geometry = geometry
        self._input, self._kernel = input, kernel
        self._places: Tensor | None = None
        outputs, channels = kernel.shape[:2]
        if sums_channels_first(channels, outputs, geometry.stride[0]):
            self._input, self._kernel = _maps_of_taps(input, kernel), _sum_of_taps(outputs, geometry.taps).to(kernel)
            self._places = torch.from_numpy(geometry.rigid_points((0, 0))).to(input).reshape(1, -1, 1, 1)

    def __call__(self, offset: Tensor) -> Tensor:
        """Return the convolution (1, O, oh, ow) read at ``offset`` (1, 2·K, oh, ow), in input pixels.

        Raises:
            ValueError: the offsets are not finite, or their shape does not fit.
        """
        stride, padding, dilation = self._geometry.stride, self._geometry.padding, self._geometry.dilation
        if self._places is None:
            return deform_conv2d(self._input, offset, self._kernel, None, stride, padding, dilation)
        # Every tap is an offset group of its own, with the maps of that tap: a kernel of one pixel adds them up.
        return deform_conv2d(self._input, offset + self._places, self._kernel, stride=stride)


@torch.no_grad()
def _maps_of_taps(input: Tensor, kernel: Tensor) -> Tensor:
    """Return (1, K·O, H, W): what the kernel makes of every pixel, for each tap and, within it, each output."""
    weights = kernel.flatten(2).permute(2, 0, 1).flatten(0, 1)
    return functional.conv2d(input, weights[:, :, None, None])


def _sum_of_taps(outputs: int, taps: int) -> Tensor:
    """Return the kernel (O, K·O, 1, 1) that adds, for each output, the maps of all taps."""
    return torch.eye(outputs).repeat(1, taps)[:, :, None, None]

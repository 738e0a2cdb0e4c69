"""Where a deformable layer looks: how often each pixel of the input is read."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops import sampling_points

_gradient = torch.ops.aten.grid_sampler_2d_backward
_BILINEAR, _ZEROS_OUTSIDE = 0, 0
_FULL_SCALE = 2.0
"""How many times as often as on average a pixel is read that is drawn at the end of the scale."""


@torch.no_grad()
def reading_density(offset: Tensor, geometry: ConvGeometry, size: tuple[int, int]) -> Tensor:
    """Return how often each pixel is read, each reading divided among the four pixels around its point.

    Args:
        offset: (1, 2·G·K, oh, ow), in input pixels; finite.
        geometry: of the layer.
        size: (H, W) of the input.

    Returns:
        float32 (1, H, W): the sum over all points of the bilinear weights; what falls outside the input is left out.
    """
    height, width = size
    points = sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)
    counts = torch.zeros(1, 1, height, width, dtype=offset.dtype, device=offset.device)
    once = torch.ones(1, 1, *offset.shape[2:], dtype=offset.dtype, device=offset.device)
    bound = torch.tensor([height + 1, width + 1], dtype=offset.dtype, device=offset.device)[:, None, None]
    side = torch.tensor([width, height], dtype=offset.dtype, device=offset.device)
    # What bilinear reading takes from each pixel is what its gradient gives back to each. Tap by tap: what one needs
    # stays in the processor's cache.
    for tap_points in points[0].flatten(0, 1):
        near = torch.minimum(tap_points.clamp(min=-2), bound)
        grid = (2 * near.permute(1, 2, 0).flip(-1) + 1) / side - 1
        counts += _gradient(once, counts, grid[None], _BILINEAR, _ZEROS_OUTSIDE, False, [True, False])[0]
    return counts[0]


def density_scale(geometry: ConvGeometry) -> float:
    """Return how often a pixel is read that is drawn at the end of the scale: twice the average."""
    return _FULL_SCALE * geometry.taps / (geometry.stride[0] * geometry.stride[1])

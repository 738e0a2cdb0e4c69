"""Where a deformable layer looks: how often each pixel of the input is read."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops import sampling_points
from vizapp.value_picture import ValueRange
from vizapp.value_sample import sample_places

_gradient = torch.ops.aten.grid_sampler_2d_backward
_BILINEAR, _ZEROS_OUTSIDE = 0, 0
_SHOWN_SHARE = 0.95
"""The share of the pixels whose counts lie within the scale."""
_SAMPLE = 2**14
_LEAST_SHARE = 9
"""The scale reaches at least one part of so many of a plain convolution's count to either side."""


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


def density_range(counts: Tensor, geometry: ConvGeometry, offset_groups: int = 1) -> ValueRange:
    """Return the scale on which the counts of a layer differ: a plain convolution's count is in its middle.

    It holds nearly all counts, and no more than there is from none to twice a plain convolution's: a scale from none
    on has nearly one colour where most pixels are read alike. Its ends go by what one tap reads, so that they seldom
    change while points move.

    Args:
        counts: of :func:`reading_density`.
        geometry: of the layer.
        offset_groups: each of them reads with all taps.
    """
    stride_y, stride_x = geometry.stride
    plain = offset_groups * geometry.taps / (stride_y * stride_x)
    away = (counts - plain).abs().flatten()
    if len(away) > _SAMPLE:
        away = away[torch.from_numpy(sample_places(len(away), _SAMPLE)).to(away.device)]
    parts = max(geometry.taps, _LEAST_SHARE)
    step = plain / parts
    needed = math.ceil(float(torch.quantile(away.float(), _SHOWN_SHARE)) / step - 1e-3)
    reach = step * min(max(needed, math.ceil(parts / _LEAST_SHARE)), parts)
    return ValueRange(plain - reach, plain + reach)

"""Bilinear reading of an image at every tap of every unit, with gradients.

The work is done by ATen's bilinear grid sampler, which is vectorised where torchvision's CPU kernel is not.
Two things make its answers those of torchvision's kernel:

- The sampler takes normalised coordinates and turns them back into pixels. For most image sizes that round
  trip moves an integer position by a rounding error, which is enough to take the slope on the other side of
  the pixel, or to read something at a position that must read exactly 0. With `align_corners=False` and a
  power of two as the size the round trip is exact for integers, so the image is padded with zeros up to
  powers of two; outside the image zeros are what is read anyway.
- Coordinates are clamped to a place that is surely outside the image before they reach the sampler, which
  converts them to 32-bit integers.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from vizapp.geometry import ConvGeometry
from vizapp.ops.rigid_positions import rigid_columns, rigid_rows

# ATen's numbers for the sampler's modes.
_BILINEAR = 0
_ZEROS = 0
# The image spans [-1, 1] in normalised coordinates; ±3 is more than a pixel away from it, whatever its size.
_SURELY_OUTSIDE = 3.0


def sample_taps(image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> Tensor:
    """Read an image at the sampling points of a deformable convolution.

    Args:
        image: (B, C, H, W).
        offset: (B, 2·G·kh·kw, oh, ow) in input pixels, dy before dx, all finite; G divides C.
        geometry: the convolution's geometry.
        tap_major: the order of the result's axes, and of the work: the sampler gives each thread whole
            images, so a single image is spread over the threads tap by tap.

    Returns:
        The values read, (B, G, kh·kw, C/G, oh·ow) if `tap_major`, otherwise (B, G, C/G, kh·kw, oh·ow). They
        can be differentiated once, with respect to image and offset; at integer positions the slope is the
        right-hand one.
    """
    sampled: Tensor = _SampleTaps.apply(image, offset, geometry, tap_major)
    return sampled


class _SampleTaps(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> Tensor:
        batch, channels, height, width = image.shape
        out_height, out_width = offset.shape[2:]
        taps = geometry.taps
        groups = offset.shape[1] // (2 * taps)
        points = out_height * out_width

        padded = _pad_to_powers_of_two(image.reshape(batch * groups, channels // groups, height, width))
        grid = _normalised_points(offset, geometry, padded.shape[2], padded.shape[3])
        if tap_major:
            # One copy of the image per tap, which costs nothing when there is a single image.
            padded = padded[:, None].expand(-1, taps, -1, -1, -1).flatten(0, 1)
            grid = grid.view(batch * groups * taps, 2, out_height, out_width).permute(0, 2, 3, 1)
        else:
            grid = grid.view(batch * groups, taps, 2, points).permute(0, 1, 3, 2)
        # The grid's first coordinate runs along the sampler's width. Ours are (y, x): hand over a transposed image.
        sampled = torch.ops.aten.grid_sampler_2d(padded.transpose(2, 3), grid, _BILINEAR, _ZEROS, False)
        ctx.save_for_backward(padded, grid)
        ctx.image_shape, ctx.offset_shape = image.shape, offset.shape
        ctx.taps, ctx.tap_major = taps, tap_major
        if tap_major:
            return sampled.view(batch, groups, taps, channels // groups, points)
        return sampled.view(batch, groups, channels // groups, taps, points)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad_sampled: Tensor) -> tuple[Tensor | None, Tensor | None, None, None]:
        padded, grid = ctx.saved_tensors
        batch, channels, height, width = ctx.image_shape
        out_height, out_width = ctx.offset_shape[2:]
        groups, taps = grad_sampled.shape[1], ctx.taps
        needs_image, needs_offset = ctx.needs_input_grad[:2]

        grad_padded, grad_grid = torch.ops.aten.grid_sampler_2d_backward(
            grad_sampled.reshape(grid.shape[0], padded.shape[1], grid.shape[1], grid.shape[2]),
            padded.transpose(2, 3),
            grid,
            _BILINEAR,
            _ZEROS,
            False,
            [needs_image, needs_offset],
        )
        grad_image = grad_offset = None
        if needs_image:
            per_group = grad_padded.transpose(2, 3)[:, :, :height, :width]
            if ctx.tap_major:
                per_group = per_group.unflatten(0, (batch * groups, taps)).sum(1)
            grad_image = per_group.reshape(batch, channels, height, width)
        if needs_offset:
            grad_offset = grad_grid.new_empty(ctx.offset_shape)
            by_tap = grad_grid.view(batch, groups * taps, out_height, out_width, 2)
            for axis, size in enumerate(padded.shape[2:]):
                torch.mul(by_tap[..., axis], 2 / size, out=grad_offset[:, axis::2])
        return grad_image, grad_offset, None, None


def _pad_to_powers_of_two(image: Tensor) -> Tensor:
    """Return (N, C, H', W') with H' and W' the next powers of two: zeros below and to the right.

    The channels are innermost in memory: then a neighbour is one stretch of memory, not C scattered places.
    """
    count, channels, height, width = image.shape
    padded_height, padded_width = (1 << (size - 1).bit_length() for size in (height, width))
    padded = image.new_zeros(count, padded_height, padded_width, channels).permute(0, 3, 1, 2)
    padded[:, :, :height, :width] = image
    return padded


def _normalised_points(offset: Tensor, geometry: ConvGeometry, height: int, width: int) -> Tensor:
    """Return the sampling points as the sampler wants them, (B·G, kh, kw, 2, oh, ow).

    Pixel p of a side of S pixels is (2p + 1)/S − 1. The rigid grid is scaled first and stays small, so that
    the map of offsets is read once and the map of points written once.
    """
    out_height, out_width = offset.shape[2:]
    kernel_height, kernel_width = geometry.kernel_size
    maps = offset.shape[0] * offset.shape[1] // (2 * geometry.taps)
    pairs = offset.reshape(maps, kernel_height, kernel_width, 2, out_height, out_width)
    rows = rigid_rows(geometry, out_height, offset.dtype, offset.device).mul_(2).add_(1).div_(height).sub_(1)
    columns = rigid_columns(geometry, out_width, offset.dtype, offset.device).mul_(2).add_(1).div_(width).sub_(1)
    points = torch.empty_like(pairs, memory_format=torch.contiguous_format)
    torch.add(rows[:, None, :, None], pairs[:, :, :, 0], alpha=2 / height, out=points[:, :, :, 0])
    torch.add(columns[:, None, :], pairs[:, :, :, 1], alpha=2 / width, out=points[:, :, :, 1])
    return points.clamp_(-_SURELY_OUTSIDE, _SURELY_OUTSIDE)

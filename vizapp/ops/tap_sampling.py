"""Bilinear reading of an image at every tap of every unit, and the gradients of that.

The work is done by ATen's bilinear grid sampler, which is vectorised where torchvision's CPU kernel is not.
Three things make its answers those of torchvision's kernel:

- The sampler takes normalised coordinates and turns them back into pixels. For most image sizes that round
  trip moves an integer position by a rounding error, which is enough to take the slope on the other side of
  the pixel, or to read something at a position that must read exactly 0. With `align_corners=False` and a
  power of two as the size the round trip is exact for integers, so the image is padded with zeros up to
  powers of two; outside the image zeros are what is read anyway.
- Coordinates are clamped to a place that is surely outside the image before they reach the sampler, which
  converts them to 32-bit integers.
- At exactly −1 the sampler gives the edge pixel the weight 0, and 0 times infinity is NaN where 0 is to be read.
  Only where a pixel in the first row or column is not finite are the points in question looked for.

The functions here do not use autograd: `vizapp.ops.registered` registers them as operators, and
`vizapp.ops.tap_function` defines the derivatives.
"""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops.rigid_positions import rigid_columns, rigid_rows

# ATen's numbers for the sampler's modes.
_BILINEAR = 0
_ZEROS = 0
# The image spans [-1, 1] in normalised coordinates; ±3 is more than a pixel away from it, whatever its size.
_SURELY_OUTSIDE = 3.0


class Reading(NamedTuple):
    """What reading at every tap gives."""

    values: Tensor
    """(B, G, kh·kw, C/G, oh·ow) if taps come first, otherwise (B, G, C/G, kh·kw, oh·ow)."""
    padded: Tensor
    """(B·G, C/G, H', W'), the image as the sampler reads it; kept for the gradients."""
    points: Tensor
    """(B·G, kh·kw, 2, oh, ow), the points in the sampler's coordinates; kept for the gradients."""


def empty_reading(image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> Reading:
    """Return memory for what `read_taps` returns, in the same shapes and strides."""
    shape = _values_shape(image, offset, geometry, tap_major)
    maps, channels = shape[0] * shape[1], image.shape[1] // shape[1]
    padded = image.new_empty(maps, *_powers_of_two(image), channels).permute(0, 3, 1, 2)
    points = offset.new_empty(maps, geometry.taps, 2, *offset.shape[2:])
    return Reading(image.new_empty(shape), padded, points)


def read_taps(image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> Reading:
    """Read an image at the sampling points of a deformable convolution.

    Args:
        image: (B, C, H, W).
        offset: (B, 2·G·kh·kw, oh, ow) in input pixels, dy before dx, all finite; G divides C.
        geometry: the convolution's geometry.
        tap_major: the order of the result's axes, and of the work: the sampler gives each thread whole
            images, so a single image is spread over the threads tap by tap.
    """
    shape = _values_shape(image, offset, geometry, tap_major)
    padded, points = _padded(image, shape[1]), _normalised_points(image, offset, geometry)
    read_at = points
    if not _edges_are_finite(image):
        at_edge_y, at_edge_x = _at_minus_one(points, padded)
        read_at = points.masked_fill((at_edge_y | at_edge_x)[:, :, None], -_SURELY_OUTSIDE)
    per_map, grid = _for_the_sampler(padded, read_at, tap_major)
    sampled: Tensor = torch.ops.aten.grid_sampler_2d(per_map, grid, _BILINEAR, _ZEROS, False)
    return Reading(sampled.view(shape), padded, points)


def read_taps_gradients(
    grad_values: Tensor,
    image: Tensor,
    offset: Tensor,
    padded: Tensor,
    points: Tensor,
    tap_major: bool,
    needs_image: bool,
    needs_offset: bool,
) -> tuple[Tensor, Tensor]:
    """Return the gradients of the values of `read_taps` with respect to image and offset.

    Args:
        grad_values: the gradient of the values, in their shape.
        image, offset, tap_major: as they were given to `read_taps`.
        padded, points: what it returned next to the values.
        needs_image, needs_offset: which gradients are wanted.

    Returns:
        The gradients in the shapes of image and offset, each contiguous; one that is not wanted has no elements. At
        integer positions the offset's is the right-hand difference, also at exactly −1.
    """
    batch, channels, height, width = image.shape
    per_map, grid = _for_the_sampler(padded, points, tap_major)
    grad_padded, grad_grid = torch.ops.aten.grid_sampler_2d_backward(
        grad_values.reshape(per_map.shape[0], per_map.shape[1], grid.shape[1], grid.shape[2]),
        per_map,
        grid,
        _BILINEAR,
        _ZEROS,
        False,
        [needs_image, needs_offset],
    )
    grad_image, grad_offset = image.new_empty(0), offset.new_empty(0)
    if needs_image:
        per_group = grad_padded.transpose(2, 3)[:, :, :height, :width]
        if tap_major:
            per_group = per_group.unflatten(0, points.shape[:2]).sum(1)
        grad_image = per_group.reshape(batch, channels, height, width).contiguous()
    if needs_offset:
        by_tap = grad_grid.view(*points.shape[:2], *points.shape[3:], 2)
        if not _edges_are_finite(image):
            # At an edge that reads 0 the slope along the edge is 0; only the slope across it remains.
            at_edge_y, at_edge_x = _at_minus_one(points, padded)
            by_tap[..., 0].masked_fill_(at_edge_x, 0)
            by_tap[..., 1].masked_fill_(at_edge_y, 0)
        by_axis = torch.empty_like(points)
        for axis, size in enumerate(padded.shape[2:]):
            torch.mul(by_tap[..., axis], 2 / size, out=by_axis[:, :, axis])
        grad_offset = by_axis.view(offset.shape)
    return grad_image, grad_offset


def _values_shape(image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> tuple[int, ...]:
    taps = geometry.taps
    groups = offset.shape[1] // (2 * taps)
    channels = image.shape[1] // groups
    inner = (taps, channels) if tap_major else (channels, taps)
    return (image.shape[0], groups, *inner, offset.shape[2] * offset.shape[3])


def _padded(image: Tensor, groups: int) -> Tensor:
    """Return the image, (B·G, C/G, H', W'), with H' and W' the next powers of two: zeros below and to the right.

    The channels are innermost in memory: then a neighbour is one stretch of memory, not C scattered places.
    """
    batch, channels, height, width = image.shape
    per_group = image.reshape(batch * groups, channels // groups, height, width)
    padded_height, padded_width = _powers_of_two(image)
    padded = image.new_zeros(batch * groups, padded_height, padded_width, channels // groups).permute(0, 3, 1, 2)
    padded[:, :, :height, :width] = per_group
    return padded


def _powers_of_two(image: Tensor) -> tuple[int, int]:
    height, width = (1 << (size - 1).bit_length() for size in image.shape[2:])
    return height, width


def _normalised_points(image: Tensor, offset: Tensor, geometry: ConvGeometry) -> Tensor:
    """Return the sampling points as the sampler wants them, (B·G, kh·kw, 2, oh, ow).

    Pixel p of a side of S pixels is (2p + 1)/S − 1. The rigid grid is scaled first and stays small, so that
    the map of offsets is read once and the map of points written once.
    """
    height, width = _powers_of_two(image)
    out_height, out_width = offset.shape[2:]
    kernel_height, kernel_width = geometry.kernel_size
    maps = offset.shape[0] * offset.shape[1] // (2 * geometry.taps)
    pairs = offset.reshape(maps, kernel_height, kernel_width, 2, out_height, out_width)
    rows, columns = _normalised_grid(geometry, (out_height, out_width), (height, width), offset.dtype, offset.device)
    points = torch.empty_like(pairs, memory_format=torch.contiguous_format)
    torch.add(rows, pairs[:, :, :, 0], alpha=2 / height, out=points[:, :, :, 0])
    torch.add(columns, pairs[:, :, :, 1], alpha=2 / width, out=points[:, :, :, 1])
    return points.clamp_(-_SURELY_OUTSIDE, _SURELY_OUTSIDE).flatten(1, 2)


@functools.lru_cache(maxsize=8)
def _normalised_grid(
    geometry: ConvGeometry,
    output_size: tuple[int, int],
    padded_size: tuple[int, int],
    dtype: torch.dtype,
    device: torch.device,
) -> tuple[Tensor, Tensor]:
    """Return rows (kh, 1, oh, 1) and columns (kw, 1, ow) of the rigid grid in the sampler's coordinates.

    They are kept, since for a small map the two dozen operations that make them count.
    """
    rows = rigid_rows(geometry, output_size[0], dtype, device)[:, None, :, None]
    columns = rigid_columns(geometry, output_size[1], dtype, device)[:, None, :]
    return (rows * 2 + 1) / padded_size[0] - 1, (columns * 2 + 1) / padded_size[1] - 1


def _for_the_sampler(padded: Tensor, points: Tensor, tap_major: bool) -> tuple[Tensor, Tensor]:
    """Return what the sampler takes: images (N, C/G, W', H') and a grid (N, ·, ·, 2).

    The grid's first coordinate runs along the sampler's width. Ours are (y, x): it gets transposed images.
    """
    maps, taps, _, out_height, out_width = points.shape
    if tap_major:
        # One copy of the image per tap, which costs nothing when there is a single image.
        padded = padded[:, None].expand(-1, taps, -1, -1, -1).flatten(0, 1)
        grid = points.flatten(0, 1).permute(0, 2, 3, 1)
    else:
        grid = points.view(maps, taps, 2, out_height * out_width).permute(0, 1, 3, 2)
    return padded.transpose(2, 3), grid


def _edges_are_finite(image: Tensor) -> bool:
    """Return whether all pixels of the first row and column, the neighbours of points at exactly −1, are finite."""
    edges = (image[:, :, 0].sum() + image[:, :, :, 0].sum()).item()
    # A sum of finite numbers can overflow; the only effect is a superfluous search for points at −1.
    return math.isfinite(edges)


def _at_minus_one(points: Tensor, padded: Tensor) -> tuple[Tensor, Tensor]:
    """Return which points (B·G, kh·kw, 2, oh, ow) lie at exactly y = −1 and at exactly x = −1."""
    height, width = padded.shape[2:]
    return points[:, :, 0] == -1 - 1 / height, points[:, :, 1] == -1 - 1 / width

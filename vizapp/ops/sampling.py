"""Where a deformable convolution reads: sampling points, and the four pixels behind each of them.

Positions are (y, x) in input pixels, integers being pixel centres. The points here are those that
`vizapp.ops.deform_conv2d` reads, for the same arguments.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.integers import check_int, check_int_pair
from vizapp.ops.checks import check_finite, check_floating, check_tensor, shape_of
from vizapp.ops.rigid_positions import rigid_map

# Beyond this a float no longer fits the integers that positions are given in.
_FARTHEST_PIXEL = 2.0**62


class BilinearNeighbours(NamedTuple):
    """The four pixels around each point: upper left, upper right, lower left, lower right.

    A value is the sum of `weights` times the pixels at `positions_yx`, over those that are `inside`.
    """

    positions_yx: Tensor
    """(…, 4, 2), int64, (y, x); also where the neighbour lies outside the image."""
    weights: Tensor
    """(…, 4), in the dtype of the points; 0 outside the image, without renormalisation of the others."""
    inside: Tensor
    """(…, 4), bool: whether the neighbour is a pixel of the image."""


def rigid_grid(
    output_size: tuple[int, int],
    kernel_size: int | tuple[int, int],
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    *,
    dtype: torch.dtype = torch.float32,
    device: torch.device | str = "cpu",
) -> Tensor:
    """Return where a plain convolution reads: the sampling points without their offsets.

    Args:
        output_size: (oh, ow), the number of units.
        kernel_size, stride, padding, dilation: the convolution's geometry, ints or (vertical, horizontal).
        dtype: of the result.
        device: of the result.

    Returns:
        (kh·kw, 2, oh, ow), (y, x) in input pixels: y = oy·stride − padding + i·dilation for tap k = i·kw + j.

    Raises:
        ValueError: if an argument is not as described.
    """
    geometry = ConvGeometry.checked(kernel_size, stride, padding, dilation)
    oh, ow = check_int_pair("output_size", output_size, 0)
    return rigid_map(geometry, oh, ow, dtype, torch.device(device))


def sampling_points(
    offset: Tensor,
    kernel_size: int | tuple[int, int],
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
) -> Tensor:
    """Turn offsets into the positions that they lead to.

    Args:
        offset: (B, 2·G·kh·kw, oh, ow) in input pixels; channel 2·(g·kh·kw + k) is dy of tap k in offset group
            g, the next one is dx. NaN and infinity pass through, so that a picture can show them.
        kernel_size, stride, padding, dilation: the convolution's geometry, ints or (vertical, horizontal).

    Returns:
        (B, G, kh·kw, 2, oh, ow), (y, x) in input pixels, differentiable with respect to the offsets.

    Raises:
        ValueError: if an argument is not as described.
    """
    geometry = ConvGeometry.checked(kernel_size, stride, padding, dilation)
    check_tensor("offset", offset, "B, 2·G·kh·kw, oh, ow")
    check_floating("offset", offset)
    pairs = 2 * geometry.taps
    if offset.shape[1] == 0 or offset.shape[1] % pairs:
        raise ValueError(
            f"offset has the shape {shape_of(offset)}, but a multiple of {pairs} channels was expected for a kernel "
            f"of {geometry.kernel_size[0]}×{geometry.kernel_size[1]}"
        )
    groups = offset.shape[1] // pairs
    oh, ow = offset.shape[2:]
    grid = rigid_map(geometry, oh, ow, offset.dtype, offset.device)
    return offset.unflatten(1, (groups, geometry.taps, 2)) + grid


def offsets_from_points(
    points_yx: Tensor,
    kernel_size: int | tuple[int, int],
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
) -> Tensor:
    """Turn positions back into the offsets that lead to them: the inverse of `sampling_points`.

    Args:
        points_yx: (B, G, kh·kw, 2, oh, ow), (y, x) in input pixels.
        kernel_size, stride, padding, dilation: the convolution's geometry, ints or (vertical, horizontal).

    Returns:
        (B, 2·G·kh·kw, oh, ow) in input pixels, differentiable with respect to the points.

    Raises:
        ValueError: if an argument is not as described.
    """
    geometry = ConvGeometry.checked(kernel_size, stride, padding, dilation)
    check_tensor("points_yx", points_yx, "B, G, kh·kw, 2, oh, ow")
    check_floating("points_yx", points_yx)
    if points_yx.shape[2:4] != (geometry.taps, 2):
        raise ValueError(
            f"points_yx has the shape {shape_of(points_yx)}, but (B, G, {geometry.taps}, 2, oh, ow) was expected"
        )
    oh, ow = points_yx.shape[4:]
    return (points_yx - rigid_map(geometry, oh, ow, points_yx.dtype, points_yx.device)).flatten(1, 3)


def bilinear_neighbours(points_yx: Tensor, height: int, width: int) -> BilinearNeighbours:
    """Return the four pixels that each point is interpolated from, and their weights.

    Outside the image the operator reads zeros: a point in the rim, less than one pixel outside, is blended
    with them, and one at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W has no weight left.

    Args:
        points_yx: (…, 2), (y, x) in input pixels, all finite.
        height, width: H and W of the image.

    Returns:
        A `BilinearNeighbours`; the weights are differentiable with respect to the points.

    Raises:
        ValueError: if an argument is not as described, or a point is not finite.
    """
    check_tensor("points_yx", points_yx)
    check_floating("points_yx", points_yx)
    if points_yx.dim() < 1 or points_yx.shape[-1] != 2:
        raise ValueError(f"points_yx has the shape {shape_of(points_yx)}, but (…, 2) was expected")
    check_int("height", height, 1)
    check_int("width", width, 1)
    check_finite("points_yx", points_yx)

    corner = points_yx.detach().floor()
    fraction = points_yx - corner
    steps = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], device=points_yx.device)
    whole = corner.float() if corner.dtype == torch.float16 else corner  # float16 does not reach the bounds
    positions = whole.clamp(-_FARTHEST_PIXEL, _FARTHEST_PIXEL).long()[..., None, :] + steps
    size = torch.tensor([height, width], device=points_yx.device)
    inside = ((positions >= 0) & (positions < size)).all(-1)
    shares = torch.where(steps == 1, fraction[..., None, :], 1 - fraction[..., None, :])
    weights = shares[..., 0] * shares[..., 1] * inside
    return BilinearNeighbours(positions, weights, inside)

"""The second derivative of the reading at every tap, from operations that autograd can differentiate once more."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops.rigid_positions import rigid_map


def slope_gradients(
    grad_values: Tensor, image: Tensor, offset: Tensor, geometry: ConvGeometry, direction: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Differentiate the offset's gradient, projected on a direction.

    The offset's gradient at one point is Σ over channels of g·(∂v/∂y, ∂v/∂x) for the value v that is read there.
    Bilinear interpolation is linear along each axis, so the only second derivative of v is the mixed one. It is
    slower than the first derivative and takes more memory: the four pixels around every point are gathered.

    Args:
        grad_values: g, (B, G, C/G, kh·kw, oh·ow).
        image, offset, geometry: as in `vizapp.ops.tap_sampling.read_taps`.
        direction: in the shape of the offset.

    Returns:
        The gradients with respect to `grad_values`, `image` and `offset`, in their shapes.
    """
    batch, channels, height, width = image.shape
    taps = geometry.taps
    maps = offset.shape[0] * offset.shape[1] // (2 * taps)
    units = offset.shape[2] * offset.shape[3]

    g = grad_values.reshape(maps, channels * batch // maps, taps, units)
    rigid = rigid_map(geometry, offset.shape[2], offset.shape[3], offset.dtype, offset.device)
    along_y, along_x = direction.reshape(maps, taps, 2, units).unbind(2)
    # Clamped to positions that are still outside the image and fit an integer type.
    points = (offset.reshape(maps, taps, 2, *offset.shape[2:]) + rigid).flatten(3)
    y, x = (points[:, :, axis].clamp(-2, size + 1) for axis, size in enumerate((height, width)))

    flat = image.reshape(maps, -1, height * width)
    grad_flat = torch.zeros_like(flat)
    slope = torch.zeros_like(g)
    mixed = torch.zeros_like(g)
    for (row, share_y, step_y), (column, share_x, step_x) in _neighbours(y, x):
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        index = torch.where(inside, row * width + column, 0)[:, None].expand(g.shape).flatten(2)
        pixels = torch.where(inside[:, None], flat.gather(2, index).reshape(g.shape), 0)
        change = (along_y * step_y * share_x + along_x * share_y * step_x)[:, None]
        slope = slope + change * pixels
        mixed = mixed + step_y * step_x * pixels
        grad_flat = grad_flat.scatter_add(2, index, torch.where(inside[:, None], g * change, 0).flatten(2))
    twist = (g * mixed).sum(1)
    grad_offset = torch.stack([twist * along_x, twist * along_y], 2)
    return slope.reshape(grad_values.shape), grad_flat.reshape(image.shape), grad_offset.reshape(offset.shape)


_Neighbour = tuple[Tensor, Tensor, int]


def _neighbours(y: Tensor, x: Tensor) -> Iterator[tuple[_Neighbour, _Neighbour]]:
    """Yield for each of the four pixels around the points its row and its column, both with weight and its slope."""
    top, left = y.detach().floor(), x.detach().floor()
    for row, share_y, step_y in ((top, 1 - (y - top), -1), (top + 1, y - top, 1)):
        for column, share_x, step_x in ((left, 1 - (x - left), -1), (left + 1, x - left, 1)):
            yield (row.long(), share_y, step_y), (column.long(), share_x, step_x)

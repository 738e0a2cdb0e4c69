"""Who reads a pixel: the units one of whose points lies so near to it that its value counts in theirs."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.protocol.requests import MAX_READERS
from vizapp.protocol.unit_answers import Readers


@torch.no_grad()
def find_readers(pixel_yx: Position, offset: Tensor, geometry: ConvGeometry, mask: Tensor | None = None) -> Readers:
    """Return the units that read a pixel of the input.

    Points are computed as the operator does, in the precision of the offsets: a unit counts exactly where its point
    has a bilinear share of the pixel, however small it is.

    Args:
        pixel_yx: (y, x), a pixel of the input.
        offset: (1, 2·G·K, oh, ow), in input pixels; finite.
        geometry: of the layer.
        mask: (1, G·K, oh, ow), or None if nothing is modulated.
    """
    (_, channels, height, width), (y, x) = offset.shape, pixel_yx
    strength = torch.zeros(height, width, dtype=offset.dtype, device=offset.device)
    reads = torch.zeros(height, width, dtype=torch.bool, device=offset.device)
    down = torch.arange(height, dtype=offset.dtype, device=offset.device)[:, None]
    across = torch.arange(width, dtype=offset.dtype, device=offset.device)
    for point in range(channels // 2):
        i, j = geometry.tap_place(point % geometry.taps)
        below = offset[0, 2 * point] + geometry.position(0, down, i) - y
        # Few points are near enough to the pixel's row; only of those the column matters.
        rows, columns = (below.abs() < 1).nonzero(as_tuple=True)
        beside = offset[0, 2 * point + 1][rows, columns] + geometry.position(1, across, j)[columns] - x
        near = beside.abs() < 1
        rows, columns = rows[near], columns[near]
        share = (1 - below[rows, columns].abs()) * (1 - beside[near].abs())
        strength[rows, columns] += share if mask is None else share * mask[0, point][rows, columns].abs()
        reads[rows, columns] = True
    units = reads.nonzero()
    strengths = strength[units[:, 0], units[:, 1]].float().cpu().numpy()
    found = units.to(torch.int32).cpu().numpy()
    order = np.argsort(-strengths, kind="stable")[:MAX_READERS]
    return Readers(
        pixel_yx,
        units_yx=np.ascontiguousarray(found[order]),
        strength=np.ascontiguousarray(strengths[order]),
        count=len(found),
        farthest_yx=_farthest(found, pixel_yx, geometry),
        plain_count=plain_readers(pixel_yx, geometry, (offset.shape[2], offset.shape[3])),
    )


def plain_readers(pixel_yx: Position, geometry: ConvGeometry, output_size: tuple[int, int]) -> int:
    """Return how many units of the plain convolution read a pixel: kh·kw where stride is 1 and no edge is near.

    Args:
        pixel_yx: (y, x), a pixel of the input.
        geometry: of the convolution.
        output_size: (oh, ow), the number of units.
    """
    count = 1
    for axis, units in enumerate(output_size):
        # Row i of the kernel of unit u reads u·stride − padding + i·dilation.
        places = np.arange(geometry.kernel_size[axis]) * geometry.dilation[axis]
        unit, rest = np.divmod(pixel_yx[axis] + geometry.padding[axis] - places, geometry.stride[axis])
        count *= int(((rest == 0) & (unit >= 0) & (unit < units)).sum())
    return count


def _farthest(units: np.ndarray, pixel_yx: Position, geometry: ConvGeometry) -> Position | None:
    """Return the one of the units (n, 2) whose kernel's middle is farthest from a pixel; of several, the first."""
    if not len(units):
        return None
    middles = units * np.array(geometry.stride) + geometry.centre_shift
    y, x = units[int(np.hypot(*(middles - pixel_yx).T).argmax())].tolist()
    return y, x

"""Who reads a pixel: the units one of whose points lies so near to it that its value counts in theirs."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.ops import sampling_points
from vizapp.protocol.answers import Readers
from vizapp.protocol.requests import MAX_READERS


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
    points = sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)
    pixel = torch.tensor(pixel_yx, dtype=offset.dtype, device=offset.device)[:, None, None]
    strength = torch.zeros(offset.shape[2:], dtype=offset.dtype, device=offset.device)
    reads = torch.zeros(offset.shape[2:], dtype=torch.bool, device=offset.device)
    # Tap by tap: what one needs stays in the processor's cache.
    for number, tap_points in enumerate(points[0].flatten(0, 1)):
        shares = (1 - (tap_points - pixel).abs_()).clamp_(min=0)
        reads |= (shares > 0).all(0)
        share = shares[0] * shares[1]
        strength += share if mask is None else share * mask[0, number].abs()
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

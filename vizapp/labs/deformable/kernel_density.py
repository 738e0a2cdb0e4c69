"""How far a deformable layer reaches: where its points lie around the middle of the kernel, over all units."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.protocol.offset_answers import KERNEL_BINS, KernelDensity
from vizapp.value_sample import sample_places

_FRAMES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""The reaches of frames, in px, times powers of ten: steps, so that the frame seldom changes while points move."""
_REACHED_BY = 0.98
"""The share of the points that the frame is for: a few stray ones must not make all others one spot."""
_SAMPLE = 2**14
_LARGEST_FRAME = 1e6


@torch.no_grad()
def kernel_density(offset: Tensor, geometry: ConvGeometry, group: int) -> KernelDensity:
    """Return how often each tap of an offset group reads where, relative to the middle of the kernel.

    Args:
        offset: (1, 2·G·K, oh, ow), in input pixels; a point with a part that is not finite lies nowhere.
        geometry: of the layer.
        group: the offset group; one that the layer does not have counts as the first.
    """
    pairs = offset[0].unflatten(0, (-1, geometry.taps, 2))
    group = group if group < len(pairs) else 0
    directions = torch.tensor([geometry.tap_direction(tap) for tap in range(geometry.taps)])
    rigid = directions.to(offset) * torch.tensor(geometry.dilation).to(offset)
    # (K, 2, n): where each tap reads, for every unit.
    places = pairs[group].flatten(2) + rigid[..., None]
    frame = _frame(places, rigid)
    cells = (places + frame).mul_(KERNEL_BINS / (2 * frame))
    # As in a histogram, what lies on the far edge belongs to the last cell.
    broken = int((~places.isfinite()).any(1).sum())
    inside = ((cells >= 0) & (cells <= KERNEL_BINS)).all(1)
    row, column = cells.nan_to_num_(0.0).clamp_(0, KERNEL_BINS - 1).long().unbind(1)
    taps = torch.arange(geometry.taps, device=offset.device)[:, None]
    numbers = ((taps * KERNEL_BINS + row) * KERNEL_BINS + column)[inside]
    counts = torch.bincount(numbers, minlength=geometry.taps * KERNEL_BINS**2)
    shaped = counts.reshape(geometry.taps, KERNEL_BINS, KERNEL_BINS).cpu().numpy().astype(np.int32)
    return KernelDensity(group, frame, shaped, inside.numel() - int(inside.sum()) - broken, broken)


def _frame(places: Tensor, rigid: Tensor) -> float:
    """Return how far the frame reaches from the middle, up, down, left and right, in input pixels.

    Args:
        places: (K, 2, n), where the taps read.
        rigid: (K, 2), where they would without offsets.
    """
    farther = places.abs().amax(1).flatten()
    if len(farther) > _SAMPLE:
        farther = farther[torch.from_numpy(sample_places(len(farther), _SAMPLE)).to(farther.device)]
    most = float(torch.nanquantile(farther.float(), _REACHED_BY))
    most = most if math.isfinite(most) else 0.0
    wanted = min(max(most, float(rigid.abs().max()) + 0.5, _FRAMES[0]), _LARGEST_FRAME)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in _FRAMES if step * power >= wanted * (1 - 1e-6))

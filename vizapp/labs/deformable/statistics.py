"""How the offsets of a layer are spread over all units."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry, reading_bounds
from vizapp.ops import rigid_grid


class OffsetStatistics(NamedTuple):
    """Statistics of the offsets over all units: magnitudes in input pixels, and points outside the image.

    A point is outside if it reads only zeros, that is at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W. ``outside_share`` is the
    fraction of all points that are, 0 … 1, ``dead_taps`` the number of taps, over all offset groups, whose points all
    are.
    """

    mean_magnitude: float
    max_magnitude: float
    outside_share: float
    dead_taps: int


class OffsetMeasure:
    """Measures the offsets of a layer over all units of a picture.

    Attributes:
        input_size: (H, W) of the picture.
        rigid_outside_share: the fraction of the rigid grid's points that are outside, as the padding has them.
    """

    def __init__(
        self,
        geometry: ConvGeometry,
        input_size: tuple[int, int],
        output_size: tuple[int, int],
        like: Tensor,
    ) -> None:
        """``input_size`` is (H, W), ``output_size`` (oh, ow); device and dtype are taken from ``like``."""
        device, dtype = like.device, like.dtype
        self.input_size = input_size
        self._geometry = geometry
        grid = rigid_grid(
            output_size,
            geometry.kernel_size,
            geometry.stride,
            geometry.padding,
            geometry.dilation,
            dtype=dtype,
            device=device,
        )
        low, high = (
            torch.tensor(bound, device=device, dtype=dtype)[:, None, None] for bound in reading_bounds(*input_size)
        )
        # A point reads something of the image while its offset lies between these, (K, 2, oh, ow).
        self._lowest = low - grid
        self._highest = high - grid
        inside = (self._lowest < 0) & (self._highest > 0)
        self.rigid_outside_share = 1 - float((inside[:, 0] & inside[:, 1]).double().mean())

    @torch.no_grad()
    def measure(self, offset: Tensor) -> OffsetStatistics:
        """Return the statistics of ``offset`` (1, 2·G·K, oh, ow) for any number G of offset groups.

        A point is outside where it reads nothing but zeros, at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W; a tap of an offset
        group is dead when all its points are.
        """
        pairs = offset[0].unflatten(0, (-1, 2))
        magnitude = self.lengths(offset)
        mean, largest = torch.stack([magnitude.mean(), magnitude.max()]).tolist()
        outside = self._count_outside(pairs, largest)
        units = pairs.shape[2] * pairs.shape[3]
        return OffsetStatistics(
            mean, largest, sum(outside) / (units * len(outside)), sum(count == units for count in outside)
        )

    def lengths(self, offset: Tensor) -> Tensor:
        """Return the lengths (G·K, oh, ow) of ``offset`` (1, 2·G·K, oh, ow), in input pixels."""
        pairs = offset[0].unflatten(0, (-1, 2))
        return pairs[:, 0].square().addcmul_(pairs[:, 1], pairs[:, 1]).sqrt_()

    def _count_outside(self, pairs: Tensor, largest: float) -> list[int]:
        """Return for each tap how many points are outside. Only units near the border are looked at."""
        height, width = pairs.shape[2:]
        half = (min(height, width) + 1) // 2
        reach = max(
            (largest + padding) / stride
            for padding, stride in zip(self._geometry.padding, self._geometry.stride, strict=True)
        )
        margin = math.ceil(min(reach, half))
        middle = slice(margin, height - margin)
        strips: list[tuple[slice, slice]] = [
            (slice(None, margin), slice(None)),
            (slice(height - margin, None), slice(None)),
            (middle, slice(None, margin)),
            (middle, slice(width - margin, None)),
        ]
        if margin == half:
            strips = [(slice(None), slice(None))]
        counts = torch.zeros(len(pairs), dtype=torch.int64, device=pairs.device)
        for rows, columns in strips:
            # (G, K, 2, …): every offset group reads around the same rigid grid.
            part = pairs[:, :, rows, columns].unflatten(0, (-1, self._geometry.taps))
            inside = (part > self._lowest[:, :, rows, columns]) & (part < self._highest[:, :, rows, columns])
            counts += (~(inside[:, :, 0] & inside[:, :, 1])).flatten(2).sum(2).flatten()
        return counts.tolist()

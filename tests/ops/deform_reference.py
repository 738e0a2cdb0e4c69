"""Deformable convolution as slow, readable loops: what the operators are compared with."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Case:
    """A deformable convolution whose sizes all differ, so that no two axes can be mixed up unnoticed."""

    name: str
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]
    offset_groups: int
    groups: int
    size: tuple[int, int] = (9, 7)
    kernel_size: tuple[int, int] = (3, 2)
    batch: int = 2
    channels: int = 6
    out_channels: int = 4

    @property
    def output_size(self) -> tuple[int, int]:
        oh, ow = (
            (n + 2 * p - d * (k - 1) - 1) // s + 1
            for n, p, d, k, s in zip(
                self.size, self.padding, self.dilation, self.kernel_size, self.stride, strict=True
            )
        )
        return oh, ow

    def tensors(
        self, dtype: torch.dtype = torch.float64, seed: int = 0, fraction: tuple[float, float] = (0.2, 0.8)
    ) -> dict[str, Tensor]:
        """Random arguments; no offset is closer to an integer than `fraction` says, some lead far outside."""
        kh, kw = self.kernel_size
        taps = self.offset_groups * kh * kw
        random = torch.Generator().manual_seed(seed)

        def uniform(*shape: int) -> Tensor:
            return torch.rand(shape, generator=random, dtype=dtype)

        low, high = fraction
        shape = (self.batch, 2 * taps, *self.output_size)
        whole = torch.randint(-4, 4, shape, generator=random).to(dtype)
        return {
            "input": uniform(self.batch, self.channels, *self.size),
            "offset": whole + low + (high - low) * uniform(*shape),
            "weight": uniform(self.out_channels, self.channels // self.groups, kh, kw) - 0.5,
            "bias": uniform(self.out_channels),
            "mask": uniform(self.batch, taps, *self.output_size) * 2,
        }

    def call(self, operator: Callable[..., Tensor], tensors: dict[str, Tensor]) -> Tensor:
        return operator(**tensors, stride=self.stride, padding=self.padding, dilation=self.dilation)


CASES = [
    Case("lopsided", stride=(2, 1), padding=(1, 0), dilation=(2, 1), offset_groups=3, groups=2),
    Case("lopsided-the-other-way", stride=(1, 2), padding=(0, 2), dilation=(1, 2), offset_groups=3, groups=2),
    Case("one-image", stride=(2, 1), padding=(1, 0), dilation=(1, 2), offset_groups=1, groups=1, batch=1),
    Case("one-image-groups", stride=(1, 1), padding=(1, 1), dilation=(1, 1), offset_groups=1, groups=2, batch=1),
    Case("more-offset-groups", stride=(1, 1), padding=(2, 1), dilation=(1, 1), offset_groups=6, groups=1),
    Case(
        "wide-kernel", stride=(1, 3), padding=(0, 2), dilation=(1, 1), offset_groups=2, groups=1, kernel_size=(1, 5)
    ),
    Case("one-row", stride=(1, 1), padding=(1, 0), dilation=(1, 1), offset_groups=2, groups=2, size=(1, 5)),
    Case("one-pixel", stride=(1, 1), padding=(2, 2), dilation=(1, 1), offset_groups=3, groups=1, size=(1, 1)),
]


def read_bilinear(image: np.ndarray, y: float, x: float) -> float:
    """Read an (H, W) image at a fractional position; exactly 0 a pixel or more outside, whatever the edge holds."""
    height, width = image.shape
    if y <= -1 or y >= height or x <= -1 or x >= width:
        return 0.0
    top, left = math.floor(y), math.floor(x)
    total = 0.0
    for row in (top, top + 1):
        for column in (left, left + 1):
            if 0 <= row < height and 0 <= column < width:
                total += (1 - abs(y - row)) * (1 - abs(x - column)) * float(image[row, column])
    return total


def deform_conv2d_loops(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor,
    mask: Tensor,
    stride: tuple[int, int],
    padding: tuple[int, int],
    dilation: tuple[int, int],
) -> Tensor:
    """One multiplication at a time, straight from the definition."""
    image, moved, kernel, factor = (t.detach().numpy() for t in (input, offset, weight, mask))
    batch, channels = image.shape[:2]
    out_channels, channels_per_group, kh, kw = kernel.shape
    out_per_group = out_channels // (channels // channels_per_group)
    offset_groups = moved.shape[1] // (2 * kh * kw)
    oh, ow = moved.shape[2:]
    output = np.zeros((batch, out_channels, oh, ow))
    for b, o, oy, ox in np.ndindex(output.shape):
        total = float(bias[o])
        for c, i, j in np.ndindex(kernel.shape[1:]):
            channel = o // out_per_group * channels_per_group + c
            tap = channel // (channels // offset_groups) * kh * kw + i * kw + j
            y = oy * stride[0] - padding[0] + i * dilation[0] + moved[b, 2 * tap, oy, ox]
            x = ox * stride[1] - padding[1] + j * dilation[1] + moved[b, 2 * tap + 1, oy, ox]
            total += kernel[o, c, i, j] * factor[b, tap, oy, ox] * read_bilinear(image[b, channel], y, x)
        output[b, o, oy, ox] = total
    return torch.from_numpy(output)

"""Enlarging a map by interpolation, which trains nothing: nearest, bilinear, bicubic, Lanczos.

The centre of the enlarged row Y lies at the row (Y + 0.5)/r − 0.5, as that of its sub-pixel after a pixel shuffle.
Beyond the edge each method reads the edge pixel again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

LANCZOS_LOBES = 3
"""On each side of the kernel."""


def _interpolated(image: Tensor, factor: int, mode: str) -> Tensor:
    size = [side * factor for side in image.shape[2:]]
    return functional.interpolate(image, size=size, mode=mode, align_corners=None if mode == "nearest" else False)


def nearest(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, h·r, w·r): each pixel repeated r × r times."""
    return _interpolated(image, factor, "nearest")


def bilinear(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, h·r, w·r), interpolated between two pixels along each axis."""
    return _interpolated(image, factor, "bilinear")


def bicubic(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, h·r, w·r), interpolated between four pixels along each axis, with a = −0.75.

    Source: Keys, Cubic convolution interpolation for digital image processing, 1981.
    """
    return _interpolated(image, factor, "bicubic")


def lanczos(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, h·r, w·r), interpolated between six pixels along each axis by sinc(x)·sinc(x/3).

    The six weights are divided by their sum, so that an even grey stays what it is.

    Source: Duchon, Lanczos filtering in one and two dimensions, 1979.
    """
    height, width = image.shape[2:]
    down, across = (lanczos_matrix(side, factor).to(image) for side in (height, width))
    return down @ image @ across.mT


def lanczos_matrix(side: int, factor: int) -> Tensor:
    """Return float64 (side·r, side), what each enlarged place takes from each pixel along one axis."""
    places = (torch.arange(side * factor, dtype=torch.float64) + 0.5) / factor - 0.5
    taps = places.floor()[:, None] + torch.arange(1 - LANCZOS_LOBES, LANCZOS_LOBES + 1)
    away = places[:, None] - taps
    weights = torch.sinc(away) * torch.sinc(away / LANCZOS_LOBES)
    weights = weights / weights.sum(1, keepdim=True)
    pixels = taps.clamp(0, side - 1).long()
    return torch.zeros(side * factor, side, dtype=torch.float64).scatter_add_(1, pixels, weights)


INTERPOLATIONS: Mapping[str, Callable[[Tensor, int], Tensor]] = {
    "nearest": nearest,
    "bilinear": bilinear,
    "bicubic": bicubic,
    "lanczos": lanczos,
}
"""By the name of the upsampler; each takes (B, C, h, w) and r."""

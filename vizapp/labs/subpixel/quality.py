"""How close a picture is to another one: PSNR and SSIM, of luma in 0 … 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

SSIM_WINDOW = 11
"""Pixels on a side of the window that SSIM looks through."""
_SSIM_DEVIATION = 1.5
_STEADY_MEAN, _STEADY_CONTRAST = 0.01**2, 0.03**2
"""What keeps the two quotients of SSIM finite in even parts; for values that reach from 0 to 1."""


class Quality(NamedTuple):
    """PSNR in dB, and SSIM, at most 1; NaN where there is no room for one window."""

    psnr: float
    ssim: float


def quality(image: Tensor, reference: Tensor) -> Quality:
    """Return how close ``image`` is to ``reference``, both (1, 1, H, W); values are cut to 0 … 1."""
    image, reference = image.clamp(0, 1), reference.clamp(0, 1)
    return Quality(psnr(image, reference), ssim(image, reference))


def psnr(image: Tensor, reference: Tensor) -> float:
    """Return the peak signal-to-noise ratio in dB; both hold values from 0 to 1, and are cut to that range."""
    error = float((image.clamp(0, 1) - reference.clamp(0, 1)).square().mean())
    return float("inf") if error == 0 else -10 * math.log10(error)


def ssim(image: Tensor, reference: Tensor) -> float:
    """Return the structural similarity of two maps (1, 1, H, W) with values from 0 to 1.

    The mean over all windows of 11×11 pixels, weighed by a Gaussian of 1.5 pixels, that lie within the maps; NaN
    where none does.

    Source: Wang et al., Image quality assessment: from error visibility to structural similarity, 2004.
    """
    if min(image.shape[2:]) < SSIM_WINDOW:
        return math.nan
    # Variances are differences of like numbers: float32 would leave four digits of them in even parts.
    x, y = image.double(), reference.double()
    windows = torch.cat([x, y, x * x, y * y, x * y], 1)
    weights = _gaussian()
    for axis in (2, 3):
        windows = _weighed(windows, weights, axis)
    mean_x, mean_y, square_x, square_y, product = windows[0]
    both = mean_x * mean_y
    squares = mean_x.square() + mean_y.square()
    covariance, variances = product - both, square_x + square_y - squares
    similarity = (2 * both + _STEADY_MEAN) * (2 * covariance + _STEADY_CONTRAST)
    return float((similarity / ((squares + _STEADY_MEAN) * (variances + _STEADY_CONTRAST))).mean())


def _weighed(maps: Tensor, weights: Sequence[float], axis: int) -> Tensor:
    """Return the sum of shifted maps with these weights, without padding.

    A convolution in double precision is several times as slow on a CPU.
    """
    length = maps.shape[axis] - len(weights) + 1
    total = maps.narrow(axis, 0, length) * weights[0]
    for shift, weight in enumerate(weights[1:], 1):
        total.add_(maps.narrow(axis, shift, length), alpha=weight)
    return total


def _gaussian() -> list[float]:
    """Return the 11 weights of the window along one axis; their sum is 1."""
    middle = SSIM_WINDOW // 2
    weights = [math.exp(-((place - middle) ** 2) / (2 * _SSIM_DEVIATION**2)) for place in range(SSIM_WINDOW)]
    return [weight / sum(weights) for weight in weights]

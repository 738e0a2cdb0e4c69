"""How close a picture is to another one: PSNR and SSIM, of luma in 0 … 1."""

from __future__ import annotations

import math
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


class Reference:
    """A picture that others are compared with again and again: what follows from it alone is computed once.

    Attributes:
        values: (1, 1, H, W), cut to 0 … 1.
    """

    def __init__(self, values: Tensor) -> None:
        """``values`` are (1, 1, H, W)."""
        self.values = values.clamp(0, 1)
        self._has_window = min(values.shape[2:]) >= SSIM_WINDOW
        if self._has_window:
            self._own = _plane(self.values)
            self._mean, square = _in_windows(torch.stack((self._own, self._own.square())))
            self._mean_square = self._mean.square()
            self._variance = square - self._mean_square

    def quality(self, image: Tensor) -> Quality:
        """Return how close ``image`` (1, 1, H, W) is; values are cut to 0 … 1."""
        image = image.clamp(0, 1)
        return Quality(_psnr(image, self.values), self.ssim(image))

    def ssim(self, image: Tensor) -> float:
        """Return the structural similarity of ``image`` (1, 1, H, W) with values from 0 to 1.

        The mean over all windows of 11×11 pixels, weighed by a Gaussian of 1.5 pixels, that lie within the maps; NaN
        where none does.

        Source: Wang et al., Image quality assessment: from error visibility to structural similarity, 2004.
        """
        if not self._has_window:
            return math.nan
        other = _plane(image)
        mean, square, product = _in_windows(torch.stack((other, other.square(), other * self._own)))
        both, mean_square = mean * self._mean, mean.square()
        squares = mean_square + self._mean_square
        covariance, variances = product - both, square - mean_square + self._variance
        similarity = (2 * both + _STEADY_MEAN) * (2 * covariance + _STEADY_CONTRAST)
        return float((similarity / ((squares + _STEADY_MEAN) * (variances + _STEADY_CONTRAST))).mean())


def psnr(image: Tensor, reference: Tensor) -> float:
    """Return the peak signal-to-noise ratio in dB; both hold values from 0 to 1, and are cut to that range."""
    return _psnr(image.clamp(0, 1), reference.clamp(0, 1))


def _psnr(image: Tensor, reference: Tensor) -> float:
    error = float((image - reference).square().mean())
    return float("inf") if error == 0 else -10 * math.log10(error)


def _plane(map_: Tensor) -> Tensor:
    """Return the plane (H, W) of a map (1, 1, H, W), float64 on the CPU; not every device has that.

    Variances are differences of like numbers: float32 would leave four digits of them in even parts.
    """
    return map_[0, 0].detach().cpu().double()


def _in_windows(maps: Tensor) -> Tensor:
    """Return the weighed means (n, H − 10, W − 10) of maps (n, H, W) over all windows within them.

    Shifted copies are added up: a convolution in double precision takes several times as long.
    """
    for axis in (1, 2):
        length = maps.shape[axis] - SSIM_WINDOW + 1
        total = maps.narrow(axis, 0, length) * _WEIGHTS[0]
        for first, weight in enumerate(_WEIGHTS[1:], 1):
            total.add_(maps.narrow(axis, first, length), alpha=weight)
        maps = total
    return maps


def _gaussian() -> tuple[float, ...]:
    """Return the weights of the window along one axis; their sum is 1."""
    away = range(-(SSIM_WINDOW // 2), SSIM_WINDOW // 2 + 1)
    weights = [math.exp(-(place**2) / (2 * _SSIM_DEVIATION**2)) for place in away]
    return tuple(weight / sum(weights) for weight in weights)


_WEIGHTS = _gaussian()

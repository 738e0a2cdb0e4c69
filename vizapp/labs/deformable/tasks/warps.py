"""Warps of a picture about its middle, each with its exact inverse."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.deformable_tasks import Warp

_SWIRL_REACH = 0.7
"""In halves of the longest side: where the angle of a swirl has fallen to 1/e of what it is in the middle."""


def moved(positions_yx: Tensor, warp: Warp, strength: float, half: float) -> Tensor:
    """Return where a warp brings what was at some positions.

    Args:
        positions_yx: (…, 2), (y, x) in pixels from the middle; double precision keeps the inverse exact.
        warp: which.
        strength: as :class:`vizapp.document.deformable_tasks.RectifySpec` has it.
        half: half of the longest side of what is read, in pixels; greater than 0.

    Source: the barrel is the radial distortion of Brown, Close-range camera calibration, 1971, with one coefficient.
    """
    if warp == "barrel":
        return _barrel_undone(positions_yx, strength, half)
    return _turned(positions_yx, _angles(positions_yx, warp, strength, half))


def moved_back(positions_yx: Tensor, warp: Warp, strength: float, half: float) -> Tensor:
    """Return where what a warp has brought to some positions was before; the inverse of :func:`moved`."""
    if warp == "barrel":
        square = (positions_yx / half).square().sum(-1, keepdim=True)
        return positions_yx * (1 + strength * square)
    return _turned(positions_yx, -_angles(positions_yx, warp, strength, half))


def middle_positions(size: tuple[int, int]) -> Tensor:
    """Return (H, W, 2), float64: (y, x) of every pixel, from the middle of a picture of ``size`` (H, W)."""
    y, x = (torch.arange(side, dtype=torch.float64) - (side - 1) / 2 for side in size)
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1)


def read_at(values: Tensor, positions_yx: Tensor) -> Tensor:
    """Return ``values`` (1, C, H, W) read at positions (h, w, 2), in pixels from the middle: (1, C, h, w).

    Bicubic, so that little sharpness is lost, and held within the range of the values; the border is repeated.
    """
    height, width = values.shape[2:]
    # grid_sample wants (x, y), and -1 … 1 from the first pixel's centre to the last one's.
    halves = torch.tensor([max(width - 1, 1) / 2, max(height - 1, 1) / 2], dtype=torch.float64)
    grid = (positions_yx.flip(-1) / halves).to(values.dtype)[None]
    read = functional.grid_sample(values, grid, mode="bicubic", padding_mode="border", align_corners=True)
    low, high = torch.aminmax(values)
    return read.clamp_(low, high)


def _angles(positions_yx: Tensor, warp: Warp, strength: float, half: float) -> Tensor:
    """Return by how many radians each position (…, 2) turns about the middle, (…, 1): a turn keeps the radius."""
    square = (positions_yx / half).square().sum(-1, keepdim=True)
    angle = math.radians(strength)
    return angle * torch.exp(-square / _SWIRL_REACH**2) if warp == "swirl" else torch.full_like(square, angle)


def _turned(positions_yx: Tensor, angles: Tensor) -> Tensor:
    """Turn positions (…, 2) about the middle, clockwise on the screen, where y points down."""
    y, x = positions_yx.split(1, -1)
    cosine, sine = angles.cos(), angles.sin()
    return torch.cat([y * cosine + x * sine, x * cosine - y * sine], -1)


def _barrel_undone(positions_yx: Tensor, coefficient: float, half: float) -> Tensor:
    """Solve q·(1 + k·|q|²) = p for q: with k ≥ 0 the cubic of the radius has one real root, by Cardano's formula."""
    if coefficient == 0:
        return positions_yx
    radius = (positions_yx / half).square().sum(-1, keepdim=True).sqrt()
    wide = math.sqrt(3 * coefficient)
    root = 2 / wide * torch.sinh(torch.asinh(1.5 * wide * radius) / 3)
    return positions_yx * torch.where(radius > 0, root / radius.clamp(min=1e-12), 1.0)

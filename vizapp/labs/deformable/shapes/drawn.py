"""Small pictures of shapes, drawn at any scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

SIDE = 32
"""Rows and columns of a picture."""
CLASSES = ("disc", "ring", "square", "triangle", "plus", "diamond", "bar", "crescent")
_RADIUS = 8.0
"""Pixels, at scale 1."""
_MOST_TURNED = 0.25
"""Radians."""
_MOST_MOVED = 2.0
_NOISE = 0.1


@dataclass(frozen=True)
class Drawn:
    """Some pictures.

    Attributes:
        pictures: (N, 1, 32, 32), about 0 where nothing is and 1 on the shape, with noise.
        classes: int64 (N,), which of :data:`CLASSES`.
        scales: (N,), how many times as large as at scale 1.
    """

    pictures: Tensor
    classes: Tensor
    scales: Tensor

    def to(self, device: torch.device) -> Drawn:
        """Return the same on a device."""
        return Drawn(*(each.to(device) for each in (self.pictures, self.classes, self.scales)))


def draw_one(shape: int, scale: float) -> Tensor:
    """Return a shape of :data:`CLASSES` upright in the middle, without noise: (1, 1, 32, 32)."""
    places = (torch.arange(SIDE, dtype=torch.float32) - (SIDE - 1) / 2) / (_RADIUS * scale)
    distance = _distances(places[None, :, None], places[None, None, :])[shape]
    return (0.5 - distance * _RADIUS * scale).clamp(0, 1)[None]


def draw_shapes(count: int, scales: tuple[float, float], generator: torch.Generator) -> Drawn:
    """Draw ``count`` shapes of random class, place, angle and strength, their scales evenly between two numbers."""

    def between(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, generator=generator)

    classes = torch.randint(len(CLASSES), (count,), generator=generator)
    scale, angle = between(*scales), between(-_MOST_TURNED, _MOST_TURNED)
    centre = [(SIDE - 1) / 2 + between(-_MOST_MOVED, _MOST_MOVED) for _ in range(2)]
    strength = between(0.7, 1.0)
    radius = (_RADIUS * scale)[:, None, None]
    places = torch.arange(SIDE, dtype=torch.float32)
    y, x = places[None, :, None] - centre[0][:, None, None], places[None, None, :] - centre[1][:, None, None]
    cosine, sine = angle.cos()[:, None, None], angle.sin()[:, None, None]
    y, x = (y * cosine + x * sine) / radius, (x * cosine - y * sine) / radius
    distance = _distances(y, x).gather(0, classes[None, :, None, None].expand(1, -1, SIDE, SIDE))[0]
    covered = (0.5 - distance * radius).clamp(0, 1)[:, None]
    noise = _NOISE * torch.randn(covered.shape, generator=generator)
    return Drawn(covered * strength[:, None, None, None] + noise, classes, scale)


def _distances(y: Tensor, x: Tensor) -> Tensor:
    """Return about how far places are outside each shape of radius 1, negative inside: (8, N, H, W)."""
    y, x = torch.broadcast_tensors(y, x)
    away = (y.square() + x.square()).sqrt()
    disc = away - 0.9
    ring = (away - 0.75).abs() - 0.2
    square = torch.maximum(y.abs(), x.abs()) - 0.8
    slope = math.sqrt(3) / 2
    triangle = torch.stack([y - 0.6, slope * x - 0.5 * y - 0.5, -slope * x - 0.5 * y - 0.5]).amax(0)
    arm_y = torch.maximum(y.abs() - 1, x.abs() - 0.3)
    arm_x = torch.maximum(x.abs() - 1, y.abs() - 0.3)
    plus = torch.minimum(arm_y, arm_x)
    diamond = (y.abs() + x.abs() - 1) / math.sqrt(2)
    bar = torch.maximum(y.abs() - 0.35, x.abs() - 1)
    crescent = torch.maximum(disc, 0.7 - (y.square() + (x - 0.5).square()).sqrt())
    return torch.stack([disc, ring, square, triangle, plus, diamond, bar, crescent])

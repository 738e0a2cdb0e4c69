"""Made-up offset fields, and each layout written out channel by channel, independently of the product's code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def smooth_field(seed: int, groups: int, kernel: tuple[int, int], size: tuple[int, int]) -> NDArray[Any]:
    """Return smooth offsets (G, K, 2, oh, ow), (dy, dx), different for every tap, group and component."""
    random = np.random.default_rng(seed)
    taps = kernel[0] * kernel[1]
    y, x = np.meshgrid(*(np.linspace(0, 1, side) for side in size), indexing="ij")
    field = np.empty((groups, taps, 2, *size))
    for index in np.ndindex(groups, taps, 2):
        a, b, c, d = random.normal(0, 1.2, 4)
        field[index] = a + b * np.sin(2 * y + c) + d * np.cos(3 * x - c)
    return field


def turning_field(seed: int, groups: int, kernel: tuple[int, int], size: tuple[int, int]) -> NDArray[Any]:
    """Return offsets that turn, scale and shift the kernel, differently from unit to unit, with a little noise."""
    random = np.random.default_rng(seed)
    kh, kw = kernel
    y, x = np.meshgrid(*(np.linspace(-1, 1, side) for side in size), indexing="ij")
    field = np.empty((groups, kh * kw, 2, *size))
    for group in range(groups):
        turn, grow = random.uniform(0.4, 0.9, 2) * random.choice([-1, 1], 2)
        shift_y, shift_x = random.uniform(0.5, 1.5, 2) * (1, -1)
        for k in range(kh * kw):
            i, j = k // kw - (kh - 1) / 2, k % kw - (kw - 1) / 2
            scale, angle = grow * (1 + 0.5 * y), turn * (1 + 0.5 * x)
            field[group, k, 0] = shift_y * (1 + 0.2 * x) + scale * i - angle * j
            field[group, k, 1] = shift_x * (1 - 0.2 * y) + scale * j + angle * i
    return field + random.normal(0, 0.05, field.shape)


def written_out(offsets: NDArray[Any], layout: str) -> NDArray[Any]:
    """Return offsets (G, K, 2, oh, ow) as channels in a layout, appended one by one."""
    groups, taps = offsets.shape[:2]
    dy, dx = 0, 1
    order: list[tuple[int, int, int]]
    if layout == "torchvision":
        order = [(g, k, c) for g in range(groups) for k in range(taps) for c in (dy, dx)]
    elif layout == "xy":
        order = [(g, k, c) for g in range(groups) for k in range(taps) for c in (dx, dy)]
    elif layout == "split":
        order = [(g, k, c) for c in (dy, dx) for g in range(groups) for k in range(taps)]
    elif layout == "split-xy":
        order = [(g, k, c) for c in (dx, dy) for g in range(groups) for k in range(taps)]
    elif layout == "group-split":
        order = [(g, k, c) for g in range(groups) for c in (dy, dx) for k in range(taps)]
    else:
        order = [(g, k, c) for g in range(groups) for c in (dx, dy) for k in range(taps)]
    return np.array([offsets[index] for index in order])

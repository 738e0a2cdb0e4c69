"""Guesses of what the shape of an offset map does not say: kernel, offset groups, stride, padding and dilation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vizapp.geometry import ConvGeometry

MAX_KERNEL_SIDE = 15
MAX_GROUPS = 64
_PRIOR = {(3, 3): 0.0, (5, 5): 0.5, (7, 7): 0.7, (1, 1): 2.0}
"""How uncommon a kernel is; the smallest sum of the kernel's and the groups' numbers is the best guess."""
_SQUARE, _LINE, _OBLONG, _OTHER = 2.5, 4.0, 4.5, 6.0
_LONGEST_OBLONG = 7
"""The longest side of the kernels of two unequal sides above 1 that are offered."""


@dataclass(frozen=True)
class KernelGuess:
    """A kernel (kh, kw) and a number of offset groups G that fit an array of 2·G·kh·kw channels."""

    kernel_size: tuple[int, int]
    groups: int

    @property
    def taps(self) -> int:
        """K = kh·kw."""
        return self.kernel_size[0] * self.kernel_size[1]


def kernel_guesses(
    channels: int,
    kernel_size: tuple[int, int] | None = None,
    groups: int | None = None,
    divides: int | None = None,
) -> tuple[KernelGuess, ...]:
    """Return the kernels and offset groups that fit an offset map of ``channels`` channels, the likeliest first.

    Args:
        channels: the number of channels of the map.
        kernel_size: (kh, kw) if it is known.
        groups: G if it is known.
        divides: the number of channels of the feature map if it is known: G divides it.

    Returns:
        Empty if nothing fits, which an odd number of channels never does. Of kernels whose sides differ those of odd
        sides are offered, if one side is 1 or neither is above 7; and any that ``kernel_size`` names.
    """
    if channels < 2 or channels % 2:
        return ()
    pairs = channels // 2
    found: list[tuple[float, int, KernelGuess]] = []
    for size in [kernel_size] if kernel_size else _kernels():
        taps = size[0] * size[1]
        if taps < 1 or pairs % taps:
            continue
        count = pairs // taps
        if (groups is not None and count != groups) or (divides is not None and divides % count):
            continue
        if count > MAX_GROUPS and groups is None and kernel_size is None:
            continue
        found.append((_unlikely(size) + _unlikely_groups(count), len(found), KernelGuess(size, count)))
    return tuple(guess for _, _, guess in sorted(found, key=lambda each: each[:2]))


def geometry_guesses(
    kernel_size: tuple[int, int], input_size: tuple[int, int], output_size: tuple[int, int]
) -> tuple[ConvGeometry, ...]:
    """Return the geometries that lead from (H, W) to (oh, ow), the likeliest first; empty if none does.

    Tried are dilations 1 to 4 with strides 1 to 8 (also such as differ by axis) and three paddings: aligned, which is
    dilation·(k // 2), none, and one pixel.
    """
    found: list[ConvGeometry] = []
    for dilation in range(1, 5):
        aligned = ConvGeometry.aligned(kernel_size, 1, dilation).padding
        for padding in dict.fromkeys((aligned, (0, 0), (1, 1))):
            stride = _stride(kernel_size, dilation, padding, input_size, output_size)
            if stride is not None:
                found.append(ConvGeometry(kernel_size, stride, padding, (dilation, dilation)))
    if kernel_size == (1, 1):  # its dilation changes nothing
        found = [each for each in found if each.dilation == (1, 1)]
    return tuple(dict.fromkeys(found))


def assumed_geometry(
    kernel_size: tuple[int, int], input_size: tuple[int, int], output_size: tuple[int, int]
) -> ConvGeometry:
    """Return the best guess of the geometry, or the aligned one with stride 1 where none leads to ``output_size``."""
    return next(iter(geometry_guesses(kernel_size, input_size, output_size)), ConvGeometry.aligned(kernel_size))


def _stride(
    kernel: Sequence[int],
    dilation: int,
    padding: Sequence[int],
    input_size: Sequence[int],
    output_size: Sequence[int],
) -> tuple[int, int] | None:
    steps = []
    for size, made, taps, zeros in zip(input_size, output_size, kernel, padding, strict=True):
        room = size + 2 * zeros - dilation * (taps - 1) - 1
        fits = [step for step in range(1, 9) if room >= 0 and room // step + 1 == made]
        if not fits:
            return None
        # A map of one unit fits many strides; of those the smallest is the plainest.
        steps.append(fits[0])
    return steps[0], steps[1]


def _kernels() -> list[tuple[int, int]]:
    sides = range(1, MAX_KERNEL_SIDE + 1)
    lines = [shape for side in sides if side > 1 and side % 2 for shape in ((1, side), (side, 1))]
    odd = range(3, _LONGEST_OBLONG + 1, 2)
    oblong = [(height, width) for height in odd for width in odd if height != width]
    return [*((side, side) for side in sides), *lines, *oblong]


def _unlikely(size: tuple[int, int]) -> float:
    if size in _PRIOR:
        return _PRIOR[size]
    height, width = size
    if height == width:
        return _SQUARE
    if max(size) > _LONGEST_OBLONG:
        return _OTHER
    return _LINE if 1 in size else _OBLONG


def _unlikely_groups(groups: int) -> float:
    if groups == 1:
        return 0.0
    return 1.0 if groups & (groups - 1) == 0 else 3.0

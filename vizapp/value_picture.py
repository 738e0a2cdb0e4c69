"""Conversion of values to grey levels, shared by the reader's overview and the engine's pictures. No torch, no Qt."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from vizapp.value_sample import percentile_range, sample_places

MAGENTA = (255, 0, 255)
"""The colour of NaN, which no grey picture contains."""


class ValueRange(NamedTuple):
    """The values drawn as black and as white; ``low`` is less than ``high``."""

    low: float
    high: float


UNIT_RANGE = ValueRange(0.0, 1.0)
"""The range of an image whose values use the whole range of their type."""

_MAX_16 = 65535
_SAMPLE = 1 << 20


class _Numbers(Protocol):
    """The arithmetic that numpy arrays and torch tensors share."""

    def __sub__(self, other: float, /) -> Self: ...
    def __mul__(self, other: float, /) -> Self: ...
    def __add__(self, other: float, /) -> Self: ...
    def clip(self, min: float, max: float, /) -> Self: ...


N = TypeVar("N", bound=_Numbers)


def range_of(sample: NDArray[np.float64]) -> ValueRange:
    """Return the range from the 1st to the 99th percentile of the finite values, or ``UNIT_RANGE`` if there are none.

    If both are the same number, the range is centred on it, which draws it as middle grey.
    """
    found = percentile_range(sample)
    if found is None:
        return UNIT_RANGE
    low, high = found
    if low == high:
        half = max(0.5, abs(low) / 2)
        low, high = low - half, high + half
    return ValueRange(low, high)


def image_range(values: NDArray[Any]) -> ValueRange:
    """Return the black and white values of an image, uint8 or uint16 (H, W, C), as shares of its type's range.

    12-bit camera images and depths in mm use a small part of 16 bits and would look black. Unless an image uses half
    the range, its 1st and 99th percentile are taken, as for a feature map, because a single outlier must not decide.
    """
    if values.dtype != np.uint16:
        return UNIT_RANGE
    flat = values.reshape(-1)
    if flat.size > _SAMPLE:
        flat = flat[sample_places(flat.size, _SAMPLE)]
    low, high = range_of(flat.astype(np.float64))
    if high - low >= _MAX_16 / 2:
        return UNIT_RANGE
    return ValueRange(max(low, 0) / _MAX_16, min(high, _MAX_16) / _MAX_16)


def levels_of_16_bits(drawn: ValueRange) -> NDArray[np.uint8]:
    """Return the grey level of each of the 65,536 values of 16 bits; ``drawn`` is as `image_range` returns it."""
    every = np.arange(_MAX_16 + 1)
    if drawn == UNIT_RANGE:
        return (every >> 8).astype(np.uint8)
    return grey_levels(every / _MAX_16, drawn).astype(np.uint8)


def grey_levels(values: N, drawn: ValueRange) -> N:
    """Return 0.5 … 255.5 for ``values`` from black to white: truncated, these are bytes rounded half up.

    Infinities become the ends of the scale and NaN stays NaN. The values' type is kept. For a very large or very
    small range it must be float64, because in float32 the difference of two values overflows or vanishes.
    """
    levels = values - drawn.low
    levels *= 255 / (drawn.high - drawn.low)
    levels = levels.clip(0, 255)
    levels += 0.5
    return levels

"""Which axis of an array of three holds the channels: files do not say, and both orders are common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.loaded import AxisOrder

_PICTURE_CHANNELS = (1, 3, 4)
_LARGE = 16
"""Rows and columns from which on three numbers are taken for a picture's size rather than for a kernel's."""


def axis_orders(shape: Sequence[int], wanted: AxisOrder | None = None) -> tuple[AxisOrder | None, AxisOrder | None]:
    """Return how the axes of an array are read, and how they could be read instead where that is doubtful.

    Channels come first, as PyTorch has them, unless the last axis alone looks like that of a picture, or the first
    two alone are equal, as in most maps of a network with the channels last. Both are None for two axes.
    """
    if len(shape) != 3:
        return None, None
    guess = _guess(shape)
    used = wanted or guess
    doubtful = used != guess or guess == "HWC" or _channels_may_be_last(shape)
    other: AxisOrder = "HWC" if used == "CHW" else "CHW"
    return used, other if doubtful else None


def channels_first(array: NDArray[Any], order: AxisOrder | None) -> NDArray[Any]:
    """Return a view (C, H, W) of an array of two or three axes that are read in ``order``."""
    if array.ndim == 2:
        return array[None]
    return array.transpose(2, 0, 1) if order == "HWC" else array


def as_image(array: NDArray[Any]) -> bool:
    """Tell whether an array (H, W, C) is a picture: bytes, in as many channels as pictures have."""
    return array.dtype == np.uint8 and array.shape[2] in _PICTURE_CHANNELS


def _guess(shape: Sequence[int]) -> AxisOrder:
    first, second, last = shape
    if min(first, second) >= _LARGE and second != last and (last in _PICTURE_CHANNELS or first == second):
        return "HWC"
    return "CHW"


def _channels_may_be_last(shape: Sequence[int]) -> bool:
    first, second, last = shape
    return min(first, second) >= _LARGE and last < min(first, second)

"""A guess which axis of a three-axis array holds the channels: files do not say, and both orders are common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.loaded import AxisOrder

_PICTURE_CHANNELS = (1, 3, 4)
_LARGE = 16
"""Axes of at least this length are taken for rows and columns of a picture rather than of a kernel."""


def axis_orders(shape: Sequence[int], wanted: AxisOrder | None = None) -> tuple[AxisOrder | None, AxisOrder | None]:
    """Return the axis order to read an array in, and the alternative if the order is ambiguous, otherwise None.

    Channels come first, as in PyTorch, unless only the last axis has the length of a picture's channels, or only the
    first two axes are equal, as in most feature maps with the channels last, also small ones: (7, 7, 512). Both are
    None for two axes.
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
    """Return whether an array (H, W, C) is a picture: uint8 with 1, 3 or 4 channels."""
    return array.dtype == np.uint8 and array.shape[2] in _PICTURE_CHANNELS


def _guess(shape: Sequence[int]) -> AxisOrder:
    first, second, last = shape
    if second == last or first == 1:
        return "CHW"
    if first == second or (min(first, second) >= _LARGE and last in _PICTURE_CHANNELS):
        return "HWC"
    return "CHW"


def _channels_may_be_last(shape: Sequence[int]) -> bool:
    first, second, last = shape
    return min(first, second) >= _LARGE and last < min(first, second)

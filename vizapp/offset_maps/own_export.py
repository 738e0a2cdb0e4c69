"""An archive that vizapp has written itself: it says what it holds, and nothing of it has to be guessed.

:mod:`vizapp.offset_maps.export` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import MAX_GROUPS, MAX_KERNEL_SIDE, KernelGuess
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.roles import Role

OFFSET_CHANNELS, MASK = "offset_channels", "mask"
"""The names of the arrays that have roles: (2·G·K, oh, ow) in torchvision's order, and (G, K, oh, ow)."""
LAYOUT: Layout = "torchvision"
"""The layout of ``OFFSET_CHANNELS``, whatever the offsets were read in before."""
_GEOMETRY = ("kernel_size", "stride", "padding", "dilation")
_FURTHER = frozenset({"offsets", "points", "field", "field_length", *_GEOMETRY, "layout", "step", "seed", "source"})
"""The names of the arrays without a role: the offsets in other forms, and what is said of them."""
_LARGEST = 4096
"""Of a stride, a padding or a dilation, in pixels."""


@dataclass(frozen=True)
class OwnExport:
    """What such an archive says of its offsets."""

    kernel: KernelGuess
    geometry: ConvGeometry

    def role(self, name: str) -> Role:
        """Return the role of one of its arrays."""
        return "offsets" if name == OFFSET_CHANNELS else "mask" if name == MASK else "other"

    def has_further(self, name: str) -> bool:
        """Return whether an array is one that vizapp writes beside those with roles, so that it need not be named."""
        return name in _FURTHER


def own_export(arrays: Mapping[str, NDArray[Any]]) -> OwnExport | None:
    """Return what the arrays of one file, by their names, say if vizapp has written them; None if it has not."""
    channels = arrays.get(OFFSET_CHANNELS)
    if channels is None or channels.ndim != 3 or "field_length" not in arrays:
        return None
    found = [_pair(arrays.get(name)) for name in _GEOMETRY]
    kernel, stride, padding, dilation = found
    if kernel is None or stride is None or padding is None or dilation is None:
        return None
    taps = kernel[0] * kernel[1]
    groups, rest = divmod(len(channels), 2 * taps) if taps else (0, 1)
    if rest or not 1 <= groups <= MAX_GROUPS or max(kernel) > MAX_KERNEL_SIDE:
        return None
    try:
        geometry = ConvGeometry.checked(kernel, stride, padding, dilation)
    except ValueError:
        return None
    return OwnExport(KernelGuess(kernel, groups), geometry)


def mask_channels(mask: NDArray[Any], groups: int, taps: int) -> NDArray[Any]:
    """Return a mask (G, K, oh, ow) as (G·K, oh, ow); one of another shape as it is."""
    is_apart = mask.ndim == 4 and mask.shape[:2] == (groups, taps)
    return mask.reshape(-1, *mask.shape[2:]) if is_apart else mask


def _pair(values: NDArray[Any] | None) -> tuple[int, int] | None:
    """Return two whole numbers, (down, across); None if it is not that."""
    if values is None or values.shape != (2,) or not np.issubdtype(values.dtype, np.integer):
        return None
    down, across = (int(value) for value in values)
    return (down, across) if min(down, across) >= 0 and max(down, across) <= _LARGEST else None

"""The orders in which libraries store the components of offsets, and the conversion to and from one form.

An offset map has 2·G·K channels for G offset groups and a kernel of K taps. The one form that vizapp computes with is
(G, K, 2, oh, ow), the components in the order (dy, dx).

numpy is imported only where there are arrays, because the document names layouts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from numpy.typing import NDArray

Layout: TypeAlias = Literal["torchvision", "xy", "split", "split-xy", "group-split", "group-split-xy"]
"""The order of the channels:

- "torchvision": for each group and tap dy, dx (y0 x0 y1 x1 …); also mmcv and the DCNv2 sources;
- "xy": for each group and tap dx, dy (x0 y0 x1 y1 …);
- "split": the dy of all groups and taps, then all dx (y0 y1 … x0 x1 …);
- "split-xy": all dx, then all dy;
- "group-split", "group-split-xy": the same within each group; for one group no different from "split" and "split-xy".
"""

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
"""In the order in which they are listed where nothing tells them apart."""

_FIRST_X = ("xy", "split-xy", "group-split-xy")


def layouts_for(taps: int, groups: int) -> tuple[Layout, ...]:
    """Return the layouts that differ from one another for ``groups`` offset groups of ``taps`` taps."""
    if taps * groups == 1:
        return ("torchvision", "xy")
    if groups == 1:
        return ("torchvision", "xy", "split", "split-xy")
    if taps == 1:  # a group of one tap is interleaved and split at once
        return ("torchvision", "xy", "split", "split-xy")
    return LAYOUTS


def decode(channels: NDArray[Any], taps: int, groups: int, layout: Layout) -> NDArray[Any]:
    """Return offsets in the form (G, K, 2, oh, ow), (dy, dx), as a view.

    Args:
        channels: (2·G·K, oh, ow), in input pixels.
        taps: K, the number of taps of the kernel.
        groups: G, the number of offset groups.
        layout: the order of the channels.

    Raises:
        ValueError: the number of channels is not 2·G·K.
    """
    if channels.ndim != 3 or len(channels) != 2 * taps * groups:
        raise ValueError(
            f"the offsets have the shape {channels.shape}, but ({2 * taps * groups}, oh, ow) was expected for "
            f"{groups} offset groups of {taps} taps"
        )
    import numpy as np

    size = channels.shape[1:]
    if layout in ("torchvision", "xy"):
        parts = channels.reshape(groups, taps, 2, *size)
    elif layout in ("split", "split-xy"):
        parts = np.moveaxis(channels.reshape(2, groups, taps, *size), 0, 2)
    else:
        parts = np.moveaxis(channels.reshape(groups, 2, taps, *size), 1, 2)
    return parts[:, :, ::-1] if layout in _FIRST_X else parts


def encode(offsets: NDArray[Any], layout: Layout) -> NDArray[Any]:
    """Return offsets (G, K, 2, oh, ow), (dy, dx), as channels (2·G·K, oh, ow) in the order of ``layout``."""
    import numpy as np

    parts = offsets[:, :, ::-1] if layout in _FIRST_X else offsets
    if layout in ("split", "split-xy"):
        parts = np.moveaxis(parts, 2, 0)
    elif layout in ("group-split", "group-split-xy"):
        parts = np.moveaxis(parts, 2, 1)
    return np.ascontiguousarray(parts).reshape(-1, *offsets.shape[-2:])

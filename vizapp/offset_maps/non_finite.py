"""Which points of an offset map have an offset, or a mask, that is NaN or infinite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_PLACES = 20


@dataclass(frozen=True)
class NonFinitePlace:
    """One point: its offset group, tap and unit (y, x), its offset (dy, dx), and its mask, None without masks."""

    group: int
    tap: int
    unit_yx: tuple[int, int]
    offset_yx: tuple[float, float]
    mask: float | None = None


@dataclass(frozen=True)
class NonFinite:
    """The points that are not finite: a component of the offset is not, or the mask.

    Attributes:
        nan: how many have a NaN.
        infinite: how many have an infinity, and no NaN.
        units: the number of units that have at least one such point.
        of_tap: how many each tap of each group has, int (G, K).
        places: the first of them, by unit from the upper left, at most ``MAX_PLACES``.
    """

    nan: int
    infinite: int
    units: int
    of_tap: tuple[tuple[int, ...], ...]
    places: tuple[NonFinitePlace, ...]

    @property
    def count(self) -> int:
        """How many points are not finite."""
        return self.nan + self.infinite


def located(offsets: NDArray[Any], mask: NDArray[Any] | None = None) -> NonFinite:
    """Return the points that are not finite of offsets (G, K, 2, oh, ow), (dy, dx), and a mask (G, K, oh, ow)."""
    bad, has_nan = ~np.isfinite(offsets).all(axis=2), np.isnan(offsets).any(axis=2)
    if mask is not None:
        bad, has_nan = bad | ~np.isfinite(mask), has_nan | np.isnan(mask)
    units = bad.any(axis=(0, 1))
    of_tap = bad.sum(axis=(2, 3))
    places: list[NonFinitePlace] = []
    for y, x in np.argwhere(units)[:MAX_PLACES]:
        for group, tap in np.argwhere(bad[..., y, x]):
            if len(places) == MAX_PLACES:
                break
            dy, dx = offsets[group, tap, :, y, x].tolist()
            factor = None if mask is None else float(mask[group, tap, y, x])
            places.append(NonFinitePlace(int(group), int(tap), (int(y), int(x)), (dy, dx), factor))
    nan = int(has_nan.sum())
    return NonFinite(
        nan=nan,
        infinite=int(bad.sum()) - nan,
        units=int(units.sum()),
        of_tap=tuple(tuple(int(count) for count in row) for row in of_tap),
        places=tuple(places),
    )


def filled(offsets: NDArray[Any]) -> NDArray[Any]:
    """Return offsets whose values that are not finite are the mean of the finite ones of their tap and component.

    A tap without a finite value gets 0. Statistics that need finite numbers are hardly moved by it; the operator must
    not be given it for a result.

    Args:
        offsets: (G, K, 2, oh, ow).
    """
    finite = np.isfinite(offsets)
    if finite.all():
        return offsets
    count = np.maximum(finite.sum(axis=(3, 4), keepdims=True), 1)
    mean = np.where(finite, offsets, 0).sum(axis=(3, 4), keepdims=True, dtype=np.float64) / count
    return np.where(finite, offsets, mean).astype(offsets.dtype)

"""Where an offset map holds NaN or infinity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_PLACES = 20


@dataclass(frozen=True)
class NonFinitePlace:
    """One value that is not finite: offset group, tap, component "dy" or "dx", unit (y, x), and the value."""

    group: int
    tap: int
    component: str
    unit_yx: tuple[int, int]
    value: float


@dataclass(frozen=True)
class NonFinite:
    """The values of an offset map that are not finite.

    Attributes:
        nan, infinite: how many there are.
        units: the number of units that have at least one.
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
        """How many values are not finite."""
        return self.nan + self.infinite


def located(offsets: NDArray[Any]) -> NonFinite:
    """Return the values that are not finite among offsets (G, K, 2, oh, ow), (dy, dx)."""
    bad = ~np.isfinite(offsets)
    units = bad.any(axis=(0, 1, 2))
    of_tap = bad.sum(axis=(2, 3, 4))
    places: list[NonFinitePlace] = []
    for y, x in np.argwhere(units)[:MAX_PLACES]:
        for group, tap, component in np.argwhere(bad[..., y, x]):
            if len(places) == MAX_PLACES:
                break
            value = float(offsets[group, tap, component, y, x])
            places.append(NonFinitePlace(int(group), int(tap), ("dy", "dx")[component], (int(y), int(x)), value))
    nan = int(np.isnan(offsets).sum())
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

"""The sample of a map's values from which its display range is taken; shared by the engine and the file reader."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PERCENTILES = (1.0, 99.0)


def sample_places(size: int, most: int) -> NDArray[np.int64]:
    """Return ``most`` of the indices 0 … size − 1, ascending: a random one from each of ``most`` equal intervals.

    A fixed stride that shares a divisor with the width would sample only some columns, and miss stripes or see
    nothing else. The same size always gives the same indices.
    """
    jitter = np.random.default_rng(0).random(most)
    return ((np.arange(most) + jitter) * (size / most)).astype(np.int64).clip(max=size - 1)


def percentile_range(sample: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 1st and the 99th percentile of the finite values, or None if there are none.

    If both are the same number, return the minimum and maximum, so that a few values on a uniform ground stay
    visible.
    """
    finite = sample[np.isfinite(sample)]
    if finite.size == 0:
        return None
    low, high = np.percentile(finite, _PERCENTILES)
    if low == high:
        low, high = finite.min(), finite.max()
    return float(low), float(high)

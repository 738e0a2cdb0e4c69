"""Which values of a map are drawn as black and as white; shared by the engine and the reader of files."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PERCENTILES = (1.0, 99.0)


def sample_places(size: int, most: int) -> NDArray[np.int64]:
    """Return ``most`` of the places 0 … size − 1, ascending: one at random out of each of as many equal stretches.

    A fixed stride would see one column in a few only where it has a divisor in common with the width, and stripes
    would vanish or be all there is. The same size always gives the same places.
    """
    jitter = np.random.default_rng(0).random(most)
    return ((np.arange(most) + jitter) * (size / most)).astype(np.int64).clip(max=size - 1)


def percentile_range(sample: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 1st and the 99th percentile of the finite values, or None if there are none.

    Where these are one number, the lowest and the highest value: a few values on an even ground shall be seen.
    """
    finite = sample[np.isfinite(sample)]
    if finite.size == 0:
        return None
    low, high = np.percentile(finite, _PERCENTILES)
    if low == high:
        low, high = finite.min(), finite.max()
    return float(low), float(high)

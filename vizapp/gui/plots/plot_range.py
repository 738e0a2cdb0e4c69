"""Which values the upright axis of a plot spans."""

from __future__ import annotations

import numpy as np

_PAD = 0.08
"""Of what the values span, above and below them."""
_PAD_OF_EQUAL = 0.1
"""Of a value that all are equal to."""
_ROUNDING = 1e-9
"""Values that differ by less are drawn as equal."""
_LABEL_HEIGHT = 22.0
"""Pixels above or below its line that the name of a reference needs."""
_MOST_FOR_LABEL = 0.5
"""Of the plot's height, at most, that the name of a reference gets."""


def range_of(values: np.ndarray, least_span: float = 0.0) -> tuple[float, float]:
    """Return the lower and the upper end of an axis for ``values``, float64 (n,), n ≥ 1, in their unit.

    Values that are all equal have a range around them. Where all are zero and there is no ``least_span`` its numbers
    are short, because those of a tiny one would have no room.
    """
    low, high = float(values.min()), float(values.max())
    if high - low < _ROUNDING and abs(high) >= max(_ROUNDING, least_span):
        pad = abs(high) * _PAD_OF_EQUAL
        return low - pad, high + pad
    low, high = spanned(low, high, max(least_span, _ROUNDING))
    pad = (high - low) * _PAD if high - low > _ROUNDING else 1.0
    return low - pad, high + pad


def spanned(low: float, high: float, least_span: float) -> tuple[float, float]:
    """Return the ends of a range that spans ``least_span`` at least.

    What is next to nothing begins at zero, so that it looks like nothing: not like the middle of something.
    """
    if high - low >= least_span:
        return low, high
    if low >= 0.0 and high < least_span:
        return 0.0, least_span
    middle = (low + high) / 2
    return middle - least_span / 2, middle + least_span / 2


def with_label(low: float, top: float, line: float, height: float, *, is_above: bool) -> tuple[float, float]:
    """Widen a range so that the name of a reference, which is at ``line``, has room above its line or below it.

    ``height`` is that of the plot in pixels.
    """
    share = min(_LABEL_HEIGHT / max(height, 1.0), _MOST_FOR_LABEL)
    if is_above:
        return low, max(top, (line - share * low) / (1 - share))
    return min(low, (line - share * top) / (1 - share)), top

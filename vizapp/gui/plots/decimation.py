"""Curves of any length in as many points as a plot has pixels, and their running mean. No Qt in here."""

from __future__ import annotations

import numpy as np

_CALM_TRAVEL = 3.0
"""With a curve that goes up and down by more than so many heights of the plot its running mean is drawn."""
_MEANS = 20
"""A running mean is taken over a part of the curve: one in so many of its values."""


def finite_only(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Drop the entries that were not measured, for a series that is measured every so many steps."""
    measured = np.isfinite(y)
    return x[measured], y[measured]


def running_mean(y: np.ndarray, window: int) -> np.ndarray:
    """Return the mean of the finite values among each entry and those before it, ``window`` in all, fewer at first.

    Nothing that comes later counts: a mean over what lies around an entry would rise before its cause.

    Args:
        y: float64 (n,); the result is NaN where there is no finite value.
        window: at least 1.
    """
    if window < 1:
        raise ValueError(f"window is {window}; it must be at least 1")
    finite = np.isfinite(y)
    sums = np.concatenate([[0.0], np.cumsum(np.where(finite, y, 0.0))])
    counts = np.concatenate([[0], np.cumsum(finite)])
    high = np.arange(1, len(y) + 1)
    low = np.maximum(high - window, 0)
    count = counts[high] - counts[low]
    return np.divide(sums[high] - sums[low], count, out=np.full(len(y), np.nan), where=count > 0)


def mean_over(drawn: np.ndarray, span: float, count: int | None = None) -> int | None:
    """Return over how many values a mean is drawn with a curve; None for a calm one, which needs none.

    Args:
        drawn: float64 (n,), the curve as it stands on the axis.
        span: of the axis.
        count: how many values the curve has, if it is drawn with fewer.
    """
    travel = float(np.nansum(np.abs(np.diff(drawn)))) / span
    return None if travel <= _CALM_TRAVEL else max(9, (count or len(drawn)) // _MEANS)


def decimate(x: np.ndarray, y: np.ndarray, bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Return at most 2·bins + 2 points that draw the same picture as (x, y): each bin's extremes, in their order.

    The first and the last point are always kept. A bin with no finite value becomes a NaN, so that the gap
    stays a gap.

    Args:
        x: float64 (n,), ascending.
        y: float64 (n,), NaN where there is nothing to draw.
        bins: about the number of pixel columns.
    """
    count = len(y)
    if bins < 1:
        raise ValueError(f"bins is {bins}; it must be at least 1")
    if count <= 2 * bins + 2:
        return x, y
    inner = count - 2
    size = -(-inner // bins)
    whole = inner // size
    body = y[1 : 1 + whole * size].reshape(whole, size)
    finite = np.isfinite(body)
    whole_body = finite.all()
    low = (body if whole_body else np.where(finite, body, np.inf)).argmin(axis=1)
    high = (body if whole_body else np.where(finite, body, -np.inf)).argmax(axis=1)
    first = np.minimum(low, high)
    second = np.maximum(low, high)
    starts = 1 + np.arange(whole) * size
    picked = [np.zeros(1, dtype=np.intp), np.stack([starts + first, starts + second], axis=1).ravel()]
    tail = np.arange(1 + whole * size, count - 1)
    if len(tail):
        picked.append(tail[_extremes(y[tail])])
    picked.append(np.array([count - 1]))
    index = np.concatenate(picked)
    return x[index], y[index]


def _extremes(values: np.ndarray) -> list[int]:
    """Return where the smallest and the largest finite value stand, in order; the first entry if none is finite."""
    finite = np.flatnonzero(np.isfinite(values))
    if not len(finite):
        return [0]
    ends = {int(finite[values[finite].argmin()]), int(finite[values[finite].argmax()])}
    return sorted(ends)

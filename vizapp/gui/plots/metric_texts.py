"""How the values of a metric are written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from vizapp.gui.widgets.numbers import plain, scientific
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.units import unit_words


def value_writer(metric: Metric) -> Callable[[float], str]:
    """Return what writes the values of ``metric``, with their unit."""
    return loss_text if metric.name == LOSS.name else partial(with_unit, metric)


def least_span(metric: Metric) -> float:
    """Return how much an axis of ``metric`` spans at least, in its unit: ten times what its numbers tell apart.

    0 for a loss, whose numbers tell any two values apart.
    """
    return 0.0 if LOSS.name in (metric.name, metric.drawn_with) else 10.0 ** (1 - metric.decimals)


def with_unit(metric: Metric, value: float) -> str:
    """Return ``value`` with the metric's decimals and unit."""
    number = plain(value, metric.decimals)
    return f"{number} {unit_words(metric.unit)}" if metric.unit else number


def loss_text(value: float) -> str:
    """Return a loss with four decimals, or as an order of magnitude where those would say nothing."""
    if value != 0 and abs(value) < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e") if np.isfinite(value) else ("", "")
        return f"{mantissa}e{int(exponent)}".replace("-", "\u2212") if mantissa else scientific(value)
    return plain(value, 4)

"""What each metric has reached: of the picture on show where that was measured, and otherwise of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vizapp.gui.lab_numbers import Reached
from vizapp.protocol.metric import Metric
from vizapp.session.curves import Curves
from vizapp.session.state import State


def reached_values(state: State, metrics: Sequence[Metric], curves: Curves) -> dict[str, Reached]:
    """Return what each of ``metrics`` has reached, by its name.

    That is what the picture on show gives where it was measured: while training stands still. Otherwise it is the
    last value of the curve, finite or not, or where not every step is measured the last that was. Of an engine that
    is gone all of it is outdated.
    """
    measures = {} if state.snapshot is None or state.snapshot.measures is None else state.snapshot.measures
    return {
        metric.name: Reached(metric, measures[metric.name], outdated=state.is_outdated)
        if metric.name in measures
        else _last(metric, curves.series.get(metric.name))
        for metric in metrics
    }


def _last(metric: Metric, series: np.ndarray | None) -> Reached:
    """Return the last value of a curve, and at which step it was measured."""
    if series is None:
        return Reached(metric)
    measured = np.flatnonzero(np.isfinite(series)) if metric.every > 1 else np.arange(len(series))
    if not len(measured):
        return Reached(metric)
    last = int(measured[-1])
    return Reached(metric, float(series[last]), at_step=last)

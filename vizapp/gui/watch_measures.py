"""What training can be watched for: the metrics of the lab, and what else it measures now and then."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from vizapp.document.watchpoint import LARGEST_VALUE, Watchpoint
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.runs import run_title
from vizapp.protocol.metric import Metric
from vizapp.session.state import State
from vizapp.wording.translation import translate
from vizapp.wording.units import unit_words

_FIRST_VALUE = 1.0
"""Where nothing has been measured yet."""


@dataclass(frozen=True, slots=True)
class Watchable:
    """A measure to choose: its name in the document, and its translated title and unit."""

    name: str
    title: str
    unit: str


class KnownMeasures:
    """What each lab measures, as far as it was last said: while the engine sets a lab up it has said nothing yet."""

    def __init__(self, labs: Mapping[str, LabUi]) -> None:
        self._labs = labs
        self._metrics: dict[str, tuple[Watchable, ...]] = {}
        self._further: dict[str, tuple[Watchable, ...]] = {}

    def of(self, state: State) -> tuple[Watchable, ...]:
        """Return what the active lab measures, its metrics first."""
        lab, configured = state.experiment.lab, state.configured
        if configured is not None and configured.lab == lab:
            self._metrics[lab] = tuple(
                Watchable(metric.name, _title(metric), unit_words(metric.unit)) for metric in configured.metrics
            )
        if state.snapshot is not None:
            further = self._labs[lab].watched(state)
            self._further[lab] = tuple(Watchable(each.name, each.title, each.unit) for each in further)
        return self._metrics.get(lab, ()) + self._further.get(lab, ())


def first_watchpoint(name: str, state: State, labs: Mapping[str, LabUi]) -> Watchpoint:
    """Return a watchpoint to begin with for a measure: one that has not passed yet, as far as that is known."""
    for each in labs[state.experiment.lab].watched(state):
        if each.name == name:
            return Watchpoint(name, each.side, _within(each.value))
    metrics = () if state.configured is None else state.configured.metrics
    metric = next((metric for metric in metrics if metric.name == name), None)
    present = _present(state, name)
    if present is None:
        present = _FIRST_VALUE
    if metric is None or metric.lower_is_better:
        return Watchpoint(name, "below", _within(present / 2))
    return Watchpoint(name, "above", _within(present * 1.1))


def _title(metric: Metric) -> str:
    title = translate("Metrics", metric.title)
    if metric.run:
        title = f"{title}, {run_title(metric.run)}"
    if metric.unseen:
        title = QCoreApplication.translate("Watchpoint", "{title}, unseen").format(title=title)
    return title


def _present(state: State, name: str) -> float | None:
    """Return what a metric is now, as far as that was measured."""
    measures = None if state.snapshot is None else state.snapshot.measures
    curves = state.curves.get(state.experiment.lab)
    series = np.empty(0) if curves is None else curves.series.get(name, np.empty(0))
    measured = series[np.isfinite(series)]
    last = float(measured[-1]) if len(measured) else None
    value = (measures or {}).get(name, last)
    return value if value is not None and math.isfinite(value) else None


def _within(value: float) -> float:
    """Return a value of two digits that a watchpoint may have."""
    return float(f"{min(max(value, -LARGEST_VALUE), LARGEST_VALUE):.2g}") if math.isfinite(value) else _FIRST_VALUE

"""The progress panel while it is folded, in one line: each metric's present value and a small curve.

Where nothing is trained it holds the numbers of the lab, or what they advise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.fold_bar import FoldBar, SummaryCurve, SummaryItem
from vizapp.gui.lab_numbers import Reached
from vizapp.gui.plots.decimation import decimate, finite_only
from vizapp.gui.plots.metric_texts import least_span, value_writer
from vizapp.gui.plots.plot_filling import NOTHING
from vizapp.gui.plots.plot_range import spanned
from vizapp.gui.plots.plotted import Plotted
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.number_grid import Line
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.translation import translate

_BINS = 40
_LOG_RATIO = 30.0
"""A loss that falls by more than this factor is drawn over a logarithmic axis, as in the panel."""


@dataclass(frozen=True, slots=True)
class _Contents:
    """What stands in each plot of the panel and what the metrics have reached, or else numbers or a sentence."""

    plots: tuple[Plotted, ...]
    curves: Curves
    reached: Mapping[str, Reached]
    none: frozenset[str]
    numbers: tuple[Line, ...]
    sentence: str


class ProgressStrip(FoldBar):
    """Draws only while it can be seen."""

    def __init__(self, panel: ProgressPanel, parent: QWidget | None = None) -> None:
        """``panel`` is what it unfolds, and knows the metrics."""
        super().__init__(QCoreApplication.translate("ProgressStrip", "Progress"), parent)
        self._panel = panel
        self._latest: State | None = None
        self._contents: Shown[_Contents] = Shown(self._resolve, self._draw)

    def show_state(self, state: State) -> None:
        """Show the values and curves of ``state``, which the panel has been shown; nothing while it is hidden."""
        self._latest = state
        if self.isVisible():
            self._contents.follow(state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._latest is not None:
            self.show_state(self._latest)

    def _resolve(self, state: State) -> _Contents:
        plots, curves, reached = self._panel.plotted(state)
        numbers: tuple[Line, ...] = ()
        sentence = self._panel.why_empty(state)
        if not plots:
            found = self._panel.numbers_of(state)
            sentence = found.explanation or sentence
            numbers = () if sentence else found.lines
        return _Contents(plots, curves, reached, self._panel.written_as_none(state, reached), numbers, sentence)

    def _draw(self, contents: _Contents) -> None:
        items = [_item(plotted, contents) for plotted in contents.plots]
        known = [item for item in items if item is not None]
        known += [SummaryItem(line.cells[0], line.cells[1], live=True, curves=()) for line in contents.numbers]
        self.show_summary(known, "" if known else contents.sentence)


def _item(plotted: Plotted, contents: _Contents) -> SummaryItem | None:
    """Return the number and the curves of a plot, and in words where it is worse than one of the references."""
    curves, every = contents.curves, contents.reached
    metric, reached = plotted.lead, every[plotted.lead.name]
    if reached.value is None:
        return None
    # Another run than the main one is measured by the references of that.
    references = every[metric.drawn_with or metric.name].metric.references
    text = NOTHING if metric.name in contents.none else value_writer(metric)(reached.value)
    for name, value in references.items():
        if reached.value < value and not metric.lower_is_better:
            below = QCoreApplication.translate("ProgressStrip", "{value}, below {name}")
            text = below.format(value=text, name=translate("Metrics", name))
    return SummaryItem(translate("Metrics", metric.title), text, reached.is_shown, _curves(plotted, curves))


def _is_loss(metric: Metric) -> bool:
    """Tell whether it is a loss, also that of another run than the main one."""
    return LOSS.name in (metric.name, metric.drawn_with)


def _curves(plotted: Plotted, curves: Curves) -> tuple[SummaryCurve, ...]:
    """Return the curves of the runs in few points over common axes, each in the colour of its run, the lead last.

    There is no room for those of the unseen picture, which are dashed.
    """
    metrics = [each for each in plotted.behind if not each.unseen] + [plotted.lead]
    points = [(metric, *_points(curves.series.get(metric.name), metric)) for metric in metrics]
    drawn = [each for each in points if np.isfinite(each[2]).any()]
    if not drawn:
        return ()
    last = max(float(x[-1]) for _, x, _ in drawn)
    every = np.concatenate([values for _, _, values in drawn])
    low, high = float(np.nanmin(every)), float(np.nanmax(every))
    on_axis: Callable[[np.ndarray], np.ndarray] = np.asarray
    if _is_loss(plotted.lead) and low > 0 and high > _LOG_RATIO * low:
        on_axis, low, high = np.log10, math.log10(low), math.log10(high)
    low, high = spanned(low, high, least_span(plotted.lead))
    span = (high - low) or 1.0
    return tuple(
        SummaryCurve(x / max(last, 1.0), (on_axis(values) - low) / span, plotted.colour_of(metric))
        for metric, x, values in drawn
    )


def _points(series: np.ndarray | None, metric: Metric) -> tuple[np.ndarray, np.ndarray]:
    """Return a curve in few points: steps and values, float64 (n,), NaN where there is a gap."""
    if series is None:
        return np.empty(0), np.empty(0)
    x = np.arange(float(len(series)))
    if metric.every > 1:
        x, series = finite_only(x, series)
    x, values = decimate(x, series, _BINS)
    return x, np.where(np.isfinite(values), values, np.nan)

"""The progress panel while it is folded: each metric's present value and a small curve, in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.fold_bar import FoldBar, SummaryItem
from vizapp.gui.lab_ui import Reached
from vizapp.gui.plots.decimation import decimate, finite_only
from vizapp.gui.plots.metric_texts import value_writer
from vizapp.gui.plots.progress_panel import ProgressPanel
from vizapp.gui.shown import Shown
from vizapp.gui.theme import Theme
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.translation import translate

_BINS = 40
_LOG_RATIO = 30.0
"""A loss that falls by more than this factor is drawn over a logarithmic axis, as in the panel."""


@dataclass(frozen=True, slots=True)
class _Contents:
    """The metrics that have a plot of their own in the panel, and what they have reached."""

    metrics: tuple[Metric, ...]
    curves: Curves
    reached: Mapping[str, Reached]
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
        metrics, curves, reached = self._panel.plotted(state)
        sentence = self._panel.why_empty(state)
        if not metrics:
            sentence = self._panel.advice(state) or sentence
        return _Contents(metrics, curves, reached, sentence)

    def _draw(self, contents: _Contents) -> None:
        reached = contents.reached
        items = [
            # Another run than the main one is measured by the references of that.
            _item(
                metric,
                contents.curves,
                reached[metric.name],
                reached[metric.drawn_with or metric.name].metric.references,
            )
            for metric in contents.metrics
        ]
        known = [item for item in items if item is not None]
        self.show_summary(known, "" if known else contents.sentence)


def _item(metric: Metric, curves: Curves, reached: Reached, references: Mapping[str, float]) -> SummaryItem | None:
    """Return a metric's number and curve, and in words where it is worse than one of the ``references``."""
    if reached.value is None:
        return None
    curve = _heights(curves.series.get(metric.name), metric)
    colour = _accent if _is_loss(metric) else _good
    text = value_writer(metric)(reached.value)
    for name, value in references.items():
        if reached.value < value and not metric.lower_is_better:
            below = QCoreApplication.translate("ProgressStrip", "{value}, below {name}")
            text = below.format(value=text, name=translate("Metrics", name))
    return SummaryItem(translate("Metrics", metric.title), text, reached.is_shown, curve, colour)


def _is_loss(metric: Metric) -> bool:
    """Tell whether it is a loss, also that of another run than the main one."""
    return LOSS.name in (metric.name, metric.drawn_with)


def _heights(series: np.ndarray | None, metric: Metric) -> np.ndarray:
    """Return a curve in few points between 0 and 1."""
    if series is None:
        return np.empty(0)
    x = np.arange(1.0, len(series) + 1.0)
    if metric.every > 1:
        x, series = finite_only(x, series)
    _, heights = decimate(x, series, _BINS)
    finite = heights[np.isfinite(heights)]
    if not len(finite):
        return np.empty(0)
    if _is_loss(metric) and finite.min() > 0 and finite.max() > _LOG_RATIO * finite.min():
        heights, finite = np.log10(np.maximum(heights, finite.min())), np.log10(finite)
    span = float(finite.max() - finite.min()) or 1.0
    return np.asarray((heights - finite.min()) / span)


def _accent(theme: Theme) -> QColor:
    return theme.accent


def _good(theme: Theme) -> QColor:
    return theme.good

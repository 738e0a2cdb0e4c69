"""The curves of all looks in one plot, of a metric that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from vizapp.gui.comparing.look_colours import colour_of
from vizapp.gui.comparing.look_words import look_name
from vizapp.gui.comparing.looks import NOW, Look
from vizapp.gui.plots.companions import Companion, CompanionSpec
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.metric_texts import least_span, value_writer
from vizapp.gui.plots.reached import reached_values
from vizapp.gui.runs import run_title
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.translation import translate

_NO_CURVES = Curves()


class CompareCurves(QWidget):
    """One plot of one metric: the curve of what is on show now, and those of the kept looks of the same lab.

    Each is that of its moment: how the training went until then, whatever has become of it.
    """

    metric_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareCurves")
        self.choice = ChoiceField("compareMetric", self)
        self.choice.setAccessibleName(self.tr("Metric"))
        self.choice.setToolTip(self.tr("Whose curves are drawn, and whose values stand in the list."))
        self.choice.currentIndexChanged.connect(lambda _: self.metric_chosen.emit())
        self._metrics: dict[str, Metric] = {}
        self._plots: dict[str, CurvePlot] = {}
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.choice)
        column.addLayout(self._stack, 1)

    @property
    def chosen(self) -> Metric:
        """The metric that is chosen; the loss where there is none to choose."""
        return self._metrics.get(self.choice.currentData() or "", LOSS)

    @property
    def plot(self) -> CurvePlot:
        """The plot of the chosen metric."""
        return self._plot_of(self.chosen)

    def show_looks(self, now: State, looks: Sequence[Look]) -> None:
        """Draw the curves of ``now`` and of the looks of the same lab."""
        lab = now.experiment.lab
        self._offer([look.state for look in looks if look.state.experiment.lab == lab], now)
        metric = self.chosen
        plot = self._plot_of(metric)
        companions = [
            Companion(
                CompanionSpec(
                    f"{metric.name} of {look.key}",
                    metric.run,
                    metric.unseen,
                    metric.every > 1,
                    colour=colour_of(look.key),
                    title=look_name(look.key),
                ),
                look.state.curves.get(lab, _NO_CURVES).series.get(metric.name),
            )
            for look in looks
            if look.state.experiment.lab == lab
        ]
        curves = now.curves.get(lab, _NO_CURVES)
        plot.show_series(curves.series.get(metric.name), None, curves.changes, companions, look_name(NOW))
        plot.show_value(self.value_of(now))

    def value_of(self, state: State) -> str:
        """Return what the chosen metric has reached in a state, as it is written; "" where it has no such metric."""
        metric = self.chosen
        curves = state.curves.get(state.experiment.lab, _NO_CURVES)
        value = reached_values(state, (metric,), curves)[metric.name].value
        return "" if value is None else value_writer(metric)(value)

    def _offer(self, states: Sequence[State], now: State) -> None:
        """Offer the metrics of all states, those of now first; keep the choice if it is still offered."""
        found = {
            metric.name: metric
            for state in (now, *states)
            if state.reported is not None
            for metric in state.reported.metrics
        } or {LOSS.name: LOSS}
        if found == self._metrics:
            return
        chosen = self.choice.currentData()
        self._metrics = found
        self.choice.blockSignals(True)
        self.choice.clear()
        for metric in found.values():
            self.choice.addItem(_title(metric), metric.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(False)
        self.choice.setVisible(len(found) > 1)

    def _plot_of(self, metric: Metric) -> CurvePlot:
        plot = self._plots.get(metric.name)
        if plot is None:
            plot = self._plots[metric.name] = CurvePlot(
                f"compare-{metric.name}",
                value_writer(metric),
                colour_of(NOW),
                least_span=least_span(metric),
                may_be_logarithmic=metric.name == LOSS.name or metric.drawn_with == LOSS.name,
                sparse=metric.every > 1,
                parent=self,
            )
            plot.set_title(_title(metric), translate("Metrics", metric.explanation) if metric.explanation else "")
            plot.say_when_empty(self.tr("Nothing was trained"))
            self._stack.addWidget(plot)
        if self._stack.currentWidget() is not plot:
            self._stack.setCurrentWidget(plot)
        return plot


def _title(metric: Metric) -> str:
    """Return what a metric is called among those of all runs and pictures."""
    words = [translate("Metrics", metric.title)]
    if metric.run:
        words.append(run_title(metric.run))
    if metric.unseen:
        words.append(translate("CompareCurves", "unseen picture"))
    return " · ".join(words)

"""The progress panel: loss, the task's own metric, and figures, over the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.figures import ProgressFigures
from vizapp.gui.theme import Theme
from vizapp.gui.widgets.numbers import plain, scientific
from vizapp.gui.widgets.rows import Hairline
from vizapp.protocol.messages import LOSS, Metric
from vizapp.session.state import Curves, State
from vizapp.wording.translation import translate

REDRAW_MS = 66
"""At most so often are the curves drawn anew, however fast steps come."""


class ProgressPanel(QWidget):
    """A curve for each metric and a column of figures. Draws only while it can be seen, at most 15 times a second.

    Attributes:
        plots: by the name of the metric, those of every lab that has been open.
    """

    def __init__(self, labs: Mapping[str, LabUi] = LAB_UIS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressPanel")
        self.setAccessibleName(self.tr("Progress"))
        self._labs = labs
        self._metrics: dict[str, tuple[Metric, ...]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.plots: dict[str, CurvePlot] = {}
        self._lines: dict[str, Hairline] = {}
        self.figures = ProgressFigures(self)
        # Keeps the place of a lab's own curve while it is not known, so that nothing moves when the engine answers.
        self._kept_place = (Hairline(self, Qt.Orientation.Vertical), QWidget(self))
        for stretch, part in enumerate(self._kept_place):
            self._row.addWidget(part, stretch)
        self._row.addWidget(Hairline(self, Qt.Orientation.Vertical))
        self._row.addWidget(self.figures, 1)
        self._plot_of(LOSS)
        self._latest: State | None = None
        self._drawn: State | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.redraw)

    def sizeHint(self) -> QSize:
        return QSize(900, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 120)

    def show_state(self, old: State | None, new: State) -> None:
        """Take over ``new``; it is drawn now, or shortly if the last drawing was just now."""
        del old
        self._latest = new
        if not self.isVisible() or self._timer.isActive() or not self._stale():
            return
        since = self._clock.elapsed() if self._clock.isValid() else REDRAW_MS
        if since >= REDRAW_MS:
            self.redraw()
        else:
            self._timer.start(REDRAW_MS - int(since))

    def redraw(self) -> None:
        """Draw the newest state at once, if it differs from what is drawn."""
        new = self._latest
        if new is None or not self.isVisible() or not self._stale():
            return
        self._clock.start()
        self._drawn = new
        lab = new.experiment.lab
        curves = new.curves.get(lab, Curves())
        if new.configured is not None and new.configured.lab == lab:
            self._metrics[lab] = new.configured.metrics
        metrics = self._metrics.get(lab, ()) or (LOSS,)
        shown = {metric.name: metric for metric in metrics if not metric.beside}
        for metric in shown.values():
            self._plot_of(metric)
        reached = reached_values(new, metrics, curves)
        for name, plot in self.plots.items():
            plot.setVisible(name in shown)
            self._lines[name].setVisible(name in shown and name != LOSS.name)
            plot.say_when_empty(self._why_empty(new))
            if name in shown:
                self._draw(plot, shown[name], curves, reached.get(name))
        for part in self._kept_place:
            part.setVisible(len(shown) < 2)
        self.figures.show_figures(self._labs[lab].figures(new, reached))

    def _plot_of(self, metric: Metric) -> CurvePlot:
        """Return the plot of a metric, made when it is shown first."""
        plot = self.plots.get(metric.name)
        if plot is None:
            is_loss = metric.name == LOSS.name
            plot = CurvePlot(
                f"{metric.name}Plot",
                _loss_text if is_loss else partial(_with_unit, metric),
                _accent if is_loss else _good,
                may_be_logarithmic=is_loss,
                sparse=metric.every > 1,
                parent=self,
            )
            plot.set_title(translate("Metrics", metric.title))
            plot.title.setToolTip(translate("Metrics", metric.explanation) if metric.explanation else "")
            line = Hairline(self, Qt.Orientation.Vertical)
            place = self._row.count() - 4  # before the place that is kept, the line and the figures
            self._row.insertWidget(place, line)
            self._row.insertWidget(place + 1, plot, 1)
            self.plots[metric.name], self._lines[metric.name] = plot, line
            line.setVisible(not is_loss)
        return plot

    def _draw(self, plot: CurvePlot, metric: Metric, curves: Curves, present: float | None) -> None:
        reference = next(iter(metric.references.items()), None)
        if reference is not None:
            reference = (translate("Metrics", reference[0]), reference[1])
        plot.show_series(curves.series.get(metric.name), reference, present, curves.changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def _stale(self) -> bool:
        old, new = self._drawn, self._latest
        if old is None or new is None:
            return new is not None
        lab = new.experiment.lab
        return (
            old.experiment.lab != lab
            or old.curves.get(lab) is not new.curves.get(lab)
            or old.configured is not new.configured
            or (old.can_step, old.refusal) != (new.can_step, new.refusal)
            or old.snapshot is not new.snapshot
            or old.experiment.spec is not new.experiment.spec
        )

    def _why_empty(self, state: State) -> str:
        if state.can_step:
            return self.tr("Step once to begin")
        if state.refusal is not None:
            return self.tr("Nothing is computed")
        trains = state.configured is None or state.configured.trainable
        return "" if trains else self.tr("Nothing is trained here")


def reached_values(state: State, metrics: Sequence[Metric], curves: Curves) -> dict[str, float]:
    """Return what each metric has reached.

    That is what the picture on show gives where it was measured, and otherwise, while training runs, the last value
    of the curve: that of the last step, finite or not, or where not every step is measured the last that was.
    """
    measures = {} if state.snapshot is None or state.snapshot.measures is None else state.snapshot.measures
    reached = dict(measures)
    for metric in metrics:
        if metric.name not in reached:
            series = curves.series.get(metric.name)
            last = _last_finite(series) if metric.every > 1 else _last(series)
            if last is not None:
                reached[metric.name] = last
    return reached


def _last(series: np.ndarray | None) -> float | None:
    """Return what the last step has given, or None."""
    return None if series is None or not len(series) else float(series[-1])


def _last_finite(series: np.ndarray | None) -> float | None:
    """Return the last value that was measured, or None."""
    if series is None:
        return None
    measured = np.flatnonzero(np.isfinite(series))
    return float(series[measured[-1]]) if len(measured) else None


def _with_unit(metric: Metric, value: float) -> str:
    number = plain(value, metric.decimals)
    return f"{number} {metric.unit}" if metric.unit else number


def _loss_text(value: float) -> str:
    if value != 0 and abs(value) < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e") if np.isfinite(value) else ("", "")
        return f"{mantissa}e{int(exponent)}".replace("-", "\u2212") if mantissa else scientific(value)
    return plain(value, 4)


def _accent(theme: Theme) -> QColor:
    return theme.accent


def _good(theme: Theme) -> QColor:
    return theme.good

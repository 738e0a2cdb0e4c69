"""The progress panel: loss, the task's own metric, and figures, over the steps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

import numpy as np
from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.lab_ui import LabUi, Reached
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.figures import ProgressFigures
from vizapp.gui.plots.reached import reached_values
from vizapp.gui.theme import Theme
from vizapp.gui.widgets.numbers import plain, scientific
from vizapp.gui.widgets.rows import Hairline
from vizapp.protocol.messages import LOSS, Metric
from vizapp.session.state import Curves, State
from vizapp.wording.translation import translate

_NOTHING = "–"
"""In place of a measurement of nothing, such as the distance of no tap."""
REDRAW_MS = 66
"""At most so often are the curves drawn anew, however fast steps come."""


class ProgressPanel(QWidget):
    """A curve for each metric and a column of figures. Draws only while it can be seen, at most 15 times a second.

    Attributes:
        plots: by the lab and the name of the metric, those of every lab that has been open.
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
        self.plots: dict[tuple[str, str], CurvePlot] = {}
        self._lines: dict[tuple[str, str], Hairline] = {}
        self.figures = ProgressFigures(self)
        # Keeps the place of a lab's own curve while it is not known, so that nothing moves when the engine answers.
        self._kept_place = (Hairline(self, Qt.Orientation.Vertical), QWidget(self))
        for stretch, part in enumerate(self._kept_place):
            self._row.addWidget(part, stretch)
        self._row.addWidget(Hairline(self, Qt.Orientation.Vertical))
        self._row.addWidget(self.figures, 1)
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
        shown = {(lab, metric.name): metric for metric in metrics if not metric.beside}
        for key, metric in shown.items():
            self._make_plot(key, metric)
        reached = reached_values(new, metrics, curves)
        figures = self._labs[lab].figures(new, reached)
        for key, plot in self.plots.items():
            plot.setVisible(key in shown)
            self._lines[key].setVisible(key in shown and shown[key].name != LOSS.name)
            plot.say_when_empty(self._why_empty(new))
            if key in shown:
                self._draw(plot, shown[key], curves)
                self._show_reached(plot, shown[key].name, reached, figures.notes)
        for part in self._kept_place:
            part.setVisible(len(shown) < 2)
        self.figures.show_figures(figures)

    def _make_plot(self, key: tuple[str, str], metric: Metric) -> None:
        """Make the plot of a metric, when it is shown first."""
        if key in self.plots:
            return
        is_loss = metric.name == LOSS.name
        plot = CurvePlot(
            f"{metric.name}Plot",
            _loss_text if is_loss else partial(_with_unit, metric),
            _accent if is_loss else _good,
            may_be_logarithmic=is_loss,
            sparse=metric.every > 1,
            parent=self,
        )
        plot.set_title(
            translate("Metrics", metric.title),
            translate("Metrics", metric.explanation) if metric.explanation else "",
        )
        line = Hairline(self, Qt.Orientation.Vertical)
        place = self._row.count() - 4  # before the place that is kept, the line and the figures
        self._row.insertWidget(place, line)
        self._row.insertWidget(place + 1, plot, 1)
        self.plots[key], self._lines[key] = plot, line

    def _draw(self, plot: CurvePlot, metric: Metric, curves: Curves) -> None:
        reference = next(iter(metric.references.items()), None)
        if reference is not None:
            reference = (translate("Metrics", reference[0]), reference[1])
        plot.show_series(curves.series.get(metric.name), reference, curves.changes)

    def _show_reached(
        self, plot: CurvePlot, name: str, reached: Mapping[str, Reached], notes: Mapping[str, str]
    ) -> None:
        """Show what a metric has reached, with those that belong beside it, and of what picture that is."""
        present = reached[name]
        note = "" if present.value is None else notes.get(name, present.origin)
        if name in notes and present.value is not None and math.isnan(present.value):
            plot.show_value(_NOTHING, note=note, live=False)
            return
        beside = [
            f"· {_lowered(translate('Metrics', other.metric.title))} {_beside_text(other, present.metric)}"
            for other in reached.values()
            if other.metric.beside == name and other.value is not None
        ]
        text = "" if present.value is None else plot.write(present.value)
        plot.show_value(text, " ".join(beside), note, live=present.is_shown)

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


def _with_unit(metric: Metric, value: float) -> str:
    number = plain(value, metric.decimals)
    return f"{number} {metric.unit}" if metric.unit else number


def _beside_text(reached: Reached, main: Metric) -> str:
    """Write a value that stands beside that of ``main``, whose unit is not said again."""
    assert reached.value is not None
    text = _with_unit(reached.metric, reached.value)
    return text.removesuffix(f" {main.unit}") if main.unit else text


def _lowered(title: str) -> str:
    """Return a title as it stands within a line."""
    return title[:1].lower() + title[1:]


def _loss_text(value: float) -> str:
    if value != 0 and abs(value) < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e") if np.isfinite(value) else ("", "")
        return f"{mantissa}e{int(exponent)}".replace("-", "\u2212") if mantissa else scientific(value)
    return plain(value, 4)


def _accent(theme: Theme) -> QColor:
    return theme.accent


def _good(theme: Theme) -> QColor:
    return theme.good

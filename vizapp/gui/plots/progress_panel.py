"""The progress panel: loss, the task's own metric, and numbers, over the steps."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.focus_order import lead_on_to
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.metric_texts import least_span, value_writer
from vizapp.gui.plots.numbers_column import NumbersColumn
from vizapp.gui.plots.panel_contents import Arrangement, Contents
from vizapp.gui.plots.plot_filling import fill_plot, is_none
from vizapp.gui.plots.plotted import Plotted
from vizapp.gui.plots.reached import reached_values
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.rows import Hairline
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves
from vizapp.session.engine_state import Timeline
from vizapp.session.state import State

_NO_CURVES = Curves()
"""One for all: curves compare by identity."""


class ProgressPanel(QWidget):
    """A curve for each metric and a column of numbers. Draws only while it can be seen.

    Attributes:
        plots: by the lab and the name of the metric, those of every lab that has been open.
    """

    menu_wanted = Signal(object, QPoint)
    """What can be done is asked: the plot, or None beside all, and the place on the screen."""

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
        self.numbers = NumbersColumn(self)
        # Keeps the place of a lab's own curve while it is not known, so that nothing moves when the engine answers.
        self._kept_place = (Hairline(self, Qt.Orientation.Vertical), QWidget(self))
        for stretch, part in enumerate(self._kept_place):
            self._row.addWidget(part, stretch)
        self._row.addWidget(Hairline(self, Qt.Orientation.Vertical))
        self._row.addWidget(self.numbers, 1)
        self._latest: State | None = None
        self._taken: State | None = None
        self._contents: Contents | None = None
        self._stale: list[Metric | None] = []
        self._arranged = Shown(self._resolve_arrangement, self._arrange)
        self._told = Shown(self._resolve_contents, self._take)

    def sizeHint(self) -> QSize:
        return QSize(900, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 120)

    def show_state(self, state: State) -> None:
        """Show the curves and numbers of ``state``; costs nothing while the panel cannot be seen."""
        while self.show_part(state):
            pass

    def show_part(self, state: State) -> bool:
        """Make room for the plots of ``state``, or draw one, or the numbers; return whether there is more to draw.

        The one that has waited longest comes first, so that each has its turn however fast states come.
        """
        self._latest = state
        if state.configured is not None:
            self._metrics[state.configured.lab] = state.configured.metrics
        if not self.isVisible():
            return False
        if state is not self._taken:
            if self._arranged.follow(state):
                return True
            self._told.follow(state)
            self._taken = state
        if self._stale:
            self._fill(self._stale.pop(0))
        return bool(self._stale)

    def _resolve_arrangement(self, state: State) -> Arrangement:
        lab = state.experiment.lab
        metrics = [metric for metric in self._metrics_of(state) if not metric.beside]
        own = tuple(metric for metric in metrics if not metric.drawn_with)
        companions = tuple(metric for metric in metrics if metric.drawn_with)
        ui = self._labs[lab]
        return Arrangement(lab, own, companions, ui.main_run(state), ui.run_on_show(state), lab in self._metrics)

    def _resolve_contents(self, state: State) -> Contents:
        arrangement = self._resolve_arrangement(state)
        lab = arrangement.lab
        curves = state.curves.get(lab, _NO_CURVES)
        reached = reached_values(state, self._metrics_of(state), curves)
        numbers, left = self._labs[lab].numbers(state, reached), _left(state.timeline_of(lab), curves)
        return Contents(arrangement, curves, left, reached, numbers, self.why_empty(state))

    def plotted(self, state: State) -> tuple[tuple[Plotted, ...], Curves, Mapping[str, Reached]]:
        """Return what stands in each plot, the curves, and what each metric has reached."""
        arrangement = self._resolve_arrangement(state)
        curves = state.curves.get(arrangement.lab, _NO_CURVES)
        plots = tuple(map(arrangement.plot_of, arrangement.metrics))
        return plots, curves, reached_values(state, self._metrics_of(state), curves)

    def written_as_none(self, state: State, reached: Mapping[str, Reached]) -> frozenset[str]:
        """Return the metrics of which there is nothing to measure, as the lab says: their number is none."""
        if not any(map(is_none, reached.values())):
            return frozenset()
        notes = self._labs[state.experiment.lab].numbers(state, reached).notes
        return frozenset(name for name in notes if is_none(reached.get(name)))

    def numbers_of(self, state: State) -> LabNumbers:
        """Return the numbers of the lab, where no metric has reached anything."""
        return self._labs[state.experiment.lab].numbers(state, {})

    def _metrics_of(self, state: State) -> tuple[Metric, ...]:
        """Return what the lab measures, as it was last said, or the loss before.

        Where nothing is trained that is nothing, and the numbers have the panel to themselves.
        """
        return self._metrics.get(state.experiment.lab, (LOSS,))

    def _arrange(self, arrangement: Arrangement) -> None:
        shown = {(arrangement.lab, metric.name): metric for metric in arrangement.metrics}
        for key, metric in shown.items():
            self._make_plot(key, metric)
            plotted = arrangement.plot_of(metric)
            self.plots[key].set_colour(plotted.colour_of(plotted.lead))
        # Lay out once at the end: with each change Qt would resize all plots, which is expensive.
        self._row.setEnabled(False)
        for key, plot in self.plots.items():
            plot.setVisible(key in shown)
            self._lines[key].setVisible(key in shown and shown[key].name != LOSS.name)
            self._row.setStretchFactor(plot, 2 if arrangement.is_known and len(shown) == 1 else 1)
        for part in self._kept_place:
            part.setVisible(not arrangement.is_known)
        self._row.setEnabled(True)
        # Lay out at once, or the plots are painted twice: with their old sizes and again with the new ones.
        self._row.invalidate()
        self._row.activate()

    def _take(self, contents: Contents) -> None:
        """Take note that every plot, and the numbers, has to be drawn anew; those that waited already come first."""
        self._contents = contents
        wanted = [*contents.arrangement.metrics, None]
        waiting = [part for part in self._stale if part in wanted]
        self._stale = [*waiting, *(part for part in wanted if part not in waiting)]

    def _fill(self, part: Metric | None) -> None:
        """Draw the plot of a metric; None is the column of numbers."""
        assert self._contents is not None
        if part is None:
            self.numbers.show_numbers(self._contents.numbers)
        else:
            fill_plot(self.plots[self._contents.arrangement.lab, part.name], part, self._contents)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        plots = (plot for plot in self.plots.values() if plot.isVisible())
        under = next((plot for plot in plots if plot.geometry().contains(event.pos())), None)
        self.menu_wanted.emit(under, event.globalPos())

    def _make_plot(self, key: tuple[str, str], metric: Metric) -> None:
        """Make the plot of a metric, when it is shown first."""
        if key in self.plots:
            return
        is_loss = metric.name == LOSS.name
        plot = CurvePlot(
            f"{metric.name}Plot",
            value_writer(metric),
            Plotted(metric, (), "").colour_of(metric),
            least_span=least_span(metric),
            may_be_logarithmic=is_loss,
            sparse=metric.every > 1,
            parent=self,
        )
        lead_on_to(plot.head.explain, self)
        line = Hairline(self, Qt.Orientation.Vertical)
        place = self._row.count() - 4  # before the placeholder, the line and the numbers
        self._row.insertWidget(place, line)
        self._row.insertWidget(place + 1, plot, 1)
        self.plots[key], self._lines[key] = plot, line

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._latest is not None:
            self.show_state(self._latest)

    def why_empty(self, state: State) -> str:
        """Return what is said where there is no curve."""
        if state.can_step:
            return self.tr("Step once to begin")
        return "" if state.refusal is None else self.tr("Nothing is computed")


def _left(timeline: Timeline, curves: Curves) -> tuple[tuple[int, Curves], ...]:
    """Return the curves that are not those up to where the training stands, by the numbers of their branches."""
    return tuple(
        (number, course)
        for number, course in timeline.courses.items()
        if number != timeline.present or course.steps > curves.steps
    )

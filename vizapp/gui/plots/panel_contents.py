"""What stands in the progress panel: which plots, with which curves, and the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.plots.plotted import Plotted
from vizapp.protocol.metric import Metric
from vizapp.session.curves import Curves


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which plots stand side by side: those of these metrics of a lab.

    ``companions`` are drawn with them. ``main_run`` is the name of the run that they are of, where runs have names;
    ``run_on_show`` that of another one, whose values stand large and whose curves are in front, or "".
    ``is_known`` is whether the engine has said what the lab measures.
    """

    lab: str
    metrics: tuple[Metric, ...]
    companions: tuple[Metric, ...] = ()
    main_run: str = ""
    run_on_show: str = ""
    is_known: bool = False

    def drawn_with(self, metric: Metric) -> list[Metric]:
        """Return the metrics that are drawn in the plot of ``metric`` beside it."""
        return [each for each in self.companions if each.drawn_with == metric.name]

    def plot_of(self, metric: Metric) -> Plotted:
        """Return what stands in the plot of ``metric``: in front the curve of the run on show."""
        others = self.drawn_with(metric)
        of_run = (each for each in others if each.run == self.run_on_show and not each.unseen)
        lead = next(of_run, metric) if self.run_on_show else metric
        return Plotted(lead, tuple(each for each in (metric, *others) if each is not lead), self.main_run)


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the plots and beside them; ``empty`` is said where there is no curve.

    ``left`` are the curves of other branches, by their numbers, and of the present one beyond where training stands.
    """

    arrangement: Arrangement
    curves: Curves
    left: tuple[tuple[int, Curves], ...]
    reached: Mapping[str, Reached]
    numbers: LabNumbers
    empty: str

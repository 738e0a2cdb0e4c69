"""What stands in one plot of the progress panel: which metrics have a curve there, and in which colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from PySide6.QtGui import QColor

from vizapp.gui.runs import run_colour
from vizapp.gui.theme import Theme
from vizapp.protocol.metric import LOSS, Metric

Colour: TypeAlias = Callable[[Theme], QColor]


@dataclass(frozen=True, slots=True)
class Plotted:
    """The metrics of one plot.

    Attributes:
        lead: the one whose value stands large, and whose curve is in front: that of the run on show.
        behind: those whose curves are drawn behind it, of other runs and of the unseen picture.
        main_run: the name of the run whose metrics name none, or "" where runs have no names.
    """

    lead: Metric
    behind: tuple[Metric, ...]
    main_run: str

    def colour_of(self, metric: Metric) -> Colour:
        """Return the colour of a metric's curve: that of its run, or where runs have no names one of its own."""
        run = metric.run or self.main_run
        return partial(run_colour, run) if run else _own_colour(metric)


def _own_colour(metric: Metric) -> Colour:
    return _accent if metric.name == LOSS.name else _good


def _accent(theme: Theme) -> QColor:
    return theme.accent


def _good(theme: Theme) -> QColor:
    return theme.good

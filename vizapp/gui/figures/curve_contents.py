"""What the plots of a figure hold: the curves of the lab that is open, as they are drawn and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from vizapp.gui.lab_ui import LabUi
from vizapp.gui.plots.metric_texts import value_writer
from vizapp.gui.runs import run_colour, run_title
from vizapp.gui.theme import Theme
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves
from vizapp.session.state import State
from vizapp.wording.translation import translate
from vizapp.wording.units import unit_words

_LOG_RATIO = 30.0
"""A loss that spans more than this factor is drawn over a logarithmic axis."""


@dataclass(frozen=True, eq=False)
class Series:
    """One curve: its ``values``, float64 (n,), after 0 … n − 1 steps, and how it is drawn.

    ``colour`` gives the colour in a theme; ``name`` is that of its run, "" where there is one curve.
    """

    values: np.ndarray
    colour: Callable[[Theme], QColor]
    dashed: bool
    sparse: bool
    name: str


@dataclass(frozen=True, eq=False)
class PlotContents:
    """What stands in a plot; ``name`` is that of its metric."""

    name: str
    title: str
    write: Callable[[float], str]
    series: tuple[Series, ...]
    reference: tuple[str, float] | None
    changes: tuple[int, ...]
    logarithmic: bool


def plots_of(state: State, ui: LabUi) -> tuple[PlotContents, ...]:
    """Return the plots of the lab that is open, those without any value left out."""
    if state.configured is None:
        return ()
    metrics = [metric for metric in state.configured.metrics if not metric.beside]
    curves = state.curves.get(state.experiment.lab, Curves())
    main_run = ui.main_run(state)
    plots = (
        _contents(
            [metric, *(each for each in metrics if each.drawn_with == metric.name)],
            curves,
            main_run,
        )
        for metric in metrics
        if not metric.drawn_with
    )
    return tuple(plot for plot in plots if plot is not None)


def _contents(metrics: Sequence[Metric], curves: Curves, main_run: str) -> PlotContents | None:
    """Return the plot of the first of ``metrics``, with the others' curves; None where nothing was measured."""
    known = [
        (metric, curves.series[metric.name])
        for metric in metrics
        if metric.name in curves.series and np.isfinite(curves.series[metric.name]).any()
    ]
    if not known:
        return None
    several = len(known) > 1
    series = tuple(_series(metric, values, main_run, named=several) for metric, values in known)
    own = metrics[0]
    every = np.concatenate([values[np.isfinite(values)] for _, values in known])
    is_steep = own.name == LOSS.name and every.min() > 0 and every.max() / every.min() > _LOG_RATIO
    title = translate("Metrics", own.title)
    reference = next(iter(own.references.items()), None)
    return PlotContents(
        own.name,
        f"{title} ({unit_words(own.unit)})" if own.unit else title,
        value_writer(own),
        series,
        None if reference is None else (translate("Metrics", reference[0]), reference[1]),
        tuple(sorted({change.step for change in curves.changes})),
        is_steep,
    )


def _series(metric: Metric, values: np.ndarray, main_run: str, *, named: bool) -> Series:
    run = metric.run or main_run
    name = run_title(run)
    if metric.unseen:
        name = QCoreApplication.translate("Figure", "{run}, unseen").format(run=name)

    def colour(theme: Theme) -> QColor:
        if run:
            return run_colour(run, theme)
        return theme.accent if metric.name == LOSS.name else theme.good

    return Series(values, colour, metric.unseen, metric.every > 1, name if named else "")


def curves_csv(state: State) -> str:
    """Return a table of the curves of the lab that is open: a row for each step, a column for each metric.

    A row has what was measured when ``step`` steps were done, before the update of the next one.

    Numbers keep all their digits; where nothing was measured they are nan.
    """
    curves = state.curves.get(state.experiment.lab, Curves())
    names = list(curves.series)
    columns = [curves.series[name].tolist() for name in names]
    lines = [",".join(("step", *names))]
    lines += [",".join((str(step), *map(repr, row))) for step, row in enumerate(zip(*columns, strict=True))]
    return "\n".join(lines) + "\n"

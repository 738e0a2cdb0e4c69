"""Fills the plot of a metric: the curves, the legend, what was reached, and what the metric is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from vizapp.gui.cards.metric_cards import card_of
from vizapp.gui.lab_numbers import Reached
from vizapp.gui.plots.companions import Companion, CompanionSpec
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.metric_texts import with_unit
from vizapp.gui.plots.panel_contents import Contents
from vizapp.gui.plots.plot_legend import LegendEntry
from vizapp.gui.runs import CONTROL_RUN, run_short_title, run_title
from vizapp.protocol.metric import Metric
from vizapp.session.curves import Curves
from vizapp.wording.translation import translate
from vizapp.wording.units import unit_words

NOTHING = "–"
"""In place of a measurement of nothing, such as the distance of no tap."""


def fill_plot(plot: CurvePlot, metric: Metric, contents: Contents) -> None:
    """Show in the plot of a metric its curves, what they have reached, and what the metric is."""
    arrangement, curves = contents.arrangement, contents.curves
    plot.say_when_empty(contents.empty)
    companions, plotted = arrangement.drawn_with(metric), arrangement.plot_of(metric)
    lead, behind = plotted.lead, [_companion(each, arrangement.main_run, curves) for each in plotted.behind]
    behind += [_of_branch(lead, number, each) for number, each in contents.left]
    run = lead.run or arrangement.main_run
    _draw(plot, metric, lead, curves, behind, run_title(run) if run else "")
    plot.legend.show_entries(
        [
            _entry(each, arrangement.main_run, contents.reached, plot.write)
            for each in ([metric, *companions] if companions else ())
        ]
    )
    _show_reached(plot, metric.name, lead, contents.reached, contents.numbers.notes)
    _explain(plot, metric, contents.numbers.explanations.get(metric.name, ""))


def is_none(reached: Reached | None) -> bool:
    """Return whether there was nothing to measure."""
    return reached is not None and reached.value is not None and math.isnan(reached.value)


def _draw(
    plot: CurvePlot,
    metric: Metric,
    lead: Metric,
    curves: Curves,
    companions: Sequence[Companion],
    name: str,
) -> None:
    """Draw the curve of ``lead``, whose run has a name, into the plot of ``metric``, which has the references."""
    reference = next(iter(metric.references.items()), None)
    if reference is not None:
        reference = (translate("Metrics", reference[0]), reference[1])
    plot.show_series(curves.series.get(lead.name), reference, curves.changes, companions, name)


def _show_reached(
    plot: CurvePlot, name: str, lead: Metric, reached: Mapping[str, Reached], notes: Mapping[str, str]
) -> None:
    """Show what ``lead`` has reached in the plot of the metric ``name``, with what belongs beside it, and of what
    picture that is."""
    present = reached[lead.name]
    note = "" if present.value is None else notes.get(name, present.origin)
    if name in notes and is_none(present):
        plot.show_value(NOTHING, note=note, live=False)
        return
    beside = [
        f"· {_lowered(translate('Metrics', other.metric.title))} {_beside_text(other, present.metric)}"
        for other in reached.values()
        if other.metric.beside == name and other.metric.run == lead.run and other.value is not None
    ]
    text = "" if present.value is None else plot.write(present.value)
    plot.show_value(text, " ".join(beside), note, live=present.is_shown)


def _companion(metric: Metric, main_run: str, curves: Curves) -> Companion:
    spec = CompanionSpec(metric.name, metric.run or main_run, metric.unseen, metric.every > 1)
    return Companion(spec, curves.series.get(metric.name))


def _of_branch(metric: Metric, number: int, course: Curves) -> Companion:
    """Return the curve of a metric on a branch."""
    spec = CompanionSpec(f"{metric.name} of branch {number}", metric.run, False, metric.every > 1, left=True)
    return Companion(spec, course.series.get(metric.name))


def _entry(
    metric: Metric, main_run: str, reached: Mapping[str, Reached], write: Callable[[float], str]
) -> LegendEntry:
    """Return the legend of a curve; the curve on the unseen picture follows the other of its run."""
    run, value = metric.run or main_run, reached[metric.name].value
    name, short = run_title(run), run_short_title(run)
    if metric.unseen:
        name = short = QCoreApplication.translate("ProgressPanel", "unseen") if not metric.run else ""
    text = (
        NOTHING if value is None else write(value).removesuffix(f" {unit_words(metric.unit)}" if metric.unit else "")
    )
    words = QCoreApplication.translate("ProgressPanel", "{run}, on the unseen picture (dashed): {value}")
    if run == CONTROL_RUN or not any(each.metric.unseen for each in reached.values()):
        words = QCoreApplication.translate("ProgressPanel", "{run}: {value}")
    elif not metric.unseen:
        words = QCoreApplication.translate("ProgressPanel", "{run}, on the picture trained on: {value}")
    whole = words.format(run=run_title(run), value=NOTHING if value is None else write(value))
    return LegendEntry(run, metric.unseen, name, text, whole, live=reached[metric.name].is_shown, short=short)


def _beside_text(reached: Reached, main: Metric) -> str:
    """Write a value that stands beside that of ``main``, whose unit is not said again."""
    assert reached.value is not None
    text = with_unit(reached.metric, reached.value)
    return text.removesuffix(f" {unit_words(main.unit)}") if main.unit else text


def _lowered(title: str) -> str:
    """Return a title as it stands within a line; one that is of capitals stays."""
    return title if title.isupper() else title[:1].lower() + title[1:]


def _explain(plot: CurvePlot, metric: Metric, further: str) -> None:
    """Name a plot, and say what its metric is and what else has to be said of it."""
    definition = translate("Metrics", metric.explanation) if metric.explanation else ""
    words = "\n\n".join(filter(None, (definition, further)))
    plot.set_title(translate("Metrics", metric.title), words, card_of(metric))

"""The metrics of runs that train beside the main one."""

from __future__ import annotations

from msgspec.structs import replace

from vizapp.protocol.metric import Metric


def run_metric(metric: Metric, run: str) -> Metric:
    """Return the same metric of another run, which has a curve in the plot of the main one.

    One that only stands beside a number goes on standing there.
    """
    return replace(
        metric,
        name=run_name(metric.name, run),
        run=run,
        drawn_with="" if metric.beside else metric.drawn_with or metric.name,
        references={},
    )


def run_name(name: str, run: str) -> str:
    """Return the name of a metric of a run that is compared with the main one."""
    return f"{run}_{name}"

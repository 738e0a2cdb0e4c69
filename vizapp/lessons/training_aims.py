"""Aims: what the training has reached."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from vizapp.lessons.aim_kind import AimTable, Moment, Parameter
from vizapp.session.state import State

MEASURES = (
    "loss",
    "distance",
    "worst_tap",
    "psnr",
    "ssim",
    "checkerboard",
    "accuracy",
)
"""The names of metrics without the run and without ``unseen_`` before them."""

TRAINING_AIMS = AimTable()


def measured(state: State, name: str) -> float | None:
    """Return what a metric of the active lab has reached last: of the picture on show, or by its curve; or None."""
    snapshot = state.snapshot
    if snapshot is not None and snapshot.measures is not None and name in snapshot.measures:
        value = float(snapshot.measures[name])
        return value if math.isfinite(value) else None
    curves = state.curves.get(state.experiment.lab)
    series = None if curves is None else curves.series.get(name)
    known = np.empty(0) if series is None else series[np.isfinite(series)]
    return float(known[-1]) if len(known) else None


@TRAINING_AIMS.aim(
    "steps",
    "training has done at least so many steps",
    '{ name = "steps", at_least = 10 }',
    Parameter("at_least", "whole", low=1),
)
def _steps(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.transport.step >= values["at_least"]


@TRAINING_AIMS.aim(
    "measure",
    "a metric, named as in metrics.json, is below or above a value",
    '{ name = "measure", of = "unseen_loss", below = 0.3 }',
    Parameter("of", "text"),
    Parameter("below", "number", needed=False),
    Parameter("above", "number", needed=False),
)
def _measure(moment: Moment, values: Mapping[str, Any]) -> bool:
    value = measured(moment.now, values["of"])
    if value is None:
        return False
    return value < values.get("below", math.inf) and value > values.get("above", -math.inf)


@TRAINING_AIMS.aim(
    "compare",
    "a metric is at least so many times another one",
    '{ name = "compare", of = "unseen_loss", with = "loss", times = 3.0 }',
    Parameter("of", "text"),
    Parameter("with", "text"),
    Parameter("times", "number", low=0),
)
def _compare(moment: Moment, values: Mapping[str, Any]) -> bool:
    one, other = measured(moment.now, values["of"]), measured(moment.now, values["with"])
    return one is not None and other is not None and one >= values["times"] * other


@TRAINING_AIMS.aim(
    "beats-bicubic",
    "the PSNR is above that of bicubic interpolation, by so many dB",
    '{ name = "beats-bicubic", by = 0.5 }',
    Parameter("by", "number", needed=False, low=0),
)
def _beats_bicubic(moment: Moment, values: Mapping[str, Any]) -> bool:
    configured, value = moment.now.configured, measured(moment.now, "psnr")
    metrics = () if configured is None else configured.metrics
    found = [metric.references["bicubic"] for metric in metrics if "bicubic" in metric.references]
    return value is not None and bool(found) and value > found[0] + values.get("by", 0.0)

"""Aims: what the picked unit of the deformable lab reads and gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from vizapp.lessons.aim_kind import YES, AimTable, Moment, Parameter
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.state import State

PROBE = "probe"
"""The name of the request about the picked unit of the deformable lab."""
_TAP = Parameter("tap", "whole", low=0)
_WITHIN = Parameter("within", "number", needed=False, low=0)
UNIT_AIMS = AimTable()


def reading_of(state: State) -> UnitReading | None:
    """Return what the picked unit of the deformable lab reads; None while only another unit's reading is known."""
    answer = state.answer(PROBE, UnitReadings)
    found = None if answer is None or not answer.readings else answer.readings[0]
    return found if found is not None and found.unit_yx == state.pick else None


def _within(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= tolerance + 1e-9


@UNIT_AIMS.aim(
    "point-at",
    "the sampling point of a tap is at (y, x) in input pixels",
    '{ name = "point-at", tap = 4, y = 1.5, x = 1.5, within = 0.1 }',
    _TAP,
    Parameter("y", "number"),
    Parameter("x", "number"),
    _WITHIN,
)
def _point_at(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading, tap = reading_of(moment.now), values["tap"]
    if reading is None or tap >= len(reading.point_yx):
        return False
    y, x = map(float, reading.point_yx[tap])
    tolerance = values.get("within", 0.1)
    return _within(y, values["y"], tolerance) and _within(x, values["x"], tolerance)


@UNIT_AIMS.aim(
    "point-reads",
    "a tap reads a value, between the pixels or on one",
    '{ name = "point-reads", tap = 4, value = 6.5, within = 0.05 }',
    _TAP,
    Parameter("value", "number"),
    _WITHIN,
)
def _point_reads(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading, tap = reading_of(moment.now), values["tap"]
    if reading is None or tap >= len(reading.values):
        return False
    return _within(float(reading.values[tap, 0]), values["value"], values.get("within", 0.05))


@UNIT_AIMS.aim(
    "on-ring",
    "the sampling point of a tap lies in its dashed ring, the place where it should be",
    '{ name = "on-ring", tap = 0, within = 0.25 }',
    _TAP,
    _WITHIN,
)
def _on_ring(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading, tap = reading_of(moment.now), values["tap"]
    if reading is None or reading.truth_yx is None or tap >= len(reading.truth_yx):
        return False
    distance = np.linalg.norm(reading.point_yx[tap] - reading.truth_yx[tap])
    return bool(distance <= values.get("within", 0.25))


@UNIT_AIMS.aim(
    "moved",
    "the points of the picked unit are on average so many pixels from the rigid grid, or closer",
    '{ name = "moved", at_least = 0.5 }',
    Parameter("at_least", "number", needed=False, low=0),
    Parameter("at_most", "number", needed=False, low=0),
)
def _moved(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading = reading_of(moment.now)
    if reading is None:
        return False
    mean = float(np.linalg.norm(reading.offset_yx, axis=1).mean())
    return values.get("at_least", 0.0) - 1e-6 <= mean <= values.get("at_most", math.inf) + 1e-6


@UNIT_AIMS.aim(
    "as-plain",
    "the picked unit gives what the plain convolution gives there; with is = false, something else",
    '{ name = "as-plain", is = false }',
    YES,
)
def _as_plain(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading = reading_of(moment.now)
    if reading is None:
        return False
    same = math.isclose(reading.operator_output, reading.plain_output, rel_tol=1e-3, abs_tol=1e-3)
    return same is values.get("is", True)


@UNIT_AIMS.aim(
    "unit-gives",
    "the picked unit gives at least or at most a value",
    '{ name = "unit-gives", at_least = 6 }',
    Parameter("at_least", "number", needed=False),
    Parameter("at_most", "number", needed=False),
)
def _unit_gives(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading = reading_of(moment.now)
    if reading is None:
        return False
    return values.get("at_least", -math.inf) <= reading.operator_output <= values.get("at_most", math.inf)

"""The aims of lessons: conditions on the session's state, registered in one table with their parameters.

An aim compares the state in which its step began with the present one, and nothing else, so that a lesson can be told
by data alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np

from vizapp.document.deformable import DeformableSpec
from vizapp.document.lab_spec import LABS
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.lessons.places import ACTIONS, OVERLAYS
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.state import State

PROBE = "probe"
"""The name of the request about the picked unit of the deformable lab."""
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

Kind: TypeAlias = Literal["number", "whole", "text", "yes", "any"]


@dataclass(frozen=True)
class Moment:
    """What an aim is held against.

    Attributes:
        begun: the state when the step began and everything was on show.
        now: the present state.
        done: the names of the actions that were triggered since.
    """

    begun: State
    now: State
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parameter:
    """A value that an aim takes.

    Attributes:
        name: in the file.
        kind: of the value.
        needed: whether it has to be there.
        among: the values that are allowed, or empty for any.
        low: the smallest number that is allowed.
    """

    name: str
    kind: Kind
    needed: bool = True
    among: frozenset[str] = frozenset()
    low: float = -math.inf


@dataclass(frozen=True)
class AimKind:
    """An aim that a lesson can name.

    Attributes:
        meaning: what has to be done, for the list of aims.
        parameters: what it takes.
        example: as it stands in a file.
        reached: whether it is reached.
    """

    meaning: str
    parameters: tuple[Parameter, ...]
    example: str
    reached: Callable[[Moment, Mapping[str, Any]], bool]


AIMS: dict[str, AimKind] = {}
"""By the name in the files of lessons."""

Reached: TypeAlias = Callable[[Moment, Mapping[str, Any]], bool]


def _aim(name: str, meaning: str, example: str, *parameters: Parameter) -> Callable[[Reached], Reached]:
    def add(reached: Reached) -> Reached:
        AIMS[name] = AimKind(meaning, parameters, example, reached)
        return reached

    return add


def is_reached(aim: str, values: Mapping[str, Any], moment: Moment) -> bool:
    """Return whether an aim is reached; ``values`` are those that :mod:`vizapp.lessons.reading` has checked."""
    return AIMS[aim].reached(moment, values)


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


def reading_of(state: State) -> UnitReading | None:
    """Return what the picked unit of the deformable lab reads; None while only another unit's reading is known."""
    answer = state.answer(PROBE, UnitReadings)
    found = None if answer is None or not answer.readings else answer.readings[0]
    return found if found is not None and found.unit_yx == state.pick else None


def _within(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= tolerance + 1e-9


_TAP = Parameter("tap", "whole", low=0)
_WITHIN = Parameter("within", "number", needed=False, low=0)
_YES = Parameter("is", "yes", needed=False)
_ACTIONS, _OVERLAYS = ACTIONS, OVERLAYS


@_aim(
    "steps",
    "training has done at least so many steps",
    '{ name = "steps", at_least = 10 }',
    Parameter("at_least", "whole", low=1),
)
def _steps(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.transport.step >= values["at_least"]


@_aim(
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


@_aim(
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


@_aim(
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


@_aim(
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


@_aim(
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


@_aim(
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


@_aim(
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


@_aim(
    "as-plain",
    "the picked unit gives what the plain convolution gives there; with is = false, something else",
    '{ name = "as-plain", is = false }',
    _YES,
)
def _as_plain(moment: Moment, values: Mapping[str, Any]) -> bool:
    reading = reading_of(moment.now)
    if reading is None:
        return False
    same = math.isclose(reading.operator_output, reading.plain_output, rel_tol=1e-3, abs_tol=1e-3)
    return same is values.get("is", True)


@_aim(
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


@_aim(
    "placed",
    "at least so many points are held by hand, or with at_most no more",
    '{ name = "placed", at_least = 1 }',
    Parameter("at_least", "whole", needed=False, low=0),
    Parameter("at_most", "whole", needed=False, low=0),
)
def _placed(moment: Moment, values: Mapping[str, Any]) -> bool:
    count = len(moment.now.experiment.spec_of(DeformableSpec).placed_points)
    return values.get("at_least", 0) <= count <= values.get("at_most", math.inf)


@_aim(
    "even-overlap",
    "in the overlap count, as many inputs write to every output: the stride divides the kernel's side",
    '{ name = "even-overlap" }',
    _YES,
)
def _even_overlap(moment: Moment, values: Mapping[str, Any]) -> bool:
    task = moment.now.experiment.spec_of(SubpixelSpec).task
    return isinstance(task, OverlapSpec) and (task.kernel % task.stride == 0) is values.get("is", True)


@_aim("taught", "the offset branch was taught the placed points", '{ name = "taught" }')
def _taught(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    return moment.now.teaching.held > moment.begun.teaching.held


@_aim("phases-swapped", "sub-pixels have changed places", '{ name = "phases-swapped" }')
def _phases_swapped(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    spec = moment.now.experiment.spec_of(SubpixelSpec)
    return spec.phases != tuple(range(spec.upscale_factor**2))


@_aim(
    "phases-in-order",
    "all sub-pixels that were swapped are back in their places",
    '{ name = "phases-in-order" }',
)
def _phases_in_order(moment: Moment, values: Mapping[str, Any]) -> bool:
    del values
    spec = moment.now.experiment.spec_of(SubpixelSpec)
    return spec.phases == tuple(range(spec.upscale_factor**2))


@_aim(
    "setting",
    "a setting of the lab, named as in the document, has a value, or differs from one with isnt",
    '{ name = "setting", of = "task.kernel", is = 4 }',
    Parameter("of", "text"),
    Parameter("is", "any", needed=False),
    Parameter("isnt", "any", needed=False),
)
def _setting(moment: Moment, values: Mapping[str, Any]) -> bool:
    value: Any = msgspec.to_builtins(moment.now.experiment.spec)
    for part in values["of"].split("."):
        if not isinstance(value, dict) or part not in value:
            return False
        value = value[part]
    if isinstance(value, list | tuple):
        value = list(value)
    return ("is" not in values or value == values["is"]) and ("isnt" not in values or value != values["isnt"])


@_aim(
    "branch",
    "what gives the offsets is of a kind: conv, position, free or none",
    '{ name = "branch", kind = "free" }',
    Parameter("kind", "text", among=frozenset({"conv", "position", "free", "none"})),
)
def _branch(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.experiment.spec_of(DeformableSpec).offset_branch.kind == values["kind"]


@_aim(
    "lab",
    "a lab is on show: deformable or subpixel",
    '{ name = "lab", is = "subpixel" }',
    Parameter("is", "text", among=frozenset(member.tag() for member in LABS)),
)
def _lab(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.experiment.lab == values["is"]


@_aim(
    "task",
    "the lab has a task",
    '{ name = "task", is = "shuffle" }',
    Parameter("is", "text"),
)
def _task(moment: Moment, values: Mapping[str, Any]) -> bool:
    task = moment.now.experiment.spec.task_spec
    return task is not None and task.tag() == values["is"]


@_aim(
    "overlay",
    "something is shown over the pictures; with is = false, it is hidden",
    '{ name = "overlay", key = "subpixel.explode" }',
    Parameter("key", "text", among=_OVERLAYS),
    _YES,
)
def _overlay(moment: Moment, values: Mapping[str, Any]) -> bool:
    return (values["key"] in moment.now.view.shown) is values.get("is", True)


@_aim(
    "picture",
    "the right canvas shows a picture of its list, such as error",
    '{ name = "picture", is = "error" }',
    Parameter("is", "text"),
)
def _picture(moment: Moment, values: Mapping[str, Any]) -> bool:
    state = moment.now
    return state.view.picture(state.experiment.lab, "right", "output") == values["is"]


@_aim(
    "picked",
    "another unit or pixel is picked than at first, or with y and x this one",
    '{ name = "picked" }',
    Parameter("y", "whole", needed=False, low=0),
    Parameter("x", "whole", needed=False, low=0),
)
def _picked(moment: Moment, values: Mapping[str, Any]) -> bool:
    pick = moment.now.pick
    if pick is None:
        return False
    if "y" in values or "x" in values:
        return pick == (values.get("y", pick[0]), values.get("x", pick[1]))
    return pick != moment.begun.pick


@_aim(
    "sees",
    "while it is held or switched on: plain for the plain convolution, target, unseen for the other picture",
    '{ name = "sees", what = "unseen" }',
    Parameter("what", "text", among=frozenset({"plain", "target", "unseen"})),
)
def _sees(moment: Moment, values: Mapping[str, Any]) -> bool:
    state = moment.now
    return {"plain": state.view.rigid, "target": state.view.target, "unseen": state.shows_unseen}[values["what"]]


@_aim(
    "done",
    "a command was given since the step began, by its button, menu or key",
    '{ name = "done", action = "resetAction" }',
    Parameter("action", "text", among=_ACTIONS),
)
def _done(moment: Moment, values: Mapping[str, Any]) -> bool:
    return values["action"] in moment.done


@_aim("running", "training runs; with is = false, it stands still", '{ name = "running" }', _YES)
def _running(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.transport.running is values.get("is", True)

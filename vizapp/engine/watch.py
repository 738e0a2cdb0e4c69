"""Watches one measure of a training, and says when it passes the value at which the person wants a pause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vizapp.document.lab_spec import LabSpec
from vizapp.document.watchpoint import FIELD, Side, Watchpoint
from vizapp.labs.base import Lab
from vizapp.labs.capabilities import Examines
from vizapp.problem import Problem, Value
from vizapp.protocol.metric import Metric
from vizapp.wording.templates import PART_OF_TITLE, UNSEEN

EXAMINED_EVERY = 10
"""In steps: how often what is no metric is measured for a watchpoint, from the first step on. Metrics are compared
whenever they are measured, which costs nothing. The offset doctor takes 1.8 ms beside steps of 15 ms (192 × 192
units, 3×3, one core), so about 1 % of the time of ten."""


@dataclass(frozen=True)
class Passed:
    """A measure has passed its value.

    Attributes:
        measure: its name.
        title, unit: what it is called, in English and with its run, and its unit or "".
        side: on which side of the value it is now.
        limit: the value that it has passed.
        value: what it is.
        step: the number of the step that measured it, before that step's update.
    """

    measure: str
    title: str
    unit: str
    side: Side
    limit: float
    value: float
    step: int

    @property
    def problem(self) -> Problem:
        """What the person is told."""
        unit = f" {self.unit}" if self.unit else ""
        values: dict[str, Value] = {
            "what": self.title,
            "value": self.value,
            "limit": self.limit,
            "unit": unit,
            "step": self.step,
            "measured": self.step - 1,  # the number of steps before it, as on the curve
        }
        code = "watch.above" if self.side == "above" else "watch.below"
        return Problem(code, FIELD, values)


class Watch:
    """Compares the measure of one lab's watchpoint after each step.

    A pause is due once: the next one when the measure has been back on the other side and passes again, so that
    training can go on from a pause.
    """

    def __init__(self) -> None:
        self._point: Watchpoint | None = None
        self._is_armed = True

    def follow(self, spec: LabSpec) -> None:
        """Take over the watchpoint of a lab's settings; another one is compared anew."""
        point = watchpoint_of(spec)
        if point != self._point:
            self._point, self._is_armed = point, True

    def passed(self, step: int, measured: Mapping[str, float], metrics: Sequence[Metric], lab: Lab) -> Passed | None:
        """Return what has passed its value at ``step``, or None.

        Args:
            step: the number of the step that was done.
            measured: what it measured, by the names of ``metrics``; NaN where something was not measured.
            metrics: of the lab.
            lab: measures what is no metric, at every ``EXAMINED_EVERY``-th step and only where that is watched.
        """
        point = self._point
        if point is None:
            return None
        metric = next((metric for metric in metrics if metric.name == point.measure), None)
        if metric is not None:
            title, unit, value = full_title(metric), metric.unit, measured.get(metric.name, float("nan"))
        elif isinstance(lab, Examines) and step % EXAMINED_EVERY == 1:
            found = next((each for each in lab.examined() if each.name == point.measure), None)
            if found is None:
                return None
            title, unit, value = found.title, found.unit, found.value
        else:
            return None
        if value != value:
            return None
        is_beyond = point.is_beyond(value)
        is_due, self._is_armed = is_beyond and self._is_armed, not is_beyond
        return Passed(point.measure, title, unit, point.side, point.value, value, step) if is_due else None


def full_title(metric: Metric) -> str:
    """Return the English title of a metric that no other has: with its run, and whether it is of an unseen picture.

    It is as ``{what:measure}`` takes it.
    """
    return PART_OF_TITLE.join(filter(None, (metric.title, metric.run, UNSEEN if metric.unseen else "")))


def watchpoint_of(spec: LabSpec) -> Watchpoint | None:
    """Return the watchpoint of a lab's settings; None if it has none."""
    point = getattr(spec, FIELD, None)
    return point if isinstance(point, Watchpoint) else None

"""Training curves, and their recording in buffers that keep the cost of appending constant over 100,000 steps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

_FIRST_CAPACITY = 1024
_MAX_LEFT = 32
MAX_CHANGES = 500
"""The number of changes that are kept, the latest ones."""


@dataclass(frozen=True, slots=True)
class CurveChange:
    """A manual change after ``step`` steps: of a setting, by its name in the document, or "pause"."""

    step: int
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The metrics of every step: ``series[name][n]`` belongs to step n + 1. Read-only float64 arrays.

    ``changes`` are sorted by step. Curves compare by identity, as the arrays in them do not say with ``==`` whether
    they are the same.
    """

    series: dict[str, np.ndarray] = field(default_factory=dict)
    changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return max((len(values) for values in self.series.values()), default=0)


class _Course(NamedTuple):
    """The curves of a training that was left for another."""

    buffers: dict[str, np.ndarray]
    steps: int
    changes: tuple[CurveChange, ...]


class CurveRecorder:
    """The series of one lab, one value per step; unknown steps are NaN.

    Each teaching begins a course of its own, to which the curves can return.
    """

    def __init__(self) -> None:
        self._buffers: dict[str, np.ndarray] = {}
        self._steps = 0
        self._changes: tuple[CurveChange, ...] = ()
        self._left: OrderedDict[int, _Course] = OrderedDict()
        self._most_steps = 0

    @property
    def steps(self) -> int:
        return self._steps

    @property
    def most_steps(self) -> int:
        """The largest number of steps that there ever was."""
        return self._most_steps

    def restart(self, step: int) -> None:
        """Continue recording after ``step``; 0 discards all series."""
        if step == 0:
            # New buffers, because curves that were returned earlier are views of the old ones.
            self._buffers = {}
            self._steps = 0
            self._changes = ()
            self._left.clear()

    def go_over(self, left: int, number: int, step: int) -> bool:
        """Leave the course ``left`` for the course ``number``, which is at ``step``; return whether that is new.

        A new one goes on from the one that is left. To another one the curves return as they were left.
        """
        # The buffers of the course that is left stay as they are, also for curves that were returned earlier.
        self._left[left] = _Course(self._buffers, self._steps, self._changes)
        self._left.move_to_end(left)
        known = self._left.pop(number, None)
        while len(self._left) > _MAX_LEFT:
            self._left.popitem(last=False)
        if known is None:
            self._buffers = {name: buffer.copy() for name, buffer in self._buffers.items()}
        else:
            self._buffers, self._steps, self._changes = known
        if step < self._steps:
            self._forget_from(step)
        elif step > self._steps:
            self._steps = step
            for name in list(self._buffers):
                self._with_room(name)
        return known is None

    def mark(self, what: str) -> None:
        """Record a manual change of ``what`` after the present step; repeated ones, as during a drag, count once."""
        change = CurveChange(self._steps, what)
        if change not in self._changes:
            self._changes = (*self._changes, change)[-MAX_CHANGES:]

    def add(self, first_step: int, series: Mapping[str, np.ndarray]) -> None:
        """Append the values of the steps from ``first_step`` on; steps count from 1."""
        length = max((len(values) for values in series.values()), default=0)
        if first_step < 1 or length == 0:
            return
        start = first_step - 1
        if start < self._steps:
            self._forget_from(start)
        self._steps = start + length
        self._most_steps = max(self._most_steps, self._steps)
        for name, values in series.items():
            buffer = self._with_room(name)
            buffer[start : start + len(values)] = values

    def curves(self) -> Curves:
        """Return all series as read-only views, without a copy."""
        return Curves({name: self._view(buffer) for name, buffer in self._buffers.items()}, self._changes)

    def _view(self, buffer: np.ndarray) -> np.ndarray:
        view = buffer[: self._steps]
        view.flags.writeable = False
        return view

    def _with_room(self, name: str) -> np.ndarray:
        buffer = self._buffers.get(name)
        if buffer is None or len(buffer) < self._steps:
            larger = np.full(max(_FIRST_CAPACITY, 2 * self._steps), np.nan)
            if buffer is not None:
                larger[: len(buffer)] = buffer
            self._buffers[name] = buffer = larger
        return buffer

    def _forget_from(self, start: int) -> None:
        self._steps = start
        self._changes = tuple(change for change in self._changes if change.step <= start)
        for name, buffer in self._buffers.items():
            shorter = np.full(max(_FIRST_CAPACITY, 2 * start), np.nan)
            shorter[:start] = buffer[:start]
            self._buffers[name] = shorter

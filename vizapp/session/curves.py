"""Training curves, and their recording in buffers that keep the cost of appending constant over 100,000 steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from vizapp.keeping.curves import MAX_HELD, MAX_NAMES
from vizapp.protocol.timeline import BranchInfo

_FIRST_CAPACITY = 1024
_FIRST = 1
"""The number of the branch that a training begins on."""
_NOTHING = np.empty(0)
MAX_CHANGES = 500
"""The number of changes that are kept, the latest ones."""
_MAX_ROOM = 2 * MAX_HELD
"""Values that all buffers of a lab have room for."""


class TooMuchError(ValueError):
    """More was measured than a training can have; the text says what."""


@dataclass(frozen=True, slots=True)
class CurveChange:
    """A manual change after ``step`` steps: of a setting, by its name in the document, or "pause"."""

    step: int
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The metrics of every step: ``series[name][n]`` was measured when n steps were done, before the update of the
    next one. Read-only float64 arrays.

    ``changes`` are sorted by step. Curves compare by identity, as the arrays in them do not say with ``==`` whether
    they are the same.
    """

    series: dict[str, np.ndarray] = field(default_factory=dict)
    changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return max((len(values) for values in self.series.values()), default=0)


class _Course:
    """The series of one branch from step 0 on, in buffers that have room for more."""

    def __init__(self) -> None:
        self.buffers: dict[str, np.ndarray] = {}
        self.steps = 0
        self.changes: tuple[CurveChange, ...] = ()

    @property
    def room(self) -> int:
        """How many values its buffers have room for."""
        return sum(len(buffer) for buffer in self.buffers.values())

    def room_needed(self, steps: int, names: Iterable[str]) -> int:
        """Return how many values more there must be room for, that there is room for ``steps`` of these series."""
        known = (len(self.buffers.get(name, _NOTHING)) for name in names)
        return sum(_capacity(steps) - length for length in known if length < steps)

    def until(self, step: int) -> _Course:
        """Return a copy of what it was up to ``step``."""
        copy = _Course()
        copy.steps = min(step, self.steps)
        copy.changes = tuple(change for change in self.changes if change.step <= step)
        for name, buffer in self.buffers.items():
            copy.with_room(name)[: copy.steps] = buffer[: copy.steps]
        return copy

    def holds(self, start: int, series: Mapping[str, np.ndarray]) -> bool:
        """Return whether values from index ``start`` on are what is known there."""
        return all(
            np.array_equal(known, values[: len(known)], equal_nan=True)
            for name, values in series.items()
            for known in (self.buffers.get(name, _NOTHING)[start : self.steps][: len(values)],)
        )

    def mark(self, change: CurveChange) -> None:
        """Record a change, unless it is there already."""
        if change not in self.changes:
            changes = sorted((*self.changes, change), key=lambda each: each.step)
            self.changes = tuple(changes)[-MAX_CHANGES:]

    def with_room(self, name: str) -> np.ndarray:
        """Return the buffer of a metric with room for all steps, made if there is none."""
        buffer = self.buffers.get(name)
        if buffer is None or len(buffer) < self.steps:
            larger = np.full(_capacity(self.steps), np.nan)
            if buffer is not None:
                larger[: len(buffer)] = buffer
            self.buffers[name] = buffer = larger
        return buffer

    def curves(self, steps: int) -> Curves:
        """Return the first ``steps`` values of all series as read-only views."""
        series = {name: buffer[:steps] for name, buffer in self.buffers.items()}
        for view in series.values():
            view.flags.writeable = False
        return Curves(series, tuple(change for change in self.changes if change.step <= steps))


def _capacity(steps: int) -> int:
    """Return how long a buffer for so many steps is, which has room for as many again."""
    return max(_FIRST_CAPACITY, 2 * steps)


class OwnCourse(NamedTuple):
    """The part of a branch that its parent does not have: the series from the fork on, and the changes."""

    series: dict[str, np.ndarray]
    changes: list[CurveChange]


class CurveRecorder:
    """The series of one lab, one value per step; unknown steps are NaN.

    Each branch of the lab's timeline has a course of its own, which begins with what it has in common with the branch
    that it leaves. What was returned once never changes: buffers are only written beyond what was recorded, or with
    the same numbers again.
    """

    def __init__(self) -> None:
        self._courses: dict[int, _Course] = {_FIRST: _Course()}
        self._present = _FIRST
        self._position = 0
        self._waiting: list[str] = []
        self._others: Mapping[int, Curves] = {}

    @classmethod
    def of(
        cls, branches: Iterable[BranchInfo], own: Mapping[int, OwnCourse], present: int, position: int
    ) -> CurveRecorder:
        """Return a recorder of branches that were recorded before, each after the one that it leaves.

        ``own`` holds as many values of each branch as it has steps of its own.
        """
        recorder = cls()
        courses: dict[int, _Course] = {}
        for branch in branches:
            course = _Course() if branch.parent is None else courses[branch.parent].until(branch.begins)
            course.steps = branch.head
            for name, values in own[branch.number].series.items():
                course.with_room(name)[branch.begins : branch.head] = values
            for change in own[branch.number].changes:
                course.mark(change)
            courses[branch.number] = course
        recorder._courses, recorder._present, recorder._position = courses, present, position
        recorder._others = recorder._curves_of_others()
        return recorder

    @property
    def position(self) -> int:
        """How many steps have led to where the training stands."""
        return self._position

    @property
    def steps(self) -> int:
        """How many steps of the present branch were ever recorded."""
        return self._course.steps

    @property
    def most_steps(self) -> int:
        """How many steps of the longest branch were recorded."""
        return max(course.steps for course in self._courses.values())

    def stand_at(self, step: int) -> None:
        """Take note that the training has gone to ``step``, which was reached before."""
        if step != self._position:
            self._position = min(step, self.steps)
            self._waiting.clear()

    def follow(self, branches: Sequence[BranchInfo], present: int) -> None:
        """Follow the branches that there are, each after the one that it leaves, and the one that is gone along now.

        What goes beyond the end of a branch is of an earlier one with its number.

        Raises:
            TooMuchError: the branches take more memory than a window can have.
        """
        self._check_branches(branches)
        courses: dict[int, _Course] = {}
        for branch in branches:
            known = self._courses.get(branch.number)
            if known is None and branch.parent is not None:
                course = courses[branch.parent].until(branch.begins)
                changed = self._waiting if branch.number == present else []
                for what in [*changed, *(["taught"] if branch.cause == "taught" else [])]:
                    course.mark(CurveChange(branch.begins, what))
            elif known is None or known.steps > branch.head:
                course = (known or _Course()).until(branch.head)
            else:
                course = known
            courses[branch.number] = course
        self._courses, self._present = courses, present
        self._waiting.clear()
        self._position = min(self._position, self.steps)
        self._others = self._curves_of_others()

    def mark(self, what: str) -> None:
        """Record a manual change of ``what`` at the present step; repeated ones, as during a drag, count once.

        Where steps follow already the mark waits for the branch that the change begins.
        """
        if self._position < self.steps:
            self._waiting.append(what)
        else:
            self._course.mark(CurveChange(self._position, what))

    def add(self, first_step: int, series: Mapping[str, np.ndarray]) -> None:
        """Take the values of the steps from ``first_step`` on; steps count from 1.

        Those known are equal. Where a device computes others again, what came after them is forgotten.

        Raises:
            TooMuchError: there are more series or values than a training can have.
        """
        length = max((len(values) for values in series.values()), default=0)
        if first_step < 1 or length == 0:
            return
        start = first_step - 1
        needed = self._course.room_needed(start + length, series)
        self._check_room(needed, self._course.buffers.keys() | series.keys())
        if not self._course.holds(start, series):
            self._courses[self._present] = self._course.until(start)
        course = self._course
        self._position = start + length
        course.steps = max(course.steps, self._position)
        for name, values in series.items():
            course.with_room(name)[start : start + len(values)] = values

    def _check_branches(self, branches: Sequence[BranchInfo]) -> None:
        """Require room for the branches that are not known, before any is made."""
        needed, rooms = 0, {number: course.room for number, course in self._courses.items()}
        for branch in branches:
            if branch.number not in rooms and branch.parent is not None:
                rooms[branch.number] = rooms.get(branch.parent, 0)
                needed += rooms[branch.number]
        self._check_room(needed, ())

    def _check_room(self, needed: int, names: Collection[str]) -> None:
        if len(names) > MAX_NAMES:
            raise TooMuchError(f"{len(names)} different things were measured; there are {MAX_NAMES} at most")
        if needed and needed + sum(course.room for course in self._courses.values()) > _MAX_ROOM:
            raise TooMuchError(f"more than {MAX_HELD} values were measured")

    def curves(self) -> Curves:
        """Return all series up to where the training stands, as read-only views without a copy."""
        return self._course.curves(self._position)

    def courses(self) -> Mapping[int, Curves]:
        """Return the whole series of every branch, by its number, as far as they were ever recorded."""
        return {**self._others, self._present: self._course.curves(self.steps)}

    def _curves_of_others(self) -> Mapping[int, Curves]:
        return {
            number: course.curves(course.steps) for number, course in self._courses.items() if number != self._present
        }

    @property
    def _course(self) -> _Course:
        return self._courses[self._present]

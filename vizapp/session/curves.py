"""Recording of training curves, in buffers that keep the cost of appending constant over 100,000 steps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vizapp.session.state import CurveChange, Curves

_FIRST_CAPACITY = 1024
MAX_CHANGES = 500
"""The number of changes that are kept, the latest ones."""


class CurveRecorder:
    """The series of one lab, one value per step; unknown steps are NaN."""

    def __init__(self) -> None:
        self._buffers: dict[str, np.ndarray] = {}
        self._steps = 0
        self._changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return self._steps

    def restart(self, step: int) -> None:
        """Continue recording after ``step``; 0 discards all series."""
        if step == 0:
            # New buffers, because curves that were returned earlier are views of the old ones.
            self._buffers = {}
            self._steps = 0
            self._changes = ()

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

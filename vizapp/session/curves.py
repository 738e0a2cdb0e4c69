"""What every step measured, kept so that adding to it costs the same after a hundred thousand steps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vizapp.session.state import CurveChange, Curves

_FIRST_CAPACITY = 1024
MAX_CHANGES = 500
"""The last ones are kept."""


class CurveRecorder:
    """The series of one lab, one value a step; steps that nothing is known of are NaN."""

    def __init__(self) -> None:
        self._buffers: dict[str, np.ndarray] = {}
        self._steps = 0
        self._changes: tuple[CurveChange, ...] = ()

    @property
    def steps(self) -> int:
        return self._steps

    def restart(self, step: int) -> None:
        """The lab stands at ``step``: at 0 everything measured is forgotten, later it goes on."""
        if step == 0:
            # New buffers: curves that were handed out keep the old ones.
            self._buffers = {}
            self._steps = 0
            self._changes = ()

    def mark(self, what: str) -> None:
        """Note that ``what`` was changed by hand now; a change that goes on, as while a point is dragged, is one."""
        change = CurveChange(self._steps, what)
        if change not in self._changes:
            self._changes = (*self._changes, change)[-MAX_CHANGES:]

    def add(self, first_step: int, series: Mapping[str, np.ndarray]) -> None:
        """Take over what the steps ``first_step`` (the first step of all is 1) … measured."""
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
        """Return everything up to now, as read-only views: no copy is made."""
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

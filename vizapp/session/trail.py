"""The trail of the probe's sampling points during training."""

from __future__ import annotations

import numpy as np

from vizapp.protocol.unit_answers import UnitReading

LENGTH = 60


class Trail:
    """The recent sampling points of one unit. A placed point leaves no trail, and neither does its return."""

    def __init__(self) -> None:
        self._unit: tuple[int, int] | None = None
        self._below = 0
        self._step, self._branch = -1, 0
        self._placed: np.ndarray | None = None
        self._points: np.ndarray | None = None

    @property
    def points(self) -> np.ndarray | None:
        """Read-only float32 (n, K, 2), absolute (y, x) in input pixels, oldest first; None if empty."""
        return self._points

    def clear(self) -> None:
        self._unit = self._points = self._placed = None
        self._step = -1

    def leads_to(self, branch: int, step: int) -> bool:
        """Return whether the trail goes on at a step that training was sent to: a later one of the same branch."""
        return branch == self._branch and step >= self._step

    def add(self, reading: UnitReading, step: int, branch: int) -> None:
        """Append the sampling points of ``reading`` at ``step``, on a branch of the training.

        Another unit, kernel or layer begins a new trail, and so does an earlier step, which training has gone back
        to. At the step of the last entry only the user can have moved the points, so that entry is replaced.
        """
        points, placed = reading.point_yx, reading.placed
        same = (reading.unit_yx, reading.below) == (self._unit, self._below)
        if not same or self._placed is None or len(self._placed) != len(placed) or step < self._step:
            self.clear()
        past = self._points if self._points is not None else np.empty((0, *points.shape), np.float32)
        if step == self._step:
            past = past[:-1]
        trail = np.concatenate([past[-(LENGTH - 1) :], points[None]]).astype(np.float32, copy=False)
        moved_by_hand = placed if self._placed is None else placed | self._placed
        trail[:, moved_by_hand] = points[moved_by_hand]
        trail.flags.writeable = False
        self._unit, self._below = reading.unit_yx, reading.below
        self._step, self._branch, self._placed, self._points = step, branch, placed, trail

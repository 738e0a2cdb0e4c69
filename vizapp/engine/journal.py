"""A buffer of training metrics, which sends many steps in one message and loses none."""

from __future__ import annotations

import numpy as np

from vizapp.protocol.events import Progress

_FLUSH_SECONDS = 0.05


class Journal:
    """The measurements since the last :meth:`take`."""

    def __init__(self) -> None:
        self._first_step = 0
        self._rows: list[dict[str, float]] = []
        self._since = 0.0

    def add(self, step: int, measured: dict[str, float], now: float) -> None:
        """Record the metrics of step number ``step``."""
        if not self._rows:
            self._first_step = step
            self._since = now
        self._rows.append(measured)

    def wait(self, now: float) -> float | None:
        """Return the seconds until the oldest entry is due to be sent, or None if the journal is empty."""
        return max(0.0, self._since + _FLUSH_SECONDS - now) if self._rows else None

    def take(self, generation: int, lab: str) -> Progress | None:
        """Remove and return all entries; None if there are none."""
        if not self._rows:
            return None
        names = dict.fromkeys(name for row in self._rows for name in row)
        series = {name: np.array([row.get(name, np.nan) for row in self._rows], np.float64) for name in names}
        self._rows = []
        return Progress(generation, lab, self._first_step, series)

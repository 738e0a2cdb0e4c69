"""Whether a process gives a sign of life: it has had the processor, or waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

Activity: TypeAlias = tuple[str, ...] | None
"""What some processes have done until now, in no particular unit: another value is a sign of life. None is one, too,
and what a system tells that tells nothing."""

_UNHEARD_SECONDS = 1.0
"""A longer time between two looks says something of who looks and nothing of the process."""


def activity_of(pids: Iterable[str]) -> Activity:
    """Return what processes have done; None if one of them can work this moment, or the system does not say.

    One that was stopped does nothing, and neither does one that waits for a drive that does not answer.
    """
    done: list[str] = []
    for pid in pids:
        try:
            if Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] == "R":
                return None
            done.append(Path(f"/proc/{pid}/schedstat").read_text("ascii"))
        except (OSError, IndexError):
            return None
    return tuple(done)


class Liveliness:
    """Counts for how long there was no sign of life."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """Begin to count."""
        self._activity: Activity = None
        self._lived = self._looked = self._clock()

    def look(self, activity: Activity) -> float:
        """Take note of what was done until now; return for how many seconds there was no sign of life.

        Call it several times a second. What is counted begins anew after a while without a call, as of a computer
        that has slept.
        """
        now = self._clock()
        if activity is None or activity != self._activity or now - self._looked > _UNHEARD_SECONDS:
            self._lived = now
        self._activity, self._looked = activity, now
        return now - self._lived

"""How much of the processors is left while other programs run beside a walk."""

from __future__ import annotations

import os
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class OtherPrograms:
    """Watches, from its making on, what programs other than this one and its children use."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()
        self._before = _busy_seconds() - _own_seconds()

    def free_cores(self) -> float:
        """Return how many cores, on average since the beginning, others have left."""
        others = _busy_seconds() - _own_seconds() - self._before
        return (os.cpu_count() or 1) - others / (time.perf_counter() - self._begun)

    def sentence(self) -> str:
        return f"other programs left {self.free_cores():.2f} cores"


def _busy_seconds() -> float:
    """Seconds that all processors together have worked, or were taken away, since the machine was started."""
    user, nice, system, _, _, irq, softirq, steal, *_ = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(map(int, (user, nice, system, irq, softirq, steal))) / TICKS


def _own_seconds() -> float:
    """Seconds that this process and its children have worked, those that have ended included."""
    seconds = sum(os.times()[:4])
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        seconds += sum(map(int, fields[11:15])) / TICKS
    return seconds

"""How much slower this processor is than the one that limits in milliseconds are for."""

from __future__ import annotations

import time
from functools import cache

LOOP_SECONDS = 0.04
"""About what a million additions in a loop take on the processor that the limits in milliseconds are for."""


@cache
def slowness() -> float:
    """Return how many times longer than that processor this one takes for the same loop; at least 1."""

    def seconds() -> float:
        begun = time.perf_counter()
        total = 0
        for number in range(1_000_000):
            total += number
        return time.perf_counter() - begun

    return max(1.0, min(seconds() for _ in range(5)) / LOOP_SECONDS)

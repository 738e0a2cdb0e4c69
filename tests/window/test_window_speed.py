"""How fast the real window follows a hand, and what watching costs the training.

Both need two cores of their own. Each is measured up to three times and the best counts, because other programs only
ever make these figures worse; where others are using the cores at every attempt, nothing is said. The figures are
printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.benchmark, pytest.mark.timeout(400)]

ATTEMPTS = 3
DRAG_P95_LIMIT_MS = 50.0
WATCHED_LIMIT = 0.9
"""Of the unwatched speed."""

CORES = 2
FREE_SHARE = 0.93
SPIN = """
import time
begun, used = time.perf_counter(), time.process_time()
while time.perf_counter() - begun < 1.0:
    pass
print((time.process_time() - used) / (time.perf_counter() - begun))
"""


def cores_are_free() -> bool:
    """Whether two programs that compute at the same time each get a core."""
    if len(os.sched_getaffinity(0)) < CORES:
        return False
    spin = [sys.executable, "-c", SPIN]
    processes = [subprocess.Popen(spin, stdout=subprocess.PIPE, text=True) for _ in range(CORES)]
    shares = [float(process.communicate(timeout=30)[0]) for process in processes]
    return min(shares) > FREE_SHARE


def undisturbed(measure: Callable[[], float]) -> Iterator[float]:
    """Measure up to three times; yield what was measured while the cores were free."""
    disturbed = 0
    for _ in range(ATTEMPTS):
        free_before = cores_are_free()
        measured = measure()
        if free_before and cores_are_free():
            yield measured
        else:
            disturbed += 1
            print("other programs were using the cores")
    if disturbed == ATTEMPTS:
        pytest.skip("other programs are using the two cores that this needs")


def test_a_dragged_point_is_followed_at_once(walk: Walk) -> None:
    def worst_p95() -> float:
        printed = walk("drag_latency").stdout
        print(printed)
        figures = dict(re.findall(r"(idle|running) p50 [\d.]+ ms, p95 ([\d.]+) ms", printed))
        assert figures.keys() == {"idle", "running"}
        return max(map(float, figures.values()))

    measured = []
    for p95 in undisturbed(worst_p95):
        measured.append(p95)
        if p95 < DRAG_P95_LIMIT_MS:
            return
    pytest.fail(f"p95 of {measured} ms; it must be under {DRAG_P95_LIMIT_MS} ms")


@pytest.mark.parametrize(("lab", "steps"), [("deformable", 250), ("subpixel", 800)])
def test_watching_hardly_slows_the_training(walk: Walk, lab: str, steps: int) -> None:
    def median_share() -> float:
        printed = walk("watched_speed", lab, str(steps), "3", "3").stdout
        print(printed)
        return float(re.search(r"median ratio ([\d.]+)", printed)[1])

    measured = []
    for share in undisturbed(median_share):
        measured.append(share)
        if share >= WATCHED_LIMIT:
            return
    pytest.fail(f"{measured} of the unwatched speed; it must be at least {WATCHED_LIMIT}")

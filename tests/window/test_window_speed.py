"""How fast the real window follows a hand, and what watching costs the training.

Both need two cores of their own. Each is measured up to three times and the best counts, because other programs only
ever make these figures worse; where others used the cores at every attempt, nothing is said. The figures are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.benchmark, pytest.mark.timeout(400)]

ATTEMPTS = 3
TELLING = 2
"""So many undisturbed attempts have to miss a limit before it counts as missed."""
DRAG_P95_LIMIT_MS = 50.0
DRAGGED_LIMIT = 0.5
"""Of the speed while nothing is dragged."""
WATCHED_LIMIT = 0.9
"""Of the unwatched speed."""

CORES = 1.9
"""Two, but for what the X server, the window manager and the system themselves need."""


def undisturbed(walk: Walk, name: str, *arguments: str) -> Iterator[str]:
    """Go through a walk up to three times; yield what it printed where other programs left two cores to it."""
    for _ in range(ATTEMPTS):
        printed = walk(name, *arguments).stdout
        print(printed)
        free = re.search(r"other programs left ([\d.-]+) cores", printed)
        assert free is not None
        if float(free[1]) >= CORES:
            yield printed


def report(measured: list[float], requirement: str) -> None:
    """Fail with what was measured, unless other programs have left too little of it to say anything."""
    if len(measured) < TELLING:
        pytest.skip(f"other programs left two cores in {len(measured)} of {ATTEMPTS} attempts only")
    pytest.fail(f"measured {measured}; {requirement}")


def test_a_dragged_point_is_followed_at_once(walk: Walk) -> None:
    measured = []
    for printed in undisturbed(walk, "drag_latency"):
        figures = dict(re.findall(r"(idle|running) p50 [\d.]+ ms, p95 ([\d.]+) ms", printed))
        assert figures.keys() == {"idle", "running"}
        measured.append(max(map(float, figures.values())))
        if measured[-1] < DRAG_P95_LIMIT_MS:
            return
    report(measured, f"the 95th percentile must be under {DRAG_P95_LIMIT_MS} ms")


@pytest.mark.parametrize(("lab", "steps"), [("deformable", 250), ("subpixel", 800)])
def test_watching_hardly_slows_the_training(walk: Walk, lab: str, steps: int) -> None:
    measured = []
    for printed in undisturbed(walk, "watched_speed", lab, str(steps), "3", "3"):
        ratio = re.search(r"median ratio ([\d.]+)", printed)
        assert ratio is not None
        measured.append(float(ratio[1]))
        if measured[-1] >= WATCHED_LIMIT:
            return
    report(measured, f"at least {WATCHED_LIMIT} of the unwatched speed is required")


def test_dragging_the_probe_leaves_half_of_the_training_speed(walk: Walk) -> None:
    measured = []
    for printed in undisturbed(walk, "drag_speed"):
        ratio = re.search(r"median ratio ([\d.]+)", printed)
        assert ratio is not None
        measured.append(float(ratio[1]))
        if measured[-1] >= DRAGGED_LIMIT:
            return
    report(measured, f"at least {DRAGGED_LIMIT} of the speed is required")

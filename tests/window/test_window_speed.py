"""How fast the real window follows a hand, and what watching costs the training.

Both need two cores of their own. Each is measured up to three times and the best counts, because other programs only
ever make these figures worse; where others used the cores at every attempt, nothing is said. The figures are printed,
and beside them the aim.

What fails is a regression and not the machine: the limits lie clearly below the aims. Two cores may be one physical
core that takes turns, and then the same code that keeps 0.988 of the speed elsewhere was measured at 0.868, 0.894 and
0.885. Such a machine misses an aim; code that costs noticeably more misses the limit on any. Limits in milliseconds
are for a processor of known speed, and grow with what a slower one needs for the same plain loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import tee
from typing import NamedTuple

import pytest
from slowness import slowness
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.benchmark, pytest.mark.timeout(400)]

ATTEMPTS = 3
TELLING = 2
"""So many undisturbed attempts have to miss a limit before it counts as missed."""


class Requirement(NamedTuple):
    """What a figure should be, and what it must be; ``at_most`` says on which side of them it has to lie."""

    what: str
    aim: float
    limit: float
    at_most: bool = False

    @property
    def limit_here(self) -> float:
        """The limit on this machine."""
        return self.limit * slowness() if self.at_most else self.limit

    def met(self, figure: float) -> bool:
        return figure <= self.limit_here if self.at_most else figure >= self.limit_here

    def sentence(self, figure: float) -> str:
        side = "at most" if self.at_most else "at least"
        return f"{self.what}: {figure:g}; the aim is {side} {self.aim:g}, the limit here {self.limit_here:.3g}"


DRAG_P95_MS = Requirement("95th percentile from the mouse to the redrawn output, in ms", 50.0, 100.0, at_most=True)
DRAGGED = Requirement("share of the speed while nothing is dragged", 0.5, 0.4)
MOVE_P95_MS = Requirement("95th percentile of a drag's move on the window's thread, in ms", 16.0, 32.0, at_most=True)
BESIDE_MANY_P95_MS = Requirement("the same beside 4000 points placed one by one, in ms", 16.0, 32.0, at_most=True)
FRAME_P95_MS = Requirement("95th percentile of a frame of the exploded map, in ms", 16.0, 48.0, at_most=True)
WATCHED = Requirement("share of the unwatched speed", 0.9, 0.8)

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


def check(requirement: Requirement, figures: Iterator[float]) -> None:
    """Fail if no figure meets the requirement, unless other programs have left too few of them to say anything."""
    measured = []
    for figure in figures:
        print(requirement.sentence(figure))
        measured.append(figure)
        if requirement.met(figure):
            return
    if len(measured) < TELLING:
        pytest.skip(f"other programs left two cores in {len(measured)} of {ATTEMPTS} attempts only")
    pytest.fail("\n".join(map(requirement.sentence, measured)))


def median_ratio(printed: str) -> float:
    ratio = re.search(r"median ratio ([\d.]+)", printed)
    assert ratio is not None
    return float(ratio[1])


def worst_p95(printed: str) -> float:
    figures = dict(re.findall(r"(idle|running) p50 [\d.]+ ms, p95 ([\d.]+) ms", printed))
    assert figures.keys() == {"idle", "running"}
    return max(map(float, figures.values()))


def test_a_dragged_point_is_followed_at_once(walk: Walk) -> None:
    check(DRAG_P95_MS, map(worst_p95, undisturbed(walk, "drag_latency")))


def test_a_move_of_a_drag_costs_less_than_a_frame_in_every_scope(walk: Walk) -> None:
    """For one unit, for the 3969 of the brush, for all, and beside thousands of placed points."""

    def figures(printed: str) -> list[float]:
        found = re.findall(r"(?:point|turn): p50 [\d.]+ ms, p95 ([\d.]+) ms", printed)
        assert len(found) == 8
        return list(map(float, found))

    runs, again = tee(undisturbed(partial(walk, script="walks_gestures.py"), "move_cost"))
    check(MOVE_P95_MS, (max(figures(printed)[:6]) for printed in runs))
    check(BESIDE_MANY_P95_MS, (max(figures(printed)[6:]) for printed in again))


def test_a_frame_of_the_exploded_map_costs_less_than_there_is_time_for(walk: Walk) -> None:
    """Twelve tiles of 256², whole and zoomed in, in their own order and in another."""

    def figures(printed: str) -> float:
        found = re.findall(r"across, order [^:]*: p50 [\d.]+ ms, p95 ([\d.]+) ms", printed)
        assert len(found) == 10
        return max(map(float, found))

    check(FRAME_P95_MS, map(figures, undisturbed(partial(walk, script="walks_hands.py"), "frames")))


@pytest.mark.parametrize(("lab", "steps"), [("deformable", 250), ("subpixel", 800)])
def test_watching_hardly_slows_the_training(walk: Walk, lab: str, steps: int) -> None:
    check(WATCHED, map(median_ratio, undisturbed(walk, "watched_speed", lab, str(steps), "3", "3")))


def test_dragging_the_probe_leaves_half_of_the_training_speed(walk: Walk) -> None:
    check(DRAGGED, map(median_ratio, undisturbed(walk, "drag_speed")))

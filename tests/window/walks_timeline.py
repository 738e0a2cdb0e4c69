"""A walk back and forth on the timeline, as those of walks.py: ``python walks_timeline.py timeline SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtCore import QPointF
from walks import ready, run_walk, walk

from vizapp.document.deformable import DeformableSpec


def settled(driver: Driver, branch: int, step: int) -> None:
    def is_there() -> bool:
        timeline = driver.state.timeline
        return timeline.going_to is None and (timeline.present, driver.state.transport.step) == (branch, step)

    driver.wait_until(is_there, f"step {step} of branch {branch}", 60)


@walk
def timeline(driver: Driver, arguments: list[str]) -> None:
    """Train, scrub back, branch with another rate, compare, go by keys, reset, and find everything again."""
    ready(driver)
    session, track = driver.session, driver.window.timeline_strip.track
    place = track.place_of

    def at(branch: int, step: int) -> tuple[float, float]:
        point: QPointF = place(branch, step)
        return point.x(), point.y()

    session.step(40)
    settled(driver, 1, 40)
    offsets = driver.state.curves["deformable"].series["loss"].copy()
    driver.rest(0.3)
    driver.drag(track, at(1, 40), at(1, 12))
    driver.wait_until(lambda: driver.state.timeline.going_to is None, "the drag to be followed", 60)
    step = driver.state.transport.step
    assert abs(step - 12) <= 1, step
    driver.wait_until(lambda: driver.window.timeline_strip.label.text() == f"Step {step} of 40", "the label", 5)
    driver.rest(0.5)
    driver.screenshot("back")
    # On along the same branch: the same numbers.
    for _ in range(3):
        driver.key("s")
    settled(driver, 1, step + 3)
    np.testing.assert_array_equal(driver.state.curves["deformable"].series["loss"], offsets[: step + 3])
    # Another rate begins a branch, whose curve stands beside the first.
    rate = driver.window.setup_panel.training.rate
    driver.window.setup_panel.scroller.ensureWidgetVisible(rate)
    driver.rest(0.3)
    driver.click(rate, 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "0.004")
    driver.key("Return")
    driver.wait_until(lambda: driver.state.experiment.spec_of(DeformableSpec).learning_rate == 0.004, "the rate")
    session.step(20)
    settled(driver, 2, step + 23)
    assert set(driver.state.timeline.courses) == {1, 2}
    driver.rest(0.5)
    driver.screenshot("branched")
    # By keys: to the other branch, and its rate is back.
    driver.click(track, *at(2, step + 23))
    settled(driver, 2, step + 23)
    driver.key("Up")
    settled(driver, 1, step + 23)
    assert driver.state.experiment.spec_of(DeformableSpec).learning_rate != 0.004
    driver.key("Left")
    settled(driver, 1, step + 22)
    driver.key("End")
    settled(driver, 1, 40)
    np.testing.assert_array_equal(driver.state.curves["deformable"].series["loss"], offsets)
    # A reset is a branch, too.
    driver.key("r")
    driver.wait_until(lambda: driver.state.timeline.present == 3, "the reset")
    session.step(5)
    settled(driver, 3, 5)
    driver.rest(0.5)
    driver.screenshot("reset")
    driver.click(track, *at(1, 40))
    settled(driver, 1, 40)
    np.testing.assert_array_equal(driver.state.curves["deformable"].series["loss"], offsets)
    # Another seed begins another training, and undo brings this one back with all its branches.
    seed = driver.window.setup_panel.training.seed.number
    driver.window.setup_panel.scroller.ensureWidgetVisible(seed)
    driver.rest(0.3)
    driver.click(seed, 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "7")
    driver.key("Return")
    driver.wait_until(lambda: driver.state.experiment.seed == 7 and driver.state.can_step, "the seed")
    settled(driver, 1, 0)
    assert len(driver.state.timeline.branches) == 1
    session.step(6)
    settled(driver, 1, 6)
    driver.rest(0.5)
    driver.screenshot("another-seed")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.experiment.seed == 0 and driver.state.can_step, "undo")
    settled(driver, 1, 40)
    assert [branch.cause for branch in driver.state.timeline.branches] == ["start", "settings", "reset"]
    np.testing.assert_array_equal(driver.state.curves["deformable"].series["loss"], offsets)
    driver.rest(0.5)
    driver.screenshot("undone")
    driver.key("ctrl+shift+z")
    driver.wait_until(lambda: driver.state.experiment.seed == 7 and driver.state.can_step, "redo")
    settled(driver, 1, 6)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

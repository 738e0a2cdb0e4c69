"""A walk to a pause by itself, and to what was before training, as those of walks.py: ``python walks_watch.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from reaching import reach
from walks import reading_of, ready, run_walk, walk

from vizapp.document.deformable import DeformableSpec
from vizapp.document.watchpoint import FIELD, Watchpoint
from vizapp.gui.deformable.requests import KERNEL_DENSITY, UNTRAINED
from vizapp.protocol.offset_answers import KernelDensity


def watchpoint(driver: Driver) -> Watchpoint | None:
    return driver.state.experiment.spec_of(DeformableSpec).stop_when


@walk
def watch(driver: Driver, arguments: list[str]) -> None:
    """Pause where the loss passes a value, undo that, and look at the points before training and at the reach."""
    ready(driver)
    rows, boxes = driver.window.setup_panel.training.watch, driver.window.setup_panel.show_section.boxes
    driver.wait_until(lambda: rows.measure.count() > 5, "the measures")
    driver.click(reach(driver, rows.measure))
    driver.key("Down")
    driver.key("Return")
    driver.wait_until(lambda: watchpoint(driver) is not None, "a watchpoint")
    first = watchpoint(driver)
    assert first is not None
    assert (first.measure, first.side) == ("loss", "below")
    driver.click(reach(driver, rows.value), 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "0.06")
    driver.key("Return")
    driver.wait_until(lambda: watchpoint(driver) == Watchpoint("loss", "below", 0.06), "the value")
    driver.key("space")
    driver.wait_until(lambda: driver.state.banner is not None, "the pause")
    state = driver.state
    assert state.banner is not None
    assert state.banner.problem.field == FIELD
    assert not state.transport.running
    losses = state.curves["deformable"].series["loss"]
    assert len(losses) == state.transport.step
    assert losses[-1] < 0.06 <= losses[:-1].min()
    driver.rest(0.5)
    driver.screenshot("paused")
    driver.key("ctrl+z")
    driver.wait_until(lambda: watchpoint(driver) == first, "the undo")

    for key in (UNTRAINED, KERNEL_DENSITY):
        driver.click(reach(driver, boxes[key]), 8)
    driver.wait_until(
        lambda: (reading := reading_of(driver.state)) is not None and reading.untrained_yx is not None, "the ghosts"
    )
    driver.wait_until(lambda: driver.state.answer(KERNEL_DENSITY, KernelDensity) is not None, "the reach")
    reading = reading_of(driver.state)
    assert reading is not None
    assert reading.untrained_yx is not None
    rigid = reading.point_yx - reading.offset_yx
    np.testing.assert_allclose(reading.untrained_yx, rigid, atol=1e-4)
    assert np.abs(reading.offset_yx).max() > 0.1, "they have left where they were"
    driver.key("z")
    driver.rest(0.5)
    driver.screenshot("before-training")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

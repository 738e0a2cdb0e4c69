"""The walk through a small window, in the same way as those of walks.py: ``python walks_folding.py NAME SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtWidgets import QWidget
from walks import reach_step, ready, run_walk, walk

from vizapp.document.deformable import DeformableSpec


def share_of_pictures(driver: Driver) -> float:
    canvases, window = driver.window.canvases, driver.window
    areas = (canvas.width() * canvas.height() for canvas in (canvases.input, canvases.output))
    return sum(areas) / (window.width() * window.height())


@walk
def folding(driver: Driver, arguments: list[str]) -> None:
    """Make the window small, unfold setup and progress with a click, set something, and fold them with the keys."""
    ready(driver)
    window = driver.window
    for width, height in ((1024, 640), (960, 600)):
        window.resize(width, height)
        driver.wait_until(lambda size=(width, height): (window.width(), window.height()) == size, "the size", 5)
        driver.rest(0.5)
        assert share_of_pictures(driver) >= 0.55
        assert window.setup_dock.folded
        assert window.progress_dock.folded
    driver.key("s")
    reach_step(driver, 1)
    driver.wait_until(lambda: len(window.progress_strip.items) == 2, "the strip to say what was reached", 5)
    driver.screenshot("folded")
    driver.click(window.progress_dock.bar)
    driver.click(window.setup_dock.bar)
    driver.wait_until(lambda: window.setup_panel.isVisible() and window.progress_panel.isVisible(), "the panels", 5)
    driver.rest(0.5)
    dilation = window.setup_panel.findChild(QWidget, "dilation")
    assert dilation is not None
    window.setup_panel.scroller.ensureWidgetVisible(dilation)
    driver.rest(0.2)
    driver.click(dilation, 20)
    driver.key("Up")
    driver.wait_until(lambda: driver.state.experiment.spec_of(DeformableSpec).dilation == 2, "the dilation", 5)
    driver.screenshot("unfolded")
    for dock in (window.setup_dock, window.progress_dock):
        fold = dock.findChild(QWidget, f"{dock.objectName()}Fold")
        assert fold is not None
        driver.click(fold)
        driver.wait_until(lambda dock=dock: dock.folded, "the panel to fold", 5)
    window.resize(1440, 900)
    driver.wait_until(lambda: not window.setup_dock.folded, "a large window", 5)
    assert window.progress_dock.folded, "the curves are a strip until they are wanted"
    driver.key("ctrl+3")
    driver.wait_until(lambda: window.progress_panel.isVisible(), "the curves", 5)
    driver.key("ctrl+4")
    driver.wait_until(lambda: all(dock.folded for dock in window.docks), "all panels to fold", 5)
    driver.key("ctrl+4")
    driver.wait_until(lambda: not any(dock.folded for dock in window.docks), "all panels to unfold", 5)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

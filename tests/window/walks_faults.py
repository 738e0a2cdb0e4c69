"""A walk through what can go wrong, as those of walks.py: ``python walks_faults.py faults SHOTS FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from walks import ready, run_walk, walk

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.session.memory_need import offered_size
from vizapp.session.pins import pinned_units


def reach(driver: Driver, name: str) -> QWidget:
    """Scroll the setup to a control."""
    panel = driver.window.setup_panel
    widget = panel.findChild(QWidget, name)
    assert widget is not None, name
    panel.scroller.ensureWidgetVisible(widget)
    driver.rest(0.2)
    return widget


def type_into(driver: Driver, name: str, text: str) -> None:
    """Type a value over what stands in a field of the setup."""
    driver.click(reach(driver, name), 20)
    driver.key("ctrl+a")
    driver.xdotool("type", text)
    driver.key("Return")
    driver.rest(0.2)


def spec(driver: Driver) -> DeformableSpec:
    return driver.state.experiment.spec_of(DeformableSpec)


@walk
def faults(driver: Driver, arguments: list[str]) -> None:
    """Diverge, lower the rate, diverge again and reset; need too much memory and take the size that is offered."""
    ready(driver)
    diverge(driver)
    need_too_much(driver)
    pin(driver)
    export(driver, Path(arguments[0]))


def diverge(driver: Driver) -> None:
    """Let the points leave the image at a huge rate, and take both ways out of it."""
    banner = driver.window.banner
    task = reach(driver, "deformableTask")
    task.setFocus()  # its list would hold this walk until it is closed
    driver.key("Down")
    driver.wait_until(lambda: spec(driver).task.tag() == "hidden-taps", "hidden taps")
    ready(driver)
    for button, rate in ((banner.ways_out[0], 2.5), (banner.ways_out[1], 10)):
        type_into(driver, "learningRate", "10")
        driver.session.run()
        driver.wait_until(lambda: driver.state.banner is not None, "the divergence", 60)
        said = driver.state.banner
        assert said is not None
        assert said.actions == ("lower-rate", "reset")
        assert "the last good one that was kept" in said.text
        assert not driver.state.transport.running
        driver.rest(0.5)
        driver.screenshot(f"diverged-{button.objectName()}")
        driver.click(button)
        driver.wait_until(lambda: driver.state.banner is None, "the notice to go")
        assert spec(driver).learning_rate == rate
        ready(driver)
    driver.wait_until(lambda: driver.state.transport.step == 0, "step 0")


def need_too_much(driver: Driver) -> None:
    """Choose a kernel and a size that need more than is allowed, and take the size that the canvas offers."""
    output = driver.window.canvases.output
    driver.click(reach(driver, "layers-3"))
    driver.wait_until(lambda: spec(driver).layers == 3, "three layers")
    for name in ("kernelHeight", "kernelWidth"):
        reach(driver, name).setFocus()
        driver.key("Down")
        driver.key("Down")
    driver.wait_until(lambda: spec(driver).kernel_size == (7, 7), "a kernel of 7×7")
    type_into(driver, "offsetGroups", "3")
    type_into(driver, "workingSize", "512")
    driver.wait_until(lambda: driver.state.refusal is not None, "the refusal")
    offered = offered_size(driver.state)
    assert offered is not None
    driver.wait_until(output.way_out.isVisible, "the button")
    driver.rest(0.5)
    driver.screenshot("too-much-memory")
    driver.click(output.way_out)
    driver.wait_until(lambda: driver.state.experiment.working_size == offered, "the size")
    driver.wait_until(lambda: driver.state.configured is not None, "a lab of that size", 60)
    assert driver.state.refusal is None
    driver.rest(0.5)
    driver.screenshot("enough-memory")
    while driver.state.experiment.working_size is not None:
        driver.key("ctrl+z")
        driver.rest(0.2)
    ready(driver)


def pin(driver: Driver) -> None:
    """Pin five units, and read which letter the last one has taken over."""
    output = driver.window.canvases.output
    height, width = output.size_in_pixels
    for number in range(1, 6):
        place = output.map_to_viewport(canvas_point(height * number / 6, width * number / 6))
        driver.xdotool("keydown", "shift")
        driver.click(output.viewport(), place.x(), place.y())
        driver.xdotool("keyup", "shift")
    pins = pinned_units(driver.state.view.pins, "deformable")
    assert len(pins) == 4
    banner = driver.state.banner
    assert banner is not None
    assert banner.text.startswith("Pin D has gone from unit")
    driver.rest(0.5)
    for _, (y, x) in pins:
        assert f"{y}, {x}" in output.note.text()
    driver.screenshot("five-pins")
    driver.key("ctrl+shift+BackSpace")
    driver.wait_until(lambda: not pinned_units(driver.state.view.pins, "deformable"), "no pins")
    assert driver.state.banner is None


def export(driver: Driver, folder: Path) -> None:
    """Export a large table, and cancel it."""
    bar = driver.window.saving_bar
    driver.key("ctrl+e")
    driver.rest(0.5)
    dialog = driver.window.findChild(QFileDialog, "exportDialog")
    assert dialog is not None
    assert dialog.windowModality() != Qt.WindowModality.ApplicationModal
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "1", str(folder / "points.csv"))
    driver.key("Return")
    driver.wait_until(lambda: bar.isVisible() and bar.progress.value() > 0, "the bar")
    driver.screenshot("exporting")
    driver.click(bar.cancel)
    driver.wait_until(lambda: driver.state.saving is None, "the end")
    assert driver.state.banner is not None
    driver.rest(0.3)
    driver.screenshot("cancelled")
    assert driver.state.banner.problem.code == "enlarge.cancelled"
    assert not list(folder.iterdir())


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

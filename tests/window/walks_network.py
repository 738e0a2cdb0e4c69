"""A walk into a network, as those of walks.py: ``python walks_network.py network SHOTS PHOTO WEIGHTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from walks import ready, run_walk, walk

from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.panels.setup_network import NetworkSection
from vizapp.gui.request_names import NETWORK
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.subpixel_answers import NetworkReport


def section(driver: Driver) -> NetworkSection:
    """Scroll the setup to the section, and return it."""
    found = driver.window.setup_panel.network
    driver.window.setup_panel.scroller.ensureWidgetVisible(found)
    driver.rest(0.3)
    return found


def layer_of(driver: Driver) -> NetworkLayer | None:
    return driver.state.experiment.spec_of(SubpixelSpec).network


def measured(driver: Driver, chosen: int) -> bool:
    """Tell whether the layer of this number is shown, with its measures."""
    report = driver.state.answer(NETWORK, NetworkReport)
    return report is not None and report.chosen == chosen and driver.state.configured is not None


@walk
def network(driver: Driver, arguments: list[str]) -> None:
    """Drop weights on the window, open them as a network, choose another layer, pick, look at the output, undo."""
    photograph, weights = (Path(argument) for argument in arguments)
    window = driver.window
    ready(driver)
    driver.drop_files([photograph], window.canvases.output)
    driver.wait_until(lambda: driver.state.experiment.source.location == str(photograph), "the photograph")
    ready(driver)
    driver.drop_files([weights], window.canvases.output)
    driver.wait_until(lambda: driver.state.choice is not None, "the question which array is meant")
    driver.rest(0.5)
    driver.screenshot("question")
    dialog = window.findChild(QDialog, "arrayDialog")
    assert dialog is not None
    button = dialog.findChild(QPushButton, "openAsNetwork")
    assert button is not None
    driver.click(button)
    driver.wait_until(lambda: measured(driver, 1), "the last of its pixel shuffles", 60)
    shown = layer_of(driver)
    assert shown is not None
    assert shown.channels == 32
    place = section(driver)
    assert place.layers.count() == 2
    driver.rest(0.5)
    driver.screenshot("last-layer")

    place.layers.setFocus(Qt.FocusReason.TabFocusReason)
    driver.key("Up")
    driver.wait_until(lambda: measured(driver, 0), "the first of them", 60)
    driver.rest(0.5)
    section(driver)
    driver.screenshot("first-layer")
    configured = driver.state.configured
    assert configured is not None
    scene = window.scene
    assert isinstance(scene, SubpixelScene)
    driver.click(window.canvases.output.viewport())
    driver.wait_until(lambda: driver.state.pick is not None, "a pixel to be picked")
    driver.rest(0.5)
    driver.screenshot("picked")
    driver.key("ctrl+z")
    driver.wait_until(lambda: measured(driver, 1), "the undo", 60)
    driver.click(section(driver).put_away)
    driver.wait_until(lambda: layer_of(driver) is None, "it to be put away")
    driver.wait_until(lambda: driver.state.configured is not None, "the shuffle of the picture itself")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

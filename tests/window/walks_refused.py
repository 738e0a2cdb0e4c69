"""A walk through what is refused or asked in the sub-pixel lab: ``python walks_refused.py NAME SHOTS MAPS``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from walks import reading_of, run_walk, walk
from walks_brought import asked
from walks_shuffle import control, open_example

from vizapp.document.brought import BroughtSpec
from vizapp.gui.deformable.tap_model import OFFSET
from vizapp.gui.deformable.unit_page import UnitPage


@walk
def refused(driver: Driver, arguments: list[str]) -> None:
    """Type nonsense and see why not; open a map with NaN as a feature map, one that no factor fits, and offsets."""
    offsets, odd = (Path(argument) for argument in arguments)
    driver.wait_until(lambda: driver.state.can_step, "the engine to be ready", 60)
    open_example(driver, "only-rearranged")
    field, said = control(driver, "upscaleFactor"), driver.window.findChild(QLabel, "setupSubpixelOperatorTyped")
    assert said is not None
    _type(driver, field, "99")
    driver.wait_until(said.isVisible, "the sentence about what was typed")
    assert 0 < said.mapToGlobal(said.rect().topLeft()).y() - field.mapToGlobal(field.rect().bottomLeft()).y() < 20
    driver.screenshot("typed")
    _type(driver, field, "2")
    driver.wait_until(lambda: not said.isVisible(), "the sentence to go with the value that is taken")
    _type(driver, field, "1")
    driver.wait_until(said.isVisible, "the sentence about what was typed")
    open_example(driver, "wrong-order")
    driver.wait_until(lambda: not said.isVisible(), "the sentence to go with another document")

    asked(driver, offsets)
    driver.screenshot("asked")
    driver.key("Return")
    driver.wait_until(lambda: driver.state.source is not None and driver.state.source.channels == 36, "the map")
    assert driver.state.experiment.lab == "subpixel"

    driver.drop_files([odd], driver.window.canvases.output)
    driver.wait_until(lambda: "for the spare channels" in driver.state.refusal_text, "the refusal")
    driver.rest(0.4)
    driver.screenshot("refused")
    cut = control(driver, "spareChannels").findChild(QPushButton, "spareChannels-cut")
    assert cut is not None
    driver.click(cut)
    driver.wait_until(lambda: driver.state.configured is not None and not driver.state.refusal_text, "the cut map")

    dialog = asked(driver, offsets)
    accept = dialog.findChild(QPushButton, "acceptOffsets")
    assert accept is not None
    driver.click(dialog.readings.cards[0])
    driver.click(accept)
    driver.wait_until(lambda: isinstance(driver.state.experiment.spec.task_spec, BroughtSpec), "the offsets")
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a reading")
    driver.rest(0.6)
    driver.window.panel_pace.catch_up()
    page = driver.window.findChild(UnitPage)
    assert page is not None
    assert page.isVisible()
    reading = reading_of(driver.state)
    assert reading is not None
    assert reading.broken is not None
    lost = np.flatnonzero(reading.broken[:9]).tolist()
    assert [tap for tap in range(9) if page.table.taps.text(tap, OFFSET) == "–\n–"] == lost
    assert driver.state.banner is None or driver.state.banner.problem.code != "window.mistake"
    driver.screenshot("offsets")


def _type(driver: Driver, field: QWidget, text: str) -> None:
    driver.click(field, 20, field.height() / 2)
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "1", text)
    driver.key("Return")
    driver.rest(0.2)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

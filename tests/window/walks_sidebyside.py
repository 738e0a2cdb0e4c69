"""Walks through what compares pictures in the sub-pixel lab, as those of walks.py: ``python walks_sidebyside.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from numpy.typing import NDArray
from PySide6.QtWidgets import QComboBox, QWidget
from walks import pause, ready, run_walk, shows_subpixel, subpixel_scene, walk

from vizapp.gui.canvas.magnifier import Magnifier
from vizapp.gui.subpixel.magnifier_overlay import MagnifierOverlay
from vizapp.gui.subpixel.pictures import MAGNIFIER, WIPE, cell_name
from vizapp.gui.subpixel.requests import OUTPUT
from vizapp.gui.subpixel.wipe_overlay import WipeOverlay
from vizapp.protocol.picture_answers import Picture


def picture_of(driver: Driver, name: str) -> np.ndarray:
    """Return the numbers (c, H, W) of what a picture request has been answered with."""
    answer = driver.state.answer(name, Picture)
    assert answer is not None
    assert answer.values is not None
    return answer.values


def train_a_little(driver: Driver, steps: int = 40) -> None:
    """Go to super-resolution and train so many steps."""
    ready(driver)
    driver.click(driver.window.lab_switch, driver.window.lab_switch.width() * 0.75)
    driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
    ready(driver)
    driver.session.set_speed(None)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step >= steps, f"{steps} steps")
    pause(driver)


def wipe_of(driver: Driver) -> WipeOverlay:
    overlay = subpixel_scene(driver).overlays[WIPE]
    assert isinstance(overlay, WipeOverlay)
    return overlay


def magnifier_of(driver: Driver) -> Magnifier:
    overlay = subpixel_scene(driver).overlays[MAGNIFIER]
    assert isinstance(overlay, MagnifierOverlay)
    return overlay.magnifier


def changed_columns(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return the columns of a screenshot in which much is different."""
    different = np.abs(before.astype(int) - after.astype(int)).max(axis=2) > 12
    return np.flatnonzero(different.sum(axis=0) > 20)


def choose(driver: Driver, choice: QComboBox, name: str) -> None:
    """Choose an entry of a list with mouse and keys."""
    driver.click(choice)
    driver.rest(0.2)
    steps = choice.findData(name) - choice.currentIndex()
    for _ in range(abs(steps)):
        driver.key("Down" if steps > 0 else "Up")
    driver.key("Return")
    driver.wait_until(lambda: choice.currentData() == name, f"{name} to be chosen")


@walk
def wipe(driver: Driver, arguments: list[str]) -> None:
    """Lay pictures beside one another, move the line with mouse and keys, and hold the target."""
    train_a_little(driver)
    output = driver.window.canvases.output
    driver.screenshot("wipe-0-alone")
    driver.key("v")
    driver.wait_until(lambda: driver.state.answer(WIPE, Picture) is not None, "the second picture")
    overlay = wipe_of(driver)
    driver.wait_until(overlay.line.isVisible, "the line")
    driver.rest(0.3)
    driver.screenshot("wipe-1-bicubic-output")
    width = output.viewport().width()
    assert abs(overlay.line.line_x - width / 2) < 2

    choose(driver, overlay.left, "nearest")
    driver.wait_until(lambda: np.ptp(picture_of(driver, WIPE)[0, :2, :2]) == 0, "blocks of one colour")
    driver.rest(0.2)
    before = driver.picture(output.viewport())
    driver.drag(output.viewport(), (width / 2, 240), (width * 0.25, 280))
    driver.rest(0.2)
    assert abs(overlay.line.line_x - width * 0.25) < 3
    changed = changed_columns(before, driver.picture(output.viewport()))
    assert changed.size > 30
    assert width * 0.25 - 20 <= changed.min()
    assert changed.max() <= width / 2 + 20
    driver.screenshot("wipe-2-dragged")

    handle = overlay.line.handle
    knob = handle.geometry().center()
    driver.drag(output, (knob.x(), knob.y()), (knob.x() + width * 0.3, knob.y() + 20))
    assert abs(overlay.line.line_x - width * 0.55) < 4
    value = handle.value()
    driver.key("Right")
    driver.key("shift+Left")
    assert handle.value() == value + 10 - 100, "the handle has the focus since it was pressed"
    driver.click(output.viewport(), width * 0.8, output.viewport().height() * 0.5)
    driver.key("period")
    assert handle.value() == value + 10 - 100 + 10

    shown = picture_of(driver, OUTPUT)
    driver.xdotool("keydown", "o")
    driver.wait_until(lambda: driver.state.view.target, "the target to be held")
    driver.wait_until(lambda: not np.array_equal(picture_of(driver, OUTPUT), shown), "the target")
    assert np.array_equal(picture_of(driver, OUTPUT), picture_of(driver, WIPE)), "it is on both sides"
    driver.rest(0.3)
    driver.screenshot("wipe-3-target-held")
    driver.xdotool("keyup", "o")
    driver.wait_until(lambda: not driver.state.view.target, "the target to be let go")
    driver.wait_until(lambda: np.array_equal(picture_of(driver, OUTPUT), shown), "the output")

    driver.key("v")
    driver.wait_until(lambda: not overlay.line.isVisible(), "one picture")
    choose(driver, output.choice, "difference")
    driver.wait_until(lambda: picture_of(driver, OUTPUT).min() < 0 < picture_of(driver, OUTPUT).max(), "both signs")
    driver.rest(0.3)
    driver.screenshot("wipe-4-difference")


@walk
def magnifier(driver: Driver, arguments: list[str]) -> None:
    """Enlarge a spot of input and output, park it, and move it with keys."""
    train_a_little(driver)
    canvases = driver.window.canvases
    choose(driver, canvases.input.choice, "input")
    driver.wait_until(lambda: canvases.belong_together, "the low-resolution input")
    driver.key("m")
    overlay = subpixel_scene(driver).overlays[MAGNIFIER]
    assert isinstance(overlay, MagnifierOverlay)
    place = canvases.output.projection.to_screen(60, 90)
    before = driver.picture(canvases.input.viewport())
    driver.move_to(canvases.output.viewport(), place.x(), place.y())
    driver.wait_until(lambda: overlay.magnifier.place is not None, "the lens")
    driver.rest(0.2)
    assert changed_columns(before, driver.picture(canvases.input.viewport())).size > 60, "there is one on the input"
    driver.screenshot("magnifier-1-cursor")
    canvases.output.setFocus()
    driver.key("shift+m")
    parked = overlay.magnifier.place
    assert parked is not None
    driver.move_to(canvases.output.viewport(), 30, 60)
    driver.key("Down")
    driver.key("shift+Right")
    assert overlay.magnifier.place == (parked[0] + 1, parked[1] + 10)
    driver.rest(0.2)
    driver.screenshot("magnifier-2-parked")
    driver.key("v")
    driver.wait_until(lambda: driver.state.answer(WIPE, Picture) is not None, "the second picture")
    driver.rest(0.3)
    driver.screenshot("magnifier-3-with-a-wipe")
    driver.key("Escape")
    assert not overlay.magnifier.is_parked
    driver.key("m")
    driver.wait_until(lambda: overlay.magnifier.place is None, "no lens")


def unlikeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Return how far two pictures are apart, in grey levels, where they lie best on one another.

    A column of the grid may be a pixel wider than another, so that its picture stands half a pixel farther right.
    """
    rows, columns = (min(one.shape[axis], other.shape[axis]) for axis in (0, 1))
    inner = other[2 : rows - 2, 2 : columns - 2].astype(int)
    shifts = [(down, right) for down in range(5) for right in range(5)]
    parts = [one[down : down + rows - 4, right : right + columns - 4] for down, right in shifts]
    return min(float(np.abs(part.astype(int) - inner).mean()) for part in parts)


@walk
def compare(driver: Driver, arguments: list[str]) -> None:
    """Train upsamplers side by side, zoom all of them, magnify, hold the target, and wipe between two."""
    train_a_little(driver, 1)
    window, canvases = driver.window, driver.window.canvases
    before = canvases.output.size()
    for count, run in enumerate(("bicubic", "transposed-k3", "resize-conv"), 2):
        box = window.setup_panel.findChild(QWidget, f"compareUpsampler-{run}")
        assert box is not None
        window.setup_panel.scroller.ensureWidgetVisible(box)
        driver.rest(0.2)
        driver.click(box, 8)
        driver.wait_until(lambda count=count: len(canvases.cells) == count, f"{count} canvases")
    ready(driver)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step >= 60, "60 steps")
    driver.screenshot("compare-1-running")
    pause(driver)
    names = [cell_name(run) for run in ("bicubic", "transposed-k3", "resize-conv")]
    driver.wait_until(lambda: all(driver.state.answer(name, Picture) is not None for name in names), "all pictures")
    driver.wait_until(lambda: all(" dB" in cell.title.text() for cell in canvases.cells), "their gains")
    assert " 0.00 dB" in canvases.cells[1].title.text()
    driver.rest(0.3)
    driver.screenshot("compare-2-four")

    third = canvases.cells[2]
    place = third.projection.to_screen(60, 90)
    driver.move_to(third.viewport(), place.x(), place.y())
    driver.xdotool("click", "--repeat", 4, 4)
    driver.rest(0.4)
    assert len({round(cell.projection.scale, 6) for cell in canvases.cells}) == 1
    assert not third.frame.fitted
    shots = [driver.picture(cell.viewport()) for cell in canvases.cells]
    driver.key("m")
    driver.wait_until(lambda: magnifier_of(driver).place is not None, "the lenses")
    driver.rest(0.3)
    for shot, cell in zip(shots, canvases.cells, strict=True):
        assert changed_columns(shot, driver.picture(cell.viewport())).size > 30, "each has a lens"
    driver.screenshot("compare-3-magnified")
    driver.key("m")

    driver.xdotool("keydown", "o")
    try:
        driver.wait_until(lambda: driver.state.answer(names[0], Picture) is None, "the target")
        driver.rest(0.3)
        pictures = [driver.picture(cell.viewport())[60:-40, 20:-20] for cell in canvases.cells[1:]]
        apart = [unlikeness(each, pictures[0]) for each in pictures]
        assert max(apart) < 8, f"one picture on all, and not {apart} grey levels apart"
        driver.screenshot("compare-4-target-held")
    finally:  # a key that stays down would be down in the walks after this one
        driver.xdotool("keyup", "o")
    driver.wait_until(lambda: driver.state.answer(names[0], Picture) is not None, "the outputs")

    choose(driver, canvases.output.choice, "error")
    driver.rest(0.5)
    driver.screenshot("compare-5-errors")
    choose(driver, canvases.output.choice, "output")
    driver.key("v")
    driver.wait_until(lambda: len(canvases.cells) == 1, "one canvas")
    overlay = wipe_of(driver)
    choose(driver, overlay.left, "run:transposed-k3")
    choose(driver, overlay.right, "run:resize-conv")
    driver.rest(0.4)
    assert not np.array_equal(picture_of(driver, WIPE), picture_of(driver, OUTPUT))
    driver.screenshot("compare-6-wipe")
    driver.key("v")
    driver.wait_until(lambda: len(canvases.cells) == 4, "all canvases")
    for _ in range(3):
        driver.key("ctrl+z")
    driver.wait_until(lambda: len(canvases.cells) == 1, "nothing to be compared")
    driver.rest(0.4)
    assert canvases.output.size() == before


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

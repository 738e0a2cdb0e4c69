"""A walk through the orders of a shuffle, as those of walks.py: ``python walks_shuffle.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QWidget
from reaching import reach
from walks import run_walk, shows_subpixel, subpixel_scene, walk

from vizapp.document.displacement import count_displaced
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.subpixel.displaced_overlay import DISPLACED, DisplacedOverlay
from vizapp.gui.subpixel.examples import EXAMPLES
from vizapp.gui.subpixel.operator_section import SubpixelOperatorSection
from vizapp.gui.subpixel.requests import ALL_CHANNELS, DISPLACED_COUNT, OUTPUT, PICTURE
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.subpixel_answers import Displaced
from vizapp.session.state import State


def spec_of(state: State) -> SubpixelSpec:
    return state.experiment.spec_of(SubpixelSpec)


def setup_of(driver: Driver) -> SubpixelOperatorSection:
    section = driver.window.findChild(QWidget, "setupSubpixelOperator")
    assert isinstance(section, SubpixelOperatorSection)
    return section


def control(driver: Driver, name: str) -> QWidget:
    found = driver.window.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return reach(driver, found)


def open_example(driver: Driver, key: str) -> None:
    """Open a prepared example, and wait until it is shown."""
    example = next(example for example in EXAMPLES if example.key == key)
    driver.session.open_example(example.experiment, example.hint, example.shown)
    driver.wait_until(lambda: shows_subpixel(driver) and driver.state.configured is not None, "the example", 60)
    driver.rest(0.5)
    driver.window.panel_pace.catch_up()


def output_of(state: State) -> np.ndarray:
    answer = state.answer(OUTPUT, Picture)
    assert answer is not None
    return answer.pixels.astype(int)


def assert_near(driver: Driver, canvas: ImageCanvas, expected: tuple[int, int]) -> None:
    """Assert that a pixel was picked, as closely as the mouse can point: a screen pixel may stand for several."""
    picked, reach = driver.state.pick, 1.0 / canvas.projection.scale
    assert picked is not None
    assert max(abs(picked[0] - expected[0]), abs(picked[1] - expected[1])) <= reach, f"{picked}, not {expected}"


def click_pixel(driver: Driver, canvas: ImageCanvas, y: float, x: float) -> None:
    """Click the pixel (y, x) of a canvas with the mouse."""
    place = canvas.map_to_viewport(canvas_point(y, x))
    driver.click(canvas.viewport(), place.x(), place.y())
    driver.rest(0.1)


@walk
def orders(driver: Driver, arguments: list[str]) -> None:
    """Read a photograph in the wrong order, put it right, take it apart, and look at all channels of numbers."""
    open_example(driver, "wrong-order")
    section, scene = setup_of(driver), subpixel_scene(driver)
    canvases, overlay = driver.window.canvases, scene.overlays[DISPLACED]
    assert isinstance(overlay, DisplacedOverlay)
    driver.wait_until(lambda: driver.state.answer(DISPLACED_COUNT, Displaced) is not None, "the count")
    configured, counted = driver.state.configured, driver.state.answer(DISPLACED_COUNT, Displaced)
    assert configured is not None
    assert counted is not None
    assert counted.places == count_displaced(spec_of(driver.state), configured.output_shape).values > 0
    assert counted.differing is not None
    assert 0 < counted.differing <= counted.places
    assert overlay.legend.isVisible()
    assert section.status.text().startswith("10 of 12 channels displaced")
    wrong = output_of(driver.state)
    driver.screenshot("wrong-order")
    driver.click(reach(driver, driver.window.setup_panel.show_section.boxes[DISPLACED]), 8)
    driver.wait_until(lambda: not overlay.legend.isVisible(), "the tint to go")
    driver.screenshot("wrong-order-plain")
    driver.click(reach(driver, driver.window.setup_panel.show_section.boxes[DISPLACED]), 8)

    driver.click(control(driver, "readAs-DCR"))
    driver.wait_until(lambda: spec_of(driver.state).read_as == "DCR", "the other order")
    driver.wait_until(lambda: not np.array_equal(output_of(driver.state), wrong), "the picture put right")
    driver.window.panel_pace.catch_up()
    assert section.status.text() == "Restored exactly"
    assert not overlay.legend.isVisible()
    right = output_of(driver.state)
    assert np.abs(right - wrong).mean() > 4, "grey levels: the mistake was seen"
    driver.screenshot("right-order")
    driver.key("ctrl+z")
    driver.wait_until(lambda: np.array_equal(output_of(driver.state), wrong), "the undo")

    driver.click(control(driver, "shuffleDirection-unshuffle"))
    driver.wait_until(lambda: driver.state.answer(PICTURE, Picture) is not None, "the picture that is taken apart")
    driver.rest(0.3)
    height, width = canvases.input.size_in_pixels
    click_pixel(driver, canvases.input, height // 2, width // 3)
    expected = (height // 2 // 2, width // 3 // 2)
    assert_near(driver, canvases.input, expected)
    driver.screenshot("unshuffle")
    click_pixel(driver, canvases.output, 40, 60)
    assert_near(driver, canvases.output, (40, 60))
    driver.click(control(driver, "edgeFit-pad"))
    driver.session.update(
        driver.state.experiment.with_spec(spec_of(driver.state).with_factor(5)), "Change upscale factor"
    )
    driver.wait_until(lambda: scene.inverse.edge.words.endswith("of zeros added"), "the padded edge")
    driver.rest(0.5)
    driver.screenshot("padded")

    open_example(driver, "only-rearranged")
    driver.session.show_picture("right", ALL_CHANNELS)
    driver.wait_until(lambda: scene.shuffle.right.channel_maps.grid is not None, "all channels")
    driver.rest(0.3)
    click_pixel(driver, canvases.output, 1, 6 + 4)  # channel 1, row 1, column 4
    assert driver.state.pick == (0, 2)
    assert driver.state.view.output_channel == 1
    driver.rest(0.3)
    driver.screenshot("all-channels")
    click_pixel(driver, canvases.input, 3 + 1, 1)  # tile (1, 0) of channel 0, pixel (1, 1)
    assert driver.state.pick == (1, 1)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

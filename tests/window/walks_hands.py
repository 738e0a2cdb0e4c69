"""Walks through what a hand does in the sub-pixel lab: ``python walks_hands.py NAME SHOTS``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from driver import Driver
from msgspec.structs import replace
from others import OtherPrograms
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QLabel, QWidget
from walks import ready, run_walk, subpixel_scene, walk

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.overlays import EXPLODE
from vizapp.gui.subpixel.requests import ARRANGEMENT
from vizapp.gui.subpixel.tile_overlay import Tile
from vizapp.protocol.subpixel_answers import Arrangement

FRAMES = 120


def spec_of(driver: Driver) -> SubpixelSpec:
    return driver.state.experiment.spec_of(SubpixelSpec)


def control(driver: Driver, name: str) -> QWidget:
    """Return a control of the setup panel, scrolled into view."""
    panel = driver.window.setup_panel
    found = panel.findChild(QWidget, name)
    assert found is not None, name
    panel.scroller.ensureWidgetVisible(found)
    driver.rest(0.3)
    driver.wait_until(found.isVisible, name, 5)  # the panel is filled part by part
    return found


def shuffle(driver: Driver) -> None:
    """Switch to the shuffle of the photograph."""
    ready(driver)
    window = driver.window
    driver.click(window.lab_switch, window.lab_switch.width() * 0.75)
    driver.wait_until(lambda: driver.state.experiment.lab == "subpixel", "the lab to be switched")
    ready(driver)
    control(driver, "subpixelTask").setFocus()  # its list would hold this walk until it is closed
    driver.key("Home")
    while not isinstance(spec_of(driver).task, ShuffleSpec):
        before = spec_of(driver).task
        driver.key("Down")
        driver.wait_until(lambda before=before: spec_of(driver).task != before, "another task")
    driver.wait_until(lambda: arrangement(driver) is not None, "the shuffle")
    driver.rest(0.4)


def arrangement(driver: Driver) -> Arrangement | None:
    return driver.state.answer(ARRANGEMENT, Arrangement)


def psnr(driver: Driver) -> float | None:
    found = arrangement(driver)
    assert found is not None
    return found.psnr


def drag_tile(driver: Driver, first: int, second: int) -> None:
    """Drag the tile of one phase of the first group onto that of another."""
    canvas, tiles = driver.window.canvases.input, subpixel_scene(driver).shuffle.left.tiles
    start, end = (tiles.tile_rect(Tile(0, phase)).center() for phase in (first, second))
    driver.drag(canvas.viewport(), (start.x(), start.y()), (end.x(), end.y()), steps=8)


@walk
def tiles(driver: Driver, arguments: list[str]) -> None:
    """Drag a tile onto another, see map and error follow, undo; select and swap by keys; change a value by wheel."""
    shuffle(driver)
    canvases = driver.window.canvases
    before = driver.picture(canvases.output.viewport()).astype(int)
    assert psnr(driver) is None
    drag_tile(driver, 0, 3)
    assert spec_of(driver).phases == (3, 1, 2, 0)
    driver.wait_until(lambda: psnr(driver) is not None, "the error")
    driver.rest(0.4)
    driver.screenshot("hands-1-tile-dragged")
    changed = np.abs(driver.picture(canvases.output.viewport()).astype(int) - before).max(axis=2) > 8
    assert changed.mean() > 0.05, "the map follows"
    driver.key("ctrl+z")
    driver.wait_until(lambda: not spec_of(driver).phase_order, "undo")
    driver.wait_until(lambda: psnr(driver) is None, "the intact picture")

    driver.key("Escape")  # the tile that was dragged is still selected
    driver.key("Tab")
    driver.key("Right")
    driver.wait_until(lambda: spec_of(driver).phases == (1, 0, 2, 3), "the arrow to swap")
    driver.key("ctrl+z")
    driver.wait_until(lambda: not spec_of(driver).phase_order, "undo of the key")

    viewport = canvases.input.viewport()
    middle = subpixel_scene(driver).shuffle.left.tiles.tile_rect(Tile(0, 0)).center()
    driver.move_to(viewport, middle.x(), middle.y())
    for _ in range(40):
        if canvases.input.projection.scale >= 40:
            break
        driver.xdotool("click", 4)
    assert not spec_of(driver).changed_values, "the wheel alone zooms"
    driver.rest(0.3)
    place = canvases.input.projection.to_position(middle)
    driver.move_to(viewport, middle.x() + 2, middle.y())
    driver.xdotool("keydown", "ctrl")
    for _ in range(12):
        driver.xdotool("click", 4)
    driver.xdotool("keyup", "ctrl")
    (changed_value,) = spec_of(driver).changed_values
    assert changed_value.pixel_yx == (round(place[0]), round(place[1]))
    shown = canvases.input.value_at(*place)
    driver.wait_until(
        lambda: canvases.input.value_at(*place) == (np.float32(changed_value.value),), "the tile to show it"
    )
    assert shown is not None
    driver.wait_until(lambda: psnr(driver) is not None, "the error")
    driver.rest(0.3)
    driver.screenshot("hands-2-value-changed")
    driver.key("ctrl+z")
    driver.wait_until(lambda: not spec_of(driver).changed_values, "one undo to take all notches back")


@walk
def explode(driver: Driver, arguments: list[str]) -> None:
    """Let the map explode, hold it with the slider, zoom in on it, and see it end as the map."""
    shuffle(driver)
    canvas = driver.window.canvases.output
    overlay = subpixel_scene(driver).overlays[EXPLODE]
    assert isinstance(overlay, ExplodeOverlay)
    end = driver.picture(canvas.viewport()).astype(int)
    driver.key("e")
    driver.wait_until(lambda: overlay.t < 0.9, "it to go apart")
    driver.wait_until(lambda: overlay.t == 0.0, "the tiles")
    driver.rest(0.1)
    driver.screenshot("hands-3-exploded")
    driver.wait_until(lambda: not overlay.playing, "it to come back and stop", 20)
    assert overlay.t == 1.0
    driver.rest(0.2)
    again = driver.picture(canvas.viewport()).astype(int)
    bar = overlay.bar.geometry()
    again[bar.top() : bar.bottom() + 1, bar.left() : bar.right() + 1] = end[
        bar.top() : bar.bottom() + 1, bar.left() : bar.right() + 1
    ]
    assert (np.abs(again - end).max(axis=2) > 8).mean() < 0.002, "it ends as it began"

    slider = overlay.bar.slider
    driver.drag(slider, (slider.width() - 8, slider.height() / 2), (slider.width() * 0.45, slider.height() / 2))
    assert 0.3 < overlay.t < 0.6, overlay.t
    assert not overlay.playing
    driver.rest(0.2)
    driver.screenshot("hands-4-halfway")
    canvas.zoom_to(QRectF(30, 30, 10, 10))
    driver.rest(0.3)
    driver.screenshot("hands-5-halfway-zoomed")
    driver.key("f")
    driver.key("e")
    driver.wait_until(lambda: not overlay.isVisible(), "it to go")


@walk
def find(driver: Driver, arguments: list[str]) -> None:
    """Begin the puzzle, find the swapped phases with tiles, and read in how many moves."""
    shuffle(driver)
    driver.key("shift+x")
    driver.wait_until(lambda: spec_of(driver).puzzle_is_open, "the puzzle")
    driver.wait_until(lambda: psnr(driver) is not None, "the error")
    driver.rest(0.4)
    driver.screenshot("hands-6-puzzle")
    said = driver.window.setup_panel.findChild(QLabel, "puzzleSaid")
    assert said is not None
    before, wrong = psnr(driver), 0
    assert before is not None
    output = driver.window.canvases.output
    middle = QPointF(output.viewport().width() / 2, output.viewport().height() / 2)
    driver.click(output.viewport(), middle.x(), middle.y())
    driver.wait_until(lambda: driver.state.pick is not None, "a pixel to be picked")
    driver.rest(0.3)
    driver.screenshot("hands-7-puzzle-chips")
    while spec_of(driver).puzzle_is_open:
        phases = spec_of(driver).phases
        landing = next(place for place, phase in enumerate(phases) if phase != place)
        drag_tile(driver, landing, phases[landing])
        wrong += 1
        assert wrong <= 4
        puzzle = spec_of(driver).puzzle
        assert puzzle is not None
        assert puzzle.moves == wrong
    driver.wait_until(lambda: psnr(driver) is None, "the intact picture")
    driver.wait_until(lambda: f"Found in {wrong} move" in said.text(), "the sentence")
    assert driver.state.banner is not None
    assert driver.state.banner.problem.code == "puzzle.solved"
    driver.rest(0.3)
    driver.screenshot("hands-8-found")
    driver.click(control(driver, "puzzle"))
    driver.wait_until(lambda: spec_of(driver).puzzle_is_open, "another puzzle")
    driver.click(control(driver, "puzzle"))
    driver.wait_until(lambda: spec_of(driver).puzzle is None, "it to be given up")
    assert spec_of(driver).phase_order
    driver.rest(0.4)
    driver.screenshot("hands-9-given-up")


@walk
def frames(driver: Driver, arguments: list[str]) -> None:
    """What a frame of the exploded map costs the window's thread, of 512 × 512 pixels; prints the figures.

    The arguments are how many tiles make a group down and across, and the window's width and height; 2, which are 12
    tiles of 256 × 256, and 1440 × 900 if none are given.
    """
    factor, width, height = map(int, arguments or ("2", "1440", "900"))
    driver.window.resize(width, height)
    shuffle(driver)
    experiment = replace(driver.state.experiment, working_size=512)
    experiment = experiment.with_spec(spec_of(driver).replaced(upscale_factor=factor))
    driver.session.update(experiment, "Change working size")
    tiles = (3 * factor**2, 512 // factor, 512 // factor)
    driver.wait_until(
        lambda: driver.state.configured is not None and driver.state.configured.input_shape == tiles,
        f"the photograph as tiles of {tiles}",
    )
    driver.wait_until(lambda: arrangement(driver) is not None, "its shuffle")
    canvas, others = driver.window.canvases.output, OtherPrograms()
    overlay = subpixel_scene(driver).overlays[EXPLODE]
    assert isinstance(overlay, ExplodeOverlay)
    driver.key("e")
    driver.wait_until(lambda: overlay.t < 0.9, "it to go apart")
    overlay.play_or_pause()
    for order in ((), tuple(np.random.default_rng(5).permutation(factor**2).tolist())):
        spec = spec_of(driver).replaced(phase_order=order)
        driver.session.update(driver.state.experiment.with_spec(spec), "Rearrange phases")
        driver.rest(0.3)
        for across in (0, 64, 24, 11, 6):
            if across:
                canvas.zoom_to(QRectF(200, 200, across, across))
            else:
                canvas.fit()
            driver.rest(0.2)
            costs, worked, steps = [], [], set()
            for t in np.linspace(0, 1, FRAMES):
                began, busy = time.perf_counter(), time.thread_time()
                overlay.go_to(float(t))
                canvas.viewport().repaint()
                costs.append((time.perf_counter() - began) * 1000)
                worked.append((time.thread_time() - busy) * 1000)
                steps.add(overlay.step)
            p50, p95 = np.percentile(costs, [50, 95])
            size = canvas.viewport().size()
            print(
                f"{size.width()} × {size.height()} pixels, {across or 'all'} across, order {order}: "
                f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {max(costs):.1f} ms; "
                f"of the processor p95 {np.percentile(worked, 95):.1f} ms; "
                f"drawn as one along a side: {', '.join(map(str, sorted(steps)))} pixels"
            )
    print(others.sentence())


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

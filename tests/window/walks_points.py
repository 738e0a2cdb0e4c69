"""A walk through the sampling points of upsamplers, as those of walks.py: ``python walks_points.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from walks import ready, run_walk, shows_subpixel, subpixel_scene, walk
from walks_upsamplers import reach, runs

from vizapp.gui.subpixel.pixel_marks import PixelMarks
from vizapp.gui.subpixel.points_overlay import PointsOverlay
from vizapp.gui.subpixel.points_requests import POINTS
from vizapp.gui.subpixel.points_section import PointsSection
from vizapp.gui.subpixel.upsampler_section import UpsamplerSection


def overlay_of(driver: Driver) -> PointsOverlay:
    overlay = subpixel_scene(driver).overlays[POINTS]
    assert isinstance(overlay, PointsOverlay)
    return overlay


def marks_of(driver: Driver) -> PixelMarks:
    marks = overlay_of(driver).surface.marks
    assert marks is not None
    return marks


@walk
def sampling_points(driver: Driver, arguments: list[str]) -> None:
    """Make DySample the main upsampler, pick a pixel, see its points move, and select one in the loupe."""
    ready(driver)
    switch = driver.window.lab_switch
    driver.click(switch, switch.width() * 0.75)
    driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
    section = driver.window.setup_panel.findChild(UpsamplerSection)
    assert section is not None
    driver.click(reach(driver, section.kind))
    for _ in range(section.kind.findData("dysample")):
        driver.key("Down")
    driver.key("Return")
    driver.wait_until(lambda: runs(driver)[0] == "dysample", "DySample as the main one")
    ready(driver)
    canvas = driver.window.canvases.output
    driver.click(canvas.viewport(), canvas.width() * 0.45, canvas.height() * 0.4)
    driver.wait_until(lambda: overlay_of(driver).surface.marks is not None, "the points of the picked pixel")
    first = marks_of(driver).point_yx
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 150, "training to run", 120)
    driver.key("space")
    driver.wait_until(lambda: not driver.state.transport.running, "the pause")
    driver.rest(0.6)
    moved = float(np.abs(marks_of(driver).point_yx - first).max())
    assert moved > 0.01, f"training has moved the points by {moved} pixels"
    loupe = overlay_of(driver).loupe
    assert loupe.lens is not None
    point = loupe.projection.to_screen(*marks_of(driver).point_yx[3].tolist())
    driver.click(driver.window.canvases.input.viewport(), point.x(), point.y())
    driver.wait_until(lambda: driver.state.view.selected_tap == 3, "the sub-pixel 1,1 to be selected")
    page = driver.window.inspector_panel.findChild(PointsSection)
    assert page is not None
    driver.wait_until(lambda: "1,1" in page.title.text(), "the inspector to say where it reads")
    driver.rest(0.6)
    driver.screenshot("sampling-points")
    driver.click(driver.window.canvases.input.findChild(type(loupe._button), "pixelLoupeButton"))
    driver.wait_until(lambda: loupe.lens is None, "the canvas to show the points itself")
    driver.rest(0.6)
    driver.screenshot("sampling-points-zoomed")
    driver.key("ctrl+z")
    driver.wait_until(lambda: runs(driver) == ["subpixel"], "the undo")
    driver.wait_until(lambda: overlay_of(driver).surface.marks is None, "the points to go")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

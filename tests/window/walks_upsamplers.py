"""A walk through several upsamplers beside one another, as those of walks.py: ``python walks_upsamplers.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QWidget
from walks import ready, run_walk, shows_subpixel, unfold_curves, walk

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.gui.subpixel.upsampler_section import UpsamplerSection


def runs(driver: Driver) -> list[str]:
    """Return the names of the upsamplers of the document, the main one first."""
    task = driver.state.experiment.spec_of(SubpixelSpec).task
    assert isinstance(task, SuperResolveSpec)
    return [each.name for each in task.upsamplers]


def reach(driver: Driver, widget: QWidget) -> QWidget:
    """Scroll the setup to a control."""
    driver.window.setup_panel.scroller.ensureWidgetVisible(widget)
    driver.rest(0.3)
    return widget


@walk
def upsamplers(driver: Driver, arguments: list[str]) -> None:
    """Compare three upsamplers, train them together, make another the main one, and undo all of it."""
    ready(driver)
    switch = driver.window.lab_switch
    driver.click(switch, switch.width() * 0.75)
    driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
    section = driver.window.setup_panel.findChild(UpsamplerSection)
    assert section is not None
    assert runs(driver) == ["subpixel"]
    for name in ("transposed-k3", "dysample", "bicubic"):
        box = section.compared[name]
        driver.click(reach(driver, box), 8, box.height() / 2)
        driver.wait_until(lambda name=name: name in runs(driver), f"{name} beside it")
    ready(driver)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 120, "training to run", 120)
    driver.key("space")
    driver.wait_until(lambda: not driver.state.transport.running, "the pause")
    driver.wait_until(
        lambda: driver.state.snapshot is not None and driver.state.snapshot.measures is not None, "the measures"
    )
    series = driver.state.curves["subpixel"].series
    for run in ("", "transposed-k3_", "dysample_", "bicubic_"):
        assert np.isfinite(series[f"{run}loss"]).all(), run
        assert np.isfinite(series[f"{run}psnr"][::10]).all(), run
    assert np.ptp(series["bicubic_psnr"][::10]) == 0
    unfold_curves(driver)
    driver.wait_until(lambda: len(driver.window.progress_panel.numbers.grid.lines) == 4, "the numbers", 5)
    numbers = driver.window.progress_panel.numbers.grid.lines
    assert [line.cells[0] for line in numbers] == ["sub-pixel", "bicubic", "transposed k3", "DySample"]
    driver.rest(0.6)
    driver.screenshot("upsamplers-compared")

    driver.click(reach(driver, section.kind))
    row = section.kind.findData("dysample") - section.kind.currentIndex()
    for _ in range(row):
        driver.key("Down")
    driver.key("Return")
    driver.wait_until(lambda: runs(driver)[0] == "dysample", "DySample as the main one")
    assert "subpixel" in runs(driver)[1:]
    driver.wait_until(lambda: driver.state.transport.step == 0, "training to begin anew")
    driver.rest(0.6)
    driver.screenshot("upsamplers-main")
    for _ in range(4):
        driver.key("ctrl+z")
    driver.wait_until(lambda: runs(driver) == ["subpixel"], "the undo")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""A walk that saves the enlarged picture, as those of walks.py: ``walks_enlarge.py enlarge SHOTS PHOTO FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from walks import reach_step, ready, run_walk, shows_subpixel, walk


def save_to(driver: Driver, path: Path) -> None:
    """Open the dialog by its keys and type a name into it."""
    driver.key("ctrl+shift+e")
    driver.rest(0.5)
    dialog = driver.window.findChild(QFileDialog, "enlargeDialog")
    assert dialog is not None
    assert dialog.isVisible()
    driver.screenshot(f"dialog-{path.stem}")
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "1", str(path))
    driver.key("Return")
    driver.wait_until(lambda: driver.state.saving is not None, "the picture to be saved")


@walk
def enlarge(driver: Driver, arguments: list[str]) -> None:
    """Open a large photograph, train, save it enlarged while training runs, then cancel the saving of another one."""
    photograph, folder = Path(arguments[0]), Path(arguments[1])
    window = driver.window
    bar = window.saving_bar
    save = window.actions_table["saveEnlargedAction"]
    ready(driver)
    driver.drop_files([photograph], window.canvases.output)
    driver.wait_until(lambda: driver.state.experiment.source.location == str(photograph), "the photograph")
    ready(driver)
    assert not save.isEnabled()
    assert "super-resolve" in save.toolTip()
    driver.click(window.top_bar.lab_switch.button("subpixel"))
    driver.wait_until(lambda: shows_subpixel(driver), "the sub-pixel lab")
    ready(driver)
    driver.key("s")
    reach_step(driver, 1)

    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 20, "training")
    begun = driver.state.transport.step
    result = folder / "large.png"
    save_to(driver, result)
    driver.wait_until(bar.isVisible, "the bar")
    assert not save.isEnabled()
    driver.wait_until(lambda: bar.progress.value() > 0, "its progress")
    driver.screenshot("saving")
    driver.wait_until(lambda: driver.state.saving is None, "its end", 120)
    assert driver.state.transport.running, "training goes on meanwhile"
    assert driver.state.transport.step > begun + 20
    banner = driver.state.banner
    assert banner is not None
    assert banner.text.startswith(f"large.png is saved in {folder}: ")
    driver.rest(0.4)
    driver.screenshot("saved")
    assert not bar.isVisible()
    with Image.open(result) as large, Image.open(photograph) as source:
        assert large.size == (2 * source.width, 2 * source.height)
        reduced = large.resize(source.size, Image.Resampling.BOX)
        difference = np.abs(np.asarray(reduced).astype(float) - np.asarray(source))
    assert difference.mean() < 6

    save_to(driver, folder / "other.png")
    driver.wait_until(lambda: bar.isVisible() and bar.progress.value() > 0, "the bar again")
    driver.click(bar.cancel)
    driver.wait_until(lambda: driver.state.saving is None, "the end")
    driver.rest(0.4)
    driver.screenshot("cancelled")
    assert driver.state.banner is not None
    assert driver.state.banner.problem.code == "enlarge.cancelled"
    assert [each.name for each in folder.iterdir()] == ["large.png"]
    driver.key("space")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

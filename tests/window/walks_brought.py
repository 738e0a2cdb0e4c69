"""The walk with brought offsets, in the same way as those of walks.py: ``python walks_brought.py NAME SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QFileDialog, QWidget
from walks import offsets, placed_points, reading_of, run_walk, tap_on_screen, walk

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.offsets_dialog import OffsetsDialog


def dialog_of(driver: Driver) -> OffsetsDialog:
    dialog = driver.window.findChild(OffsetsDialog, "offsetsDialog")
    assert dialog is not None
    return dialog


def asked(driver: Driver, file: Path) -> OffsetsDialog:
    """Drop a file and return the dialog that asks what it is."""
    driver.drop_files([file], driver.window.canvases.output)
    driver.wait_until(lambda: driver.state.offer is not None, "the question what the file is")
    driver.rest(0.4)
    return dialog_of(driver)


@walk
def brought(driver: Driver, arguments: list[str]) -> None:
    """Drop a layer in three layouts; take the last; see its points and its sum; drag one, undo; export; see NaN."""
    *layers, truth, broken, result = (Path(argument) for argument in arguments)
    known = np.load(truth)  # (K, 2, oh, ow)
    driver.wait_until(lambda: driver.state.can_step, "the engine to be ready", 60)
    before = driver.state.experiment
    for file in layers:
        layout = file.stem
        dialog = asked(driver, file)
        driver.screenshot(f"asked-{layout}")
        best = dialog.readings.cards[0]
        assert best.isChecked()
        assert best.layout_read == layout, f"{best.layout_read} was named for {layout}"
        assert driver.state.offer is not None
        assert driver.state.offer.examination.verdict == "known"
        if file is not layers[-1]:
            driver.key("Escape")
            driver.wait_until(lambda: driver.state.offer is None, "the question to be put away")
            assert driver.state.experiment == before, "nothing is lost, and nothing changes"
    driver.click(dialog.readings.cards[1])
    assert dialog.readings.cards[1].isChecked()
    driver.click(dialog.readings.cards[0])
    accept = dialog.findChild(QWidget, "acceptOffsets")
    assert accept is not None
    driver.click(accept)

    driver.wait_until(lambda: isinstance(driver.state.experiment.spec.task_spec, BroughtSpec), "the brought layer")
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a reading")
    unit = driver.state.pick
    assert unit is not None
    assert np.allclose(offsets(driver), known[:, :, unit[0], unit[1]], atol=1e-5), "the points are the brought ones"
    reading = reading_of(driver.state)
    assert reading is not None
    assert np.isclose(float(reading.products.sum()) + reading.bias, reading.operator_output, atol=1e-4)
    step = driver.window.actions_table["stepAction"]
    assert not step.isEnabled()
    assert "nothing to train" in " ".join(step.toolTip().split())
    driver.key("z")
    driver.rest(0.6)
    driver.screenshot("points")
    x, y = tap_on_screen(driver, 4)
    driver.drag(driver.window.canvases.input.viewport(), (x, y), (x + 40, y + 25))
    driver.wait_until(lambda: len(placed_points(driver.state)) == 1, "the point to be placed")
    driver.wait_until(lambda: bool(reading_of(driver.state).placed.any()), "the engine to read there")  # type: ignore[union-attr]  # it is there by now
    driver.key("ctrl+z")
    driver.wait_until(lambda: not placed_points(driver.state), "the undo")

    driver.key("ctrl+e")
    driver.rest(0.5)
    save = driver.window.findChild(QFileDialog, "exportDialog")
    assert save is not None
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "1", str(result))
    driver.key("Return")
    driver.wait_until(result.is_file, "the export")
    driver.wait_until(lambda: driver.state.banner is not None, "what it says")
    assert "sampling points" in driver.state.banner.text  # type: ignore[union-attr]  # the driver has waited for it
    held = np.load(result)
    assert np.allclose(held["offsets"][0], known, atol=1e-6)
    assert str(held["layout"]) == layers[-1].stem

    dialog = asked(driver, broken)
    assert "not finite" in dialog.broken.text()
    driver.screenshot("asked-broken")
    driver.key("Return")
    driver.wait_until(lambda: driver.state.brought.loaded is not None, "the arrays", 20)
    driver.wait_until(
        lambda: driver.state.brought.loaded is not None and driver.state.brought.loaded.non_finite.count > 0, "NaN"
    )
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a reading of the layer with NaN")
    driver.key("f")
    driver.rest(0.6)
    driver.screenshot("broken")
    hint = driver.window.findChild(QWidget, "broughtRemark")
    assert hint is not None
    assert hint.isVisible()
    driver.key("ctrl+z")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.experiment == before, "everything to be as it was")
    driver.wait_until(lambda: driver.state.can_step, "the layer that is trained again")
    assert driver.state.experiment.spec_of(DeformableSpec).trains


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

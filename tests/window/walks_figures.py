"""A walk that exports what the window shows, as those of walks.py: ``walks_figures.py figures SHOTS PHOTO OUT``."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from walks import reach_step, reading_of, ready, run_walk, walk

from vizapp.gui.figures.animation_dialog import AnimationDialog
from vizapp.gui.figures.figure_dialog import FigureDialog

SVG = "{http://www.w3.org/2000/svg}"


def dialog_of(driver: Driver) -> FigureDialog:
    driver.wait_until(lambda: driver.window.findChild(FigureDialog) is not None, "the dialog")
    dialog = driver.window.findChild(FigureDialog)
    assert dialog is not None
    driver.wait_until(dialog.isActiveWindow, "the dialog to be active")
    return dialog


def save(driver: Driver, dialog: FigureDialog | AnimationDialog, path: Path) -> None:
    """Press the button and type a name."""
    driver.click(dialog.save)
    driver.rest(0.5)
    asking = dialog.findChild(QFileDialog, "figureSaveDialog")
    assert asking is not None
    assert asking.isVisible()
    driver.key("ctrl+a")
    driver.xdotool("type", "--delay", "1", str(path))
    driver.key("Return")
    driver.wait_until(lambda: path.name in dialog.status.text() and dialog.save.isEnabled(), "the file")
    driver.rest(0.2)


@walk
def figures(driver: Driver, arguments: list[str]) -> None:
    """Open a photograph, train, export the canvas under the cursor, curves, inspector and an animation, and copy."""
    photograph, folder = Path(arguments[0]), Path(arguments[1])
    window = driver.window
    ready(driver)
    driver.drop_files([photograph], window.canvases.output)
    driver.wait_until(lambda: driver.state.experiment.source.location == str(photograph), "the photograph")
    ready(driver)
    for step in range(3):
        driver.key("s")
        reach_step(driver, step + 1)
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a reading")

    output = window.canvases.output
    driver.move_to(output, output.width() / 2, output.height() / 2)
    driver.key("ctrl+shift+f")
    dialog = dialog_of(driver)
    assert dialog.shown.key == "outputCanvas", "the one under the cursor"
    dialog.exhibit.setFocus()
    driver.key("Up")
    assert dialog.shown.key == "inputCanvas"
    driver.screenshot("input")
    driver.click(dialog.boxes["light"], 8)
    assert dialog.choice.light
    driver.click(dialog.scale, 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "3")
    driver.key("Return")
    assert dialog.isVisible()
    save(driver, dialog, folder / "input.png")
    with Image.open(folder / "input.png") as image:
        assert f"{image.width} × {image.height} pixels" == dialog.pixels.text()
        assert image.getpixel((3, 3)) == (255, 255, 255)
    driver.screenshot("saved")
    save(driver, dialog, folder / "input.svg")
    root = ElementTree.parse(folder / "input.svg").getroot()
    assert "coffee" in "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    save(driver, dialog, folder / "input.pdf")
    assert (folder / "input.pdf").read_bytes().startswith(b"%PDF-")
    driver.click(dialog.copy)
    driver.wait_until(lambda: not QGuiApplication.clipboard().image().isNull(), "the clipboard")
    driver.key("Escape")
    driver.wait_until(lambda: window.findChild(FigureDialog) is None, "the end of the dialog")

    window.actions_table["exportCurvesAction"].trigger()
    dialog = dialog_of(driver)
    save(driver, dialog, folder / "curves.csv")
    read = np.genfromtxt(folder / "curves.csv", delimiter=",", names=True)
    assert np.array_equal(read["loss"], driver.state.curves["deformable"].series["loss"], equal_nan=True)
    driver.screenshot("curves")
    driver.key("Escape")
    driver.wait_until(lambda: window.findChild(FigureDialog) is None, "the end of the dialog")

    window.actions_table["exportInspectorAction"].trigger()
    dialog = dialog_of(driver)
    save(driver, dialog, folder / "unit.md")
    assert "Unit (" in (folder / "unit.md").read_text("utf-8")
    driver.screenshot("inspector")
    driver.key("Escape")
    driver.wait_until(lambda: window.findChild(FigureDialog) is None, "the end of the dialog")
    driver.key("ctrl+shift+a")
    driver.wait_until(lambda: window.findChild(AnimationDialog) is not None, "the dialog")
    animation = window.findChild(AnimationDialog)
    assert animation is not None
    driver.wait_until(animation.isActiveWindow, "the dialog to be active")
    driver.click(animation.width_field, 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "320")
    driver.key("Return")
    before = reading_of(driver.state)
    assert before is not None
    save(driver, animation, folder / "walk.gif")
    driver.screenshot("animation")
    with Image.open(folder / "walk.gif") as image:
        assert (image.n_frames, image.width) == (4, 320)
    after = reading_of(driver.state)
    assert after is not None
    assert driver.state.transport.step == 3
    assert np.array_equal(after.offset_yx, before.offset_yx)
    driver.key("Escape")
    driver.wait_until(lambda: window.findChild(AnimationDialog) is None, "the end of the dialog")
    written = {"curves.csv", "input.pdf", "input.png", "input.svg", "unit.md", "walk.gif"}
    assert {each.name for each in folder.iterdir()} == written, "and nothing is left beside them"


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""The walk through the sub-pixel lab's measures, as those of walks.py: ``python walks_measures.py NAME SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from walks import ready, run_walk, subpixel_scene, unfold_curves, walk

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.pictures import SPECTRUM
from vizapp.gui.subpixel.requests import KERNELS, OUTPUT, OUTPUT_SPECTRUM
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.subpixel_answers import Kernels


def point_at(driver: Driver, y: float, x: float) -> None:
    """Move the pointer to a position of the output's map."""
    canvas = driver.window.canvases.output
    place = canvas.map_to_viewport(canvas_point(y, x))
    driver.move_to(canvas.viewport(), place.x(), place.y())
    driver.rest(0.1)


@walk
def measures(driver: Driver, arguments: list[str]) -> None:
    """Count an overlap, train, and look at the checkerboard measure, the spectrum and the kernels."""
    ready(driver)
    overlap(driver)
    train(driver)
    spectrum(driver)
    kernels(driver)


def overlap(driver: Driver) -> None:
    """Open the example of the uneven overlap, point at an output, and make it even with one number."""
    window = driver.window
    button = window.top_bar.samples_button
    menu = button.menu()
    # A click on the button would hold this walk until the menu is closed.
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    driver.wait_until(menu.isVisible, "the menu")
    entry = next(action for action in menu.actions() if action.objectName() == "example-uneven-overlap")
    place: QPoint = menu.actionGeometry(entry).center()
    driver.click(menu, place.x(), place.y())
    driver.wait_until(lambda: subpixel_scene(driver).overlap.active, "the overlap count")
    driver.wait_until(lambda: driver.state.answer(OUTPUT, Picture) is not None, "the counts")
    output = window.canvases.output
    driver.wait_until(lambda: output.note.text() == "inside the frame: 1, 2, 4", "the counts inside")
    driver.rest(0.5)  # the sentence above the pictures has moved them
    point_at(driver, 4, 4)
    page = window.inspector_panel.pages["subpixel"]
    assert isinstance(page, SubpixelPages)
    driver.wait_until(lambda: page.overlap.count.lines[2].cells[1] == "2 · 2 = 4", "the output under the pointer")
    assert len(subpixel_scene(driver).overlap.left.highlights) == 1
    driver.screenshot("measures-1-overlap")
    field = window.setup_panel.findChild(QWidget, "overlapKernel")
    assert field is not None
    driver.click(field, 20)
    driver.key("Up")
    driver.wait_until(
        lambda: driver.state.experiment.spec_of(SubpixelSpec).task == OverlapSpec(kernel=4, stride=2), "kernel 4"
    )
    driver.wait_until(lambda: output.note.text() == "inside the frame: 4", "an even inside")
    driver.rest(0.3)
    driver.screenshot("measures-2-even")


def train(driver: Driver) -> None:
    """Choose super-resolve, take ten steps, and read what the checkerboard measure is."""
    window = driver.window
    choice = window.setup_panel.findChild(QWidget, "subpixelTask")
    assert choice is not None
    window.setup_panel.scroller.ensureWidgetVisible(choice)
    driver.rest(0.2)
    choice.setFocus()  # its list would hold this walk until it is closed
    driver.key("Up")
    driver.wait_until(
        lambda: isinstance(driver.state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec), "super-resolve"
    )
    ready(driver)
    for count in range(1, 12):
        driver.key("s")
        driver.wait_until(lambda count=count: driver.state.transport.step == count, f"step {count}")
    unfold_curves(driver)
    plot = window.progress_panel.plots["subpixel", "checkerboard"]
    driver.wait_until(lambda: plot.head.value.text().endswith("levels"), "the measure")
    driver.click(plot.head.explain)
    driver.wait_until(lambda: isinstance(QApplication.activePopupWidget(), QFrame), "the definition")
    driver.rest(0.2)
    driver.screenshot("measures-3-definition")
    driver.key("Escape")
    driver.wait_until(lambda: QApplication.activePopupWidget() is None, "the definition to go")


def spectrum(driver: Driver) -> None:
    """Show the spectrum with its key, read a frequency, and go back."""
    window = driver.window
    output = window.canvases.output
    driver.key("shift+f")
    driver.wait_until(lambda: driver.state.answer(OUTPUT_SPECTRUM, Spectrum) is not None, "the spectrum")
    driver.wait_until(lambda: subpixel_scene(driver).shuffle.right.spectrum_marks.size is not None, "its marks")
    assert driver.state.answer(OUTPUT, Picture) is None, "what is not shown is not computed"
    height, width = output.size_in_pixels
    point_at(driver, height // 2, width // 2)
    assert window.status_bar.cursor_value.text().startswith("0.000 down, 0.000 across cycles per pixel = ")
    driver.rest(0.3)
    driver.screenshot("measures-4-spectrum")
    box = window.setup_panel.findChild(QWidget, SPECTRUM)
    assert box is not None
    window.setup_panel.scroller.ensureWidgetVisible(box)
    driver.rest(0.2)
    driver.click(box, 8)
    driver.wait_until(lambda: driver.state.answer(OUTPUT, Picture) is not None, "the picture")
    assert subpixel_scene(driver).shuffle.right.spectrum_marks.size is None


def kernels(driver: Driver) -> None:
    """Open the kernels, let training change them, and close them."""
    driver.key("k")
    driver.wait_until(lambda: driver.state.answer(KERNELS, Kernels) is not None, "the kernels")
    dialog = subpixel_scene(driver).kernels.dialog
    assert dialog is not None
    driver.wait_until(lambda: len(dialog.facts.lines) == 3, "the equal transposed convolution")
    before = dialog.pictures.kernels
    driver.rest(0.3)
    driver.screenshot("measures-5-kernels")
    driver.session.step(5)
    driver.wait_until(lambda: (dialog.pictures.kernels != before).any(), "the kernels to be trained")
    driver.click(dialog, dialog.width() / 2, 4)
    driver.key("Escape")
    driver.wait_until(lambda: KERNELS not in driver.state.view.shown, "the window to be closed")
    driver.wait_until(
        lambda: driver.state.snapshot is not None and KERNELS not in driver.state.snapshot.answers, "no more kernels"
    )


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

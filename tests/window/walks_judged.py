"""A walk to another network's result, as those of walks.py: ``python walks_judged.py judged SHOTS FILE X2 SAME``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFileDialog
from walks import ready, run_walk, shows_subpixel, walk
from walks_sidebyside import choose

from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE
from vizapp.gui.panels.setup_judged import JudgedSection
from vizapp.gui.request_names import JUDGEMENT
from vizapp.gui.subpixel.pictures import WIPE, right_picture
from vizapp.gui.subpixel.requests import OUTPUT, OUTPUT_SPECTRUM
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.subpixel_answers import Judgement


def section(driver: Driver) -> JudgedSection:
    """Scroll the setup to the section, and return it."""
    found = driver.window.setup_panel.judged
    driver.window.setup_panel.scroller.ensureWidgetVisible(found)
    driver.rest(0.3)
    return found


def factor(driver: Driver) -> int:
    """Return by which factor the result that was measured is larger; 0 while there is none."""
    answer = driver.state.answer(JUDGEMENT, Judgement)
    return 0 if answer is None else answer.factor


def shown_name(driver: Driver) -> str:
    """Return the name of the picture that the output canvas has asked for and shows; "" while it is on its way."""
    known = driver.state.answer(OUTPUT, Picture)
    return "" if known is None else right_picture(driver.state)


def is_finer(driver: Driver) -> bool:
    """Tell whether the picture on the output canvas has more pixels than the map that it lies over."""
    known = driver.state.answer(OUTPUT, Picture)
    return known is not None and known.finer


def shows_measures(driver: Driver, place: JudgedSection) -> bool:
    """Tell whether all measures are in view in the setup panel."""
    scroller = driver.window.setup_panel.scroller
    corner = place.grid.mapTo(scroller.viewport(), QPoint(0, 0))
    return scroller.viewport().rect().contains(QRect(corner, place.grid.size()))


def see_it(driver: Driver, place: JudgedSection) -> None:
    """Lay the result over the output canvas, zoom into its own pixels, look at its spectrum, wipe and magnify it."""
    output = driver.window.canvases.output
    driver.click(place.see)
    driver.wait_until(lambda: shown_name(driver) == JUDGED, "the picture")
    driver.wait_until(lambda: "every 2 px" in output.note.whole_text, "how its phases differ")
    driver.wait_until(lambda: is_finer(driver), "more pixels than the copy that is learned from has")
    driver.rest(0.4)
    driver.screenshot("seen")
    for _ in range(12):
        driver.move_to(output.viewport(), output.viewport().width() / 2, output.viewport().height() / 2)
        driver.xdotool("click", 4)
    driver.wait_until(lambda: not output.frame.fitted, "the zoom")
    driver.rest(0.6)
    driver.screenshot("seen-near")
    shown = driver.picture(output.viewport()).astype(int)
    assert np.ptp(shown) > 20, "there is a picture"
    driver.key("f")
    driver.key("shift+f")
    driver.wait_until(lambda: driver.state.answer(OUTPUT_SPECTRUM, Spectrum) is not None, "its spectrum")
    spectrum = driver.state.answer(OUTPUT_SPECTRUM, Spectrum)
    assert spectrum is not None
    assert spectrum.of_size is not None
    assert spectrum.checkerboard > 1, "the pattern that was painted into it"
    driver.rest(0.4)
    driver.screenshot("seen-spectrum")
    driver.key("shift+f")
    driver.wait_until(lambda: shown_name(driver) == JUDGED, "the picture again")
    driver.key("v")
    driver.wait_until(lambda: driver.state.answer(WIPE, Picture) is not None, "another beside it")
    driver.key("m")
    driver.move_to(output.viewport(), output.viewport().width() * 0.6, output.viewport().height() / 2)
    driver.rest(0.4)
    driver.screenshot("seen-wiped-and-magnified")
    driver.key("m")
    driver.key("v")
    driver.wait_until(lambda: driver.state.answer(WIPE, Picture) is None, "one picture alone")


@walk
def judged(driver: Driver, arguments: list[str]) -> None:
    """Drop a result twice as large on its place, see its checkerboard; open one as large; put it away; undo."""
    photograph, larger, same = (Path(argument) for argument in arguments)
    window = driver.window
    ready(driver)
    driver.click(window.top_bar.lab_switch.button("subpixel"))
    driver.wait_until(lambda: shows_subpixel(driver), "the sub-pixel lab")
    driver.drop_files([photograph], window.canvases.output)
    driver.wait_until(lambda: driver.state.experiment.source.location == str(photograph), "the photograph")
    ready(driver)
    place = section(driver)
    driver.drop_files([larger], place)
    driver.wait_until(lambda: factor(driver) == 2, "its measures")
    assert driver.state.experiment.source.location == str(photograph), "it did not become the source"
    driver.rest(0.5)
    section(driver)
    driver.screenshot("larger")
    marked = [line.cells[0] for line in place.grid.lines if line.tone == "caution"]
    assert marked == ["every 2 px"]
    see_it(driver, place)

    window.setup_panel.scroller.verticalScrollBar().setValue(0)
    window.actions_table["openJudgedAction"].trigger()
    driver.rest(0.5)
    dialog = window.findChild(QFileDialog, "openJudgedDialog")
    assert dialog is not None
    driver.xdotool("type", "--delay", "1", str(same))
    driver.key("Return")
    driver.wait_until(lambda: factor(driver) == 1, "the measures of the other")
    driver.wait_until(lambda: shows_measures(driver, place), "them to be scrolled to")
    driver.rest(0.5)
    driver.screenshot("as-large")
    assert not [line for line in place.grid.lines if line.tone == "caution"]
    driver.wait_until(lambda: shown_name(driver) == JUDGED, "the other to be on show in its place")
    assert place.see.isChecked()
    choose(driver, window.canvases.output.choice, JUDGED_DIFFERENCE)
    driver.wait_until(lambda: shown_name(driver) == JUDGED_DIFFERENCE, "the difference")
    driver.rest(0.4)
    driver.screenshot("difference")
    section(driver)
    driver.click(place.put_away)
    driver.wait_until(lambda: not driver.state.judges, "it to be put away")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.judges, "the undo")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""A walk to another network's result, as those of walks.py: ``python walks_judged.py judged SHOTS FILE X2 SAME``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtWidgets import QFileDialog
from walks import ready, run_walk, shows_subpixel, walk

from vizapp.gui.panels.setup_judged import JUDGEMENT, JudgedSection
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

    window.actions_table["openJudgedAction"].trigger()
    driver.rest(0.5)
    dialog = window.findChild(QFileDialog, "openJudgedDialog")
    assert dialog is not None
    driver.xdotool("type", "--delay", "1", str(same))
    driver.key("Return")
    driver.wait_until(lambda: factor(driver) == 1, "the measures of the other")
    driver.rest(0.5)
    section(driver)
    driver.screenshot("as-large")
    assert not [line for line in place.grid.lines if line.tone == "caution"]
    driver.click(place.put_away)
    driver.wait_until(lambda: not driver.state.judges, "it to be put away")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.judges, "the undo")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""A walk through comparing, as those of walks.py: ``python walks_compare.py compare SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtWidgets import QFrame
from walks import reach_step, ready, run_walk, walk

from vizapp.gui.comparing.compare_window import CompareWindow
from vizapp.gui.comparing.looks import NOW


def opened(driver: Driver) -> CompareWindow:
    driver.key("ctrl+shift+k")
    comparing = driver.window.comparing
    driver.wait_until(lambda: comparing.window is not None and comparing.window.isActiveWindow(), "the window", 20)
    window = comparing.window
    assert window is not None
    driver.rest(0.6)
    return window


@walk
def compare(driver: Driver, arguments: list[str]) -> None:
    """Keep, train on, and look at both side by side, with a line, as a difference; keep a step, put one away."""
    ready(driver)
    session = driver.session
    session.step(10)
    reach_step(driver, 10)
    driver.wait_until(lambda: session.shows_everything, "the points")
    driver.key("ctrl+k")
    driver.wait_until(lambda: len(driver.window.comparing.looks.kept) == 1, "the first look")
    session.step(60)
    reach_step(driver, 70)
    driver.wait_until(lambda: session.shows_everything, "the points")
    window = opened(driver)
    board = window.board
    assert [view.key for view in board.shown] == ["A", NOW]
    driver.screenshot("side")
    now, kept = board.views[NOW].canvas, board.views["A"].canvas
    driver.move_to(kept, kept.width() / 2, kept.height() / 2)
    for _ in range(6):
        driver.xdotool("click", 4)
    driver.rest(0.3)
    assert now.projection.scale == kept.projection.scale > kept.frame.fit_scale()
    driver.screenshot("zoomed")

    # The points of both, with a line between them that the mouse drags.
    driver.click(window.mode.button("wipe"))
    handle = board.wipe.handle
    driver.wait_until(handle.isVisible, "the line")
    driver.rest(1.0)
    middle = handle.geometry().center()
    driver.drag(board.wipe, (middle.x(), middle.y()), (board.wipe.width() / 4, middle.y()))
    driver.rest(0.2)
    assert 0.2 < handle.share < 0.3, handle.share
    driver.screenshot("wipe")
    both = driver.picture(board.wipe)
    window.setFocus()
    driver.xdotool("keydown", "b")
    driver.wait_until(lambda: not handle.isVisible(), "the left one whole")
    driver.rest(0.5)
    assert (driver.picture(board.wipe) != both).any()
    driver.xdotool("keyup", "b")
    driver.wait_until(handle.isVisible, "both again")

    # What comes out of one, less what comes out of the other.
    driver.click(window.side.button("output"))
    driver.click(window.mode.button("difference"))
    driver.rest(0.5)
    picture = board.difference.picture
    assert picture is not None
    assert picture.values is not None
    assert np.abs(picture.values).max() > 0
    driver.screenshot("difference")

    # A step in between, which the training goes to and comes back from.
    driver.click(window.mode.button("side"))
    driver.click(window.step.step, 20)
    driver.key("ctrl+a")
    driver.xdotool("type", "30")
    driver.key("Return")
    driver.click(window.step.keep)
    driver.wait_until(lambda: len(driver.window.comparing.looks.kept) == 2, "the look of step 30", 60)
    driver.wait_until(lambda: driver.state.transport.step == 70 and not window.step.is_on_its_way, "the way back", 60)
    driver.rest(0.5)
    assert [view.key for view in board.shown] == ["A", "B", NOW]
    driver.screenshot("three")

    # Only what is checked is shown; what is put away is gone.
    row = window.findChild(QFrame, "lookRow-A")
    assert row is not None
    driver.click(row.box, 8)
    driver.rest(0.3)
    assert [view.key for view in board.shown] == ["B", NOW]
    driver.click(row.gone)
    driver.rest(0.3)
    assert [look.key for look in driver.window.comparing.looks.kept] == ["B"]
    driver.screenshot("one-away")
    driver.key("Escape")
    driver.wait_until(lambda: not window.isVisible(), "the window to close")


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""The window in Chinese, switched to by the menu while it trains."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from PySide6.QtCore import QPoint
from shown_texts import ShownTexts, english_left
from walks import run_walk, walk

from vizapp.gui.app import OpenWindow
from vizapp.gui.labs import LAB_UIS
from vizapp.wording.language import language


@walk
def chinese(driver: Driver, _: list[str]) -> None:
    """Switch to Chinese by mouse and keys, and look at both labs, all overlays and all examples for English."""
    opened = OpenWindow(driver.window)
    driver.wait_until(lambda: driver.state.configured is not None, "the engine to be ready")
    driver.key("s")
    driver.wait_until(lambda: driver.state.transport.step == 1, "a step")
    button = driver.window.top_bar.more_button
    menu = button.menu()
    # A click on the button would hold this walk until the menu is closed.
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    driver.wait_until(menu.isVisible, "the menu")
    entry = menu.actionGeometry(driver.window.actions_table["zhLanguageAction"]).center()
    driver.click(menu, entry.x(), entry.y())
    before = driver.window
    driver.wait_until(lambda: opened.window is not before, "another window")
    driver.window = opened.window
    driver.wait_until(driver.window.isActiveWindow, "the window to be active")
    assert language() == "zh"
    assert driver.state.transport.step == 1, "training goes on"
    driver.screenshot("chinese")

    texts = ShownTexts()
    texts.hear_painters()
    driver.key("s")
    driver.wait_until(lambda: driver.state.transport.step == 2, "a step in the new window")
    for ui in LAB_UIS.values():
        for example in ui.examples:
            driver.window.top_bar.example_chosen.emit(example)
            driver.rest(0.5)
            driver.wait_until(lambda: driver.state.snapshot is not None, "a picture")
            for overlay in ui.overlays:
                driver.session.show_overlay(overlay.key, True)
            driver.rest(0.5)
            driver.window.panel_pace.catch_up()
            driver.window.repaint()
            texts.look(driver.window)
            driver.screenshot(f"chinese-{example.key}")
    left = english_left(texts.found)
    assert len(texts.found) > 1000, f"only {len(texts.found)} texts were seen"
    assert not left, "\n".join(left)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

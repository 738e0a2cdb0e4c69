"""A walk through cards and context menus, as those of walks.py: ``python walks_cards.py cards SHOTS``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from walks import (
    deformable_scene,
    placed_points,
    reach_step,
    reading_of,
    ready,
    run_walk,
    tap_on_screen,
    unfold_curves,
    walk,
)

from vizapp.cards.shelf import cards as all_cards
from vizapp.document.placed import Unit
from vizapp.gui.canvas.coordinates import canvas_point


def right_click(driver: Driver, widget: QWidget, x: float, y: float) -> QMenu:
    """Open the menu of a place by the right button."""
    driver.move_to(widget, x, y)
    driver.xdotool("click", 3)
    menus = driver.window.menus
    driver.wait_until(lambda: menus.menu is not None and menus.menu.isVisible(), "the menu", 5)
    assert menus.menu is not None
    return menus.menu


def entry_of(menu: QMenu, name: str) -> QAction:
    found = {action.objectName(): action for action in menu.actions()}
    assert name in found, sorted(found)
    assert found[name].isEnabled(), name
    return found[name]


def choose(driver: Driver, menu: QMenu, name: str) -> None:
    """Click on an entry of an open menu, which goes then."""
    place: QPoint = menu.actionGeometry(entry_of(menu, name)).center()
    driver.click(menu, place.x(), place.y())
    driver.wait_until(lambda: driver.window.menus.menu is None, "the menu to go", 5)


@walk
def cards(driver: Driver, arguments: list[str]) -> None:
    """Look cards up by F1 and by a word of a caption; pick, hold and go back to a step by the right button."""
    ready(driver)
    driver.session.step(12)
    reach_step(driver, 12)
    driver.wait_until(lambda: driver.session.shows_everything and reading_of(driver.state) is not None, "the points")
    unfold_curves(driver)
    look_up(driver)
    follow_a_word(driver)
    pick_on_the_picture(driver)
    hold_a_point(driver)
    go_back_on_a_curve(driver)


def look_up(driver: Driver) -> None:
    """Find a card among all of them by a word, go on to one that it names, and close the window."""
    desk = driver.window.cards
    driver.key("F1")
    driver.wait_until(lambda: desk.all is not None and desk.all.isActiveWindow(), "the cards", 10)
    window = desk.all
    assert window is not None
    driver.xdotool("type", "icnr")
    driver.wait_until(lambda: window.view.name == "icnr", "the card that was looked for", 5)
    driver.rest(0.2)
    driver.screenshot("cards")
    following = all_cards()["icnr"].see_also[0]
    driver.click(window.view.links[0])
    driver.wait_until(lambda: window.view.name == following, "the card that it names", 5)
    driver.key("Escape")
    driver.wait_until(lambda: desk.all is None and driver.window.isActiveWindow(), "the cards to close", 5)


def follow_a_word(driver: Driver) -> None:
    """Open the card of a marked word below the input, go on from it, and close it."""
    caption, desk = driver.window.canvases.input_caption, driver.window.cards
    word = caption.place_of("sampling-point").center()
    driver.click(caption, word.x(), word.y())
    driver.wait_until(lambda: desk.popup is not None and desk.popup.isVisible(), "the card of the word", 5)
    popup = desk.popup
    assert popup is not None
    assert popup.view.name == "sampling-point"
    driver.rest(0.2)
    driver.screenshot("word")
    following = all_cards()["sampling-point"].see_also[0]
    driver.click(popup.view.links[0])
    driver.wait_until(lambda: popup.view.name == following, "the card that it names", 5)
    driver.key("Escape")
    driver.wait_until(lambda: desk.popup is None, "the card to close", 5)
    assert driver.window.isActiveWindow()


def pick_on_the_picture(driver: Driver) -> None:
    """Pick another unit of the output; the inspector says what it is made of."""
    output = driver.window.canvases.output
    y, x = 30, 40
    place = output.map_to_viewport(canvas_point(y, x))
    menu = right_click(driver, output.viewport(), place.x(), place.y())
    driver.rest(0.2)
    driver.screenshot("picture-menu")
    choose(driver, menu, "pickUnit")
    driver.wait_until(lambda: driver.state.pick == (y, x), "the unit to be picked", 5)

    def is_read() -> bool:
        reading = reading_of(driver.state)
        return reading is not None and reading.unit_yx == (y, x)

    driver.wait_until(is_read, "its reading", 10)


def hold_a_point(driver: Driver) -> None:
    """Hold a point of this unit where it is; the engine does, and training goes on around it."""
    driver.key("z")
    driver.wait_until(lambda: deformable_scene(driver).sampling.marks.known, "the points", 5)
    driver.rest(0.5)
    tap = 8
    before = reading_of(driver.state)
    assert before is not None
    canvas = driver.window.canvases.input.viewport()
    menu = right_click(driver, canvas, *tap_on_screen(driver, tap))
    driver.rest(0.2)
    driver.screenshot("point-menu")
    choose(driver, menu, "placePoint")
    driver.wait_until(lambda: len(placed_points(driver.state)) == 1, "a placed point", 5)
    (point,) = placed_points(driver.state)
    assert (point.tap.k, point.where) == (tap, Unit(before.unit_yx))
    driver.session.step(3)
    reach_step(driver, 15)
    driver.wait_until(lambda: driver.session.shows_everything, "the points after three steps")
    after = reading_of(driver.state)
    assert after is not None
    assert after.placed[tap]
    np.testing.assert_allclose(after.point_yx[tap], before.point_yx[tap], atol=1e-3)
    assert not np.allclose(after.point_yx, before.point_yx, atol=1e-3), "the others go on"


def go_back_on_a_curve(driver: Driver) -> None:
    """Go back to the step at the middle of a curve."""
    plot = driver.window.progress_panel.plots["deformable", "loss"]
    menu = right_click(driver, plot.plot, plot.plot.width() / 2, plot.plot.height() / 2)
    driver.rest(0.2)
    driver.screenshot("curve-menu")
    numbers = re.findall(r"\d+", entry_of(menu, "goToStep").text())
    step = int("".join(numbers))
    assert 0 < step < 15
    choose(driver, menu, "goToStep")
    driver.wait_until(
        lambda: driver.state.timeline.going_to is None and driver.state.transport.step == step, f"step {step}", 20
    )
    assert driver.state.timeline.head == 15


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

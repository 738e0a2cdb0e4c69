"""Walks through every lesson to its end, by the mouse and the keys: ``python walks_lessons.py NAME SHOTS [ID]``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from driver import Driver
from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QMenu, QPushButton, QWidget
from walks import deformable_scene, placed_points, reading_of, ready, run_walk, subpixel_scene, walk

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.app import create_window
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.lessons.guide import LessonGuide
from vizapp.gui.main_window import MainWindow

Hand = Callable[[Driver], None]


def guide_of(driver: Driver) -> LessonGuide:
    guide = driver.window.lessons.guide
    assert guide is not None
    return guide


def look_at(driver: Driver, window: MainWindow) -> None:
    """Drive another window from now on."""
    driver.window, driver.session = window, window.session
    driver.wait_until(window.isActiveWindow, "the window to be active", 20)


def on_canvas(canvas: ImageCanvas, y: float, x: float) -> tuple[float, float]:
    place = canvas.map_to_viewport(canvas_point(y, x))
    return place.x(), place.y()


def click_output(y: float, x: float) -> Hand:
    def hand(driver: Driver) -> None:
        canvas = driver.window.canvases.output
        driver.click(canvas.viewport(), *on_canvas(canvas, y, x))

    return hand


def press(key: str, times: int = 1) -> Hand:
    def hand(driver: Driver) -> None:
        for _ in range(times):
            driver.key(key)
            driver.rest(0.1)

    return hand


def hold(key: str) -> Hand:
    def hand(driver: Driver) -> None:
        driver.xdotool("keydown", key)
        driver.rest(0.6)
        driver.xdotool("keyup", key)
        driver.rest(0.3)

    return hand


def run_until_reached(driver: Driver) -> None:
    driver.click(driver.window.top_bar.run_button)
    driver.wait_until(lambda: guide_of(driver).has_reached, "the aim of the training", 90)
    driver.click(driver.window.top_bar.run_button)
    driver.wait_until(lambda: not driver.state.transport.running, "training to pause")


def drag_chip(first: int, second: int) -> Hand:
    def hand(driver: Driver) -> None:
        chips = subpixel_scene(driver).shuffle.right.picked.chips
        driver.wait_until(lambda: chips.centre_of(0) is not None, "the chips")
        start, end = (chips.centre_of(phase) for phase in (first, second))
        assert start is not None
        assert end is not None
        driver.drag(driver.window.canvases.output.viewport(), (start.x(), start.y()), (end.x(), end.y()))
        driver.rest(0.3)

    return hand


def solve_puzzle(driver: Driver) -> None:
    driver.key("shift+x")
    driver.wait_until(lambda: phases(driver) != (0, 1, 2, 3), "phases to be swapped")
    driver.rest(0.4)
    driver.screenshot("puzzle")
    for place in range(4):
        now = phases(driver)
        if now[place] != place:
            drag_chip(now.index(place), place)(driver)
            assert phases(driver)[place] == place


def phases(driver: Driver) -> tuple[int, ...]:
    return driver.state.experiment.spec_of(SubpixelSpec).phases


def drag_point_to(tap: int, y: float, x: float) -> Hand:
    """Drag the sampling point of a tap on the input to a position."""

    def hand(driver: Driver) -> None:
        driver.wait_until(lambda: reading_of(driver.state) is not None, "a reading")
        canvas, reading = driver.window.canvases.input, reading_of(driver.state)
        assert reading is not None
        start = on_canvas(canvas, *map(float, reading.point_yx[tap]))
        driver.drag(canvas.viewport(), start, on_canvas(canvas, y, x))
        driver.rest(0.3)

    return hand


def drag_onto_ring(driver: Driver) -> None:
    scene = deformable_scene(driver)
    driver.wait_until(lambda: scene.loupe.lens is not None and scene.loupe.marks is not None, "the magnifier")
    lens, marks = scene.loupe.lens, scene.loupe.marks
    assert lens is not None
    assert marks is not None
    assert marks.truth_yx is not None
    start, end = (lens.projection.to_screen(*place[0]) for place in (marks.point_yx, marks.truth_yx))
    driver.drag(driver.window.canvases.input.viewport(), (start.x(), start.y()), (end.x(), end.y()))
    driver.rest(0.8)
    canvas = driver.window.canvases.output
    (left, top), (right, bottom) = on_canvas(canvas, 10, 10), on_canvas(canvas, 180, 180)
    error = driver.picture(canvas.viewport())[round(top) : round(bottom), round(left) : round(right)]
    driver.screenshot("black")
    assert np.median(error.max(axis=2)) < 16, "the error is black"


def set_number(name: str, value: str) -> Hand:
    """Type a number into a field of the setup, which the lesson has scrolled to."""

    def hand(driver: Driver) -> None:
        field = driver.window.findChild(QAbstractSpinBox, name)
        assert field is not None
        driver.wait_until(lambda: not field.visibleRegion().isEmpty(), f"{name} to be scrolled to", 5)
        driver.click(field, 20)
        driver.key("ctrl+a")
        driver.xdotool("type", value)
        driver.key("Return")
        driver.rest(0.3)

    return hand


def click_object(name: str, x: float | None = None) -> Hand:
    def hand(driver: Driver) -> None:
        widget = driver.window.findChild(QWidget, name)
        assert widget is not None
        driver.wait_until(lambda: not widget.visibleRegion().isEmpty(), f"{name} to be scrolled to", 5)
        driver.rest(0.3)
        driver.click(widget, x)
        driver.rest(0.3)

    return hand


def choose_by_key(name: str, key: str) -> Hand:
    """Choose another entry of a list."""

    def hand(driver: Driver) -> None:
        choice = driver.window.findChild(QWidget, name)
        assert choice is not None
        driver.wait_until(lambda: not choice.visibleRegion().isEmpty(), f"{name} to be scrolled to", 5)
        choice.setFocus()  # its list would hold this walk until it is closed
        driver.key(key)
        driver.rest(0.4)

    return hand


def turn_half_round(driver: Driver) -> None:
    canvas = driver.window.canvases.input
    driver.move_to(canvas.viewport(), *on_canvas(canvas, 2, 6))
    for _ in range(80):
        if guide_of(driver).has_reached:
            break
        driver.key("bracketright")


def both(*hands: Hand) -> Hand:
    def hand(driver: Driver) -> None:
        for each in hands:
            each(driver)

    return hand


HANDS: dict[str, tuple[Hand, ...]] = {
    "show-me": (drag_onto_ring, press("s", 10), press("e"), drag_chip(0, 3)),
    "rearranged": (click_output(0, 1), press("e"), drag_chip(0, 3), solve_puzzle),
    "worked-example": (click_output(5, 5), choose_by_key("outputCanvasChoice", "End"), click_object("readAs-DCR")),
    "checkerboard": (
        set_number("overlapKernel", "4"),
        both(set_number("overlapStride", "3"), set_number("overlapKernel", "6")),
        run_until_reached,
    ),
    "super-resolution": (run_until_reached, press("e"), hold("o")),
    "upside-down": (click_output(2, 6), turn_half_round, hold("c")),
    "offset-map": (press("s", 10), click_output(40, 40), click_object("deformable.field", 10)),
    "between-pixels": (drag_point_to(4, 1, 1.5), drag_point_to(4, 1, 3), drag_point_to(4, -1.6, 3)),
    "zero-offsets": (hold("c"), press("s", 10), hold("c"), press("r")),
    "four-by-four": (click_output(0, 0), drag_point_to(2, 1.2, 1.4), choose_by_key("padding", "Down")),
    "what-is-trained": (run_until_reached, click_object("tryUnseen", 12), press("t"), run_until_reached),
}
"""What a hand does in each step."""


@walk
def lesson(driver: Driver, arguments: list[str]) -> None:
    """Choose a lesson in the menu and do what each step asks for; the own experiment is there again at the end."""
    (name,) = arguments
    ready(driver)
    for _ in range(3):
        driver.key("s")
    driver.wait_until(lambda: driver.state.transport.step == 3, "three steps of one's own")
    own = driver.window
    before = driver.state
    choose(driver, name)
    driver.wait_until(lambda: own.lessons.window is not None, "the lesson's window", 20)
    window = own.lessons.window
    assert window is not None
    look_at(driver, window)
    assert not own.isVisible()
    guide = guide_of(driver)
    assert guide.lesson is not None
    assert guide.lesson.id == name
    hands = HANDS[name]
    assert len(hands) == len(guide.lesson.steps)
    for number, hand in enumerate(hands):
        assert guide.number == number
        driver.wait_until(lambda: guide.is_begun, f"step {number + 1} to begin", 60)
        driver.rest(0.5)
        driver.screenshot(f"{name}-{number + 1}")
        assert not guide.has_reached, f"step {number + 1} is reached by doing nothing"
        if guide.lesson.steps[number].place is not None:
            driver.wait_until(guide.frame.isVisible, f"the frame of step {number + 1}", 5)
        hand(driver)
        driver.wait_until(lambda: guide.has_reached, f"the aim of step {number + 1} of {name}", 20)
        driver.rest(0.3)
        driver.screenshot(f"{name}-{number + 1}-reached")
        assert guide.panel.reached.text()
        if number + 1 < len(hands):
            assert name not in own.settings.lessons_done
            driver.click(guide.panel.next)
    assert name in own.settings.lessons_done, "the menu ticks a lesson of which every step was done"
    driver.click(guide.panel.end)
    driver.wait_until(own.isVisible, "the own window")
    look_at(driver, own)
    after = driver.state
    assert after.experiment == before.experiment
    assert after.transport.step == 3
    assert (after.view, after.picks, after.timelines) == (before.view, before.picks, before.timelines)
    driver.key("s")
    driver.wait_until(lambda: driver.state.transport.step == 4, "training to go on from there")


def choose(driver: Driver, name: str) -> None:
    """Open the menu of the lessons and press the entry of one."""
    button = driver.window.top_bar.lessons_button
    menu = button.menu()
    assert isinstance(menu, QMenu)
    entry_name = "showMeAction" if name == "show-me" else f"lesson-{name}"

    def press_entry() -> None:
        driver.screenshot("lessons-menu")
        entry = next(action for action in menu.actions() if action.objectName() == entry_name)
        place = menu.mapToGlobal(menu.actionGeometry(entry).center()) * driver.window.devicePixelRatioF()
        QProcess.startDetached("xdotool", ["mousemove", str(place.x()), str(place.y()), "click", "1"])

    # An open menu runs a loop of its own, in which the walk cannot go on.
    menu.aboutToShow.connect(lambda: QTimer.singleShot(600, press_entry))
    driver.click(button)


@walk
def leaving(driver: Driver, arguments: list[str]) -> None:
    """Place a point and train; begin a lesson while training runs, skip to its end, and be back where one was."""
    del arguments
    ready(driver)
    own = driver.window
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 5, "training to run")
    choose(driver, "between-pixels")
    driver.wait_until(lambda: own.lessons.window is not None, "the lesson's window", 20)
    assert not own.session.state.transport.running, "it waits meanwhile"
    step = own.session.state.transport.step
    window = own.lessons.window
    assert window is not None
    look_at(driver, window)
    guide = guide_of(driver)
    driver.wait_until(lambda: guide.is_begun, "the first step")
    drag_point_to(4, 1, 1.5)(driver)
    assert placed_points(driver.state)
    for _ in range(2):
        driver.key("alt+Right")
        driver.rest(0.3)
    assert guide.number == 2
    driver.key("alt+Left")
    driver.rest(0.3)
    assert guide.number == 1
    driver.key("alt+End")
    driver.wait_until(own.isVisible, "the own window")
    look_at(driver, own)
    assert not placed_points(driver.state)
    driver.wait_until(lambda: driver.state.transport.step > step + 2, "training to go on")
    driver.key("space")


@walk
def dropped(driver: Driver, arguments: list[str]) -> None:
    """Drop the file of a lesson on the window: it begins; what it holds of mark-up is shown as it is written."""
    ready(driver)
    own = driver.window
    driver.drop_files([Path(arguments[0])], own.canvases.output)
    driver.wait_until(lambda: own.lessons.window is not None, "the lesson's window", 20)
    window = own.lessons.window
    assert window is not None
    look_at(driver, window)
    guide = guide_of(driver)
    driver.wait_until(lambda: guide.is_begun, "the first step", 60)
    driver.rest(0.5)
    driver.screenshot("dropped")
    assert guide.panel.text.text().startswith("<b>")
    end = guide.panel.findChild(QPushButton, "lessonEnd")
    assert end is not None
    driver.click(end)
    driver.wait_until(own.isVisible, "the own window")
    look_at(driver, own)


@walk
def started_with(driver: Driver, arguments: list[str]) -> None:
    """Start the program with the file of a lesson: its window lies whole on the screen, with its title bar."""
    ready(driver)
    first = driver.window
    own = create_window(path=arguments[0])
    own.show()
    driver.wait_until(lambda: own.lessons.window is not None, "the lesson's window", 20)
    window = own.lessons.window
    assert window is not None
    look_at(driver, window)
    driver.wait_until(lambda: window.frameGeometry() != window.geometry(), "a title bar", 20)
    driver.rest(0.5)
    driver.screenshot("started-with")
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    assert room.contains(frame), f"{frame} lies not in {room}"
    driver.key("alt+End")
    driver.wait_until(own.isVisible, "the own window")
    driver.rest(0.5)
    assert room.contains(own.frameGeometry().topLeft()), f"{own.frameGeometry()} begins not in {room}"
    own.close()
    look_at(driver, first)


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

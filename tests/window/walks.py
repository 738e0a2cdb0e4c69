"""Walks through the real window with a real mouse: ``python walks.py NAME SHOTS [ARGUMENT…]``.

Each walk opens the window as a person's ``vizapp`` does, goes on until its end, and fails with an AssertionError.
They run in processes of their own because each needs an application on the X display.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from driver import Driver
from others import OtherPrograms
from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.app import create_application, create_window
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.teach_overlay import TAUGHT, TaughtOverlay
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.gui.widgets.numbers import signed
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.state import State

WALKS: dict[str, Callable[[Driver, list[str]], None]] = {}


def walk(function: Callable[[Driver, list[str]], None]) -> Callable[[Driver, list[str]], None]:
    WALKS[function.__name__] = function
    return function


def ready(driver: Driver) -> None:
    driver.wait_until(lambda: driver.state.can_step, "the engine to be ready and configured", 60)


def unfold_curves(driver: Driver) -> None:
    """Unfold the curves with a click on the strip that they are at first."""
    window = driver.window
    driver.click(window.progress_dock.bar)
    driver.wait_until(window.progress_panel.isVisible, "the curves to unfold", 5)
    driver.rest(0.3)


def reading_of(state: State) -> UnitReading | None:
    """What the engine has read of the picked unit, or None while it has not."""
    answer = state.answer(PROBE, UnitReadings)
    return None if answer is None or not answer.readings else answer.readings[0]


def placed_points(state: State) -> tuple[PlacedPoint, ...]:
    return state.experiment.spec_of(DeformableSpec).placed_points


def deformable_scene(driver: Driver) -> DeformableScene:
    scene = driver.window.scenes["deformable"]
    assert isinstance(scene, DeformableScene)
    return scene


def subpixel_scene(driver: Driver) -> SubpixelScene:
    scene = driver.window.scenes["subpixel"]
    assert isinstance(scene, SubpixelScene)
    return scene


def shows_subpixel(driver: Driver) -> bool:
    """Whether the engine has shown something of the sub-pixel lab."""
    return driver.state.experiment.lab == "subpixel" and driver.state.snapshot is not None


def reach_step(driver: Driver, count: int) -> None:
    driver.wait_until(lambda: driver.state.transport.step == count, f"step {count}")


def shows_step(driver: Driver, count: int) -> bool:
    return driver.state.snapshot is not None and driver.state.snapshot.step == count


def offsets(driver: Driver) -> np.ndarray:
    """Offsets of the probe's taps as the window has them: float32 (K, 2)."""
    reading = reading_of(driver.state)
    assert reading is not None
    return reading.offset_yx


def tap_on_screen(driver: Driver, tap: int) -> tuple[float, float]:
    """Where the point of ``tap`` is drawn, in pixels of the input canvas' viewport."""
    reading = reading_of(driver.state)
    assert reading is not None
    y, x = map(float, reading.point_yx[tap])
    place: QPointF = driver.window.canvases.input.map_to_viewport(canvas_point(y, x))
    return place.x(), place.y()


@walk
def main_job(driver: Driver, arguments: list[str]) -> None:
    """Drop a photograph, step ten times, run, drag a point, undo, switch lab, shuffle chips, close while running."""
    photograph = Path(arguments[0])
    window = driver.window
    canvas = window.canvases.input.viewport()
    assert not [name for name in sys.modules if name.split(".")[0] in ("torch", "torchvision")]

    driver.drop_files([photograph], window.canvases.output)
    driver.wait_until(
        lambda: driver.state.experiment.source.location == str(photograph), "the photograph to be opened"
    )
    ready(driver)
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a first reading")
    driver.screenshot("1-dropped")
    assert np.allclose(offsets(driver), 0, atol=1e-6), "the offset branch starts at zero"

    before = driver.picture(canvas)
    for count in range(1, 11):
        driver.key("s")
        reach_step(driver, count)
    driver.wait_until(lambda: np.linalg.norm(offsets(driver), axis=1).mean() > 0.1, "the points to have moved")
    driver.rest(0.3)
    driver.screenshot("2-ten-steps")
    assert driver.state.curves["deformable"].steps == 10
    changed = np.abs(driver.picture(canvas).astype(int) - before).max(axis=2) > 40
    assert changed.sum() > 100, "the points have visibly moved"

    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 30, "training to run")
    assert driver.state.transport.running
    driver.screenshot("3-running")

    driver.key("z")
    driver.rest(0.5)
    start = tap_on_screen(driver, 8)
    driver.drag(canvas, start, (start[0] + 70, start[1] + 50))
    driver.wait_until(lambda: len(placed_points(driver.state)) == 1, "a placed point")
    (point,) = placed_points(driver.state)

    def followed() -> bool:
        reading = reading_of(driver.state)
        assert reading is not None
        return bool(reading.placed[point.tap.k]) and np.allclose(
            reading.offset_yx[point.tap.k], point.offset_yx, atol=1e-4
        )

    driver.wait_until(followed, "the engine's reading to follow the placed point")
    assert driver.state.transport.running
    driver.screenshot("4-dragged")
    reading = reading_of(driver.state)
    assert reading is not None
    assert abs(reading.products.sum() + reading.bias - reading.operator_output) < 1e-4

    driver.key("ctrl+z")
    driver.wait_until(lambda: not placed_points(driver.state), "undo to take the point back")

    pause(driver)
    everything_follows_a_drag(driver)

    driver.click(window.lab_switch, window.lab_switch.width() * 0.75)
    driver.wait_until(lambda: driver.state.experiment.lab == "subpixel", "the lab to be switched")
    driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
    ready(driver)
    driver.session.set_speed(None)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 200, "super-resolution to run")
    driver.screenshot("6-subpixel")

    pause(driver)
    the_map_follows_the_chips(driver)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.running, "training to run when the window is closed")


def pause(driver: Driver) -> None:
    driver.key("space")
    driver.wait_until(lambda: not driver.state.transport.running, "training to pause")
    driver.rest(0.5)


def everything_follows_a_drag(driver: Driver) -> None:
    """While training stands still, drag a point: the output and the inspector show it, and undo takes both back."""
    tap = 2
    output = driver.window.canvases.output.viewport()
    view, sums = driver.window.findChild(QTableView, "tapTable"), driver.window.findChild(NumberGrid, "sumLines")
    assert view is not None
    assert sums is not None
    table = view.model()

    def row() -> list[str]:
        return [table.data(table.index(tap, column)) for column in range(table.columnCount())]

    def shown() -> tuple[list[str], list[tuple[str, ...]]]:
        return row(), [line.cells for line in sums.lines]

    before, picture = shown(), driver.picture(output).astype(int)
    start = tap_on_screen(driver, tap)
    driver.drag(driver.window.canvases.input.viewport(), start, (start[0] - 40, start[1] + 190))
    (point,) = placed_points(driver.state)
    offset = "\n".join(signed(part, 2) for part in point.offset_yx)
    driver.wait_until(lambda: row()[1] == offset, f"the inspector to show the offset {offset!r}")
    driver.rest(0.2)
    driver.screenshot("5-followed")
    assert row()[3:] != before[0][3:], "it reads something else there"
    assert shown()[1] != before[1], "and so the unit's output is another one"
    changed = np.abs(driver.picture(output).astype(int) - picture).max(axis=2) > 8
    assert changed.sum() > 50, "the output's picture shows it"
    driver.key("ctrl+z")
    driver.wait_until(lambda: shown() == before, "undo to take the numbers back")
    driver.rest(0.2)
    assert (driver.picture(output) == picture).all(), "and the picture"


def the_map_follows_the_chips(driver: Driver) -> None:
    """While training stands still, exchange two phases: the whole map shows it, and undo takes it back."""
    output = driver.window.canvases.output.viewport()

    def away_from_the_chips() -> np.ndarray:
        picture = driver.picture(output).astype(int)
        return picture[:, : picture.shape[1] // 3]

    before = away_from_the_chips()
    shuffle_chips(driver)
    driver.rest(0.5)
    driver.screenshot("7-shuffled")
    assert (np.abs(away_from_the_chips() - before).max(axis=2) > 4).sum() > 500, "the whole map is rearranged"
    driver.key("ctrl+z")
    driver.wait_until(lambda: not driver.state.experiment.spec_of(SubpixelSpec).phase_order, "undo to take it back")
    driver.rest(0.5)
    assert (away_from_the_chips() == before).all()


@walk
def loupe(driver: Driver, arguments: list[str]) -> None:
    """Watch the points walk in the loupe, place one for every unit in it, zoom to it and back."""
    window = driver.window
    canvas, scene = window.canvases.input, deformable_scene(driver)
    ready(driver)
    driver.wait_until(lambda: scene.loupe.lens is not None, "the loupe to be shown")
    driver.rest(0.3)
    lens = scene.loupe.lens
    assert lens is not None

    def magnified() -> np.ndarray:
        rect = lens.inset.toRect()
        return driver.picture(canvas.viewport())[rect.top() : rect.bottom(), rect.left() : rect.right()].astype(int)

    before = magnified()
    for _ in range(10):
        driver.key("s")
    driver.wait_until(lambda: driver.state.transport.step == 10, "ten steps")
    driver.rest(0.3)
    driver.screenshot("loupe-1-ten-steps")
    assert scene.loupe.lens == lens, "the framing does not change while the points walk"
    assert (np.abs(magnified() - before).max(axis=2) > 40).sum() > 2000, "they are seen to walk"

    marks = scene.loupe.marks
    assert marks is not None
    shift = np.array([-1.5, -2.0])
    start, end = (lens.projection.to_screen(*place) for place in (marks.point_yx[8], marks.point_yx[8] + shift))
    output = driver.picture(window.canvases.output.viewport()).astype(int)
    # Not with Alt, which many window managers move windows with, this one among them.
    driver.xdotool("keydown", "ctrl")
    driver.drag(canvas.viewport(), (start.x(), start.y()), (end.x(), end.y()))
    driver.xdotool("keyup", "ctrl")
    (point,) = placed_points(driver.state)
    assert (point.tap, point.where) == (Tap(0, 8), Everywhere())
    assert np.allclose(point.offset_yx, marks.offset_yx[8] + shift, atol=1.5 / lens.scale)
    driver.rest(0.5)
    driver.screenshot("loupe-2-placed")
    changed = np.abs(driver.picture(window.canvases.output.viewport()).astype(int) - output).max(axis=2) > 8
    assert changed.mean() > 0.05, "the output has changed as a whole"

    button = canvas.findChild(QWidget, "loupeButton")
    assert button is not None
    driver.click(button)
    driver.wait_until(lambda: scene.loupe.lens is None, "the loupe to make way for the canvas itself")
    driver.screenshot("loupe-3-zoomed")
    driver.key("f")
    driver.wait_until(lambda: scene.loupe.lens is not None, "the loupe to come back")


def shuffle_chips(driver: Driver) -> None:
    """Drag the chip of the first phase onto the last one."""
    output = driver.window.canvases.output
    driver.click(output.viewport(), output.viewport().width() / 2, output.viewport().height() / 2)
    driver.wait_until(lambda: driver.state.pick is not None, "a pixel to be picked")
    driver.rest(0.4)
    phases = driver.state.experiment.spec_of(SubpixelSpec).upscale_factor ** 2
    places = [subpixel_scene(driver).shuffle.right.picked.chips.centre_of(phase) for phase in (0, phases - 1)]
    (start, end) = [(place.x(), place.y()) for place in places if place is not None]
    driver.drag(output.viewport(), start, end)
    driver.wait_until(
        lambda: bool(driver.state.experiment.spec_of(SubpixelSpec).phase_order), "the phases to be rearranged"
    )
    expected = list(range(phases))
    expected[0], expected[-1] = expected[-1], expected[0]
    assert list(driver.state.experiment.spec_of(SubpixelSpec).phase_order) == expected


class PaintClock(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def drag_delays(driver: Driver, moves: int) -> list[float]:
    """Drag a point in small moves; return, for each, the seconds from the mouse event to the redrawn output."""
    canvas = driver.window.canvases.input.viewport()
    clock = PaintClock(driver.window.canvases.output.viewport())
    start = tap_on_screen(driver, 4)
    delays = []
    followed: list[float] = []

    def note(old: State, new: State) -> None:
        reading, points = reading_of(new), placed_points(new)
        if followed or reading is None or not points:
            return
        if np.allclose(reading.offset_yx[4], points[-1].offset_yx, atol=1e-4):
            followed.append(time.perf_counter())

    forget = driver.session.subscribe(note)

    def send(kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        place = QPointF(x, y)
        event = QMouseEvent(
            kind, place, QPointF(canvas.mapToGlobal(place)), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(canvas, event)

    send(QEvent.Type.MouseButtonPress, *start, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)
    for n in range(moves):
        angle = 2 * np.pi * n / moves
        x, y = start[0] + 60 * np.sin(angle), start[1] + 60 * (1 - np.cos(angle))
        followed.clear()
        before = time.perf_counter()
        send(QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)

        while not (followed and clock.at >= followed[0]):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 2)
            assert time.perf_counter() - before < 5, "the output never followed"
        delays.append(time.perf_counter() - before)
        driver.rest(0.03)
    send(QEvent.Type.MouseButtonRelease, x, y, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)
    forget()
    return delays


@walk
def drag_latency(driver: Driver, arguments: list[str]) -> None:
    """From a mouse move to the redrawn output, idle and while training runs at full speed; prints the figures."""
    ready(driver)
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a first reading")
    driver.key("z")
    driver.rest(1.0)
    others = OtherPrograms()
    for running in (False, True):
        if running:
            driver.session.set_speed(None)
            driver.key("space")
            driver.wait_until(lambda: driver.state.transport.running, "training to run")
            driver.rest(1.0)
        delays = drag_delays(driver, 100)
        p50, p95 = np.percentile(delays, [50, 95]) * 1000
        print(
            f"{'running' if running else 'idle'} p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {max(delays) * 1000:.1f} ms"
        )
        driver.session.clear_points()
        driver.rest(0.5)
    print(others.sentence())


@walk
def watched_speed(driver: Driver, arguments: list[str]) -> None:
    """Train at full speed with the window watching and, in turn, by ``vizapp run``; prints the ratios of steps/s.

    In turn, because the machine's own speed drifts. The window stands still while the other one runs.
    """
    lab, steps, pairs, seconds = arguments[0], arguments[1], int(arguments[2]), float(arguments[3])
    ready(driver)
    if lab == "subpixel":
        driver.click(driver.window.lab_switch, driver.window.lab_switch.width() * 0.75)
        driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
        ready(driver)
    driver.session.set_speed(None)
    others = OtherPrograms()
    ratios = []
    for _ in range(pairs):
        alone = unwatched_speed(driver, lab, steps)
        driver.key("space")
        driver.wait_until(lambda: driver.state.transport.running, "training to run")
        driver.rest(0.5)
        start, step = time.perf_counter(), driver.state.transport.step
        driver.rest(seconds)
        watched = (driver.state.transport.step - step) / (time.perf_counter() - start)
        driver.key("space")
        driver.wait_until(lambda: not driver.state.transport.running, "training to pause")
        driver.rest(0.3)
        ratios.append(watched / alone)
        print(f"watched {watched:.1f} steps/s, alone {alone:.1f} steps/s: {ratios[-1]:.3f}")
    print(f"median ratio {np.median(ratios):.3f}")
    print(others.sentence())


def unwatched_speed(driver: Driver, lab: str, steps: str) -> float:
    """Return the steps/s of ``vizapp run`` with the window's own source and settings."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "vizapp", "run", "--lab", lab, "--steps", steps, "--out", folder]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            driver.rest(0.05)
        assert process.returncode == 0
        return float(json.loads(Path(folder, "metrics.json").read_text())["steps_per_second"])


@walk
def drag_speed(driver: Driver, arguments: list[str]) -> None:
    """How much of the training's speed stays while the probe is dragged sixty times a second; prints the figures."""
    ready(driver)
    driver.session.set_speed(None)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.running, "training to run")
    driver.rest(1.0)
    others = OtherPrograms()
    ratios = []
    for _ in range(3):
        alone = speed_over(driver, lambda: driver.rest(2.0))
        dragged = speed_over(driver, lambda: drag_probe(driver, 2.0))
        ratios.append(dragged / alone)
        print(f"dragged {dragged:.1f} steps/s, left alone {alone:.1f} steps/s: {ratios[-1]:.3f}")
    print(f"median ratio {np.median(ratios):.3f}")
    print(others.sentence())


def speed_over(driver: Driver, doing: Callable[[], None]) -> float:
    """Return the training steps a second while ``doing`` goes on."""
    start, step = time.perf_counter(), driver.state.transport.step
    doing()
    return (driver.state.transport.step - step) / (time.perf_counter() - start)


def drag_probe(driver: Driver, seconds: float) -> None:
    """Drag the probe in a circle over the output, sixty moves a second."""
    canvas = driver.window.canvases.output
    viewport = canvas.viewport()
    height, width = canvas.size_in_pixels

    def send(kind: QEvent.Type, angle: float, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        y, x = height * (0.5 + 0.3 * np.sin(angle)), width * (0.5 + 0.3 * np.cos(angle))
        place = canvas.projection.map(canvas_point(y, x))
        event = QMouseEvent(
            kind, place, QPointF(viewport.mapToGlobal(place)), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, event)

    send(QEvent.Type.MouseButtonPress, 0.0, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)
    begun = time.perf_counter()
    moves = 0
    while time.perf_counter() - begun < seconds:
        moves += 1
        send(QEvent.Type.MouseMove, moves / 20, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)
        driver.rest(max(0.001, begun + moves / 60 - time.perf_counter()))
    send(QEvent.Type.MouseButtonRelease, moves / 20, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)


class StallWatch(QObject):
    """Notes for how long Qt's loop did not come round, in seconds, whenever it was longer than ``limit``.

    Attributes:
        stalls: all of them.
        own: those that are still longer than ``limit`` without the time that the loop waited for a processor, which
            other programs had: these are the window's own.
        worked: for how long the loop worked in those turns in which it worked for longer than ``limit``. What a
            virtual machine's host gave to others counts as own, but not as work.
        described: what is known of each: when it was, how much of it the thread worked and collected garbage, and how
            many pages of its files the system had to read from the disk again.
    """

    def __init__(self, limit: float, parent: QObject) -> None:
        super().__init__(parent)
        self.stalls: list[float] = []
        self.own: list[float] = []
        self.worked: list[float] = []
        self.described: list[str] = []
        self._limit = limit
        self._begun = self._last = time.perf_counter()
        self._waited = seconds_without_processor()
        self._work, self._read = time.thread_time(), pages_read()
        self._collected = self._collecting_since = 0.0
        gc.callbacks.append(self._note_collection)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(4)

    def forget(self) -> None:
        self.stalls, self.own, self.worked, self.described = [], [], [], []

    def close(self) -> None:
        """Stop watching the garbage collector."""
        gc.callbacks.remove(self._note_collection)

    def sentence(self) -> str:
        def counted(stalls: list[float]) -> str:
            return f"{len(stalls)}, the longest {max(stalls, default=0) * 1000:.0f} ms"

        limit = f"{1000 * self._limit:.0f} ms"
        return (
            f"stalls over {limit}: {counted(self.stalls)}; without waiting for a processor: {counted(self.own)}; "
            f"turns with more than that of work: {counted(self.worked)}"
        )

    def _tick(self) -> None:
        now, waited = time.perf_counter(), seconds_without_processor()
        stall, own = now - self._last, now - self._last - (waited - self._waited)
        if stall > self._limit:
            self.stalls.append(stall)
        worked = time.thread_time() - self._work
        if worked > self._limit:
            self.worked.append(worked)
        if own > self._limit:
            self.own.append(own)
            self.described.append(
                f"{1000 * stall:.0f} ms after {now - self._begun:.0f} s: {1000 * worked:.0f} ms of work, "
                f"{1000 * self._collected:.0f} ms of it collecting garbage, {pages_read() - self._read} pages read"
            )
        self._last, self._waited = now, waited
        self._work, self._read, self._collected = time.thread_time(), pages_read(), 0.0

    def _note_collection(self, phase: str, info: dict[str, int]) -> None:
        del info
        now = time.perf_counter()
        if phase == "start":
            self._collecting_since = now
        else:
            self._collected += now - self._collecting_since


def seconds_without_processor() -> float:
    """Return for how long this thread has been ready to run while others had the processors."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


def pages_read() -> int:
    """Return how many pages this thread has waited for that had to be read from the disk."""
    return resource.getrusage(resource.RUSAGE_THREAD).ru_majflt


def resident_mib() -> float:
    """Return the resident memory of the window's process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@walk
def soak(driver: Driver, arguments: list[str]) -> None:
    """Drag, switch, open, train and undo for some minutes; prints the window's memory and its stalls.

    The first quarter is for warming up: fonts, caches, and what is imported late.
    """
    seconds = 60 * float(arguments[0])
    limit = float(arguments[1])
    ready(driver)
    others = OtherPrograms()
    watch = StallWatch(0.05, driver.window)
    begun = time.perf_counter()
    memory: list[tuple[float, float]] = []
    warm = False
    samples = ("coffee", "camera", "arange_108", "astronaut", "brick")
    rounds = 0
    while (now := time.perf_counter() - begun) < seconds:
        if not warm and now > seconds / 4:
            warm = True
            watch.forget()
        driver.session.open_sample(samples[rounds % len(samples)])
        driver.wait_until(lambda: driver.state.reading is None and driver.state.snapshot is not None, "the sample")
        driver.session.toggle_run()
        drag_probe(driver, 2.0)
        if driver.state.transport.running:
            driver.session.pause()
        for lab in ("subpixel", "deformable"):
            driver.session.set_lab(lab)
            driver.wait_until(lambda: driver.state.snapshot is not None or driver.state.refusal is not None, lab)
            driver.rest(0.3)
        for doing in (driver.session.undo, driver.session.undo, driver.session.redo, driver.session.redo):
            doing()
            driver.rest(0.2)
        rounds += 1
        if warm:
            memory.append((time.perf_counter() - begun, resident_mib()))
    np.savetxt(driver.shots / "soak.csv", memory, delimiter=",", header="seconds,MiB", fmt="%.1f")
    times, sizes = np.array(memory).T
    growth = 3600 * np.polyfit(times, sizes, 1)[0]
    print(f"{rounds} rounds in {seconds / 60:.0f} min, memory {sizes[0]:.0f} → {sizes[-1]:.0f} MiB")
    print(f"growth {growth:.1f} MiB/h")
    print(watch.sentence(), *watch.described, sep="\n  ")
    watch.close()
    print(others.sentence())
    assert growth < limit, f"the window grows by {growth:.1f} MiB an hour"


@walk
def kills(driver: Driver, arguments: list[str]) -> None:
    """Kill the engine at random moments; each time the window says so, starts it again, and a step works."""
    seed, times = int(arguments[0]), int(arguments[1])
    moments = np.random.default_rng(seed)
    ready(driver)
    for _ in range(times):
        driver.key("space")
        driver.rest(float(moments.uniform(0, 1.5)))
        os.kill(engine_process(), signal.SIGKILL)
        noticed = driver.wait_until(lambda: driver.state.engine.phase == "lost", "the loss to be noticed", 3)
        assert noticed < 1.0, f"the banner came after {noticed:.2f} s"
        assert driver.state.banner is not None
        assert driver.window.banner.isVisible()
        ready(driver)
        step = driver.state.transport.step
        driver.key("s")
        reach_step(driver, step + 1)
        # Until its picture has come the engine counts as one that may end at once again, and two such are enough.
        driver.wait_until(partial(shows_step, driver, step + 1), "the picture of the step")


@walk
def unseen(driver: Driver, arguments: list[str]) -> None:
    """Try the layer on the unseen picture, live, drop another one on its place, compare branches and look at one."""
    ready(driver)
    driver.wait_until(lambda: driver.state.can_show_unseen, "the unseen picture")
    panel, scene = driver.window.setup_panel, deformable_scene(driver)
    before = driver.picture(driver.window.canvases.input)
    driver.click(scene.unseen.button)
    driver.wait_until(lambda: driver.state.shows_unseen and driver.state.snapshot is not None, "the unseen picture")
    driver.rest(0.3)
    assert scene.unseen.input_note.isVisible()
    assert "coffee.png" in scene.unseen.input_note.text()
    changed = np.abs(driver.picture(driver.window.canvases.input).astype(int) - before).mean()
    assert changed > 10, f"the input canvas has hardly changed: {changed:.1f}"
    driver.screenshot("unseen")
    driver.key("space")
    was = offsets(driver)
    driver.wait_until(
        lambda: driver.state.snapshot is not None and driver.state.snapshot.step > 5, "steps on the unseen picture"
    )
    assert driver.state.snapshot is not None
    assert driver.state.snapshot.unseen
    assert np.abs(offsets(driver) - was).max() > 0.05, "it updates while training runs"
    pause(driver)
    points = placed_points(driver.state)
    x, y = tap_on_screen(driver, 4)
    driver.drag(driver.window.canvases.input.viewport(), (x, y), (x + 40, y + 25))
    assert placed_points(driver.state) == points, "nothing is placed on the unseen picture"

    steps = driver.state.transport.step
    driver.drop_files([Path(arguments[0])], panel.unseen)
    driver.wait_until(lambda: driver.state.experiment.unseen is not None, "the dropped picture to be the unseen one")
    driver.wait_until(lambda: driver.state.snapshot is not None, "the dropped picture to be shown")
    assert driver.state.source is not None
    assert driver.state.source.name == "astronaut.png", "the source stays"
    assert driver.state.transport.step == steps, "nothing is trained anew"
    assert panel.unseen.head.name.whole_text == Path(arguments[0]).name
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.experiment.unseen is None, "the undo")
    driver.key("u")
    driver.wait_until(lambda: not driver.state.view.unseen and driver.state.snapshot is not None, "the source again")
    assert not scene.unseen.input_note.isVisible()

    compare = panel.findChild(QWidget, "compare-none")
    assert compare is not None
    panel.scroller.ensureWidgetVisible(compare)
    driver.rest(0.2)
    driver.click(compare, 8)
    driver.wait_until(lambda: driver.state.experiment.spec_of(DeformableSpec).compared == ("none",), "the comparison")
    ready(driver)
    driver.key("s")
    reach_step(driver, 1)
    unfold_curves(driver)
    driver.wait_until(
        lambda: driver.window.progress_panel.plots["deformable", "distance"].legend.isVisible(), "the legend", 5
    )
    driver.wait_until(lambda: reading_of(driver.state) is not None and bool(offsets(driver).any()), "moved points")
    driver.click(scene.run)
    driver.key("Down")
    driver.key("Return")
    driver.wait_until(lambda: driver.state.view.run == "none", "the other branch to be chosen")
    driver.wait_until(lambda: reading_of(driver.state) is not None and not offsets(driver).any(), "the rigid grid")
    driver.rest(0.5)
    assert scene.run.isVisible()
    driver.screenshot("branches")


@walk
def teach(driver: Driver, arguments: list[str]) -> None:
    """Drag a point, teach the branch, see where it lands and what else has moved, and take it back."""
    tap = 5
    window, panel, scene = driver.window, driver.window.setup_panel, deformable_scene(driver)
    ready(driver)
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a first reading")
    for count in range(1, 6):
        driver.key("s")
        reach_step(driver, count)
    driver.wait_until(lambda: shows_step(driver, 5), "the picture of step 5")
    driver.key("z")
    driver.rest(0.5)
    start = tap_on_screen(driver, tap)
    driver.drag(window.canvases.input.viewport(), start, (start[0] + 40, start[1] - 45))
    driver.wait_until(lambda: len(placed_points(driver.state)) == 1, "a placed point")
    (point,) = placed_points(driver.state)
    table = panel.findChild(QTableView, "placedTable")
    assert table is not None
    driver.wait_until(lambda: table.isVisible() and table.model().index(0, 3).data() not in ("–", "0.00"), "its row")
    away = float(table.model().index(0, 3).data())
    driver.screenshot("teach-1-placed")
    driver.key("s")
    reach_step(driver, 6)
    driver.wait_until(lambda: float(table.model().index(0, 3).data()) != away, "the distance to follow the training")
    assert placed_points(driver.state) == (point,), "it stays while the branch trains"
    driver.wait_until(lambda: shows_step(driver, 6), "the picture of step 6")
    driver.key("f")
    driver.rest(0.5)
    before, canvas = offsets(driver), window.canvases.input.viewport()
    picture = driver.picture(canvas).astype(int)

    button = panel.findChild(QWidget, "teach")
    assert button is not None
    driver.click(button)
    seconds = driver.wait_until(lambda: driver.state.teaching.held > 0, "the branch to be taught", 10)
    driver.wait_until(
        lambda: not placed_points(driver.state) and not read_placed(driver) and TAUGHT in answers(driver),
        "the result",
    )
    print(f"taught in {seconds:.2f} s")
    landed = float(np.hypot(*(offsets(driver)[tap] - point.offset_yx)))
    assert landed <= 0.1, f"the point lands {landed:.3f} px away"
    assert driver.state.transport.step == 6
    driver.rest(0.3)
    driver.screenshot("teach-2-taught")
    report = panel.findChild(QLabel, "teachReport")
    assert report is not None
    assert report.isVisible()
    assert f"lands {landed:.2f} px" in report.text(), report.text()
    key = scene.overlays[TAUGHT]
    assert isinstance(key, TaughtOverlay)
    assert key.key.isVisible()
    tinted = np.abs(driver.picture(canvas).astype(int) - picture).max(axis=2) > 8
    assert tinted.mean() > 0.2, "the tint shows where else it has moved"

    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.teaching.held == 0 and read_placed(driver), "the point and the branch")
    assert placed_points(driver.state) == (point,)
    assert (offsets(driver) == before).all(), "every offset is as it was"
    driver.rest(0.3)
    assert not report.isVisible()
    assert (np.abs(driver.picture(canvas).astype(int) - picture).max(axis=2) > 8).mean() < 0.01
    driver.key("ctrl+shift+z")
    driver.wait_until(lambda: driver.state.teaching.held > 0 and not read_placed(driver), "it to be taught again")
    driver.wait_until(lambda: report.isVisible(), "the report of the teaching")
    driver.key("s")
    reach_step(driver, 7)
    driver.wait_until(lambda: not report.isVisible() and not key.key.isVisible(), "training to go on from there")
    driver.screenshot("teach-3-trained-on")
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 20, "training to run")
    driver.key("ctrl+z")
    driver.wait_until(lambda: driver.state.teaching.held == 0, "the branch from before, while training runs")
    assert driver.state.transport.step < 20
    driver.wait_until(lambda: driver.state.transport.step > 12, "training to go on from there")
    assert driver.state.transport.running
    assert driver.state.banner is None
    assert placed_points(driver.state) == (point,)


def read_placed(driver: Driver) -> bool:
    """Whether the reading that is shown holds a placed point."""
    reading = reading_of(driver.state)
    return reading is not None and bool(reading.placed.any())


def answers(driver: Driver) -> frozenset[str]:
    """The names of what the snapshot that is shown answers."""
    return frozenset() if driver.state.snapshot is None else frozenset(driver.state.snapshot.answers)


def run_walk(name: str, shots: Path, arguments: list[str]) -> None:
    warned: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            warned.append(text)

    qInstallMessageHandler(hear)
    app = create_application()
    window = create_window()
    window.resize(1440, 900)
    window.move(20, 20)
    window.show()
    driver = Driver(window, shots)
    driver.wait_until(window.isActiveWindow, "the window to be active", 10)
    WALKS[name](driver, arguments)
    children = child_processes()
    assert children, "the engine is a child of the window"
    start = time.monotonic()
    driver.key("ctrl+q")
    driver.wait_until(lambda: not driver.window.isVisible(), "the window to be closed", 5)
    driver.wait_until(lambda: not any(alive(pid) for pid in children), "the child processes to end", 5)
    seconds = time.monotonic() - start
    print(f"closed in {seconds:.2f} s")
    assert seconds < 2.0, f"closing took {seconds:.1f} s"
    app.quit()
    assert not warned, f"Qt warns: {warned}"


def child_processes() -> list[int]:
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def engine_process() -> int:
    (pid,) = [pid for pid in child_processes() if b"--endpoint" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return pid


def alive(pid: int) -> bool:
    """Whether the process still runs; one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""Walks through every gesture of the deformable lab's canvases: ``python walks_gestures.py NAME SHOTS``."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from driver import Driver
from others import OtherPrograms
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from walks import (
    deformable_scene,
    offsets,
    placed_points,
    reading_of,
    ready,
    run_walk,
    seconds_without_processor,
    tap_on_screen,
    walk,
)

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit, Where
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.handles import Handle, Ring, ring_around
from vizapp.gui.deformable.pushes import DEAD_ZONE
from vizapp.gui.deformable.readers_overlay import READERS, ReadersOverlay
from vizapp.protocol.unit_answers import Readers
from vizapp.session.pins import pinned_units
from vizapp.session.view import Scope

MOVES = 120


def first_reading(driver: Driver) -> None:
    ready(driver)
    driver.wait_until(lambda: reading_of(driver.state) is not None, "a first reading")


def place_on(canvas: ImageCanvas, y: float, x: float) -> tuple[float, float]:
    """Return where the position (y, x) is in a canvas' viewport."""
    place = canvas.projection.to_screen(y, x)
    return place.x(), place.y()


@contextmanager
def held(driver: Driver, key: str) -> Iterator[None]:
    """Hold a key down while the context lasts."""
    driver.xdotool("keydown", key)
    try:
        yield
    finally:
        driver.xdotool("keyup", key)


def changed(driver: Driver, widget: QWidget, before: np.ndarray) -> int:
    """Return how many pixels of a widget are another colour than ``before``."""
    return int((np.abs(driver.picture(widget).astype(int) - before).max(axis=2) > 24).sum())


def choose_scope(driver: Driver, scope: str) -> None:
    button = driver.window.setup_panel.findChild(QWidget, f"scope-{scope}")
    assert button is not None
    driver.rest(0.3)  # the list of placed points above or below it comes and goes with the change before
    driver.click(button)
    driver.wait_until(lambda: driver.state.view.scope == scope, f"the scope {scope}")


def undo(driver: Driver, label: str) -> None:
    driver.wait_until(lambda: driver.state.undo_label == label, f"the change {label}", 5)
    driver.key("ctrl+z")
    driver.wait_until(lambda: not placed_points(driver.state), "undo to take all of it back")


# Points ---------------------------------------------------------------------------------------------------------


@walk
def points(driver: Driver, arguments: list[str]) -> None:
    """Drag a point for one unit, for all, for the brush's; put it back; move it by keys; give it back."""
    first_reading(driver)
    canvas, output = driver.window.canvases.input, driver.window.canvases.output
    driver.key("z")
    driver.rest(0.3)
    unit = driver.state.pick
    assert unit is not None
    for scope, where in (
        ("unit", Unit(unit)),
        ("everywhere", Everywhere()),
        ("brush", Region(unit[0] - 7, unit[1] - 7, 15, 15)),
    ):
        bare = driver.picture(output.viewport()).astype(int)
        choose_scope(driver, scope)
        driver.rest(0.1)
        framed = changed(driver, output.viewport(), bare)
        assert (framed > 50) == (scope == "brush"), f"{framed} pixels of the output changed with the scope {scope}"
        x, y = tap_on_screen(driver, 5)
        driver.drag(canvas.viewport(), (x, y), (x + 70, y - 55))
        driver.wait_until(partial(_is_placed, driver, where), f"a point for {where}", 5)
        driver.rest(0.2)
        driver.screenshot(f"points-{scope}")
        undo(driver, "Place point")
        driver.rest(0.2)

    choose_scope(driver, "unit")
    x, y = tap_on_screen(driver, 5)
    driver.move_to(canvas.viewport(), x, y)
    driver.xdotool("mousedown", 1)
    driver.move_to(canvas.viewport(), x + 40, y + 30)
    driver.wait_until(lambda: len(placed_points(driver.state)) == 1, "the point to follow", 5)
    driver.key("Escape")
    driver.wait_until(lambda: not placed_points(driver.state), "Escape to put it back", 5)
    driver.xdotool("mouseup", 1)
    driver.wait_until(lambda: not offsets(driver)[5].any(), "the engine to have put it back, too", 5)
    driver.key("shift+Down")
    driver.key("Right")
    driver.wait_until(
        lambda: [point.offset_yx for point in placed_points(driver.state)] == [(1.0, 0.1)], "the keys to move it", 5
    )
    driver.key("Delete")
    driver.wait_until(lambda: not placed_points(driver.state), "Delete to give it back", 5)


def _is_placed(driver: Driver, where: Where) -> bool:
    return [(point.tap, point.where) for point in placed_points(driver.state)] == [(Tap(0, 5), where)]


@walk
def areas(driver: Driver, arguments: list[str]) -> None:
    """Drag a point across a pixel: its square, the four shares and the formula follow."""
    first_reading(driver)
    canvas = driver.window.canvases.input
    unit = driver.state.pick
    assert unit is not None
    canvas.zoom_to(QRectF(unit[1] - 2, unit[0] - 2, 5, 5))
    driver.rest(0.3)
    formula = driver.window.inspector_panel.findChild(QLabel, "tapDetailTitle")
    assert formula is not None
    driver.move_to(canvas.viewport(), *tap_on_screen(driver, 4))
    driver.xdotool("mousedown", 1)
    texts = []
    for step in range(1, 6):
        driver.move_to(canvas.viewport(), *place_on(canvas, unit[0] + 0.15 * step, unit[1] + 0.19 * step))
        driver.rest(0.25)
        reading = reading_of(driver.state)
        assert reading is not None
        fy, fx = reading.point_yx[4] - reading.neighbours_yx[4, 0]
        np.testing.assert_allclose(reading.neighbour_weights[4, 0], (1 - fy) * (1 - fx), atol=1e-5)
        expected = f"TAP 1,1 · fy {fy:.3f}, fx {fx:.3f}"
        driver.wait_until(partial(_says, formula, expected), f"the inspector to say {expected}", 3)
        texts.append(formula.text())
        share = re.search(r"\(1 − fy\)·\(1 − fx\) [=≈] ([0-9.]+)", formula.toolTip())
        assert share is not None, formula.toolTip()
        assert abs(float(share[1]) - (1 - fy) * (1 - fx)) < 2e-3, formula.toolTip()
        if step == 3:
            driver.screenshot("areas")
    driver.xdotool("mouseup", 1)
    assert len(set(texts)) == 5


def _says(label: QLabel, text: str) -> bool:
    return label.text() == text


# All points -----------------------------------------------------------------------------------------------------


def ring_of(driver: Driver) -> Ring:
    """Return the ring around the probe's points where it is drawn: in the loupe, or on the picture."""
    scene = deformable_scene(driver)
    lens, marks = scene.loupe.lens, scene.sampling.marks
    assert marks is not None
    projection = scene.sampling.projection if lens is None else lens.projection
    room = QRectF(0, 0, projection.width, projection.height) if lens is None else lens.inset
    places = [projection.to_screen(*place) for place in marks.point_yx.tolist()]
    ring = ring_around(places, projection.to_screen(*marks.geometry.centre_of(marks.unit_yx)), room)
    assert ring is not None
    return ring


def drag_handle(driver: Driver, handle: Handle, degrees: float, factor: float) -> str:
    """Drag a handle with real moves to where the points are turned and scaled so; return what the canvas says."""
    canvas, ring = driver.window.canvases.input, ring_of(driver)
    driver.move_to(canvas.viewport(), ring.centre.x() + 4, ring.centre.y() + ring.radius - 8)
    start = ring.place_of(handle)
    driver.move_to(canvas.viewport(), start.x(), start.y())
    driver.xdotool("mousedown", 1)
    for part in np.linspace(0, 1, 9)[1:]:
        place = ring.changed(degrees * part, 1 + (factor - 1) * part).place_of(handle)
        driver.move_to(canvas.viewport(), place.x(), place.y())
    wanted = "scaled" if handle == "scale" else "turned"
    driver.wait_until(lambda: wanted in canvas.note.text(), "the canvas to say how far", 5)
    driver.rest(0.2)
    said = canvas.note.text()
    driver.screenshot(f"constellation-{handle}")
    driver.xdotool("mouseup", 1)
    driver.wait_until(canvas.note.isHidden, "the points to be let go", 5)
    return said


def offsets_of(driver: Driver) -> np.ndarray:
    """Return the placed offsets (9, 2) by tap."""
    placed = sorted(placed_points(driver.state), key=lambda point: point.tap.k)
    assert [point.tap.k for point in placed] == list(range(9))
    return np.array([point.offset_yx for point in placed])


@walk
def constellation(driver: Driver, arguments: list[str]) -> None:
    """Turn and scale all points by the handles, on the picture and in the loupe, and by keys; undo each."""
    first_reading(driver)
    grid = np.array([(i - 1.0, j - 1.0) for i in range(3) for j in range(3)])
    output = driver.window.canvases.output.viewport()
    choose_scope(driver, "everywhere")
    picture = driver.picture(output).astype(int)
    assert deformable_scene(driver).loupe.lens is not None
    with held(driver, "shift"):
        said = drag_handle(driver, "scale", 0.0, 1.95)
    assert said == "turned 0°, scaled ×2.00 for every unit"
    np.testing.assert_array_equal(offsets_of(driver), grid)
    driver.rest(0.3)
    assert changed(driver, output, picture) > 1000, "dilation 2 gives another output"
    undo(driver, "Scale points")

    choose_scope(driver, "unit")
    driver.key("z")
    driver.rest(0.3)
    with held(driver, "shift"):
        said = drag_handle(driver, "turn", 92.0, 1.0)
    assert said.startswith("turned 90°, scaled ×1.00 for unit")
    np.testing.assert_allclose(offsets_of(driver) + grid, np.stack([grid[:, 1], -grid[:, 0]], axis=1), atol=1e-6)
    said = drag_handle(driver, "scale", 0.0, 1.5)
    assert said.startswith("turned 90°, scaled ×1.5"), "the second drag counts on"
    assert len(offsets_of(driver)) == 9
    driver.key("ctrl+z")
    undo(driver, "Turn points")

    for key, label in (("bracketright", "Turn points"), ("ctrl+bracketright", "Scale points")):
        driver.key(key)
        driver.wait_until(lambda: len(placed_points(driver.state)) == 9, "the key to move all points", 5)
        assert np.abs(offsets_of(driver)).max() > 0.1
        undo(driver, label)


# Looking --------------------------------------------------------------------------------------------------------


@walk
def looking(driver: Driver, arguments: list[str]) -> None:
    """Pin four units and let them go; see the plain convolution while C is held, the dead zone, and who reads."""
    first_reading(driver)
    canvas, output = driver.window.canvases.input, driver.window.canvases.output
    for _ in range(3):
        driver.key("s")
    driver.wait_until(lambda: driver.state.snapshot is not None and driver.state.snapshot.step == 3, "three steps")
    pins = ((40, 40), (40, 150), (150, 40), (150, 150))
    with held(driver, "shift"):
        for unit in pins:
            driver.click(output.viewport(), *place_on(output, *unit))
    pinned = tuple(zip("ABCD", pins, strict=True))
    driver.wait_until(lambda: pinned_units(driver.state.view.pins, "deformable") == pinned, "four pins", 5)
    driver.rest(0.3)
    driver.screenshot("looking-pins")
    with held(driver, "shift"):
        driver.click(output.viewport(), *place_on(output, *pins[1]))
    left = (pinned[0], *pinned[2:])
    driver.wait_until(lambda: pinned_units(driver.state.view.pins, "deformable") == left, "B to be let go", 5)
    driver.key("ctrl+shift+BackSpace")
    driver.wait_until(lambda: not driver.state.view.pins, "all to be let go", 5)

    driver.move_to(output, 4, 4)
    before = driver.picture(output.viewport()).astype(int)
    with held(driver, "c"):
        driver.wait_until(
            lambda: (reading := reading_of(driver.state)) is not None and reading.rigid, "the plain convolution", 3
        )
        driver.rest(0.3)
        assert changed(driver, output.viewport(), before) > 100
        driver.screenshot("looking-plain")
    driver.wait_until(
        lambda: (reading := reading_of(driver.state)) is not None and not reading.rigid, "the points again", 3
    )

    before = driver.picture(canvas.viewport()).astype(int)
    box = driver.window.setup_panel.findChild(QWidget, DEAD_ZONE)
    assert box is not None
    driver.window.setup_panel.scroller.ensureWidgetVisible(box)
    driver.rest(0.1)
    driver.click(box, 8)
    driver.rest(0.2)
    beside = driver.picture(canvas.viewport()).astype(int)[-8:] - before[-8:]
    assert np.abs(beside).max() > 12, "what lies below the picture is shaded"
    driver.screenshot("looking-dead-zone")
    driver.click(box, 8)
    who_reads(driver)


def who_reads(driver: Driver) -> None:
    """Ask about a pixel with Shift and a click, move on with a drag and a key, and end it with Escape."""
    canvas, output = driver.window.canvases.input, driver.window.canvases.output
    overlay = deformable_scene(driver).overlays[READERS]
    assert isinstance(overlay, ReadersOverlay)
    pixel = (90, 60)

    def answered(pixel: tuple[int, int]) -> Callable[[], bool]:
        return lambda: (answer := driver.state.answer(READERS, Readers)) is not None and answer.pixel_yx == pixel

    bare = driver.picture(output.viewport()).astype(int)
    with held(driver, "shift"):
        driver.click(canvas.viewport(), *place_on(canvas, *pixel))
    driver.wait_until(answered(pixel), "an answer", 3)
    answer = driver.state.answer(READERS, Readers)
    assert answer is not None
    assert answer.plain_count == 9
    assert overlay.key.lines[0] == f"{answer.count} units read pixel (90, 60)"
    driver.rest(0.2)
    assert changed(driver, output.viewport(), bare) > 60
    driver.screenshot("looking-who-reads")
    with held(driver, "shift"):
        driver.drag(canvas.viewport(), place_on(canvas, *pixel), place_on(canvas, 60, 120))
    driver.wait_until(answered((60, 120)), "the answer to follow the drag", 3)
    driver.key("Left")
    driver.wait_until(answered((60, 119)), "the answer to follow a key", 3)
    driver.key("Escape")
    driver.wait_until(lambda: driver.state.view.asked_pixel is None, "Escape to end it", 5)
    assert overlay.key.isHidden()
    driver.key("w")
    driver.wait_until(lambda: driver.state.answer(READERS, Readers) is not None, "the answer to the key", 3)
    driver.key("w")
    driver.wait_until(lambda: driver.state.view.asked_pixel is None, "the key to end it", 5)


@walk
def around(driver: Driver, arguments: list[str]) -> None:
    """Move the probe with mouse and keys, select taps with Tab, zoom with the wheel and keys, pan, size the brush."""
    first_reading(driver)
    canvas, output = driver.window.canvases.input, driver.window.canvases.output
    driver.drag(output.viewport(), place_on(output, 30, 30), place_on(output, 50, 80))
    driver.wait_until(lambda: driver.state.pick == (50, 80), "the probe to follow the drag", 5)
    driver.key("Up")
    driver.key("shift+Right")
    driver.wait_until(lambda: driver.state.pick == (49, 90), "the probe to follow the keys", 5)

    driver.window.canvases.input.setFocus()
    driver.wait_until(lambda: (reading := reading_of(driver.state)) is not None and reading.unit_yx == (49, 90), "it")
    driver.key("Tab")
    driver.key("Tab")
    driver.wait_until(lambda: driver.state.view.selected_tap == 1, "Tab to select", 5)
    driver.key("shift+Tab")
    driver.wait_until(lambda: driver.state.view.selected_tap == 0, "Shift and Tab to go back", 5)
    driver.key("Escape")
    driver.wait_until(lambda: driver.state.view.selected_tap is None, "Escape to select nothing", 5)

    fitted = canvas.projection.scale
    driver.move_to(canvas.viewport(), *place_on(canvas, 20, 30))
    for _ in range(3):
        driver.xdotool("click", 4)
    driver.wait_until(lambda: canvas.projection.scale > 1.8 * fitted, "the wheel to zoom", 5)
    assert output.projection.scale == canvas.projection.scale, "both zoom"
    np.testing.assert_allclose(place_on(canvas, 20, 30), pointer_on(driver, canvas), atol=2.0)
    start = place_on(canvas, 20, 30)
    driver.drag(canvas.viewport(), start, (start[0] + 60, start[1] + 40))
    driver.rest(0.2)
    np.testing.assert_allclose(place_on(canvas, 20, 30), (start[0] + 60, start[1] + 40), atol=5.0)
    np.testing.assert_allclose(place_on(output, 20, 30), place_on(canvas, 20, 30), atol=1.0)
    zoomed = canvas.projection.scale
    driver.key("plus")
    driver.wait_until(lambda: canvas.projection.scale > zoomed, "the key to zoom", 5)
    driver.key("f")
    driver.wait_until(lambda: canvas.projection.scale == fitted, "all of it again", 5)

    choose_scope(driver, "brush")
    side, scale = driver.state.view.brush, output.projection.scale
    driver.move_to(output.viewport(), *place_on(output, 100, 100))
    with held(driver, "ctrl"):
        for _ in range(3):
            driver.xdotool("click", 4)
    driver.wait_until(lambda: driver.state.view.brush == side + 6, "the brush to grow", 5)
    assert output.projection.scale == scale
    driver.screenshot("around-brush")


def pointer_on(driver: Driver, canvas: ImageCanvas) -> tuple[int, int]:
    """Return where the pointer is in a canvas' viewport."""
    place = canvas.viewport().mapFromGlobal(QCursor.pos())
    return place.x(), place.y()


# What a move costs ----------------------------------------------------------------------------------------------


@walk
def move_cost(driver: Driver, arguments: list[str]) -> None:
    """What one move of a drag costs the window's thread, drawing included, in each scope; prints the figures."""
    first_reading(driver)
    driver.key("z")
    driver.rest(1.0)
    session, others = driver.session, OtherPrograms()
    cases: tuple[tuple[str, Scope, bool], ...] = (
        ("unit", "unit", False),
        ("brush of 63 × 63", "brush", False),
        ("all units", "everywhere", False),
        ("unit, beside 4000 placed points", "unit", True),
    )
    for name, scope, many in cases:
        session.set_scope(scope)
        session.set_brush(63)
        if many:
            place_many(driver, 4000)
        for what, costs in (("point", point_costs(driver)), ("turn", handle_costs(driver))):
            p50, p95 = np.percentile(costs, [50, 95]) * 1000
            print(f"{name}, {what}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {max(costs) * 1000:.1f} ms")
        session.clear_points()
        driver.rest(0.3)
    print(others.sentence())


def place_many(driver: Driver, count: int) -> None:
    """Place so many points for single units, beside the probe's."""
    experiment = driver.state.experiment
    spec = experiment.spec_of(DeformableSpec)
    many = tuple(PlacedPoint(Tap(0, n % 9), (0.5, -0.5), Unit((n // 9 % 40, 40 + n // 360))) for n in range(count))
    driver.session.update(experiment.with_spec(spec.replaced(placed_points=many)), "Place point")
    driver.rest(0.5)


def point_costs(driver: Driver) -> list[float]:
    x, y = tap_on_screen(driver, 8)
    angles = 2 * np.pi * np.arange(MOVES) / MOVES
    return costs(driver, QPointF(x, y), [QPointF(x + 50 * np.sin(a), y + 50 * (1 - np.cos(a))) for a in angles])


def handle_costs(driver: Driver) -> list[float]:
    ring = ring_of(driver)
    near = QPointF(ring.centre.x() + 4, ring.centre.y() + ring.radius - 8)
    send(driver, QEvent.Type.MouseMove, near, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)
    places = [ring.changed(90.0 * n / MOVES, 1.0).place_of("turn") for n in range(MOVES)]
    return costs(driver, ring.place_of("turn"), places)


def send(driver: Driver, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
    canvas = driver.window.canvases.input.viewport()
    globally = QPointF(canvas.mapToGlobal(place))
    QApplication.sendEvent(
        canvas, QMouseEvent(kind, place, globally, button, buttons, Qt.KeyboardModifier.NoModifier)
    )


def costs(driver: Driver, start: QPointF, places: list[QPointF]) -> list[float]:
    """Press at ``start``, move to each place and release; return the seconds of each move, drawing included.

    Without those for which others had the processor.
    """
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(driver, QEvent.Type.MouseButtonPress, start, left, left)
    found = []
    for place in places:
        begun, waited = time.perf_counter(), seconds_without_processor()
        send(driver, QEvent.Type.MouseMove, place, none, left)
        for canvas in (driver.window.canvases.input, driver.window.canvases.output):
            canvas.viewport().repaint()
        found.append(time.perf_counter() - begun - (seconds_without_processor() - waited))
        driver.rest(0.02)  # the engine's answers come, and are not counted
    assert placed_points(driver.state)
    send(driver, QEvent.Type.MouseButtonRelease, places[-1], left, none)
    driver.rest(0.1)
    return found


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

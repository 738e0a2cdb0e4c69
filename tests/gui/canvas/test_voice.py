"""What screen readers are told of the things on the canvases, and that nothing is made while none listens."""

from __future__ import annotations

import dataclasses
import gc
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, deformable_state, press_key, subpixel_state

from vizapp.gui.canvas import voice as voices
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.view import CanvasView
from vizapp.gui.canvas.voice import CanvasVoice
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.session.pins import NO_PINS, toggled
from vizapp.session.state import State

ShowDeformable = Callable[[State], tuple[DeformableScene, CanvasSession]]
ShowSubpixel = Callable[[State], tuple[SubpixelScene, CanvasSession]]
UNIT = (12, 20)
SPREAD = np.array([[(i - 1) * 2.0 + 0.25, (j - 1) * 2.0 - 0.4] for i in range(3) for j in range(3)])
_Text = QAccessible.Text


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[None]:
    """An assistive technology is on."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


class Told:
    """The events that screen readers were sent, as their kind and the name of what they are about."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[tuple[QAccessible.Event, str]] = []
        self.said: list[str] = []
        monkeypatch.setattr(voices.QAccessible, "updateAccessibility", self._take)
        monkeypatch.setattr(voices, "announce", lambda source, words: self.said.append(words))

    def _take(self, event: QAccessibleEvent) -> None:
        thing = event.object()
        name = thing.thing.name if isinstance(thing, voices.ThingObject) else ""
        self.events.append((event.type(), name))

    def kinds(self, name: str) -> set[QAccessible.Event]:
        return {kind for kind, about in self.events if about == name}


def view_of(canvas: ImageCanvas) -> CanvasView:
    view = canvas.findChild(CanvasView)
    assert isinstance(view, CanvasView)
    return view


def told_of(canvas: ImageCanvas) -> dict[str, str]:
    """Return name and value of everything on a canvas, as a screen reader asks for them."""
    found = QAccessible.queryAccessibleInterface(view_of(canvas))
    assert found is not None
    assert found.role() == QAccessible.Role.Canvas
    things = [found.child(index) for index in range(found.childCount())]
    assert all(things)
    assert [found.indexOfChild(thing) for thing in things] == list(range(len(things)))
    return {thing.text(_Text.Name): thing.text(_Text.Value) for thing in things}


def zoomed(scene: DeformableScene) -> ImageCanvas:
    canvas = scene.sampling.canvas
    canvas.zoom_to(QRectF(UNIT[1] - 10, UNIT[0] - 10, 20, 20))
    return canvas


def test_points_and_probe_say_what_and_where_they_are(
    listening: None, deformable: ShowDeformable, qtbot: QtBot
) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    said = told_of(canvas)
    assert [name for name in said if name.startswith("tap")] == [f"tap {i},{j}" for i in range(3) for j in range(3)]
    assert said["tap 0,1"] == "y 9.25, x 19.60"
    assert told_of(scene.probe.canvas) == {"probe": "unit y 12, x 20"}


def test_a_point_is_found_where_it_is_on_the_screen(listening: None, deformable: ShowDeformable) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    place = canvas.projection.to_screen(9.25, 19.6)
    on_screen = canvas.viewport().mapToGlobal(place.toPoint())
    view = QAccessible.queryAccessibleInterface(view_of(canvas))
    found = view.childAt(on_screen.x(), on_screen.y())
    assert found.text(_Text.Name) == "tap 0,1"
    assert (found.rect().center() - on_screen).manhattanLength() <= 2
    assert found.parent().text(_Text.Name) == canvas.accessibleName()
    assert view.childAt(on_screen.x() + 3000, on_screen.y()) is None


def test_a_canvas_that_is_named_otherwise_says_so(listening: None, canvas: ImageCanvas) -> None:
    found = QAccessible.queryAccessibleInterface(view_of(canvas))
    assert found.text(_Text.Name) == "Test canvas"
    canvas.name_aloud("Output of bicubic")
    assert found.text(_Text.Name) == "Output of bicubic"


def test_a_dragged_point_tells_its_new_position(
    listening: None, deformable: ShowDeformable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    told_of(canvas)
    told = Told(monkeypatch)
    hand = Hand(canvas)
    start = canvas.projection.to_screen(9.25, 19.6)
    hand.drag(start, start + QPointF(0, 2 * canvas.projection.scale))
    qtbot.waitUntil(lambda: QAccessible.Event.ValueChanged in told.kinds("tap 0,1"))
    assert QAccessible.Event.LocationChanged in told.kinds("tap 0,1")
    assert told.kinds("tap 2,2") == set()
    hand.release(start)
    assert told_of(canvas)["tap 0,1"] == "y 11.25, x 19.60, placed by hand"


def test_keys_say_what_they_have_done(
    listening: None, deformable: ShowDeformable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    view_of(canvas).setFocus()
    told_of(canvas)
    told = Told(monkeypatch)
    press_key(canvas, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(told.said))
    assert told.said == ["tap 0,0: y 9.25, x 16.60"]
    assert QAccessible.Event.Focus in told.kinds("tap 0,0")
    press_key(canvas, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(told.said) == 2)
    assert told.said[1] == "tap 0,0: y 9.35, x 16.60, placed by hand"
    view = QAccessible.queryAccessibleInterface(view_of(canvas))
    assert view.focusChild().text(_Text.Name) == "tap 0,0"
    assert view.focusChild().state().focused


def test_pins_are_told_of_on_both_canvases(listening: None, deformable: ShowDeformable) -> None:
    state = deformable_state(UNIT, SPREAD)
    pins = {"deformable": toggled(NO_PINS, (3, 4), None)}
    scene, _ = deformable(dataclasses.replace(state, view=dataclasses.replace(state.view, pins=pins)))
    for canvas in (scene.sampling.canvas, scene.probe.canvas):
        assert told_of(canvas)["pin A"] == "unit y 3, x 4"


def test_chips_and_tiles_say_phase_and_place(listening: None, subpixel: ShowSubpixel, qtbot: QtBot) -> None:
    scene, _ = subpixel(subpixel_state(pixel_yx=(2, 3)))
    chips = told_of(scene.shuffle.right.picked.chips.canvas)
    assert "at place 0,1" in chips["chip of phase 0,1"]
    assert "picked pixel" in chips
    tiles = told_of(scene.shuffle.left.tiles.canvas)
    assert any(name.startswith("tile 1,0") for name in tiles)
    assert any(words == "lands at place 1,0" for words in tiles.values())


def test_nothing_is_made_while_nobody_listens(deformable: ShowDeformable, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    asked: list[CanvasVoice] = []
    monkeypatch.setattr(CanvasVoice, "tell", lambda self: asked.append(self))
    hand = Hand(canvas)
    start = canvas.projection.to_screen(9.25, 19.6)
    hand.drag(start, start + QPointF(30, 0))
    hand.release(start)
    press_key(canvas, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert not asked
    view = view_of(canvas)
    began = time.process_time()
    for _ in range(1000):
        view.voice.follow()
    assert time.process_time() - began < 0.02  # 20 µs a frame


def test_what_has_gone_is_gone(listening: None, deformable: ShowDeformable, qtbot: QtBot) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    assert told_of(canvas)
    scene.sampling.setVisible(False)
    qtbot.waitUntil(lambda: not [name for name in told_of(canvas) if name.startswith("tap")])
    gc.collect()
    scene.sampling.setVisible(True)
    qtbot.waitUntil(lambda: "tap 0,1" in told_of(canvas))


def test_a_ring_shows_that_the_keys_are_there(deformable: ShowDeformable) -> None:
    scene, _ = deformable(deformable_state(UNIT, SPREAD))
    canvas = zoomed(scene)
    view = view_of(canvas)
    view.setFocus(Qt.FocusReason.MouseFocusReason)

    def corner() -> tuple[int, int, int]:
        colour = view.viewport().grab().toImage().pixelColor(1, 40)
        return colour.red(), colour.green(), colour.blue()

    before = corner()
    press_key(canvas, Qt.Key.Key_Tab)
    assert corner() != before
    Hand(canvas).click(QPointF(5, 5))
    assert corner() == before


def test_ctrl_and_an_arrow_moves_the_picture_and_not_what_lies_on_it(deformable: ShowDeformable) -> None:
    scene, session = deformable(deformable_state(UNIT, SPREAD))
    canvas = scene.probe.canvas
    canvas.zoom_to(QRectF(UNIT[1] - 5, UNIT[0] - 5, 10, 10))
    before = canvas.projection
    press_key(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.projection.left > before.left
    assert session.state.pick == UNIT
    press_key(canvas, Qt.Key.Key_Right)
    assert session.state.pick == (UNIT[0], UNIT[1] + 1)

"""Arrows to where training pushes, and the zone from which it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import numpy as np
from fakes import unit_reading
from PySide6.QtCore import QPointF, QRectF
from rig import CanvasSession, colour_at, deformable_snapshot, deformable_state, near, reading_at, rgb, with_spec

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.pushes import DEAD_ZONE, push_words
from vizapp.gui.deformable.requests import PROBE, PUSHES
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.protocol.requests import UnitsRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]


def test_pushes_are_asked_for_only_while_they_are_shown() -> None:
    state = deformable_state((12, 20))
    assert DEFORMABLE.requests(state)[PROBE] == UnitsRequest(((12, 20),))
    shown = replace(state, view=replace(state.view, shown=frozenset({PUSHES})))
    assert DEFORMABLE.requests(shown)[PROBE] == UnitsRequest(((12, 20),), pushes=True)


def test_the_longest_arrow_starts_at_the_point_that_is_pushed_most(deformable: Show, pair: CanvasPair) -> None:
    push = np.zeros((9, 2), np.float32)
    push[8] = (2e-6, 0)  # down
    push[0] = (0, -1e-6)  # to the left, half as much
    reading = msgspec.structs.replace(reading_at((12, 20), np.zeros((9, 2))), push_yx=push)
    state = deformable_state((12, 20))
    view = replace(state.view, shown=frozenset({PUSHES}))
    scene, session = deformable(replace(state, view=view, snapshot=deformable_snapshot(reading)))
    key = scene.overlays[PUSHES].key
    assert key.lines == ("longest arrow: 2e−6 loss per px", "at one of 3\u202f072 units")
    pair.input.zoom_to(QRectF(14, 6, 13, 13))
    to_screen = pair.input.projection.to_screen
    down, left = to_screen(13, 21) + QPointF(0, 6.5 + 18), to_screen(11, 19) - QPointF(6.5 + 8, 0)
    assert near(colour_at(pair.input, down), rgb(direction_colour(1, 0)), 60)
    assert near(colour_at(pair.input, left), rgb(direction_colour(0, -1)), 60)
    assert near(colour_at(pair.input, left - QPointF(14, 0)), (128, 128, 128), 40)
    session.show(snapshot=deformable_snapshot(msgspec.structs.replace(reading, push_yx=3 * push)))
    assert key.lines[0] == "longest arrow: 6e−6 loss per px"
    session.show(snapshot=deformable_snapshot(msgspec.structs.replace(reading, push_yx=0 * push)))
    assert key.lines == ("nothing is pushed: the gradient is 0",)
    session.look(shown=frozenset())
    assert not key.isVisible()


def test_the_scale_is_that_of_the_offset_group_on_show() -> None:
    push = np.zeros((18, 2), np.float32)
    push[3], push[11] = (0, 5e-4), (-0.25, 0)
    reading = msgspec.structs.replace(unit_reading(unit_yx=(12, 20), offset_groups=2), push_yx=push)
    state = with_spec(deformable_state((12, 20)), offset_groups=2)
    state = replace(state, snapshot=deformable_snapshot(reading))
    found = [push_words(replace(state, view=replace(state.view, offset_group=group)))[0] for group in (0, 1)]
    assert found == ["longest arrow: 5e−4 loss per px", "longest arrow: 0.25 loss per px"]


def test_the_dead_zone_begins_a_pixel_outside(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state((24, 30)))
    pair.input.zoom_to(QRectF(-4, -4, 10, 10))
    to_screen = pair.input.projection.to_screen
    places = {"inside": to_screen(0.2, 3), "rim": to_screen(-0.8, 3), "dead": to_screen(-1.3, 3)}
    before = {name: colour_at(pair.input, place) for name, place in places.items()}
    session.look(shown=frozenset({DEAD_ZONE}))
    after = {name: colour_at(pair.input, place) for name, place in places.items()}
    assert [name for name in places if not near(before[name], after[name])] == ["dead"]

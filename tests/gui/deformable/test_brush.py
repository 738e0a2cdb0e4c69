"""The units that a dragged point is placed for are framed on the output."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from rig import CanvasSession, Hand, deformable_state, placed_points, screen

from vizapp.document.placed import Region, Unit
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)


def changed(pair: CanvasPair, bare: np.ndarray) -> np.ndarray:
    """Return which pixels of the output differ from ``bare`` beyond the probe's own square: bool (h, w)."""
    differs = np.abs(screen(pair.output).astype(int) - bare).max(axis=2) > 40
    place = pair.output.projection.to_screen(*UNIT).toPoint()
    differs[place.y() - 12 : place.y() + 12, place.x() - 12 : place.x() + 12] = False
    return differs


def frame_of(pair: CanvasPair, top: float, left: float, bottom: float, right: float) -> list[float]:
    """Return where the borders of units from ``top`` to before ``bottom`` are on the screen: y, x, y, x."""
    first = pair.output.projection.to_screen(top - 0.5, left - 0.5)
    last = pair.output.projection.to_screen(bottom - 0.5, right - 0.5)
    return [first.y(), first.x(), last.y(), last.x()]


def found_frame(differs: np.ndarray) -> list[int]:
    rows, columns = np.nonzero(differs)
    return [rows.min(), columns.min(), rows.max(), columns.max()]


def test_the_brush_is_framed_and_follows_probe_and_size(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state(UNIT))
    bare = screen(pair.output).astype(int)
    session.set_scope("brush")
    session.set_brush(9)
    assert found_frame(changed(pair, bare)) == pytest.approx(frame_of(pair, 8, 16, 17, 25), abs=3)
    session.set_brush(15)
    assert found_frame(changed(pair, bare)) == pytest.approx(frame_of(pair, 5, 13, 20, 28), abs=3)
    session.set_brush(31)
    assert found_frame(changed(pair, bare)) == pytest.approx(frame_of(pair, 0, 5, 28, 36), abs=3), "units end there"
    session.set_scope("everywhere")
    assert not changed(pair, bare).any()


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_while_a_point_is_dragged_what_it_is_placed_for_is_framed(
    deformable: Show, pair: CanvasPair, key: Qt.KeyboardModifier
) -> None:
    scene, session = deformable(deformable_state(UNIT))
    bare = screen(pair.output).astype(int)
    session.set_scope("brush")
    session.set_brush(9)
    hand, marks = Hand(pair.input), scene.sampling.marks
    assert marks is not None
    hand.modifiers = key
    start = pair.input.projection.to_screen(*marks.point_yx[8].tolist())
    hand.drag(start, start + (start - pair.input.projection.to_screen(*marks.point_yx[7].tolist())))
    only_unit = key != Qt.KeyboardModifier.NoModifier
    assert changed(pair, bare).any() != only_unit
    (point,) = placed_points(session)
    assert point.where == (Unit(UNIT) if only_unit else Region(8, 16, 9, 9))
    hand.release(start)
    assert changed(pair, bare).any(), "the next one is for the brush again"


def test_with_ctrl_the_wheel_sizes_the_brush_and_else_zooms(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state(UNIT, scope="brush", brush=9))
    hand, place, before = Hand(pair.output), pair.output.projection.to_screen(*UNIT), pair.output.projection
    hand.modifiers = Qt.KeyboardModifier.ControlModifier
    hand.wheel(place, 1)
    assert session.state.view.brush == 11
    hand.wheel(place, -2)
    assert session.state.view.brush == 9, "a turn is a step, however far"
    assert pair.output.projection == before
    hand.modifiers = Qt.KeyboardModifier.NoModifier
    hand.wheel(place, 1)
    assert pair.output.projection.scale > before.scale
    session.set_scope("unit")
    hand.modifiers = Qt.KeyboardModifier.ControlModifier
    hand.wheel(place, 1)
    assert session.state.view.brush == 9, "there is none to be sized"

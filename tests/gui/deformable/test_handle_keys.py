"""The handles around the points by key: Tab leads to them, arrow keys turn and scale all points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from rig import CanvasSession, deformable_state, placed_points, press_key, screen

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.constellation import KEY_FACTOR, KEY_TURN
from vizapp.gui.deformable.handle_keys import SMALL_FACTOR, SMALL_TURN
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)
SHIFT = Qt.KeyboardModifier.ShiftModifier
TURN, SCALE = 1, 2
"""How often Tab is pressed after the last point."""


def led_to(deformable: Show, handle: int) -> tuple[ImageCanvas, CanvasSession]:
    """Show a unit whose last point is selected, and press Tab until a handle has the keys."""
    scene, session = deformable(deformable_state(UNIT, np.zeros((9, 2)), selected_tap=8))
    canvas = scene.sampling.canvas
    canvas.zoom_to(QRectF(UNIT[1] - 6, UNIT[0] - 6, 12, 12))
    canvas.setFocus()
    for _ in range(handle):
        press_key(canvas, Qt.Key.Key_Tab)
    return canvas, session


def offset_of(session: CanvasSession, tap: int) -> np.ndarray:
    return np.array(next(point.offset_yx for point in placed_points(session) if point.tap.k == tap))


@pytest.mark.parametrize(
    ("key", "modifiers", "degrees"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, SMALL_TURN),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, -SMALL_TURN),
        (Qt.Key.Key_Down, SHIFT, KEY_TURN),
    ],
)
def test_arrow_keys_turn_all_points(
    deformable: Show, key: Qt.Key, modifiers: Qt.KeyboardModifier, degrees: float
) -> None:
    canvas, session = led_to(deformable, TURN)
    press_key(canvas, key, modifiers)
    assert len(placed_points(session)) == 9
    angle = np.radians(degrees)
    # The tap to the right of the middle, (0, 1), comes to lie at (sin, cos): below it for a turn with the clock.
    assert offset_of(session, 5) == pytest.approx(np.array([np.sin(angle), np.cos(angle) - 1]), abs=1e-5)
    assert session.called("end_gesture")


@pytest.mark.parametrize(
    ("key", "modifiers", "factor"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, SMALL_FACTOR),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 1 / SMALL_FACTOR),
        (Qt.Key.Key_Right, SHIFT, KEY_FACTOR),
    ],
)
def test_arrow_keys_scale_all_points(
    deformable: Show, key: Qt.Key, modifiers: Qt.KeyboardModifier, factor: float
) -> None:
    canvas, session = led_to(deformable, SCALE)
    press_key(canvas, key, modifiers)
    assert offset_of(session, 5) == pytest.approx(np.array([0, factor - 1]), abs=1e-5)


def test_the_handle_with_the_keys_is_seen_and_left_with_escape(deformable: Show) -> None:
    canvas, session = led_to(deformable, TURN)
    with_ring = screen(canvas)
    press_key(canvas, Qt.Key.Key_Tab)
    assert (screen(canvas) != with_ring).any()
    press_key(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert (screen(canvas) == with_ring).all()
    press_key(canvas, Qt.Key.Key_Escape)
    press_key(canvas, Qt.Key.Key_Right)
    assert placed_points(session) == ()
    assert (screen(canvas) != with_ring).any()


def test_tab_goes_back_from_a_handle_to_the_points(deformable: Show) -> None:
    canvas, session = led_to(deformable, TURN)
    assert session.state.view.selected_tap is None
    press_key(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert session.state.view.selected_tap == 8

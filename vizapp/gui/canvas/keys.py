"""Arrow keys and the Tab key on a canvas, for every overlay whose things are moved or chosen by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""The direction of each arrow key as (down, right)."""
TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
"""How far each key goes in an order."""
PIXEL_STEP, LARGE_PIXEL_STEP = 1, 10
"""Pixels that an arrow key goes where whole pixels are picked, and with Shift."""

Step = TypeVar("Step", int, float)


class KeyMoves(Generic[Step]):
    """Moves something with the arrow keys, by a large step with Shift.

    Moves are one gesture, that is one entry to undo, until the key is released.
    """

    def __init__(
        self,
        move: Callable[[Step, Step], bool],
        small: Step,
        large: Step,
        end_gesture: Callable[[], None] | None = None,
    ) -> None:
        """Prepare for moves.

        Args:
            move: moves by (down, right); returns whether that changed the document.
            small, large: the step, and that with Shift.
            end_gesture: called once when the key is released after moves that changed the document.
        """
        self._move: Callable[[Step, Step], bool] = move
        self._small: Step = small
        self._large: Step = large
        self._end_gesture = end_gesture
        self._in_gesture = False

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Move if the key is an arrow, and return whether it is one."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            return False
        step = self._large if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._small
        self._in_gesture |= self._move(way[0] * step, way[1] * step)
        return True

    def key_released(self, event: QKeyEvent) -> None:
        """End the gesture if the key is an arrow."""
        if event.key() in ARROWS:
            self.end()

    def end(self) -> None:
        """End the gesture, if one has begun."""
        if self._in_gesture:
            self._in_gesture = False
            if self._end_gesture is not None:
                self._end_gesture()


def next_by_tab(event: QKeyEvent, current: int | None, count: int) -> int | None:
    """Return which of ``count`` things in an order Tab or Shift+Tab chooses after ``current``.

    It is None for any other key, and past either end of the order: the key is then left to the window, so that the
    focus can move on.
    """
    step = TABS.get(Qt.Key(event.key()))
    if step is None:
        return None
    chosen = (0 if step > 0 else count - 1) if current is None else current + step
    return chosen if 0 <= chosen < count else None

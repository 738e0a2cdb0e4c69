"""How coarsely sub-pixels are drawn while they move, so that a large or dense screen does not slow them. No Qt."""

from __future__ import annotations

MOST_SECONDS = 0.009
"""Of the processor, that a frame may take; what else the window does with it needs the rest of its 16 ms."""
_FINER_BELOW = 0.007
"""Seconds within which a frame with the next finer step is to be expected before that is taken."""
_COARSEST = 4


class FramePace:
    """Draws a frame with one pixel for several of the screen if those of before took too long, and finer if it can.

    What stands still is always drawn with one pixel for each of the screen.
    """

    def __init__(self) -> None:
        self._step = 1

    def step(self, is_moving: bool) -> int:
        """Return how many device pixels along each side are drawn as one."""
        return self._step if is_moving else 1

    def note(self, is_moving: bool, seconds: float) -> None:
        """Take note of what a frame took."""
        if not is_moving:
            return
        if seconds > MOST_SECONDS:
            self._step = min(self._step + 1, _COARSEST)
        elif self._step > 1 and seconds * (self._step / (self._step - 1)) ** 2 < _FINER_BELOW:
            self._step -= 1

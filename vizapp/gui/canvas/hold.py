"""Holding something on a canvas with the mouse: what every overlay whose things can be dragged has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import Qt

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.gestures import Gestures

Thing = TypeVar("Thing")
PlaceYX: TypeAlias = tuple[float, float]
"""(y, x) in a coordinate system of the caller's choice, the same one for the thing and for the cursor."""


class Hold(Generic[Thing]):
    """A thing taken with a press, moved with the cursor, and let go, lost or put back.

    The thing keeps its distance from the cursor, so that it does not jump when it is taken beside its centre. What a
    drag changes in the document is one gesture, that is one entry to undo. It ends once: when the button is released,
    when the window loses the mouse, or when Escape puts the thing back.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        self._canvas = canvas
        self._session = session
        self._thing: Thing | None = None
        self._place: PlaceYX = (0.0, 0.0)
        self._grip: PlaceYX = (0.0, 0.0)
        self._moved = False

    @property
    def thing(self) -> Thing | None:
        """What is held now."""
        return self._thing

    @property
    def place(self) -> PlaceYX:
        """Where the thing that is held is now."""
        return self._place

    @property
    def moved(self) -> bool:
        """Whether the thing has been moved since it was taken."""
        return self._moved

    def take(self, thing: Thing, place: PlaceYX, cursor: PlaceYX) -> None:
        """Hold ``thing``, whose centre is at ``place``, with the cursor at ``cursor``."""
        self._thing, self._place = thing, place
        self._grip = (place[0] - cursor[0], place[1] - cursor[1])
        self._moved = False
        self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, cursor: PlaceYX) -> None:
        """Let the thing that is held follow the cursor."""
        self._place = (cursor[0] + self._grip[0], cursor[1] + self._grip[1])
        self._moved = True

    def let_go(self) -> bool:
        """Leave the thing where it is and end the gesture; return whether something was held."""
        held = self._thing is not None
        if held:
            self._thing = None
            self._canvas.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        if self._moved:
            self._moved = False
            self._session.end_gesture()
        return held

    def put_back(self, restore: Callable[[Thing], None]) -> bool:
        """Let go, having called ``restore`` if the thing has been moved; return whether something was held.

        Args:
            restore: makes the document what it was when the thing was taken, as part of the same gesture.
        """
        if self._thing is not None and self._moved:
            restore(self._thing)
        return self.let_go()

    def forget(self) -> None:
        """Hold nothing any more, because the thing is gone; the gesture still ends when the button is released."""
        self._thing = None

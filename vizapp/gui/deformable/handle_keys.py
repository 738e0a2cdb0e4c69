"""Turning and scaling all points of a unit by key: Tab leads from the last point to the handles of their ring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.gui.canvas.keys import KeyMoves
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.deformable.constellation import KEY_FACTOR, KEY_TURN, scale_probe, turn_probe
from vizapp.gui.deformable.handles import HANDLES, Handle, Ring, draw_circle, draw_handles
from vizapp.gui.deformable.placing import degrees_text, factor_text
from vizapp.gui.gestures import Gestures

SMALL_TURN = 1.0
"""Degrees that an arrow key turns the points by; with Shift it is as much as by the key for it."""
SMALL_FACTOR = 1.02
"""What an arrow key scales the points by; with Shift it is as much as by the key for it."""


class HandleKeys:
    """Knows which handle has the keys, and turns or scales the points with the arrow keys.

    Right and down turn with the clock and scale up, left and up the other way.
    """

    def __init__(self, session: Gestures) -> None:
        self._session = session
        self.chosen: Handle | None = None
        self._turned, self._factor = 0.0, 1.0
        self._moves: KeyMoves[int] = KeyMoves(self._move, 1, 2, session.end_gesture)

    def choose(self, handle: Handle | None) -> bool:
        """Give a handle the keys, or none; return whether that is another one."""
        differs, self.chosen = handle != self.chosen, handle
        if differs:
            self._moves.end()
            self._turned, self._factor = 0.0, 1.0
        return differs

    def draw(self, painter: QPainter, ring: Ring | None, room: QRectF) -> None:
        """Draw the ring on the screen with the handle that has the keys."""
        if ring is not None and self.chosen is not None:
            words = degrees_text(self._turned) if self.chosen == "turn" else factor_text(self._factor)
            draw_circle(painter, ring)
            draw_handles(painter, ring, room, self.chosen, words)

    def things(self, ring: Ring | None) -> Sequence[Thing]:
        """Return both handles, for screen readers, while one of them has the keys."""
        if ring is None or self.chosen is None:
            return ()
        names: dict[Handle, str] = {
            "turn": QCoreApplication.translate("HandleKeys", "handle that turns all points"),
            "scale": QCoreApplication.translate("HandleKeys", "handle that scales all points"),
        }
        values: dict[Handle, str] = {
            "turn": QCoreApplication.translate("HandleKeys", "turned {degrees}").format(
                degrees=degrees_text(self._turned)
            ),
            "scale": QCoreApplication.translate("HandleKeys", "scaled {factor}").format(
                factor=factor_text(self._factor)
            ),
        }
        return [
            Thing(handle, names[handle], values[handle], around(ring.place_of(handle)), handle == self.chosen)
            for handle in HANDLES
        ]

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Turn or scale if a handle has the keys and the key is an arrow; return whether that is so."""
        return self.chosen is not None and self._moves.key_pressed(event)

    def key_released(self, event: QKeyEvent) -> None:
        """End the gesture, if one has begun."""
        self._moves.key_released(event)

    def _move(self, down: int, right: int) -> bool:
        way = 1 if down + right > 0 else -1
        is_large = abs(down + right) > 1
        if self.chosen == "turn":
            degrees = way * (KEY_TURN if is_large else SMALL_TURN)
            done = turn_probe(self._session, degrees, "turn points by key")
            self._turned += degrees if done else 0.0
            return done
        factor = (KEY_FACTOR if is_large else SMALL_FACTOR) ** way
        done = scale_probe(self._session, factor, "scale points by key")
        self._factor *= factor if done else 1.0
        return done

"""What a part of a view shows, resolved from the state into one value; only that decides when it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from vizapp.session.state import State

S = TypeVar("S")


class Shown(Generic[S]):
    """One part of a view: a pure function from the state to what the part shows, and what draws that.

    The part is drawn when the resolved value differs from the one that was drawn last. A field of the state that the
    part shows without comparing it cannot exist: ``draw`` is given the resolved value and nothing more.
    """

    def __init__(self, resolve: Callable[[State], S], draw: Callable[[S], None]) -> None:
        """Have drawn nothing yet.

        Args:
            resolve: returns everything that the part shows, as a value that compares: strings, numbers, frozen
                dataclasses; large things such as pictures compare by identity.
            draw: shows such a value; emits no gesture.
        """
        self._resolve = resolve
        self._draw = draw
        self._drawn: tuple[S] | None = None

    def follow(self, state: State) -> None:
        """Draw what ``state`` shows, if that differs from what is drawn."""
        shown = (self._resolve(state),)
        if shown != self._drawn:
            self._drawn = shown
            self._draw(shown[0])

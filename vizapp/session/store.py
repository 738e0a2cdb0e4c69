"""The present state, and who wants to know when it changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from vizapp.session.state import State

Listener: TypeAlias = Callable[[State, State], None]


class Store:
    """Holds the state and calls every listener with the state before and after each change, in order.

    A listener may change the state; the others then hear of both changes, one after the other.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self._listeners: list[Listener] = []
        self._untold: deque[tuple[State, State]] = deque()
        self._telling = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` at every change from now on; the returned function ends it, and may be called twice."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def change(self, **changes: Any) -> None:
        """Replace these fields of the state."""
        self.put(replace(self.state, **changes))

    def put(self, state: State) -> None:
        """Make ``state`` the present one. Nobody is told if it is the present one already."""
        if state is self.state:
            return
        self._untold.append((self.state, state))
        self.state = state
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                old, new = self._untold.popleft()
                for listener in tuple(self._listeners):
                    listener(old, new)
        finally:
            # After a listener has failed the others must not be told of old changes as if they were new.
            self._untold.clear()
            self._telling = False

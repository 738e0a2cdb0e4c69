"""The present state and its listeners."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypedDict, Unpack

from vizapp.session.banner import Banner
from vizapp.session.engine_state import Teaching, Transport
from vizapp.session.source_state import ArrayChoice, OffsetOffer
from vizapp.session.state import State
from vizapp.session.view import ChannelMemory

Listener: TypeAlias = Callable[[State, State], None]


class Changes(TypedDict, total=False):
    """The fields of the state that are changed by themselves; all others change together with others."""

    banner: Banner | None
    channels: ChannelMemory
    reading: str | None
    reads_network: bool
    choice: ArrayChoice | None
    recent: tuple[str, ...]
    transport: Transport
    teaching: Teaching
    offer: OffsetOffer | None


class Store:
    """Holds the state and calls every listener with the old and the new state of each change, in order.

    A listener may change the state; the other listeners are then called for both changes in order.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self._listeners: list[Listener] = []
        self._untold: deque[tuple[State, State]] = deque()
        self._telling = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` at every change from now on; return an idempotent function that unsubscribes it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def change(self, **changes: Unpack[Changes]) -> None:
        """Replace these fields of the state."""
        self.put(replace(self.state, **changes))

    def put(self, state: State) -> None:
        """Make ``state`` the present one; listeners are not called if it already is."""
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
            # After a listener has failed, the pending changes are dropped: later calls must not report them as new.
            self._untold.clear()
            self._telling = False

"""A session that only holds a state, for scenes that can be looked at but not changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from vizapp.gui.gestures import Gestures
from vizapp.session.state import State

_GESTURES = frozenset(name for name in vars(Gestures) if not name.startswith("_"))


class StillSession:
    """Holds a state and ignores every gesture; it has no engine."""

    def __init__(self) -> None:
        self.state = State()

    @property
    def shows_everything(self) -> bool:
        return True

    def subscribe(self, listener: Callable[[State | None, State], None]) -> Callable[[], None]:
        """Return what ends a subscription that never hears of anything."""
        del listener
        return _nothing

    def __getattr__(self, name: str) -> Any:
        if name in _GESTURES:
            return _nothing
        raise AttributeError(name)

    @property
    def gestures(self) -> Gestures:
        """This session, typed as the gestures that scenes expect."""
        return cast(Gestures, self)


def _nothing(*args: object, **named: object) -> None:
    del args, named

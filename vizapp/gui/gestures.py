"""What the window's parts ask of the session; :class:`vizapp.session.session.Session` offers it and more."""

from __future__ import annotations

from typing import Any, Protocol

from vizapp.document.experiment import Experiment
from vizapp.session.state import Scope, State


class Gestures(Protocol):
    """What a person does in the window. Changes that share a ``gesture`` are one entry to undo until it is ended."""

    @property
    def state(self) -> State: ...

    def look(self, **changes: Any) -> None: ...

    def place_point(
        self, tap: int, offset_yx: tuple[float, float], gesture: str | None = ..., scope: Scope | None = ...
    ) -> None: ...

    def clear_points(self) -> None: ...

    def update(self, experiment: Experiment, label: str, gesture: str | None = ...) -> None: ...

    def end_gesture(self) -> None: ...

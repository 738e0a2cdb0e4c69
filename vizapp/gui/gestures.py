"""The part of :class:`vizapp.session.session.Session` that the views of the window use."""

from __future__ import annotations

from typing import Protocol

from vizapp.document.experiment import Experiment
from vizapp.document.placed import Tap
from vizapp.document.values import Position
from vizapp.protocol.requests import Region
from vizapp.session.state import Scope, Side, State


class Gestures(Protocol):
    """The user's operations. Changes with the same ``gesture`` form one undo entry until it is ended."""

    @property
    def state(self) -> State: ...

    # The document

    def update(self, experiment: Experiment, label: str, gesture: str | None = None) -> None: ...

    def end_gesture(self) -> None: ...

    def place_point(
        self,
        tap: Tap,
        offset_yx: tuple[float, float],
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None: ...

    def clear_points(self) -> None: ...

    # The view

    def pick(self, unit: Position | None) -> None: ...

    def pin(self, unit: Position) -> None: ...

    def clear_pins(self) -> None: ...

    def select_tap(self, tap: int | None) -> None: ...

    def select_group(self, group: int) -> None: ...

    def set_scope(self, scope: Scope) -> None: ...

    def show_picture(self, side: Side, name: str) -> None: ...

    def show_output_channel(self, channel: int | None) -> None: ...

    def show_input_channel(self, channel: int | None) -> None: ...

    def show_overlay(self, key: str, shown: bool) -> None: ...

    def show_rigid(self, rigid: bool) -> None: ...

    def see_region(self, region: Region | None) -> None: ...

"""The part of :class:`vizapp.session.session.Session` that the views of the window use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Protocol

from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.values import Position
from vizapp.problem import Problem
from vizapp.protocol.requests import Region
from vizapp.session.state import Scope, Side, State
from vizapp.sources.raw_pixels import RawPixels


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

    def place_points(
        self,
        offsets: Mapping[Tap, tuple[float, float]],
        label: str,
        gesture: str | None = None,
        scope: Scope | None = None,
    ) -> None: ...

    def clear_points(self) -> None: ...

    def lift_point(self, point: PlacedPoint) -> None: ...

    def teach(self) -> None: ...

    def reopen_offsets(self) -> None: ...

    # The unseen picture

    def open_unseen_path(self, path: str | Path) -> None: ...

    def open_unseen_bytes(self, data: bytes, name: str) -> None: ...

    def open_unseen_pixels(self, pixels: RawPixels, name: str) -> None: ...

    def use_bundled_unseen(self) -> None: ...

    def notify(
        self, problem: Problem, kind: Literal["error", "warning", "info"] = "error", *, about_opening: bool = False
    ) -> None: ...

    # The view

    def pick(self, unit: Position | None) -> None: ...

    def pin(self, unit: Position) -> None: ...

    def clear_pins(self) -> None: ...

    def select_tap(self, tap: int | None) -> None: ...

    def select_group(self, group: int) -> None: ...

    def set_scope(self, scope: Scope) -> None: ...

    def set_brush(self, side: int) -> None: ...

    def show_picture(self, side: Side, name: str) -> None: ...

    def show_output_channel(self, channel: int | None) -> None: ...

    def show_input_channel(self, channel: int | None) -> None: ...

    def show_overlay(self, key: str, shown: bool) -> None: ...

    def show_rigid(self, rigid: bool) -> None: ...

    def show_unseen(self, shown: bool) -> None: ...

    def show_run(self, run: str | None) -> None: ...

    def ask_readers(self, pixel_yx: Position | None) -> None: ...

    def see_region(self, region: Region | None) -> None: ...

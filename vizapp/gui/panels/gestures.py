"""What the panels ask of a session."""

from __future__ import annotations

from typing import Any, Protocol

from vizapp.experiment import Experiment
from vizapp.session.state import State


class PanelSession(Protocol):
    """The part of :class:`vizapp.session.session.Session` that the panels use."""

    @property
    def state(self) -> State:
        """Everything the window shows."""

    def update(self, experiment: Experiment, label: str, gesture: str | None = None) -> None:
        """Make ``experiment`` the document; changes with one ``gesture`` are undone together."""

    def end_gesture(self) -> None:
        """Close the gesture that is open, so that the next change is undone on its own."""

    def look(self, **changes: Any) -> None:
        """Change fields of the view."""

    def clear_points(self) -> None:
        """Take back every point placed by hand."""

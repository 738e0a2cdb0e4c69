"""The session's interface to a lab: its requests to the engine, and the grid of its picks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.protocol.events import Configured
from vizapp.protocol.requests import Request
from vizapp.session.picks import Grid
from vizapp.session.state import State
from vizapp.session.view import View


class LabModel(Protocol):
    """One lab, seen from the session, without Qt."""

    @property
    def shown_at_first(self) -> frozenset[str]:
        """The keys of the overlays that are shown at first."""
        ...

    def requests(self, state: State) -> dict[str, Request]:
        """Return the requests of this lab's views for ``state``, by name."""
        ...

    def pick_grid(self, experiment: Experiment, configured: Configured) -> Grid | None:
        """Return the grid of the units that can be picked; None if nothing can be picked.

        ``configured`` gives the last known sizes of the maps; the experiment may have changed since.
        """
        ...

    def followed(self, view: View, before: LabSpec, after: LabSpec) -> View:
        """Return ``view`` with its selection converted from the settings ``before`` to the settings ``after``."""
        ...


LabModels: TypeAlias = Mapping[str, LabModel]
"""Lab models by the lab's name in the document."""

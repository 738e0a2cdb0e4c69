"""What the session knows of a lab: what it asks the engine to see, and how its picks are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.protocol.messages import Configured
from vizapp.protocol.requests import Request
from vizapp.session.picks import Grid
from vizapp.session.state import State, View


class LabModel(Protocol):
    """One lab, seen from the session. No Qt is needed for it."""

    @property
    def shown_at_first(self) -> frozenset[str]:
        """The keys of the overlays that are shown until the person changes that."""
        ...

    def requests(self, state: State) -> dict[str, Request]:
        """Return what the views of ``state`` show of this lab, by the names that they look for."""
        ...

    def pick_grid(self, experiment: Experiment, configured: Configured) -> Grid | None:
        """Return how the places that can be picked are counted; None where nothing can be picked.

        ``configured`` tells the sizes of the maps as they were last; the experiment may have changed since.
        """
        ...

    def followed(self, view: View, before: LabSpec, after: LabSpec) -> View:
        """Return ``view`` with what is selected in it as ``after`` counts, where it was as ``before`` does."""
        ...


LabModels: TypeAlias = Mapping[str, LabModel]
"""By the name that the document gives the lab."""

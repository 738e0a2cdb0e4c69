"""The ways of the training to other steps of its timeline, from where undo and redo bring it back."""

from __future__ import annotations

from vizapp.document.experiment import Experiment
from vizapp.session.history import Place
from vizapp.session.state import State


class Ways:
    """The ways of the training to other steps, as far as undo has to do with them.

    Attributes:
        left: where it stood before the last ones; several in a row, such as a drag along the timeline, are one.
    """

    def __init__(self) -> None:
        self.left: Place | None = None
        self._came_to: Place | None = None
        self._wanted_for: Experiment | None = None

    def leave(self, here: Place) -> None:
        """Take note that the person sends the training to another step."""
        self._wanted_for = None
        if here != self._came_to:
            self.left = here

    def send_for(self, experiment: Experiment) -> None:
        """Take note that undo or redo has come to a document, and sends the training to where it stood."""
        self._wanted_for = experiment

    def arrive(self, here: Place, experiment: Experiment) -> bool:
        """Take note of an arrival; return whether undo or redo has sent it there, and the document is still its."""
        self._came_to = here
        wanted_for, self._wanted_for = self._wanted_for, None
        return wanted_for == experiment


def place_in(state: State) -> Place:
    """Return where the training of the active lab stands."""
    lab = state.experiment.lab
    return Place(state.trainings.get(lab, 0), state.timeline.present, state.transport.step)

"""The sources that a lab is built from."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.labs.brought import BroughtArrays
from vizapp.labs.networks import NetworkSource
from vizapp.labs.working_copy import WorkingCopies


@dataclass(frozen=True)
class Sources:
    """What a lab computes from.

    Attributes:
        trained: the source, on which everything is trained and shown.
        unseen: another one, on which what has been trained is tried; None if there is none.
        brought: the arrays of a layer whose offsets were read from files; None if there are none.
        network: a network from a file of weights; None if there is none.
    """

    trained: WorkingCopies
    unseen: WorkingCopies | None = None
    brought: BroughtArrays | None = None
    network: NetworkSource | None = None

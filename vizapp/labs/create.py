"""From a document and a source to the lab that computes it."""

from __future__ import annotations

import numpy as np
import torch

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import SourceKind
from vizapp.labs.base import Lab
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.capabilities import Judges, TriesUnseen
from vizapp.labs.networks import NetworkSource
from vizapp.labs.register import LAB_MAKERS
from vizapp.labs.sources import Sources
from vizapp.labs.working_copy import WorkingCopies


class LabBuilder:
    """Builds labs, and keeps the working copies of the source that it was given last for those that follow."""

    def __init__(self) -> None:
        self._copies: WorkingCopies | None = None

    def __call__(
        self,
        experiment: Experiment,
        kind: SourceKind,
        values: np.ndarray,
        device: torch.device,
        brought: BroughtArrays | None = None,
        network: NetworkSource | None = None,
    ) -> Lab:
        """Build the lab that ``experiment`` names, at step 0.

        Args:
            experiment: everything that decides what is computed; its source and device are not looked at.
            kind, values: the source, as ``LoadedSource`` and ``SetSource`` have them. It must not change.
            device: where everything is computed.
            brought: the arrays of a layer with brought offsets; None if there are none.
            network: a network from a file of weights; None if there is none.

        Raises:
            ProblemError: the source or a setting does not fit.
        """
        # cuDNN's fastest gradients add up in any order; the same seed shall give the same numbers on the same device.
        torch.backends.cudnn.deterministic = True
        sources = Sources(self._copies_of(kind, values), brought=brought, network=network)
        return LAB_MAKERS[experiment.lab](experiment, sources, device)

    def _copies_of(self, kind: SourceKind, values: np.ndarray) -> WorkingCopies:
        if self._copies is None or not self._copies.are_of(kind, values):
            self._copies = WorkingCopies(kind, values)
        return self._copies


def create_lab(
    experiment: Experiment,
    kind: SourceKind,
    values: np.ndarray,
    device: torch.device,
    unseen: WorkingCopies | None = None,
    brought: BroughtArrays | None = None,
    network: NetworkSource | None = None,
) -> Lab:
    """Build one lab, as :class:`LabBuilder` does, and keep nothing. ``unseen`` is tried where the lab tries one.

    Raises:
        ProblemError: the source or a setting does not fit.
    """
    lab = LabBuilder()(experiment, kind, values, device, brought, network)
    give_unseen(lab, unseen)
    return lab


def give_unseen(lab: Lab, unseen: WorkingCopies | None) -> bool:
    """Give ``lab`` the picture that nothing is trained on, or none; return whether it uses one."""
    if not isinstance(lab, TriesUnseen):
        return False
    lab.set_unseen(unseen)
    return True


def give_judged(lab: Lab, picture: WorkingCopies | None) -> None:
    """Give ``lab`` what somebody's network has made of the source, or nothing, if it judges such pictures."""
    if isinstance(lab, Judges):
        lab.set_judged(picture)

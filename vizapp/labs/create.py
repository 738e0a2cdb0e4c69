"""From a document and a source to the lab that computes it."""

from __future__ import annotations

import numpy as np
import torch

from vizapp.document.experiment import Experiment
from vizapp.labs.base import Lab
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.working_copy import WorkingCopies
from vizapp.sources.loaded import SourceKind


class LabMaker:
    """Builds labs, and keeps the working copies of the source that it was given last for those that follow."""

    def __init__(self) -> None:
        self._copies: WorkingCopies | None = None

    def __call__(self, experiment: Experiment, kind: SourceKind, values: np.ndarray, device: torch.device) -> Lab:
        """Build the lab that ``experiment`` names, at step 0.

        Args:
            experiment: everything that decides what is computed; its source and device are not looked at.
            kind, values: the source, as ``LoadedSource`` and ``SetSource`` have them. It must not change.
            device: where everything is computed.

        Raises:
            LabError: the source does not fit, in one sentence.
        """
        # cuDNN's fastest gradients add up in any order; the same seed shall give the same numbers on the same device.
        torch.backends.cudnn.deterministic = True
        copies = self._copies_of(kind, values)
        if experiment.lab == "deformable":
            return DeformableLab(experiment, copies, device)
        if experiment.subpixel.task == "shuffle":
            return ShuffleLab(experiment, copies, device)
        return SuperResolveLab(experiment, copies, device)

    def _copies_of(self, kind: SourceKind, values: np.ndarray) -> WorkingCopies:
        if self._copies is None or not self._copies.are_of(kind, values):
            self._copies = WorkingCopies(kind, values)
        return self._copies


def create_lab(experiment: Experiment, kind: SourceKind, values: np.ndarray, device: torch.device) -> Lab:
    """Build one lab, as :class:`LabMaker` does, and keep nothing.

    Raises:
        LabError: the source does not fit, in one sentence.
    """
    return LabMaker()(experiment, kind, values, device)

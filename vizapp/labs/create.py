"""From a document and a source to the lab that computes it."""

from __future__ import annotations

import numpy as np
import torch

from vizapp.experiment import Experiment
from vizapp.labs.base import Lab
from vizapp.labs.deformable import DeformableLab
from vizapp.labs.shuffle import ShuffleLab
from vizapp.labs.super_resolve import SuperResolveLab
from vizapp.sources.loaded import SourceKind, network_values


def create_lab(experiment: Experiment, kind: SourceKind, values: np.ndarray, device: torch.device) -> Lab:
    """Build the lab that ``experiment`` names, at step 0.

    Args:
        experiment: everything that decides what is computed; its source and device are not looked at.
        kind, values: the source, as ``LoadedSource`` and ``SetSource`` have them.
        device: where everything is computed.

    Raises:
        LabError: the source does not fit, in one sentence.
    """
    # cuDNN's fastest gradients add up in any order; the same seed shall give the same numbers on the same device.
    torch.backends.cudnn.deterministic = True
    numbers = network_values(kind, values)
    if experiment.lab == "deformable":
        return DeformableLab(experiment, kind, numbers, device)
    if experiment.subpixel.task == "shuffle":
        return ShuffleLab(experiment, kind, numbers, device)
    return SuperResolveLab(experiment, kind, numbers, device)

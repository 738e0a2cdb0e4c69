"""Which class computes which task of the sub-pixel lab."""

from __future__ import annotations

import torch

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.labs.base import Lab, LabMaker
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.network import NetworkShuffleLab
from vizapp.labs.subpixel.overlap import OverlapLab
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.unshuffle import UnshuffleLab


def _make_shuffle(experiment: Experiment, sources: Sources, device: torch.device) -> Lab:
    """Build the lab of the direction that the document names, and of the network if it names one."""
    spec = experiment.spec_of(SubpixelSpec)
    if spec.uses_network:
        return NetworkShuffleLab(experiment, sources, device)
    return (UnshuffleLab if spec.is_inverse else ShuffleLab)(experiment, sources, device)


SUBPIXEL_TASK_MAKERS: dict[type[SubpixelTaskSpec], LabMaker] = {
    SuperResolveSpec: SuperResolveLab,
    ShuffleSpec: _make_shuffle,
    OverlapSpec: OverlapLab,
}
"""By the task's settings. Another task is a file of its own and a line here."""


def make_subpixel_lab(experiment: Experiment, sources: Sources, device: torch.device) -> Lab:
    """Build the lab of the task that the document names; a :data:`vizapp.labs.base.LabMaker`."""
    return SUBPIXEL_TASK_MAKERS[type(experiment.spec_of(SubpixelSpec).task)](experiment, sources, device)

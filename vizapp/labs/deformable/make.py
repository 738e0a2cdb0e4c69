"""Which class computes which task of the deformable lab."""

from __future__ import annotations

import torch

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import DeformableTaskSpec, ScaledShapesSpec
from vizapp.document.experiment import Experiment
from vizapp.labs.base import Lab, LabMaker
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.shapes.lab import ShapesLab
from vizapp.labs.sources import Sources

DEFORMABLE_LAB_MAKERS: dict[type[DeformableTaskSpec], LabMaker] = {
    ScaledShapesSpec: ShapesLab,
}
"""By the task's settings: the tasks that are no target for a single layer. The others have a line in
:mod:`vizapp.labs.deformable.tasks.register`."""


def make_deformable_lab(experiment: Experiment, sources: Sources, device: torch.device) -> Lab:
    """Build the lab of the task that the document names; a :data:`vizapp.labs.base.LabMaker`."""
    task = type(experiment.spec_of(DeformableSpec).task)
    return DEFORMABLE_LAB_MAKERS.get(task, DeformableLab)(experiment, sources, device)

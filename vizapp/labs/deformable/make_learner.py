"""The building of a layer, or a stack, at step 0."""

from __future__ import annotations

import torch

from vizapp.document.deformable import DeformableSpec
from vizapp.document.offset_branch import Modulation, OffsetBranchSpec
from vizapp.labs.deformable.learner import Learner
from vizapp.labs.deformable.lower_layers import rest_kernel
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.tasks.base import DeformableTask, GivesBranch
from vizapp.models.deformable_layer import DeformableLayer, numbers_of
from vizapp.models.offset_branch import make_branch

_FIRST_KERNEL = 0.02
"""The standard deviation of the weights of a kernel that is to be learned, at step 0."""


def make_learner(
    branch: OffsetBranchSpec, spec: DeformableSpec, task: DeformableTask, stage: Stage, generator: torch.Generator
) -> Learner:
    """Return a layer, or a stack, at step 0. A last kernel that is to be learned starts small and at random.

    Without a branch nothing is modulated either: the layer is the plain convolution.

    Args:
        branch: the settings of its branch, and of those of the layers below.
        spec: everything else.
        task: what it is to learn.
        stage: what it learns on.
        generator: of the random weights.
    """
    kernel, values = task.kernel, stage.picture.values
    operator = spec.operator
    if operator.learns != "offsets":
        kernel = (_FIRST_KERNEL * torch.randn(kernel.shape, generator=generator)).to(kernel)
    modulation: Modulation = "none" if branch.kind == "none" else operator.modulation
    kernels = [*[rest_kernel(spec, values)] * (operator.layers - 1), kernel]
    _, *sizes = spec.geometry.stacked_sizes(*stage.picture.size, operator.layers)
    own = task if isinstance(task, GivesBranch) else None
    if own is not None:
        modulation = operator.modulation
    *below, layer = (
        DeformableLayer(
            each,
            own.offset_branch()
            if own is not None
            else make_branch(branch, numbers_of(spec.points, modulation), size, values, generator),
            spec.geometry,
            offset_groups=operator.offset_groups,
            modulation=modulation,
            learns=operator.learns,
            bias=None if own is None else own.bias,
        )
        for each, size in zip(kernels, sizes, strict=True)
    )
    return Learner(branch, layer, task, stage, spec.learning_rate, below)

"""The arrays that are kept with the results of a run of the deformable lab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from vizapp.labs.deformable.learner import Learner
from vizapp.labs.deformable.lower_layers import LowerResult
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.tasks.base import DeformableTask
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.ops import sampling_points


@dataclass(frozen=True)
class ResultArrays:
    """What a task is and what a learner has come to, by the names in the file.

    Attributes:
        unseen: the picture that nothing is trained on, if there is one.
    """

    task: DeformableTask
    learner: Learner
    trained: Stage
    unseen: Stage | None

    def of_task(self) -> dict[str, Tensor]:
        """Return input, kernel, target, true points where they are known, and what the task adds."""
        aim = self.task.aim
        arrays = {"input": self.trained.picture.values, "kernel": self.task.kernel, "target": aim.target}
        if aim.true_offset is not None:
            arrays["truth"] = _points(self.learner.layer, aim.true_offset)
        return arrays | self.task.result_arrays()

    def of_layers(self) -> dict[str, Tensor]:
        """Return offsets, points, output, masks and learned kernel of the last layer, and those of the others."""
        layer, present = self.learner.layer, self.learner.present()
        result = present.result
        arrays = {"offsets": result.offset, "points": _points(layer, result.offset), "output": result.output}
        if result.mask is not None:
            arrays["mask"] = result.mask
        if layer.trains_kernel:
            arrays["learned_kernel"] = layer.kernel.detach()
        return arrays | _lower_arrays(self.learner, present.below)

    def of_unseen(self) -> dict[str, Tensor]:
        """Return the same of the picture that nothing is trained on, with ``unseen_`` before the names."""
        stage = self.unseen
        if stage is None:
            return {}
        layer, seen = self.learner.layer, self.learner.try_on(stage)
        result = seen.result
        arrays = {"input": stage.picture.values, "target": stage.aim.target}
        arrays |= {"offsets": result.offset, "points": _points(layer, result.offset), "output": result.output}
        if stage.aim.true_offset is not None:
            arrays["truth"] = _points(layer, stage.aim.true_offset)
        arrays |= _lower_arrays(self.learner, seen.below)
        return {f"unseen_{name}": tensor for name, tensor in arrays.items()}


def _points(layer: DeformableLayer, offset: Tensor) -> Tensor:
    geometry = layer.geometry
    return sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)


def _lower_arrays(learner: Learner, below: Sequence[LowerResult]) -> dict[str, Tensor]:
    """Return kernel, offsets, points, masks and output of each layer below the last, named layer1_…, layer2_…"""
    arrays: dict[str, Tensor] = {}
    for number, (layer, result) in enumerate(zip(learner.lower, below, strict=True), 1):
        own = {"kernel": layer.kernel.detach(), "offsets": result.offset, "output": result.output}
        own |= {"points": _points(layer, result.offset)}
        if result.mask is not None:
            own["mask"] = result.mask
        arrays |= {f"layer{number}_{name}": tensor for name, tensor in own.items()}
    return arrays

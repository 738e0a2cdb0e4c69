"""A task whose hidden points are those of one layer, as several stacked layers learn it: by the loss alone."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, DeformableTask, MeasuresNothing
from vizapp.problem import Problem


class LossOnly(MeasuresNothing):
    """Another task without its true offsets and without the metrics about them; a :class:`.base.DeformableTask`.

    What one layer's points are to find, a stack can find in many ways: a layer may read to the left of where the one
    above it looks to the right. How far its last layer is from the true points then says nothing.
    """

    def __init__(self, task: DeformableTask) -> None:
        self._task = task
        self.kernel = task.kernel
        self.aim = replace(task.aim, true_offset=None)
        self.deviation = task.deviation
        self.loss_metric = task.loss_metric

    @property
    def notes(self) -> tuple[Problem, ...]:
        return self._task.notes

    def read_of(self, picture: PictureInput) -> PictureInput:
        return self._task.read_of(picture)

    def smoothing(self, step: int) -> float:
        return self._task.smoothing(step)

    def aim_at(self, picture: PictureInput) -> Aim:
        return replace(self._task.aim_at(picture), true_offset=None)

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        return self._task.loss(output, aim)

    def result_arrays(self) -> dict[str, Tensor]:
        return self._task.result_arrays()

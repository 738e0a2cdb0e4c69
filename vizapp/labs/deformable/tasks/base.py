"""What a task of the deformable lab is: what the layer is to compute, and how far it is from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.protocol.messages import Metric


@dataclass(frozen=True)
class TaskInput:
    """What a task is made from.

    Attributes:
        picture: what the layer is trained on, on its device.
        spec: the layer's settings.
        generator: a CPU generator, so that a seed means the same on every device.
    """

    picture: PictureInput
    spec: DeformableSpec
    generator: torch.Generator


@dataclass(frozen=True)
class Aim:
    """What a layer is to compute of one picture.

    Attributes:
        target: (1, O, oh, ow), what it is to give.
        true_offset: (1, 2·G·K, oh, ow), the offsets to be found, in the layout of an offset map; None where none are
            known.
    """

    target: Tensor
    true_offset: Tensor | None


class DeformableTask(Protocol):
    """A target for one deformable layer, and how its output and its offsets are measured."""

    @property
    def kernel(self) -> Tensor:
        """(O, C/groups, kh, kw), which the target is made with; the layer reads with it unless it trains its own."""
        ...

    @property
    def aim(self) -> Aim:
        """What the layer is to compute of the picture that it is trained on."""
        ...

    @property
    def deviation(self) -> float:
        """The standard deviation of the target, which errors are measured in; greater than 0."""
        ...

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What :meth:`measure` gives; the loss is not among them."""
        ...

    def aim_at(self, picture: PictureInput) -> Aim:
        """Return what the layer is to compute of another picture, with as many channels."""
        ...

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return what training makes small, for an ``output`` (1, O, oh, ow)."""
        ...

    def measure(self, offset: Tensor, aim: Aim, taps: Tensor | None) -> list[Tensor]:
        """Return one number for each metric, in order, without waiting for the device.

        Args:
            offset: (1, 2·G·K, oh, ow), without a gradient.
            aim: of the same picture.
            taps: int64 (n,), the points g·K + k that count, as others are placed by hand at every unit; None: all.
        """
        ...

    def result_arrays(self) -> dict[str, Tensor]:
        """Return what is worth keeping with a run's results beside kernel, target and the true points."""
        ...


TaskMaker: TypeAlias = Callable[[Any, TaskInput], DeformableTask]
"""Makes a task from its settings.

Raises:
    ProblemError: the source gives the task nothing to work with.
"""

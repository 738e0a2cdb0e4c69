"""What a task of the deformable lab is: what the layer is to compute, and how far it is from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.protocol.messages import Metric


@dataclass(frozen=True)
class TaskInput:
    """What a task is made from.

    Attributes:
        input: (1, C, H, W), the working copy on its device, finite.
        spec: the layer's settings.
        generator: a CPU generator, so that a seed means the same on every device.
    """

    input: Tensor
    spec: DeformableSpec
    generator: torch.Generator


class DeformableTask(Protocol):
    """A target for one deformable layer, and how its output and its offsets are measured."""

    @property
    def kernel(self) -> Tensor:
        """(O, C, k, k), which the layer reads with."""
        ...

    @property
    def target(self) -> Tensor:
        """(1, O, oh, ow), what the layer is to give."""
        ...

    @property
    def deviation(self) -> float:
        """The standard deviation of the target, which errors are measured in; greater than 0."""
        ...

    @property
    def true_offset(self) -> Tensor | None:
        """(1, 2·K, oh, ow), the offsets to be found, in the layout of an offset map; None where none are known."""
        ...

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What :meth:`measure` gives; the loss is not among them."""
        ...

    def loss(self, output: Tensor) -> Tensor:
        """Return what training makes small, for an ``output`` (1, O, oh, ow)."""
        ...

    def measure(self, offset: Tensor, taps: Tensor | None) -> list[Tensor]:
        """Return one number for each metric, in order, without waiting for the device.

        Args:
            offset: (1, 2·K, oh, ow), without a gradient.
            taps: int64 (n,), those that count, because the others are placed by hand at every unit; None for all.
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

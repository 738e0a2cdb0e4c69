"""What a task of the deformable lab is: what the layer is to compute, and how far it is from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias, runtime_checkable

import torch
from msgspec.structs import replace
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.models.branch_base import OffsetBranch
from vizapp.problem import Problem
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.translation import marked

SHARE_OF_VARIANCE = replace(
    LOSS,
    unit="σ²",
    explanation=marked(
        "The mean squared error of the output as a share of σ², the variance of the target: 0 is the target itself, "
        "and 1 is what its mean in the place of every value would give. On an unseen picture, σ² is still that of "
        "the picture that is trained on."
    ),
)
"""The loss of a task whose layer is to give a target."""


@dataclass(frozen=True)
class TaskInput:
    """What a task is made from.

    Attributes:
        picture: what the layer is trained on, on its device.
        spec: the layer's settings.
        generator: a CPU generator, so that a seed means the same on every device.
        brought: arrays that were read from files for a layer with brought offsets; None if there are none.
    """

    picture: PictureInput
    spec: DeformableSpec
    generator: torch.Generator
    brought: BroughtArrays | None = None


@dataclass(frozen=True)
class Aim:
    """What a layer is to compute of one picture.

    Attributes:
        target: (1, O, oh, ow), what it is to give.
        true_offset: (1, 2·G·K, oh, ow), the offsets to be found, in the layout of an offset map; None where none are
            known.
        counts: bool (1, 1, oh, ow), the units over which loss and metrics are taken; None for all.
    """

    target: Tensor
    true_offset: Tensor | None
    counts: Tensor | None = None


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
    def loss_metric(self) -> Metric:
        """What :meth:`loss` gives: the loss, with its unit and what exactly it is."""
        ...

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What :meth:`measure` gives; the loss is not among them."""
        ...

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the task does to the picture before the layer reads it, as :mod:`vizapp.wording.lab_notes` has it."""
        ...

    def read_of(self, picture: PictureInput) -> PictureInput:
        """Return what the layer reads of a picture: the picture itself, or something that is made of it."""
        ...

    def smoothing(self, step: int) -> float:
        """Return by how much input and target are smoothed for a step's training: a Gaussian's deviation, in px.

        0 trains on what is read itself. The loss that a step reports is that of the unsmoothed pictures in any case.
        """
        ...

    def aim_at(self, picture: PictureInput) -> Aim:
        """Return what the layer is to compute of another picture, with as many channels."""
        ...

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return what training makes small, for an ``output`` (1, O, oh, ow)."""
        ...

    def measure(self, offset: Tensor, aim: Aim, taps: Tensor | None, output: Tensor) -> list[Tensor]:
        """Return one number for each metric, in order, without waiting for the device.

        Args:
            offset: (1, 2·G·K, oh, ow), without a gradient.
            aim: of the same picture.
            taps: int64 (n,), the points g·K + k that count, as others are placed by hand at every unit; None: all.
            output: (1, O, oh, ow), what the layer gives with these offsets, without a gradient.
        """
        ...

    def result_arrays(self) -> dict[str, Tensor]:
        """Return what is worth keeping with a run's results beside kernel, target and the true points."""
        ...


class ReadsPicture:
    """The part of a :class:`DeformableTask` that is the same where the layer reads the picture as it is.

    Its loss is the mean squared error.
    """

    loss_metric: ClassVar[Metric] = SHARE_OF_VARIANCE

    @property
    def notes(self) -> tuple[Problem, ...]:
        return ()

    def read_of(self, picture: PictureInput) -> PictureInput:
        return picture

    def smoothing(self, step: int) -> float:
        del step
        return 0.0


class MeasuresNothing:
    """The part of a :class:`DeformableTask` that is the same where no true points are known: the loss says it all."""

    metrics: ClassVar[tuple[Metric, ...]] = ()

    def measure(self, offset: Tensor, aim: Aim, taps: Tensor | None, output: Tensor) -> list[Tensor]:
        del offset, aim, taps, output
        return []

    def result_arrays(self) -> dict[str, Tensor]:
        return {}


@runtime_checkable
class GivesBranch(Protocol):
    """A task that brings the offsets with it, and what else its layer adds.

    Attributes:
        offset: (1, 2·G·K, oh, ow), the offsets as they were brought; may hold NaN and infinity.
        bias: (O,), which is added to the output; None is 0.
    """

    offset: Tensor
    bias: Tensor | None

    def offset_branch(self) -> OffsetBranch:
        """Return what gives the offsets and masks."""
        ...


TaskMaker: TypeAlias = Callable[[Any, TaskInput], DeformableTask]
"""Makes a task from its settings.

Raises:
    ProblemError: the source gives the task nothing to work with.
"""

"""What every offset branch is, and what they share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import torch
from torch import Tensor, nn

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_input import BranchInput


class Numbers(NamedTuple):
    """How many numbers a branch gives for each unit: first those of the offsets, then those of the mask."""

    offsets: int
    masks: int = 0

    @property
    def total(self) -> int:
        return self.offsets + self.masks


class OffsetBranch(nn.Module, ABC):
    """A module that gives the offsets of a layer, and with modulation what its masks are made of.

    Attributes:
        broken: bool (1, G·K, oh, ow), the points that have no finite offset; None where all have one.
    """

    broken: Tensor | None = None

    @abstractmethod
    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        """Return N numbers (1, N, oh, ow) for each unit of a layer of this geometry.

        The first are the offsets, dy before dx, in input pixels; any others are neither scaled nor bounded.
        """

    @abstractmethod
    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""

    @abstractmethod
    def pull(self) -> Tensor | None:
        """Return the largest gradient of what moves points directly, after a backward pass; None without any."""


def scaled_and_bounded(numbers: Tensor, offsets: int, spec: OffsetBranchSpec) -> Tensor:
    """Return ``numbers`` (1, N, oh, ow), the first ``offsets`` of which become input pixels; the others stay."""
    if spec.scale == 1 and spec.bound is None:
        return numbers
    moved = spec.scale * numbers[:, :offsets]
    if spec.bound is not None:
        moved = spec.bound * torch.tanh(moved / spec.bound)
    return moved if numbers.shape[1] == offsets else torch.cat([moved, numbers[:, offsets:]], 1)


def largest_gradient(parameter: Tensor, of: slice | tuple[slice, ...]) -> Tensor | None:
    """Return the largest entry of a part of a parameter's gradient, (); None where it has none."""
    return None if parameter.grad is None else parameter.grad[of].abs().max()

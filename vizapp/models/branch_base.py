"""What every offset branch is, and what they share."""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_input import BranchInput


class OffsetBranch(nn.Module, ABC):
    """A module that gives offsets."""

    @abstractmethod
    def forward(self, input: BranchInput, stride: tuple[int, int]) -> Tensor:
        """Return the offsets (1, N, oh, ow) of the units at every ``stride`` pixels, in input pixels."""

    @abstractmethod
    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""

    @abstractmethod
    def pull(self) -> Tensor | None:
        """Return the largest gradient of what moves points directly, after a backward pass; None without any."""


def scaled_and_bounded(computed: Tensor, spec: OffsetBranchSpec) -> Tensor:
    """Return offsets in input pixels from what a branch has computed."""
    offsets = computed if spec.scale == 1 else spec.scale * computed
    return offsets if spec.bound is None else spec.bound * torch.tanh(offsets / spec.bound)


def largest_gradient(parameter: Tensor) -> Tensor | None:
    """Return the largest entry of a parameter's gradient, (); None where it has none."""
    return None if parameter.grad is None else parameter.grad.abs().max()

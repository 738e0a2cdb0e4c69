"""The branch of a layer whose offsets were brought: numbers that are given once, and never trained."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_base import OffsetBranch
from vizapp.models.branch_input import BranchInput


class BroughtBranch(OffsetBranch):
    """Gives the same offsets, and masks where there are some, whatever the input is.

    A point whose offset or mask is NaN or infinite is broken: it gets the offset 0, and is to read nothing.
    """

    def __init__(self, offset: Tensor, mask: Tensor | None = None) -> None:
        """Make the branch on the device of ``offset``.

        Args:
            offset: (1, 2·G·K, oh, ow), in torchvision's layout, in input pixels.
            mask: (1, G·K, oh, ow), the factors themselves, or None.
        """
        super().__init__()
        finite = offset.isfinite()
        usable = finite[:, ::2] & finite[:, 1::2]
        if mask is not None:
            usable = usable & mask.isfinite()
        numbers = torch.where(usable.repeat_interleave(2, 1), offset, 0)
        if mask is not None:
            numbers = torch.cat([numbers, torch.where(usable, mask, 0)], 1)
        self._numbers = numbers
        self.broken = None if bool(usable.all()) else ~usable

    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        del input, layer
        return self._numbers

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        return ()

    def pull(self) -> Tensor | None:
        return None

"""Examines the masks of a modulated layer: how many weigh nothing, and how many are at the end of their range."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.document.offset_branch import Modulation
from vizapp.protocol.offset_answers import Finding

OFF = 0.01
"""A mask that is smaller, whatever its sign, counts as off."""
AT_TOP = 0.99
"""Of the most that a mask can be: one that is larger counts as being at the top."""
SATURATED_LIMIT = 0.5
"""Of all masks, or with softmax of all units."""
_TOPS: dict[Modulation, float] = {"sigmoid": 1.0, "2·sigmoid": 2.0}
_SUM_TOLERANCE = 1e-2


@torch.no_grad()
def examine_masks(mask: Tensor, modulation: Modulation, offset_groups: int, settled: bool) -> list[Finding]:
    """Return how many masks are saturated; unbounded ones have no top, and a softmax over one tap no choice.

    Args:
        mask: (1, G·K, oh, ow), finite.
        modulation: how they are made.
        offset_groups: G.
        settled: whether training has had time to form them; before, no share is grave.
    """
    shares: dict[str, Tensor] = {"masks_off": _share(mask.abs() < OFF)}
    if modulation in _TOPS:
        shares["masks_full"] = _share(mask > AT_TOP * _TOPS[modulation])
    of_group = mask[0].unflatten(0, (offset_groups, -1))
    if modulation == "softmax" and of_group.shape[1] > 1:
        shares["masks_one"] = _share(of_group.amax(1) > AT_TOP)
    values = torch.stack(list(shares.values())).tolist()
    return [
        Finding(code, value, SATURATED_LIMIT, settled and value > SATURATED_LIMIT)
        for code, value in zip(shares, values, strict=True)
    ]


def modulation_of(mask: Tensor, offset_groups: int) -> Modulation:
    """Return the modulation that masks from a file can be of, by their values.

    Args:
        mask: (1, G·K, …), finite.
        offset_groups: G.
    """
    low, high = mask.min(), mask.max()
    if low < 0 or high > 2:
        return "unbounded"
    of_group = mask[0].unflatten(0, (offset_groups, -1))
    if of_group.shape[1] > 1 and bool(((of_group.sum(1) - 1).abs() < _SUM_TOLERANCE).all()):
        return "softmax"
    return "sigmoid" if high <= 1 else "2·sigmoid"


def _share(which: Tensor) -> Tensor:
    return which.sum() / which.numel()

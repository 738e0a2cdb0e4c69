"""How far the branch's own points are from the points that were placed by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit
from vizapp.protocol.offset_answers import Placed

_SAMPLE = 2**14
"""Units at which a point that is placed for more of them is compared."""


@torch.no_grad()
def placed_distances(own: Tensor, points: Sequence[PlacedPoint], taps: int) -> Placed:
    """Return how far the branch's own points are from placed ones.

    Args:
        own: (1, 2·G·K, oh, ow), the own offsets of the branch of the last layer, in input pixels.
        points: any; those of other layers, and those whose tap or units the map does not have, are NaN away.
        taps: K.
    """
    pairs = own[0].unflatten(0, (-1, 2))
    nothing = own.new_full((), math.nan)
    away = [
        nothing if (found := _at(pairs, point, taps)) is None else _mean_distance(found, point) for point in points
    ]
    given = torch.stack(away).float().cpu().numpy() if away else np.empty(0)
    return Placed(np.array(given, np.float32))


def _mean_distance(offsets: Tensor, point: PlacedPoint) -> Tensor:
    wanted = offsets.new_tensor(point.offset_yx)[:, None, None]
    return (offsets - wanted).square().sum(0).sqrt().mean()


def _at(pairs: Tensor, point: PlacedPoint, taps: int) -> Tensor | None:
    """Return the offsets (2, h, w) of the point's tap at its units, a sample of many; None where there are none."""
    number = point.tap.group * taps + point.tap.k
    if point.tap.k >= taps or number >= len(pairs) or point.tap.below:
        return None
    match point.where:
        case Everywhere():
            found = pairs[number]
        case Region(top, left, rows, columns):
            found = pairs[number][:, max(0, top) : max(0, top + rows), max(0, left) : max(0, left + columns)]
        case Unit((y, x)):
            found = pairs[number][:, y : y + 1, x : x + 1]
    if not found.numel():
        return None
    step = math.isqrt(max(1, found[0].numel() // _SAMPLE))
    return found[:, ::step, ::step]

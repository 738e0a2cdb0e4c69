"""The offsets over all units, as a field of directions and lengths, and how far they are from the true ones."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from vizapp.labs.pictures import cut_region
from vizapp.protocol.offset_answers import MAX_OFFSET, Field
from vizapp.protocol.requests import FieldRequest, Region
from vizapp.value_sample import sample_places

_REACHED_BY = 0.98
"""The share of the offsets that a field's ``reach`` is for: a few stray ones must not make all others look short."""
_SAMPLE = 2**14


@torch.no_grad()
def make_field(offset: Tensor, request: FieldRequest, taps: Sequence[int] | None = None) -> Field:
    """Return the field of an offset map (1, 2·K, oh, ow); a tap that it does not have counts as none.

    Without a tap it is of the mean over ``taps``; None is all.
    """
    pairs = offset[0].unflatten(0, (-1, 2))
    tap = request.tap if request.tap is not None and request.tap < len(pairs) else None
    if tap is not None:
        vectors = pairs[tap]
    else:
        vectors = (pairs if taps is None else pairs[list(taps)]).mean(0)
    _, height, width = vectors.shape
    region: Region = (0, 0, height, width)
    if height * width > request.max_units and request.region is not None:
        region = cut_region(request.region, height, width)
    top, left, rows, columns = region
    step_y, step_x = step_between(rows, columns, request.max_units)
    given = vectors[:, top + step_y // 2 : top + rows : step_y, left + step_x // 2 : left + columns : step_x]
    bounded = given.clamp(-MAX_OFFSET, MAX_OFFSET).permute(1, 2, 0)
    values = np.array(bounded.cpu().numpy(), dtype=np.float32, order="C")
    return Field(request.kind, tap, region, (step_y, step_x), values, _reach(vectors), request.below)


def step_between(rows: int, columns: int, most: int) -> tuple[int, int]:
    """Return every how many of ``rows`` × ``columns`` units one is taken, so that at most ``most`` are."""
    step = max(1, math.isqrt(rows * columns // most))
    while True:
        steps = min(step, rows), min(step, columns)
        if len(range(steps[0] // 2, rows, steps[0])) * len(range(steps[1] // 2, columns, steps[1])) <= most:
            return steps
        step += 1


@torch.no_grad()
def distances(offset: Tensor, true_offset: Tensor, tap: int | None) -> Tensor:
    """Return how far the points of a tap are from the true ones at every unit, or the mean over all taps.

    Args:
        offset: (1, 2·K, oh, ow), in input pixels.
        true_offset: likewise.
        tap: one that exists, or None.

    Returns:
        (1, oh, ow), in input pixels.
    """
    away = (offset - true_offset)[0].unflatten(0, (-1, 2))
    if tap is not None:
        away = away[tap, None]
    return away.square_().sum(1).sqrt_().mean(0, keepdim=True)


def _reach(vectors: Tensor) -> float:
    """Return the length that most of ``vectors`` (2, oh, ow) do not exceed."""
    flat = vectors.flatten(1)
    if flat.shape[1] > _SAMPLE:
        flat = flat[:, torch.from_numpy(sample_places(flat.shape[1], _SAMPLE)).to(flat.device)]
    lengths = flat.square().sum(0).sqrt().clamp(max=MAX_OFFSET)
    return float(torch.quantile(lengths.float(), _REACHED_BY))

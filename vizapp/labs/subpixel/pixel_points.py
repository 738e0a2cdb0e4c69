"""Where an upsampler that computes its own sampling points reads the features for one low-resolution pixel."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vizapp.document.values import Position
from vizapp.labs.subpixel.runs import FixedRun, TrainedRun
from vizapp.models.upsamplers import DySampleNetwork, PointNetwork
from vizapp.protocol.subpixel_answers import PixelPoints


@torch.no_grad()
def pixel_points(run: TrainedRun | FixedRun, reduced: Tensor, pixel_yx: Position) -> PixelPoints | None:
    """Return the points of a run, with its present parameters.

    Args:
        run: what enlarges.
        reduced: (1, 1, h, w), what it reads.
        pixel_yx: the pixel (y, x) of that.

    Returns:
        None where it computes no points, where there is no such pixel, or where a point is not finite.
    """
    inside = all(0 <= place < side for place, side in zip(pixel_yx, reduced.shape[2:], strict=True))
    if isinstance(run, FixedRun) or not isinstance(run.network, PointNetwork) or not inside:
        return None
    found = run.network.points_of(reduced, pixel_yx)
    if not bool(found.point.isfinite().all()):
        return None
    is_dysample = isinstance(run.network, DySampleNetwork)
    return PixelPoints(
        pixel_yx,
        run.name,
        "phases" if is_dysample else "taps",
        _owned(found.point),
        _owned(found.rigid),
        run.network.offsets.in_channels,
        repeats_edge=is_dysample,
    )


def _owned(tensor: Tensor) -> np.ndarray:
    return np.array(tensor.cpu().numpy(), dtype=np.float32, order="C")

"""Whether a reading of an offset map gives the output that the layer is known to have given."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Agreement, rounding_of
from vizapp.offset_maps.known_layer import KnownLayer
from vizapp.ops import deform_conv2d
from vizapp.wording.problems import ProblemError

MAX_BYTES_READ = 1 << 29
"""Channels are read in blocks whose values take at most this much memory."""


@torch.no_grad()
def agreement(layer: KnownLayer, offsets: NDArray[Any], geometry: ConvGeometry) -> Agreement:
    """Return how far the output computed with ``offsets`` differs from the known one; computed in float64.

    Units with an offset or a mask that is not finite are left out, and so are values of either output that are not.

    Args:
        layer: what is known.
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels.
        geometry: of the layer.

    Raises:
        ProblemError: the shapes do not fit together.
    """
    tensors = [torch.from_numpy(np.ascontiguousarray(each, np.float64)) for each in (layer.feature, layer.weight)]
    feature, weight = tensors[0][None], tensors[1]
    given = torch.from_numpy(np.ascontiguousarray(layer.output, np.float64))
    moved = torch.from_numpy(np.ascontiguousarray(offsets, np.float64))
    mask = None if layer.mask is None else torch.from_numpy(np.ascontiguousarray(layer.mask, np.float64))
    usable = moved.isfinite().flatten(0, 2).all(0)
    moved = moved.nan_to_num(0, 0, 0)
    if mask is not None:
        usable &= mask.isfinite().all(0)
        mask = mask.nan_to_num(0, 0, 0)
    bias = None if layer.bias is None else torch.from_numpy(np.ascontiguousarray(layer.bias, np.float64))
    try:
        made = _output(feature, moved, weight, mask, geometry)
        if made.shape != given.shape:
            raise ValueError(f"the output has the shape {tuple(given.shape)}, and {tuple(made.shape)} was computed")
        if bias is not None:
            made = made + bias[:, None, None]
    except (ValueError, RuntimeError) as error:
        raise ProblemError("offsets.not-computed", why=str(error)[:500]) from error
    compared = usable & made.isfinite() & given.isfinite()
    count = int(compared.sum())
    if not count:
        return Agreement(float("nan"), float("nan"), False, 0, bias is None)
    if bias is None:
        made = made + _mean(given - made, compared)[:, None, None]
    difference = torch.where(compared, (made - given).abs(), 0)
    about_mean = torch.where(compared, given - _mean(given, compared)[:, None, None], 0)
    scale = float(about_mean.square().sum() / count) ** 0.5
    root = float(difference.square().sum() / count) ** 0.5
    allowed = rounding_of(layer.dtype) * _size_of_terms(feature, weight, mask)
    largest = float(difference.max())
    relative = root / scale if scale > 0 else (0.0 if root == 0 else float("inf"))
    return Agreement(relative, largest, largest <= allowed, count, bias is None)


def _size_of_terms(feature: Tensor, weight: Tensor, mask: Tensor | None) -> float:
    """Return how large the absolute terms of an output are together where the input has its usual size."""
    usual = torch.where(feature.isfinite(), feature, 0).square().mean().sqrt()
    most = weight.abs().flatten(1).sum(1).max()
    return float(usual * most) * (1.0 if mask is None else float(mask.abs().max()))


def _mean(values: Tensor, compared: Tensor) -> Tensor:
    """Return the mean (O,) over the compared values of each channel."""
    return torch.where(compared, values, 0).flatten(1).sum(1) / compared.flatten(1).sum(1).clamp(min=1)


def _output(feature: Tensor, offsets: Tensor, weight: Tensor, mask: Tensor | None, geometry: ConvGeometry) -> Tensor:
    """Return the output (O, oh, ow), reading a block of channels at a time.

    The convolution is linear in its input, so the outputs of blocks add up. A block belongs to one offset group;
    where the convolution has groups of its own, all channels are one block.

    Args:
        feature: (1, C, H, W).
        offsets: (G, K, 2, oh, ow).
        weight: (O, C/groups, kh, kw).
        mask: (G·K, oh, ow), or None.
        geometry: of the convolution.
    """
    arguments = geometry.stride, geometry.padding, geometry.dilation
    channels, groups = feature.shape[1], len(offsets)
    if weight.shape[1] != channels or channels % groups:
        factors = None if mask is None else mask[None]
        return deform_conv2d(feature, offsets.flatten(0, 2)[None], weight, None, *arguments, mask=factors)[0]
    of_group = channels // groups
    a_channel = offsets[0, :, 0].numel() * feature.element_size()
    block = max(1, min(of_group, MAX_BYTES_READ // max(a_channel, 1)))
    made = None
    for group in range(groups):
        moved = offsets[group].flatten(0, 1)[None]
        factors = None if mask is None else mask.unflatten(0, (groups, -1))[group][None]
        for first in range(group * of_group, (group + 1) * of_group, block):
            part = slice(first, min(first + block, (group + 1) * of_group))
            each = deform_conv2d(feature[:, part], moved, weight[:, part], None, *arguments, mask=factors)[0]
            made = each if made is None else made + each
    assert made is not None
    return made

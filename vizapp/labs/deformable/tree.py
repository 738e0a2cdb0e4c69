"""The tree of one unit of stacked deformable layers: where it reads the input in the end, and with which weights.

With offsets and masks held as they are, a stack is a sum over paths: each picks a sampling point of the unit, one of
the four units around that point in the layer below, a sampling point of that one, and so on down to the input. Of a
unit only those points are on a path whose offset group holds a channel that the groups of the convolutions connect to
the output. Paths that come to the same unit by channels of the same groups go on alike, so that they are merged, and
the work grows with the units that are reached and not with the paths: three 3×3 layers have 729 paths at rest and up
to 11,664 between pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.ops import bilinear_neighbours

MAX_NUMBERS = 2**22
"""Weights of one level, over its units, taps and channels; of more, the units with the least weight are left out."""
_SAME_PLACE = 1e-6
"""Input pixels: points nearer than this are one place."""


class TreeLayer(NamedTuple):
    """One layer as the tree follows it.

    ``kernel`` is (O, C/groups, kh, kw), ``offset`` (1, 2·G·K, oh, ow) in pixels of its own input, finite, ``mask``
    (1, G·K, oh, ow) or None, and ``input_shape`` (C, H, W).
    """

    geometry: ConvGeometry
    kernel: Tensor
    offset: Tensor
    mask: Tensor | None
    input_shape: tuple[int, int, int]


class UnitTree(NamedTuple):
    """Where one unit of a stack of n layers reads the input.

    A *sample* is a path: a tap of every layer and, between layers, one of the four units around its point. A path
    that leaves the map between two layers reads zeros there and is none, as is one whose channels the groups of a
    convolution do not connect to the output; one whose last point lies outside the input is one. A *place* is a
    position at which one or more samples read.

    Attributes:
        place_yx: float64 (P, 2), in input pixels, the strongest first.
        strength: float64 (P,), Σ over the input channels of |weight|, where a weight is the sum over the place's
            samples of bilinear shares × masks × kernel weights.
        samples: int64 (P,), how many.
        path: int64 (P, n), the points g·K + k of the strongest sample, that of the last layer first.
        via_yx: float64 (P, n − 1, 2), the points of the layers above the first on that path, from the last layer on,
            each as a position on the input, in its pixels, where its layer's units are centred.
        pixel_yx: int64 (Q, 2), every input pixel that is read.
        weights: float64 (Q, C), ∂output/∂pixel with offsets and masks held.
        left_out: the share 0 … 1 of the strength that was left out because the tree is too large; the rest is exact.
    """

    place_yx: NDArray[np.float64]
    strength: NDArray[np.float64]
    samples: NDArray[np.int64]
    path: NDArray[np.int64]
    via_yx: NDArray[np.float64]
    pixel_yx: NDArray[np.int64]
    weights: NDArray[np.float64]
    left_out: float = 0.0


class _Level(NamedTuple):
    """The units of one layer that the tree has reached, each once for every set of groups by which it is reached.

    ``units`` int64 (U, 2); ``by`` int64 (U,), which row of ``sets`` bool (S, groups) says in which groups of the
    layer's convolution the output channels of its paths lie; ``weights`` float64 (U, O), ∂output of the root /
    ∂output of the unit by these paths; ``samples`` int64 (U,); ``path`` int64 (U, depth) and ``via_yx`` float64
    (U, depth, 2) of the strongest path to each, the points in pixels of the maps that they lie on.
    """

    units: NDArray[np.int64]
    by: NDArray[np.int64]
    sets: NDArray[np.bool_]
    weights: NDArray[np.float64]
    samples: NDArray[np.int64]
    path: NDArray[np.int64]
    via_yx: NDArray[np.float64]


class _Points(NamedTuple):
    """The N points of a level's units that are connected to the output, unit by unit.

    ``yx`` float64 (N, 2) in pixels of the map below; ``weights`` float64 (N, C/G), of the channels of its group;
    ``group`` int64 (N,), its offset group g; ``unit`` int64 (N,), an index; ``number`` int64 (N,), g·K + k.
    """

    yx: NDArray[np.float64]
    weights: NDArray[np.float64]
    group: NDArray[np.int64]
    unit: NDArray[np.int64]
    number: NDArray[np.int64]

    @property
    def strength(self) -> NDArray[np.float64]:
        return np.abs(self.weights).sum(1)


def grow_tree(layers: Sequence[TreeLayer], unit_yx: Position, output_channel: int) -> UnitTree:
    """Return the tree of a unit.

    Args:
        layers: from the one that reads the input to the one whose unit it is.
        unit_yx: (y, x) on the map of the last layer.
        output_channel: of the last layer.

    Raises:
        ValueError: an offset on the way is not finite.
    """
    outputs, groups = layers[-1].kernel.shape[0], _groups(layers[-1])
    level = _Level(
        np.array([unit_yx], np.int64),
        np.zeros(1, np.int64),
        np.eye(groups, dtype=bool)[output_channel // (outputs // groups), None],
        np.eye(outputs)[output_channel, None],
        np.ones(1, np.int64),
        np.zeros((1, 0), np.int64),
        np.zeros((1, 0, 2)),
    )
    kept = 1.0
    for layer, below in pairwise(reversed(layers)):
        level = _below(layer, level, _points(layer, level), _groups(below))
        level, share = _strongest(level, layers)
        kept *= share
    return _leaves(layers, level, _points(layers[0], level), 1 - kept)


def _points(layer: TreeLayer, level: _Level) -> _Points:
    """Return the connected points of units; a point keeps its number whether or not it reads anything."""
    rows, columns = (torch.from_numpy(level.units[:, axis]).to(layer.offset.device) for axis in (0, 1))
    units, taps, groups = len(level.units), layer.geometry.taps, _offset_groups(layer)
    offset = layer.offset[0][:, rows, columns].T.double().cpu().numpy().reshape(units, groups * taps, 2)
    rigid = layer.geometry.rigid_points((0, 0)) + (level.units * np.array(layer.geometry.stride))[:, None]
    # (U, K, C) to (U, G, K, C/G): each offset group reads its own block of channels.
    of_group = layer.input_shape[0] // groups
    weights = _through_kernel(layer, level.weights).reshape(units, taps, groups, of_group).transpose(0, 2, 1, 3)
    if layer.mask is not None:
        mask = layer.mask[0][:, rows, columns].T.double().cpu().numpy()
        weights = weights * mask.reshape(units, groups, taps, 1)
    connected = np.any(_channels_by_group(layer, level.sets), axis=2)[level.by]
    unit, group, tap = np.nonzero(np.repeat(connected[:, :, None], taps, axis=2))
    number = group * taps + tap
    return _Points(
        rigid[unit, tap] + offset[unit, number],
        np.ascontiguousarray(weights[unit, group, tap]),
        group,
        unit,
        number,
    )


def _channels_by_group(layer: TreeLayer, sets: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (S, G, C): which input channels an offset group reads for output channels in ``sets`` (S, groups)."""
    channels, groups = layer.input_shape[0], _offset_groups(layer)
    read = np.repeat(sets, channels // sets.shape[1], axis=1)
    blocks = np.repeat(np.eye(groups, dtype=bool), channels // groups, axis=1)
    return read[:, None] & blocks


def _through_kernel(layer: TreeLayer, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (U, K, C): what weights (U, O) of a layer's outputs make of its input channels, tap by tap."""
    kernel = layer.kernel.detach().double().cpu().numpy()
    units, (outputs, read), channels = len(weights), kernel.shape[:2], layer.input_shape[0]
    groups = channels // read
    blocks = kernel.reshape(groups, outputs // groups, read, layer.geometry.taps)
    of_groups = weights.reshape(units, groups, outputs // groups)
    return np.einsum("ugo,gock->ukgc", of_groups, blocks, optimize=True).reshape(units, layer.geometry.taps, channels)


def _below(layer: TreeLayer, level: _Level, points: _Points, groups_below: int) -> _Level:
    """Return the units that points read of the layer below, which has ``groups_below``: each has its own offsets."""
    groups, (channels, height, width) = _offset_groups(layer), layer.input_shape
    by_group = _channels_by_group(layer, level.sets).reshape(-1, groups_below, channels // groups_below).any(2)
    sets, by = np.unique(by_group, axis=0, return_inverse=True)
    point, share, place = _around(points.yx, layer.input_shape)
    reached = by.reshape(-1)[level.by[points.unit[point]] * groups + points.group[point]]
    keys, unit = np.unique((reached * height + place[:, 0]) * width + place[:, 1], return_inverse=True)
    weights = _sums(len(keys) * groups, unit * groups + points.group[point], points.weights[point] * share[:, None])
    # The last one that is written stays: the strongest way to the unit.
    order = np.argsort(points.strength[point] * share, kind="stable")
    best = np.zeros(len(keys), np.int64)
    best[unit[order]] = point[order]
    reached, keys = np.divmod(keys, height * width)
    return _Level(
        np.stack(np.divmod(keys, width), axis=1),
        reached,
        sets,
        weights.reshape(len(keys), channels),
        _sums(len(keys), unit, level.samples[points.unit[point]]),
        *_continued(level, points, best),
    )


def _around(
    points_yx: NDArray[np.float64], input_shape: tuple[int, int, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the index (M,) of a point, its bilinear share (M,) and the pixel (M, 2), wherever a share is not 0."""
    around = bilinear_neighbours(torch.from_numpy(points_yx), *input_shape[1:])
    shares = around.weights.numpy()
    point, corner = np.nonzero(shares)
    return point, shares[point, corner], around.positions_yx.numpy()[point, corner]


def _sums(count: int, index: NDArray[np.int64], values: NDArray[Any]) -> NDArray[Any]:
    """Return the sums (count, …) of those ``values`` (M, …) that have the same ``index`` (M,)."""
    added = torch.from_numpy(np.ascontiguousarray(values))
    return added.new_zeros(count, *added.shape[1:]).index_add_(0, torch.from_numpy(index), added).numpy()


def _continued(
    level: _Level, points: _Points, best: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the path and the points on the way to units of ``level``, continued by the points ``best``."""
    came_from = points.unit[best]
    path = np.concatenate([level.path[came_from], points.number[best, None]], axis=1)
    return path, np.concatenate([level.via_yx[came_from], points.yx[best, None]], axis=1)


def _strongest(level: _Level, layers: Sequence[TreeLayer]) -> tuple[_Level, float]:
    """Return as many units as can be gone on from, the strongest, and the share of the strength that they have."""
    most = max(1, MAX_NUMBERS // max(layer.geometry.taps * layer.input_shape[0] for layer in layers))
    if len(level.units) <= most:
        return level, 1.0
    strength = np.abs(level.weights).sum(1)
    kept = np.sort(np.argsort(-strength, kind="stable")[:most])
    whole = strength.sum()
    kept_level = _Level(
        level.units[kept],
        level.by[kept],
        level.sets,
        level.weights[kept],
        level.samples[kept],
        level.path[kept],
        level.via_yx[kept],
    )
    return kept_level, float(strength[kept].sum() / whole) if whole > 0 else 1.0


def _leaves(layers: Sequence[TreeLayer], level: _Level, points: _Points, left_out: float) -> UnitTree:
    """Return the tree whose last points are ``points``, on the input itself."""
    groups, input_shape = _offset_groups(layers[0]), layers[0].input_shape
    _, first, place = np.unique(np.rint(points.yx / _SAME_PLACE), axis=0, return_index=True, return_inverse=True)
    place = place.reshape(-1)
    weights = _sums(len(first) * groups, place * groups + points.group, points.weights)
    strength = np.abs(weights).reshape(len(first), input_shape[0]).sum(1)
    order = np.argsort(points.strength, kind="stable")
    best = np.zeros(len(first), np.int64)
    best[place[order]] = order
    path, via = _continued(level, points, best)
    ranked = np.argsort(-strength, kind="stable")
    pixel_yx, by_pixel = _pixels(points, groups, input_shape)
    return UnitTree(
        points.yx[first][ranked],
        strength[ranked],
        _sums(len(first), place, level.samples[points.unit])[ranked],
        path[ranked],
        _on_input(via[ranked, :-1], layers),
        pixel_yx,
        by_pixel,
        left_out,
    )


def _pixels(
    points: _Points, groups: int, input_shape: tuple[int, int, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the pixels (Q, 2) around points, and the weight (Q, C) of each of their channels."""
    channels, _, width = input_shape
    point, share, place = _around(points.yx, input_shape)
    keys, pixel = np.unique(place[:, 0] * width + place[:, 1], return_inverse=True)
    weights = _sums(len(keys) * groups, pixel * groups + points.group[point], points.weights[point] * share[:, None])
    return np.stack(np.divmod(keys, width), axis=1), weights.reshape(len(keys), channels)


def _on_input(via_yx: NDArray[np.float64], layers: Sequence[TreeLayer]) -> NDArray[np.float64]:
    """Return positions (P, n − 1, 2) on the maps of layers n − 1 … 1 as positions on the input, centre to centre."""
    placed = via_yx.copy()
    for depth in range(placed.shape[1]):
        for layer in reversed(layers[: len(layers) - 1 - depth]):
            geometry = layer.geometry
            placed[:, depth] = placed[:, depth] * np.array(geometry.stride) + np.array(geometry.centre_shift)
    return placed


def _groups(layer: TreeLayer) -> int:
    """Return how many groups the layer's convolution has."""
    return layer.input_shape[0] // layer.kernel.shape[1]


def _offset_groups(layer: TreeLayer) -> int:
    """Return G."""
    return layer.offset.shape[1] // (2 * layer.geometry.taps)

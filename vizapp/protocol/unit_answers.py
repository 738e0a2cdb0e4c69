"""The answers about single units of a deformable layer: what each reads, who reads a pixel, the tree of a stack."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.values import Position
from vizapp.protocol.reply_limits import MAX_DETAIL
from vizapp.protocol.requests import MAX_UNITS, Below
from vizapp.protocol.tagged import Tagged

MAX_PLACES = 4096
"""The most places of a tree that are sent, the strongest."""
MAX_TREE_PIXELS = 2**14
"""The most pixels of a receptive field that are sent, the strongest."""


class UnitReading(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """What one unit of the deformable layer reads, for N = G·K points and D channels in detail.

    Point g·K + k is tap k of offset group g.

    Attributes:
        unit_yx: the output position (y, x).
        output_channel: the output channel.
        offset_yx: float32 (N, 2), offsets in input pixels, with placed points applied.
        point_yx: float32 (N, 2), absolute sampling points in input pixels.
        truth_yx: float32 (N, 2), the true sampling points in input pixels, or None if they are unknown.
        placed: bool (N,), whether the point was placed by hand.
        channels: the D input channels reported in detail.
        neighbours_yx: int32 (N, 4, 2), the four pixels around each point: (top, left), (top, right),
            (bottom, left), (bottom, right); may lie outside the image.
        neighbour_weights: float32 (N, 4), 0 for a pixel outside.
        neighbour_values: float32 (N, 4, D), 0 for a pixel outside.
        values: float32 (N, D), the bilinearly interpolated values.
        kernel: float32 (N, D), the kernel's weights; 0 where the layer does not read the channel at the point.
        products: float32 (N,), mask × weight × value summed over *all* input channels.
        bias: the bias of the output channel.
        operator_output: the operator's own output for this unit and channel.
        mask: float32 (N,), the factors of modulation; None if nothing is modulated.
        plain_output: what torch's conv2d gives for it with the same kernel, without offsets.
        rigid: whether it was read without offsets, as was asked for.
        push_yx: float32 (K, 2), −∂loss/∂point in 1/px: where training pushes each point; 0 for one that reads nothing
            but zeros. None if it was not asked for.
        untrained_yx: float32 (N, 2), the sampling points of the layer as it was at step 0, in input pixels, without
            placed points. None if they were not asked for.
        spacing: how many input pixels lie between neighbours; more than 1 where a reduced map is read.
        broken: bool (N,), the points whose offset, or mask, is NaN or infinite: their offset is given as 0, and their
            factor is 0; None where there are none in the whole map.
        below: of which layer, as was asked for.
    """

    unit_yx: Position
    output_channel: int
    offset_yx: np.ndarray
    point_yx: np.ndarray
    truth_yx: np.ndarray | None
    placed: np.ndarray
    channels: Annotated[tuple[int, ...], Meta(min_length=1, max_length=MAX_DETAIL)]
    neighbours_yx: np.ndarray
    neighbour_weights: np.ndarray
    neighbour_values: np.ndarray
    values: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    bias: float
    operator_output: float
    plain_output: float
    mask: np.ndarray | None = None
    rigid: bool = False
    push_yx: np.ndarray | None = None
    untrained_yx: np.ndarray | None = None
    spacing: Annotated[int, Meta(ge=1, le=64)] = 1
    broken: np.ndarray | None = None
    below: Below = 0


class UnitReadings(Tagged, frozen=True):
    """The readings of the requested units that are on the map, in the requested order."""

    readings: Annotated[tuple[UnitReading, ...], Meta(max_length=MAX_UNITS)]


class Readers(Tagged, frozen=True):
    """The units of a deformable layer that read one input pixel: one of whose points lies less than 1 px from it.

    Attributes:
        pixel_yx: the input pixel (y, x).
        units_yx: int32 (n, 2), the output positions (y, x), those of the greatest strength first; if there are more
            than ``MAX_READERS``, only so many.
        strength: float32 (n,), for each of them the sum over its points of |bilinear share × mask|: 1 where one tap
            reads nothing but the pixel. The kernel's weights are left out.
        count: how many units read it.
        farthest_yx: the one of all of them whose kernel's middle is farthest from the pixel; None if there is none.
        plain_count: how many units of the plain convolution read it.
    """

    pixel_yx: Position
    units_yx: np.ndarray
    strength: np.ndarray
    count: Annotated[int, Meta(ge=0)]
    farthest_yx: Position | None
    plain_count: Annotated[int, Meta(ge=0)]


class Tree(Tagged, frozen=True):
    """Where a unit reads the input through n layers, and its gradient; see :mod:`vizapp.labs.deformable.tree`.

    P places, Q pixels. A sample is a path of a tap of each layer and, between layers, one of the four units around
    its point, by channels that are connected to the output channel; a place is a position at which one or more of
    them read.

    Attributes:
        unit_yx: the output position (y, x) of the last layer.
        output_channel: the output channel.
        place_yx: float32 (P, 2), (y, x) in input pixels, the strongest first.
        strength: float32 (P,), from 0 on: Σ over the input channels of |weight|, where a weight is the sum over the
            place's samples of bilinear shares × masks × kernel weights.
        samples: int32 (P,), how many read at each place, at least 1.
        path: int32 (P, n), the points g·K + k of the strongest sample of each place, that of the last layer first.
        via_yx: float32 (P, n − 1, 2), on its way from the unit the points of the layers above the first, as
            positions on the input.
        pixel_yx: int32 (Q, 2), the pixels with a gradient, the strongest first.
        gradient: float32 (Q,), from 0 on: Σ over the input channels of |∂output/∂pixel|, offsets and masks held.
        all_samples, all_places: how many there are, with those that are too many to be sent.
        left_out: the share 0 … 1 of the strength that is not in ``place_yx``.
        agreement: 1 − Σ|w − g| / (Σ|w| + Σ|g|) of the weights w that the tree gives each pixel and channel, and the
            gradient g; 0 … 1.
    """

    unit_yx: Position
    output_channel: int
    place_yx: np.ndarray
    strength: np.ndarray
    samples: np.ndarray
    path: np.ndarray
    via_yx: np.ndarray
    pixel_yx: np.ndarray
    gradient: np.ndarray
    all_samples: int
    all_places: int
    left_out: float
    agreement: float

"""What a snapshot answers to the requests of :mod:`vizapp.protocol.requests`. Every array is read-only."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.values import Position
from vizapp.protocol.requests import MAX_UNITS, Region

MAX_VALUES = 2**19
"""Exact values travel next to a picture up to this many numbers."""

Channels: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)]


class _Answer(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of all answers. Compared by identity: arrays have no single truth value."""


class Picture(_Answer, frozen=True):
    """A map made visible.

    Attributes:
        region: the part of the map it covers, in map pixels.
        pixels: uint8 (h, w, 1|3); h·w may be smaller than the region's when it had to be reduced.
        values: float32 (c, h, w), the exact numbers behind ``pixels``, or None where they are too many.
        low, high: the values drawn as black and as white.
    """

    region: Region
    pixels: np.ndarray
    values: np.ndarray | None
    low: float
    high: float


class Tiles(_Answer, frozen=True):
    """The channels of a feature map side by side.

    Attributes:
        picture: the mosaic, as :class:`vizapp.document.tile_layout.TileLayout` lays it out for ``groups``.
        groups: the output channels whose tiles it shows: all where there are few tiles, otherwise the one asked for,
            or as many as there is room for.
    """

    picture: Picture
    groups: tuple[int, ...]


class UnitReading(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """What one unit of the deformable layer reads; K taps, D channels in detail.

    Attributes:
        unit_yx: the output position.
        output_channel: the output channel that is computed.
        offset_yx: float32 (K, 2), with overrides applied.
        point_yx: float32 (K, 2), absolute, input pixels.
        truth_yx: float32 (K, 2), the points to be found, or None where no truth is known.
        placed: bool (K,), whether the point was placed by hand.
        channels: the D input channels given in detail.
        neighbours_yx: int32 (K, 4, 2), the four pixels around each point: (top, left), (top, right),
            (bottom, left), (bottom, right); may lie outside the image.
        neighbour_weights: float32 (K, 4), 0 for a pixel outside.
        neighbour_values: float32 (K, 4, D), 0 for a pixel outside.
        values: float32 (K, D), read by bilinear interpolation.
        kernel: float32 (K, D), the weights of the kernel.
        products: float32 (K,), kernel × value summed over *all* input channels.
        bias: the bias of the output channel.
        operator_output: what the operator itself gave for this unit and channel.
    """

    unit_yx: Position
    output_channel: int
    offset_yx: np.ndarray
    point_yx: np.ndarray
    truth_yx: np.ndarray | None
    placed: np.ndarray
    channels: tuple[int, ...]
    neighbours_yx: np.ndarray
    neighbour_weights: np.ndarray
    neighbour_values: np.ndarray
    values: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    bias: float
    operator_output: float


class UnitReadings(_Answer, frozen=True):
    """The readings of those units that are on the map, in the order asked for."""

    readings: Annotated[tuple[UnitReading, ...], Meta(max_length=MAX_UNITS)]


class OffsetStatistics(_Answer, frozen=True):
    """Over all units: magnitudes in px, and what is lost outside the image.

    A point is outside where it reads nothing but zeros, that is at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W.

    Attributes:
        outside_share: of all points, how many are outside, 0 … 1.
        dead_taps: taps whose points are all outside.
    """

    mean_magnitude: float
    max_magnitude: float
    outside_share: float
    dead_taps: int


class Subpixels(_Answer, frozen=True):
    """What a low-resolution pixel holds.

    Attributes:
        pixel_yx: which pixel.
        values: float32 (r²,), by landing phase.
    """

    pixel_yx: Position
    values: np.ndarray


Answer: TypeAlias = Picture | Tiles | UnitReadings | OffsetStatistics | Subpixels

"""What the window can ask to see, and the parts of the answer.

An *observation* says which units, which map and which part of it; pictures, readings and statistics are what a
snapshot of :mod:`vizapp.protocol.messages` answers it with.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.experiment import Position

MAX_UNITS = 16
MAX_PICTURE_PIXELS = 1_500_000
"""A map with more pixels than this is sent as the visible region, or reduced."""
MAX_VALUES = 2**19
"""Exact values travel next to a picture up to this many numbers."""

PictureName: TypeAlias = Literal["output", "target", "error", "shuffled", "bicubic"]
LeftPicture: TypeAlias = Literal["channels", "input"]
Channels: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)]
Region: TypeAlias = tuple[int, int, int, int]
"""top, left, height, width in pixels of the map."""


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """What the window wants to see.

    Attributes:
        units: output positions (y, x) whose taps are wanted (deformable lab).
        picture: which map the right canvas shows.
        output_channel: the channel it shows, and the one the inspector computes; None shows channels 0–2 as
            colour where there are three, and the inspector computes channel 0.
        input_channel: the channel of the left canvas, where that shows the input; None shows 0–2 as colour where
            there are three. In the shuffle None shows an image's first phases in its colours, and channel 0 of a
            feature map; super-resolve reads luma only and shows that.
        left_picture: mosaic of channels, or the low-resolution input (sub-pixel lab).
        region: the part of the right map that is on screen; None is all of it.
        max_pixels: how many pixels a picture may have before the region or a reduction is sent.
        picked_yx: low-resolution pixel whose r² sub-pixels are chips (sub-pixel lab); None where none is picked.
    """

    units: Annotated[tuple[Position, ...], Meta(max_length=MAX_UNITS)] = ()
    picture: PictureName = "output"
    output_channel: Annotated[int, Meta(ge=0)] | None = None
    input_channel: Annotated[int, Meta(ge=0)] | None = None
    left_picture: LeftPicture = "channels"
    region: Region | None = None
    max_pixels: Annotated[int, Meta(ge=256, le=64_000_000)] = MAX_PICTURE_PIXELS
    picked_yx: Position | None = None


class Picture(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
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


class OffsetStatistics(Struct, frozen=True, forbid_unknown_fields=True):
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

"""What the window can ask to see. Each request is answered by one of :mod:`vizapp.protocol.answers`.

Whoever asks names the request ("output", "probe"), and finds the answer under that name in the snapshot. What a lab
cannot answer is left out.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.values import Position

MAX_UNITS = 16
MAX_PICTURE_PIXELS = 1_500_000
"""A map with more pixels than this is sent as the visible region, or reduced."""
MAX_REQUESTS = 32

Region: TypeAlias = tuple[int, int, int, int]
"""top, left, height, width in pixels of the map."""
Channel: TypeAlias = Annotated[int, Meta(ge=0)]
PixelCount: TypeAlias = Annotated[int, Meta(ge=256, le=64_000_000)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=60)]


class _Request(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of all requests; two that ask for the same are equal."""


class PictureRequest(_Request, frozen=True):
    """Show a map; answered by a ``Picture``.

    Attributes:
        name: which map: "output", "target", "error", or another one that the lab has.
        channel: the channel of it; None shows channels 0–2 as colour where there are three, otherwise channel 0.
        region: the part that is on screen; None is all of it.
        max_pixels: how many pixels a picture may have before the region or a reduction is sent.
    """

    name: Name
    channel: Channel | None = None
    region: Region | None = None
    max_pixels: PixelCount = MAX_PICTURE_PIXELS


class TilesRequest(_Request, frozen=True):
    """Show the channels of a feature map side by side; answered by ``Tiles``.

    Attributes:
        output_channel: the output channel whose tiles are wanted most; None is no preference.
        max_pixels: as in ``PictureRequest``, for all tiles together.
    """

    output_channel: Channel | None = None
    max_pixels: PixelCount = MAX_PICTURE_PIXELS


class UnitsRequest(_Request, frozen=True):
    """Read units of a deformable layer tap by tap; answered by ``UnitReadings``.

    Attributes:
        units: output positions (y, x).
        output_channel: the output channel that is computed; None is channel 0.
        input_channel: the input channel that is given in detail; None gives those that are shown as colour.
    """

    units: Annotated[tuple[Position, ...], Meta(max_length=MAX_UNITS)]
    output_channel: Channel | None = None
    input_channel: Channel | None = None


class OffsetStatisticsRequest(_Request, frozen=True):
    """Measure the offsets of a deformable layer over all units; answered by ``OffsetStatistics``."""


class SubpixelsRequest(_Request, frozen=True):
    """Read what a low-resolution pixel holds for an output channel; answered by ``Subpixels``.

    Attributes:
        pixel_yx: the low-resolution pixel whose r² sub-pixels are wanted.
        output_channel: None is channel 0.
    """

    pixel_yx: Position
    output_channel: Channel | None = None


Request: TypeAlias = PictureRequest | TilesRequest | UnitsRequest | OffsetStatisticsRequest | SubpixelsRequest


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """What the window wants to see.

    Attributes:
        requests: by the name under which each is answered.
        input_channel: the channel of the working copy's picture; None shows 0–2 as colour where there are three. In
            the shuffle None shows an image's first phases in its colours, and channel 0 of a feature map;
            super-resolve reads luma only and shows that.
    """

    requests: Annotated[dict[Name, Request], Meta(max_length=MAX_REQUESTS)] = {}
    input_channel: Channel | None = None

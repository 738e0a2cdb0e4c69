"""The requests of an observation. Each is answered by one type of :mod:`vizapp.protocol.answers`.

A view names each of its requests ("output", "probe") and finds the answer under that name in the snapshot. Requests
that a lab cannot answer are left out.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from vizapp.document.placed import MAX_LAYERS
from vizapp.document.values import Position

MAX_UNITS = 16
MAX_PICTURE_PIXELS = 1_500_000
"""A map with more pixels than this is sent as its visible region, or reduced."""
MAX_REQUESTS = 32
MAX_READERS = 2**16
"""The most units that are listed as readers of a pixel."""
MAX_LISTED = 64
"""Placed points about which one request asks."""
MAX_FIELD_UNITS = 2**18
"""The most units of a field that are sent; of more, every second or third in each direction."""

Region: TypeAlias = tuple[int, int, int, int]
"""top, left, height, width in pixels of the map."""
FieldKind: TypeAlias = Literal["offsets", "truth", "taught"]
"""The offsets that the layer reads at, those to be found, or by how much the last teaching has changed the
branch's."""
Below: TypeAlias = Annotated[int, Meta(ge=0, lt=MAX_LAYERS)]
"""How many layers below the last one a layer is, where several are stacked."""
Channel: TypeAlias = Annotated[int, Meta(ge=0)]
TapNumber: TypeAlias = Annotated[int, Meta(ge=0)]
PixelCount: TypeAlias = Annotated[int, Meta(ge=256, le=64_000_000)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=60)]


class _Request(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of all requests, which compare by value."""


class PictureRequest(_Request, frozen=True):
    """Request a picture of a map; answered by a ``Picture``.

    Attributes:
        name: the map: "output", "target", "error", or another one of the lab.
        channel: the channel; None shows channels 0–2 as colour if there are three, otherwise channel 0.
        region: the part that is on screen; None is the whole map.
        max_pixels: the number of pixels above which the region or a reduction is sent.
        tap: the tap that a map of distances is about; None is the mean over all taps.
        rigid: whether a deformable layer reads without offsets, as the plain convolution does.
        run: the run whose map it is, where several train beside one another; None is the main one.
    """

    name: Name
    channel: Channel | None = None
    region: Region | None = None
    max_pixels: PixelCount = MAX_PICTURE_PIXELS
    tap: TapNumber | None = None
    rigid: bool = False
    run: Name | None = None


class TilesRequest(_Request, frozen=True):
    """Request the channels of a feature map side by side; answered by ``Tiles``.

    Attributes:
        output_channel: the output channel whose tiles are shown if not all fit; None is no preference.
        max_pixels: as in ``PictureRequest``, for all tiles together.
        run: as in ``PictureRequest``; of an interpolation, which has no channels, the phases of what it gives.
    """

    output_channel: Channel | None = None
    max_pixels: PixelCount = MAX_PICTURE_PIXELS
    run: Name | None = None


class ChannelMapsRequest(_Request, frozen=True):
    """Request the channels of an enlarged map side by side; answered by ``ChannelMaps``.

    ``region`` and ``max_pixels`` are as in ``PictureRequest``, in pixels of the grid that the channels stand in.
    """

    region: Region | None = None
    max_pixels: PixelCount = MAX_PICTURE_PIXELS


class DisplacedRequest(_Request, frozen=True):
    """Request how many output values of a shuffle land elsewhere than they belong; answered by ``Displaced``."""


class UnitsRequest(_Request, frozen=True):
    """Request what units of a deformable layer read at each tap; answered by ``UnitReadings``.

    Attributes:
        units: output positions (y, x).
        output_channel: the output channel; None is channel 0.
        input_channel: the input channel to report in detail; None reports those that are shown as colour.
        rigid: as in ``PictureRequest``.
        pushes: whether to report where training pushes each point; of the last layer only.
        untrained: whether to report where each point was at step 0.
        run: as in ``PictureRequest``.
        below: of which layer: its unit that stands where each of ``units`` does.
    """

    units: Annotated[tuple[Position, ...], Meta(max_length=MAX_UNITS)]
    output_channel: Channel | None = None
    input_channel: Channel | None = None
    rigid: bool = False
    pushes: bool = False
    run: Name | None = None
    untrained: bool = False
    below: Below = 0


class OffsetReportRequest(_Request, frozen=True):
    """Request an examination of the offsets of a deformable layer; answered by an ``OffsetReport``.

    ``run`` is as in ``PictureRequest``, ``below`` as in ``UnitsRequest``.
    """

    run: Name | None = None
    below: Below = 0


class FieldRequest(_Request, frozen=True):
    """Request the offsets over all units; answered by ``Field``.

    Attributes:
        kind: which offsets; those to be found are left out where none are known, and changes where there was no
            teaching.
        tap: the tap whose offsets are sent; None is the mean over all taps, of changes over those that were taught.
        region: the part of the map of units that is on screen; None is the whole map.
        max_units: the number of units above which the region, or only every n-th unit of it, is sent.
        rigid: as in ``PictureRequest``; the offsets of the layer are 0 then.
        run: as in ``PictureRequest``.
        below: whose units they are, as in ``UnitsRequest``; none but the last layer's may be those to be found.
    """

    kind: FieldKind = "offsets"
    tap: TapNumber | None = None
    region: Region | None = None
    max_units: Annotated[int, Meta(ge=256, le=MAX_FIELD_UNITS)] = MAX_FIELD_UNITS
    rigid: bool = False
    run: Name | None = None
    below: Below = 0


class ReadersRequest(_Request, frozen=True):
    """Request the units of a deformable layer that read one input pixel; answered by ``Readers``.

    Attributes:
        pixel_yx: the input pixel (y, x); one that is not on the map is left unanswered, and so are stacked layers.
        rigid, run: as in ``PictureRequest``.
    """

    pixel_yx: Position
    rigid: bool = False
    run: Name | None = None


class PlacedRequest(_Request, frozen=True):
    """Request how far the branch's own points are from those that are placed by hand; answered by ``Placed``.

    It is about the last ``MAX_LISTED`` placed points of the settings, and so stays the same while one is dragged.
    """


class TreeRequest(_Request, frozen=True):
    """Request where a unit reads the input through all deformable layers below it; answered by ``Tree``.

    Attributes:
        unit_yx: the output position (y, x) of the last layer; one that is not on the map is left out.
        output_channel: the output channel; None is channel 0.
        rigid: as in ``PictureRequest``.
        run: as in ``PictureRequest``.
    """

    unit_yx: Position
    output_channel: Channel | None = None
    rigid: bool = False
    run: Name | None = None


class KernelDensityRequest(_Request, frozen=True):
    """Request how far a deformable layer reaches around the middle of its kernel; answered by a ``KernelDensity``.

    Attributes:
        group: the offset group; one that the layer does not have counts as the first.
        rigid, run: as in ``PictureRequest``.
        below: as in ``UnitsRequest``.
    """

    group: Annotated[int, Meta(ge=0)] = 0
    rigid: bool = False
    run: Name | None = None
    below: Below = 0


class JudgementRequest(_Request, frozen=True):
    """Request what is measured of what somebody's network has made of the source; answered by a ``Judgement``."""


class KernelsRequest(_Request, frozen=True):
    """Request the weights of a network that enlarges; answered by ``Kernels``.

    ``run`` is as in ``PictureRequest``.
    """

    run: Name | None = None


class NetworkRequest(_Request, frozen=True):
    """Request what a network from a file has computed, and its measures; answered by a ``NetworkReport``."""


class SpectrumRequest(_Request, frozen=True):
    """Request the spectrum of a map; answered by a ``Spectrum``.

    Attributes:
        name: the map, as in ``PictureRequest``.
        channel: the channel; None is the luma of channels 0–2 if there are three, otherwise channel 0.
        run: as in ``PictureRequest``.
    """

    name: Name
    channel: Channel | None = None
    run: Name | None = None


class SubpixelsRequest(_Request, frozen=True):
    """Request the sub-pixel values of one low-resolution pixel; answered by ``Subpixels``.

    Attributes:
        pixel_yx: the low-resolution pixel (y, x), which has r² sub-pixels.
        output_channel: the output channel; None is channel 0.
        run: as in ``TilesRequest``.
    """

    pixel_yx: Position
    output_channel: Channel | None = None
    run: Name | None = None


class PixelPointsRequest(_Request, frozen=True):
    """Request where a network that enlarges reads its features for one low-resolution pixel; answered by
    ``PixelPoints``, by a network that computes such places.

    Attributes:
        pixel_yx: the low-resolution pixel (y, x); one that is not on the map is left unanswered.
        run: as in ``PictureRequest``.
    """

    pixel_yx: Position
    run: Name | None = None


class ArrangementRequest(_Request, frozen=True):
    """Request how far a shuffled map is from what it is intact; answered by ``Arrangement``."""


Request: TypeAlias = (
    PictureRequest
    | TilesRequest
    | ChannelMapsRequest
    | DisplacedRequest
    | UnitsRequest
    | OffsetReportRequest
    | FieldRequest
    | ReadersRequest
    | TreeRequest
    | PlacedRequest
    | KernelDensityRequest
    | JudgementRequest
    | KernelsRequest
    | NetworkRequest
    | SpectrumRequest
    | SubpixelsRequest
    | PixelPointsRequest
    | ArrangementRequest
)


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the window wants to see.

    Attributes:
        requests: by the name of their answer in the snapshot.
        input_channel: the channel of the input picture; None shows channels 0–2 as colour if there are three. In the
            shuffle, None shows phase (0, 0) of an image in colour, and channel 0 of a feature map; in the unshuffle,
            the picture in colour; super-resolve reads luma only and shows it.
        unseen: whether all of it is to be answered of the unseen picture, where the lab has one.
    """

    requests: Annotated[dict[Name, Request], Meta(max_length=MAX_REQUESTS)] = {}
    input_channel: Channel | None = None
    unseen: bool = False

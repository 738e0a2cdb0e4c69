"""The answers of a snapshot to the requests of :mod:`vizapp.protocol.requests`. Every array is read-only."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.channel_grid import MAX_SHOWN_CHANNELS
from vizapp.document.values import Position
from vizapp.protocol.requests import MAX_UNITS, Below, FieldKind, Region

MAX_VALUES = 2**19
"""The most exact values that are sent with a picture."""
MAX_TILE_VALUES = 2**20
"""The most that are sent with tiles, which are a whole feature map: those of a photograph of 512 × 512 pixels."""
MAX_FINDINGS = 32
MAX_PLACES = 4096
"""The most places of a tree that are sent, the strongest."""
MAX_TREE_PIXELS = 2**14
"""The most pixels of a receptive field that are sent, the strongest."""
KERNEL_BINS = 48
"""The cells on a side of a kernel's density."""

MAX_CONVOLUTIONS = 16
"""The most layers of a network whose kernels are sent."""

MAX_OFFSET = 2.0**20
"""The largest part of an offset that a field holds, in input pixels; anything beyond is cut off there."""

Channels: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)]


class _Answer(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of all answers. Compared by identity, because comparing arrays gives no single truth value."""


class Picture(_Answer, frozen=True):
    """A picture of a map.

    Attributes:
        region: the part of the map that it covers, in map pixels.
        pixels: uint8 (h, w, 1|3); smaller than the region if it had to be reduced.
        values: float32 (c, h, w), the exact values behind ``pixels``, or None if there are too many.
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
        groups: the output channels whose tiles it shows: all of them if they fit, otherwise the requested one or as
            many as fit.
    """

    picture: Picture
    groups: tuple[int, ...]


class ChannelMaps(_Answer, frozen=True):
    """The channels of an enlarged map side by side.

    Attributes:
        picture: the grid, or the part of it that was asked for, as :class:`vizapp.document.channel_grid.ChannelGrid`
            lays it out.
        count: how many channels it shows, from channel 0 on.
    """

    picture: Picture
    count: Annotated[int, Meta(ge=1, le=MAX_SHOWN_CHANNELS)]


class Displaced(_Answer, frozen=True):
    """How many output values of a shuffle come from another channel than the right reading takes them from.

    The right reading is the one in the order in which the channels were stored, with every phase in its place.

    Attributes:
        places: how many output values (c, y, x).
        differing: how many of them are also another number than there should be; two NaN are one number. None where
            the map is too large for all its values to be compared.
    """

    places: Annotated[int, Meta(ge=0)]
    differing: Annotated[int, Meta(ge=0)] | None


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
    channels: tuple[int, ...]
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


class UnitReadings(_Answer, frozen=True):
    """The readings of the requested units that are on the map, in the requested order."""

    readings: Annotated[tuple[UnitReading, ...], Meta(max_length=MAX_UNITS)]


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure of a field of offsets.

    Attributes:
        code: which; its texts are in :mod:`vizapp.wording.offset_findings`.
        value: in input pixels, as a share 0 … 1, as a multiple, or a count.
        limit: the limit that it is held against; None where there is none.
        grave: whether it is beyond the limit where that means something.
        tap: the name of the tap that it is of; "" for all.
    """

    code: Annotated[str, Meta(min_length=1, max_length=60)]
    value: float
    limit: float | None = None
    grave: bool = False
    tap: Annotated[str, Meta(max_length=20)] = ""


class OffsetReport(_Answer, frozen=True):
    """What the offset doctor finds, all measures in the order in which they are listed."""

    findings: Annotated[tuple[Finding, ...], Meta(max_length=MAX_FINDINGS)]

    def value(self, code: str) -> float:
        """Return the value of one measure.

        Raises:
            KeyError: it was not measured.
        """
        return {finding.code: finding.value for finding in self.findings}[code]


class Field(_Answer, frozen=True):
    """The offsets of one tap, or their mean over all taps, at many units.

    Attributes:
        kind: which offsets.
        tap: the tap; None is the mean over all, of changes over those that were taught.
        region: the units that it covers, as top, left, height and width.
        step_yx: every how many units one is given, down and across. The first is unit
            (top + step_y // 2, left + step_x // 2).
        offset_yx: float32 (h, w, 2), (dy, dx) in input pixels, each within ±``MAX_OFFSET``.
        below: of which layer, as was asked for.
        reach: the length in input pixels that 98 % of the offsets of the whole map do not exceed, of a sample of them
            where there are very many.
    """

    kind: FieldKind
    tap: int | None
    region: Region
    step_yx: Position
    offset_yx: np.ndarray
    reach: float
    below: Below = 0


class Readers(_Answer, frozen=True):
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


class Placed(_Answer, frozen=True):
    """How far the branch's own points are from the last placed ones, in the order of the settings.

    Attributes:
        away: float32 (n,), in input pixels: the mean over the units that each was placed for, of a sample of them
            where there are very many; NaN where the map has none of them.
    """

    away: np.ndarray


class Tree(_Answer, frozen=True):
    """Where a unit reads the input through n layers, and its gradient; see :mod:`vizapp.labs.deformable.tree`.

    P places, Q pixels. A sample is a path of a tap of each layer and, between layers, one of the four units around
    its point; a place is a position at which one or more of them read.

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


class KernelDensity(_Answer, frozen=True):
    """How often each tap of an offset group reads where, relative to the middle of the kernel, over all units.

    Attributes:
        group: the offset group.
        frame: how far the counted square reaches from the middle, up, down, left and right, in input pixels.
        counts: int32 (K, n, n), n = ``KERNEL_BINS``: how many units read with tap k in the cell of row i, column j,
            which covers −frame + i·2·frame/n ≤ y < −frame + (i+1)·2·frame/n, and likewise x; the last of each axis
            holds its far edge too.
        outside: how many points of the group's taps lie outside the square.
    """

    group: int
    frame: float
    counts: np.ndarray
    outside: int


class PeriodDeviation(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the phases of a picture differ that repeat every ``period`` pixels, in grey levels of 255.

    ``source`` is the same of the source, enlarged by bicubic interpolation to the picture's size.
    """

    period: Annotated[int, Meta(ge=2, le=64)]
    picture: float
    source: float


class Judgement(_Answer, frozen=True):
    """What is measured of what somebody's network has made of the source.

    Attributes:
        size: (H, W) of the picture.
        factor: how many times as large as the source it is; 1 is as large.
        measured: the part of the picture that the measures are of.
        psnr: of luma, in dB, against the source; a larger picture is reduced to the source's size before. Infinite
            where both are the same.
        deviations: for each period of a checkerboard that is looked for.
    """

    size: tuple[int, int]
    factor: Annotated[int, Meta(ge=1, le=64)]
    measured: Region
    psnr: float
    deviations: Annotated[tuple[PeriodDeviation, ...], Meta(max_length=16)]


class Kernels(_Answer, frozen=True):
    """The weights of a network that enlarges, and the transposed convolution that is equal to its last layer.

    Attributes:
        layers: float32 (outputs, inputs, kh, kw) of each convolution, the first one first.
        equal: float32 (inputs, C, kh·r, kw·r), the kernel of the transposed convolution with stride r that gives what
            the last layer and the pixel shuffle after it do, with the phases in the order of the settings; None where
            the network does not end so.
        padding: of that transposed convolution.
        difference: the largest difference of the two outputs on the picture that the network reads, in units of the
            way from black to white.
        largest: the largest size of a value of that output.
    """

    layers: Annotated[tuple[np.ndarray, ...], Meta(min_length=1, max_length=MAX_CONVOLUTIONS)]
    equal: np.ndarray | None = None
    padding: Annotated[int, Meta(ge=0)] = 0
    difference: float = 0.0
    largest: float = 0.0


class Spectrum(_Answer, frozen=True):
    """How strong the wave of every frequency in a map is.

    Attributes:
        picture: of an odd number of rows and columns, from −1/2 to 1/2 cycles per pixel each (see
            :mod:`vizapp.frequencies`); its values are in dB, where 0 dB is a wave of amplitude 1.
        checkerboard: how far the phases of the map's detail differ, in grey levels of 255; NaN where the map is too
            small to say, or not finite.
    """

    picture: Picture
    checkerboard: float


class Subpixels(_Answer, frozen=True):
    """The sub-pixel values of one low-resolution pixel.

    Attributes:
        pixel_yx: the low-resolution pixel (y, x).
        values: float32 (r²,), by the phase at which each lands.
    """

    pixel_yx: Position
    values: np.ndarray


class Arrangement(_Answer, frozen=True):
    """How far a shuffled map is from what it is with every value as it was read, and in its own place.

    Attributes:
        error: the root mean square of the difference over the whole map, in its own unit.
        psnr: the same as a ratio to the range that is drawn, in dB; None where there is no difference.
    """

    error: float
    psnr: float | None


Answer: TypeAlias = (
    Picture
    | Tiles
    | ChannelMaps
    | Displaced
    | UnitReadings
    | OffsetReport
    | Field
    | KernelDensity
    | Readers
    | Tree
    | Placed
    | Judgement
    | Kernels
    | Spectrum
    | Subpixels
    | Arrangement
)

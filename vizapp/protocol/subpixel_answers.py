"""The answers about sub-pixel convolution: what a shuffle moves, what a network's kernels are, how a result fares."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.networks import MAX_LAYER_NAME
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR
from vizapp.document.values import Position
from vizapp.protocol.requests import Name, Region
from vizapp.protocol.tagged import Tagged

MAX_CONVOLUTIONS = 16
"""The most layers of a network whose kernels are sent."""


class Displaced(Tagged, frozen=True):
    """How many output values of a shuffle come from another channel than the right reading takes them from.

    The right reading is the one in the order in which the channels were stored, with every phase in its place.

    Attributes:
        places: how many output values (c, y, x).
        differing: how many of them are also another number than there should be; two NaN are one number. None where
            the map is too large for all its values to be compared.
    """

    places: Annotated[int, Meta(ge=0)]
    differing: Annotated[int, Meta(ge=0)] | None


class PeriodDeviation(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the phases of a picture differ that repeat every ``period`` pixels, in grey levels of 255.

    ``source`` is the same of the source, enlarged by bicubic interpolation to the picture's size.
    """

    period: Annotated[int, Meta(ge=2, le=64)]
    picture: float
    source: float


class Judgement(Tagged, frozen=True):
    """What is measured of what somebody's network has made of the source.

    Attributes:
        size: (H, W) of the picture.
        factor: how many times as large as the source it is; 1 is as large.
        measured: the part of the picture that the measures are of.
        psnr: of luma, in dB, against the source; a larger picture is reduced to the source's size before. Infinite
            where both are the same.
        ssim: of the same two, at most 1; NaN where they are too small for one window.
        deviations: for each period of a checkerboard that is looked for.
    """

    size: tuple[int, int]
    factor: Annotated[int, Meta(ge=1, le=64)]
    measured: Region
    psnr: float
    ssim: float
    deviations: Annotated[tuple[PeriodDeviation, ...], Meta(max_length=16)]


class Kernels(Tagged, frozen=True):
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


class LayerReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A pixel shuffle of a network, as it was computed on a picture.

    Attributes:
        name: in the network.
        upscale_factor: r.
        input_shape: (C·r², H, W).
        share: how much of the variance of its output's detail repeats every r pixels, 0 … 1; NaN where that cannot be
            said.
    """

    name: Annotated[str, Meta(min_length=1, max_length=MAX_LAYER_NAME)]
    upscale_factor: Annotated[int, Meta(ge=2, le=MAX_SHUFFLE_FACTOR)]
    input_shape: tuple[int, int, int]
    share: float


class NetworkReport(Tagged, frozen=True):
    """What a network from a file has computed on the source, and what is measured of it.

    Attributes:
        architecture: its name.
        read_shape: (C, H, W) of the picture that it reads.
        output_shape: (C, H, W) of what it gives.
        layers: its pixel shuffles, in the order in which they are computed.
        chosen: the number of the one whose input map is shown.
        period: of the pattern that is looked for in what it gives, in pixels.
        checkerboard: the deviation of the phases of what it gives, in grey levels of 255; NaN where it is too small.
        picture_checkerboard: the same of the picture that it reads, enlarged as much by bicubic interpolation.
    """

    architecture: Annotated[str, Meta(max_length=300)]
    read_shape: tuple[int, int, int]
    output_shape: tuple[int, int, int]
    layers: Annotated[tuple[LayerReport, ...], Meta(min_length=1, max_length=64)]
    chosen: Annotated[int, Meta(ge=0, lt=64)]
    period: Annotated[int, Meta(ge=2, le=64)]
    checkerboard: float
    picture_checkerboard: float


class Subpixels(Tagged, frozen=True):
    """The sub-pixel values of one low-resolution pixel.

    Attributes:
        pixel_yx: the low-resolution pixel (y, x).
        values: float32 (r²,), by the phase at which each lands.
    """

    pixel_yx: Position
    values: np.ndarray


class PixelPoints(Tagged, frozen=True):
    """Where a network that enlarges reads its features for one low-resolution pixel, in its G groups of features.

    The features have the size of the input, so that positions are (y, x) in pixels of that.

    Attributes:
        pixel_yx: the low-resolution pixel (y, x).
        run: the name of the network's run.
        of: "phases": point i·r + j is that of the sub-pixel (i, j), K = r². "taps": the points of the taps of a
            square kernel, which all sub-pixels share.
        point_yx: float32 (G, K, 2).
        rigid_yx: float32 (K, 2), where the points would be without offsets.
        features: how many features are read, as many in each group, which are neighbours.
        repeats_edge: whether the features at the edge are repeated once around the map; beyond there are zeros.
    """

    pixel_yx: Position
    run: Name
    of: Literal["phases", "taps"]
    point_yx: np.ndarray
    rigid_yx: np.ndarray
    features: Annotated[int, Meta(ge=1)]
    repeats_edge: bool = False


class Arrangement(Tagged, frozen=True):
    """How far a shuffled map is from what it is with every value as it was read, and in its own place.

    Attributes:
        error: the root mean square of the difference over the whole map, in its own unit.
        psnr: the same as a ratio to the range that is drawn, in dB; None where there is no difference.
    """

    error: float
    psnr: float | None

    @property
    def peak(self) -> float | None:
        """The range that is drawn, in the unit of the map: what ``psnr`` takes the error as a ratio to."""
        return None if self.psnr is None else self.error * 10 ** (self.psnr / 20)

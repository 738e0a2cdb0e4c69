"""Checks of the answers about sub-pixel convolution; each raises a ``ReplyError``."""

from __future__ import annotations

import math

import numpy as np

from vizapp.protocol.picture_answers import MAX_VALUES
from vizapp.protocol.reply_limits import MAX_CHANNELS, MAX_GROUPS, MAX_MAP_SIDE, MAX_NUMBER, MAX_SSIM, MAX_SUBPIXELS
from vizapp.protocol.subpixel_answers import (
    Arrangement,
    Displaced,
    Judgement,
    Kernels,
    NetworkReport,
    PixelPoints,
    Subpixels,
)
from vizapp.protocol.value_checks import (
    check_array,
    check_counts,
    check_map_size,
    check_region,
    check_texts,
    require,
    require_different,
)


def check_displaced(displaced: Displaced) -> None:
    """Require no more other values than have moved."""
    check_counts(places=displaced.places, differing=displaced.differing or 0)
    require((displaced.differing or 0) <= displaced.places, "more values differ than have moved")


def check_subpixels(subpixels: Subpixels) -> None:
    """Require the values of one pixel."""
    check_array("values", subpixels.values, np.float32, (None,))
    require(1 <= len(subpixels.values) <= MAX_SUBPIXELS, f"{len(subpixels.values)} sub-pixels are no pixel")
    require(min(subpixels.pixel_yx) >= 0, "a pixel has a negative place")


def check_pixel_points(points: PixelPoints) -> None:
    """Require as many points in every group as there are places without offsets, all of them on a map or near it."""
    require(min(points.pixel_yx) >= 0, "a pixel has a negative place")
    check_texts(points.run)
    check_array("point_yx", points.point_yx, np.float32, (None, None, 2))
    groups, count, _ = points.point_yx.shape
    check_array("rigid_yx", points.rigid_yx, np.float32, (count, 2))
    require(1 <= groups <= MAX_GROUPS, f"{groups} groups of features are too many, or none")
    require(points.features <= MAX_CHANNELS and points.features % groups == 0, "groups have other sizes")
    require(1 <= count <= MAX_SUBPIXELS and math.isqrt(count) ** 2 == count, f"{count} points are no square")
    for places in (points.point_yx, points.rigid_yx):
        require(bool((np.abs(places) <= MAX_MAP_SIDE).all()), "a place is not finite, or too far away")


_MAX_DECIBELS = 4000.0
"""More than the largest float32 is above the smallest: 1660 dB."""


def check_arrangement(arrangement: Arrangement) -> None:
    """Require an error and the ratio that belongs to it."""
    require(0 <= arrangement.error <= MAX_NUMBER, "an error is no distance")
    require((arrangement.psnr is None) == (arrangement.error == 0), "an error and its ratio to the range disagree")
    require(arrangement.psnr is None or abs(arrangement.psnr) <= _MAX_DECIBELS, "no two numbers have such a ratio")


def check_judgement(judgement: Judgement) -> None:
    """Require measures of a part of the picture, each period once."""
    check_map_size(judgement.size)
    check_region("a measure", judgement.measured)
    top, left, rows, columns = judgement.measured
    height, width = judgement.size
    require(top + rows <= height and left + columns <= width, "more is measured than there is")
    require(not math.isnan(judgement.psnr) and judgement.psnr > -MAX_NUMBER, "a PSNR is none")
    require(judgement.psnr == math.inf or judgement.psnr < MAX_NUMBER, "a PSNR is none")
    require(math.isnan(judgement.ssim) or abs(judgement.ssim) <= MAX_SSIM, "an SSIM is none")
    require_different([each.period for each in judgement.deviations], "a period")
    for each in judgement.deviations:
        for value in (each.picture, each.source):
            require(0 <= value <= MAX_NUMBER, "a deviation is no deviation")


def check_kernels(kernels: Kernels) -> None:
    """Require a transposed kernel that fits the last layer, if there is one."""
    for layer in kernels.layers:
        check_array("layer", layer, np.float32, (None, None, None, None))
        require(min(layer.shape) >= 1, "a layer has no kernels")
    arrays = [*kernels.layers, *([] if kernels.equal is None else [kernels.equal])]
    require(sum(array.size for array in arrays) <= MAX_VALUES, "there are too many weights")
    require(not kernels.difference < 0 and not kernels.largest < 0, "a size is negative")
    require(kernels.padding <= MAX_MAP_SIDE, f"a padding of {kernels.padding} is none")
    if kernels.equal is None:
        return
    outputs, inputs, height, width = kernels.layers[-1].shape
    check_array("equal", kernels.equal, np.float32, (inputs, None, None, None))
    channels, tall, wide = kernels.equal.shape[1:]
    r = tall // height
    require(r >= 1 and (tall, wide) == (height * r, width * r), f"kernels of {tall}×{wide} are not equal to these")
    require(channels >= 1 and channels * r * r == outputs, f"{outputs} outputs are not {channels} times {r}²")


def check_network_report(report: NetworkReport) -> None:
    """Require maps that can be, different layers, one of them chosen, and measures that are none below 0."""
    check_texts(report.architecture, *(layer.name for layer in report.layers))
    require_different([layer.name for layer in report.layers], "a layer")
    require(report.chosen < len(report.layers), "there is no such layer")
    shapes = [report.read_shape, report.output_shape, *(layer.input_shape for layer in report.layers)]
    require(all(shape[0] >= 1 for shape in shapes), "a map has no channels")
    for shape in shapes:
        check_map_size((shape[1], shape[2]))
    for layer in report.layers:
        require(layer.input_shape[0] % layer.upscale_factor**2 == 0, f"{layer.input_shape} cannot be shuffled")
        require(not (layer.share < 0 or layer.share > 1), "a share is no share")
    for value in (report.checkerboard, report.picture_checkerboard):
        require(not value < 0 and not value > MAX_NUMBER, "a deviation is no deviation")

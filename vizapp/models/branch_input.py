"""What an offset branch reads: the layer's input, smoothed and on a scale of its own, a few channels at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.geometry import ConvGeometry

BRANCH_KERNEL = 3
_CHANNELS_AT_ONCE = 32
_PIXELS_AT_ONCE = 64
_HALF_SIZE_FROM = 3.0
"""Pixels of smoothing from which half the size holds all that is left."""
_HALVED_AND_DOUBLED = 1.0
"""The variance, in pixels², that halving adds as a mean over pairs, 0.25, and doubling between them, 0.75."""
_LEAST_SHARE = 1e-3
"""Of a channel's deviation: how much of it smoothing must leave for the rest to be brought back to full size."""


class BranchInput:
    """An input less its mean, divided by its deviation, channel by channel, and by the root of the branch's fan-in.

    A weight of the branch then moves the points about as much as a bias does, whatever the range of a feature map.
    With raw values in [0, 1] all weights of a tap would push its points the same way at once, and the whole field
    would overshoot.

    Where there are many channels it is not kept, as it is as large as the input, but made anew, in parts, whenever it
    is read. That takes no longer: each part is still in the processor's cache when it is convolved. Only what has
    been smoothed is kept, in half precision: smoothing it anew would take longer than everything else in a step. What
    is smoothed by much has lost its fine detail: it is smoothed, and kept, at half the size.
    """

    def __init__(self, input: Tensor, smoothing: float = 0.0, coordinates: bool = False) -> None:
        """Measure an input (1, C, H, W); an even channel becomes 0.

        Args:
            input: finite.
            smoothing: the standard deviation of a Gaussian, in pixels, that smooths it first; 0 leaves it as it is.
            coordinates: whether two channels follow the others, which run from −1 to 1, down and to the right.
        """
        self.size = (input.shape[2], input.shape[3])
        self.channels = input.shape[1] + 2 * coordinates
        self._fan_in = self.channels * BRANCH_KERNEL**2
        self._coordinates = _coordinates(input) / self._fan_in**0.5 if coordinates else None
        self._input, self._mean, self._divisor = input, *_measured(input, self._fan_in)
        self._inputs = input.shape[1]
        firsts = range(0, self._inputs, _CHANNELS_AT_ONCE)
        self._slices = [slice(first, min(first + _CHANNELS_AT_ONCE, self._inputs)) for first in firsts]
        self._kept: tuple[Tensor, ...] = ()
        few = input.shape[1] <= _CHANNELS_AT_ONCE
        if smoothing:
            half_size = not few and smoothing >= _HALF_SIZE_FROM
            dtype = input.dtype if few else torch.float16
            self._kept = tuple(self._smoothed(part, smoothing, dtype, half_size) for part in self._slices)
        self._whole = torch.cat([part for _, part in self.parts()], 1) if few else None

    def whole(self) -> Tensor:
        """Return all channels (1, C, H, W), the coordinates last."""
        return torch.cat([part for _, part in self.parts()], 1) if self._whole is None else self._whole

    def convolved(self, weight: Tensor, bias: Tensor, layer: ConvGeometry) -> Tensor:
        """Return the convolution (1, N, oh, ow) with a weight (N, C, 3, 3) and a bias (N,); both get gradients.

        ``layer`` is the geometry of the layer whose units are numbered: each is read around the middle of its kernel.
        """
        geometry = reading_geometry(layer)
        if self._whole is not None:
            padded, padding = _cropped(self._whole, geometry.padding)
            return functional.conv2d(padded, weight, bias, geometry.stride, padding)
        result: Tensor = _ConvolvedInParts.apply(weight, bias, self, geometry)
        return result

    def output_size(self, layer: ConvGeometry) -> tuple[int, int]:
        """Return (oh, ow) of :meth:`convolved`."""
        return reading_geometry(layer).output_size(*self.size)

    def parts(self) -> Iterator[tuple[slice, Tensor]]:
        """Yield some channels after the other: which, and what they are."""
        for index, part in enumerate(self._slices):
            yield part, self._part(index, part)
        if self._coordinates is not None:
            yield slice(self._inputs, self._inputs + 2), self._coordinates

    def _part(self, index: int, part: slice) -> Tensor:
        if not self._kept:
            return self._scaled(part)
        values = self._kept[index].to(self._divisor.dtype)
        return values if values.shape[2:] == self.size else _doubled(values, self.size)

    def _scaled(self, part: slice) -> Tensor:
        values = self._input[:, part].to(self._divisor.dtype)
        return values.sub(self._mean[:, part]).div_(self._divisor[:, part])

    def _smoothed(self, part: slice, deviation: float, dtype: torch.dtype, half_size: bool) -> Tensor:
        """Return some channels smoothed, on the branch's scale, whose numbers are small enough for half precision."""
        # On its own scale first: a large feature map's values must not lose their digits.
        values = self._scaled(part)
        if half_size:
            values = functional.avg_pool2d(values, 2, ceil_mode=True, count_include_pad=False)
            deviation = (deviation**2 - _HALVED_AND_DOUBLED) ** 0.5 / 2
        smooth = smoothed(values, deviation)
        mean, divisor = _measured(_doubled(smooth, self.size) if half_size else smooth, self._fan_in)
        # An even channel is still even: its rounding errors, too, must not be blown up.
        smooth = smooth.sub_(mean).div_(divisor.clamp_(min=_LEAST_SHARE)).to(dtype)
        # In this order of memory the size is doubled, and the result convolved, in less time.
        return smooth.contiguous(memory_format=torch.channels_last) if half_size else smooth


def _doubled(values: Tensor, size: tuple[int, int]) -> Tensor:
    """Return ``values`` (1, C, h, w) twice as large, bilinearly, without a last row or column that ``size`` lacks."""
    doubled = functional.interpolate(
        values, scale_factor=2.0, mode="bilinear", align_corners=False, recompute_scale_factor=False
    )
    return doubled[:, :, : size[0], : size[1]]


def reading_geometry(layer: ConvGeometry) -> ConvGeometry:
    """Return the geometry with which a branch's 3×3 kernel reads around the middle of each unit of ``layer``.

    It has as many units. Its padding is 1 where the layer is aligned; it is negative, and crops, where the layer's
    own padding is so small that its first unit lies within the image.

    Args:
        layer: has kernel sides that are odd.
    """
    middles = zip(layer.kernel_size, layer.padding, layer.dilation, strict=True)
    first_y, first_x = (dilation * (side // 2) - padding for side, padding, dilation in middles)
    half = BRANCH_KERNEL // 2
    return ConvGeometry((BRANCH_KERNEL, BRANCH_KERNEL), layer.stride, (half - first_y, half - first_x))


def _cropped(values: Tensor, padding: tuple[int, int]) -> tuple[Tensor, tuple[int, int]]:
    """Return ``values`` without what a negative padding crops, and the padding that remains."""
    height, width = values.shape[2:]
    (top, bottom), (left, right) = (
        (max(0, -p), side + min(0, p)) for p, side in zip(padding, (height, width), strict=True)
    )
    return values[:, :, top:bottom, left:right], (max(0, padding[0]), max(0, padding[1]))


def smoothed(values: Tensor, deviation: float) -> Tensor:
    """Return ``values`` (1, C, H, W) smoothed by a Gaussian of ``deviation`` pixels; borders are repeated.

    Each axis by products with matrices, which on a CPU is many times faster than convolutions of single channels.
    """
    height, width = values.shape[2:]
    tall, result = torch.empty_like(values), torch.empty_like(values)
    for out, near, weights in _gaussian(height, deviation):
        tall[:, :, out] = weights.to(values) @ values[:, :, near]
    for out, near, weights in _gaussian(width, deviation):
        result[..., out] = tall[..., near] @ weights.to(values).T
    return result


def _gaussian(side: int, deviation: float) -> Iterator[tuple[slice, slice, Tensor]]:
    """Yield some pixels of a line of ``side`` after the other, those near them, and how much each of these counts.

    The weights are (pixels, pixels near them). A matrix of the whole line would be almost all zeros.
    """
    reach = math.ceil(3 * deviation)
    steps = torch.arange(-reach, reach + 1)
    bell = torch.exp(steps.double().square() / (-2 * deviation**2))
    bell /= bell.sum()
    for first in range(0, side, _PIXELS_AT_ONCE):
        last = min(first + _PIXELS_AT_ONCE, side)
        low, high = max(first - reach, 0), min(last + reach, side)
        read = (torch.arange(first, last)[:, None] + steps).clamp_(0, side - 1) - low
        weights = torch.zeros(last - first, high - low, dtype=bell.dtype)
        yield slice(first, last), slice(low, high), weights.scatter_add_(1, read, bell.expand(last - first, -1))


def _measured(values: Tensor, fan_in: int) -> tuple[Tensor, Tensor]:
    """Return the mean of each channel of ``values`` (1, C, H, W), and what a channel is divided by."""
    parts = [_mean_and_deviation(part) for part in values.split(_CHANNELS_AT_ONCE, 1)]
    mean, deviation = (torch.cat(each, 1) for each in zip(*parts, strict=True))
    # The share of the mean keeps the rounding errors of an even channel from being blown up to full size.
    scale = deviation + 1e-3 * mean.abs() + torch.finfo(values.dtype).tiny
    return mean, scale * fan_in**0.5


def _mean_and_deviation(values: Tensor) -> tuple[Tensor, Tensor]:
    """Return mean and standard deviation (1, C, 1, 1), in a seventh of the time that ``torch.std_mean`` takes."""
    mean = values.mean((2, 3), keepdim=True)
    rest = values - mean
    # The squares of a large feature map's values would overflow.
    largest = torch.linalg.vector_norm(rest, torch.inf, (2, 3), keepdim=True)
    rest /= largest.clamp(min=torch.finfo(values.dtype).tiny)
    length = torch.linalg.vector_norm(rest, dim=(2, 3), keepdim=True)
    return mean, length * largest / (values.shape[2] * values.shape[3]) ** 0.5


def _coordinates(like: Tensor) -> Tensor:
    """Return (1, 2, H, W): y and x of every pixel, from −1 to 1."""
    y, x = (torch.linspace(-1, 1, side, dtype=like.dtype, device=like.device) for side in like.shape[2:])
    return torch.stack(torch.meshgrid(y, x, indexing="ij"))[None]


class _ConvolvedInParts(torch.autograd.Function):
    """:meth:`BranchInput.convolved` with no more than one part at a time in memory."""

    @staticmethod
    def forward(ctx: Any, weight: Tensor, bias: Tensor, source: BranchInput, geometry: ConvGeometry) -> Tensor:
        ctx.save_for_backward(weight)
        ctx.source, ctx.geometry = source, geometry
        if weight.device.type == "cpu" and not weight.any():
            # As at the beginning; everywhere else asking would make the program wait for the device.
            return bias[None, :, None, None].repeat(1, 1, *geometry.output_size(*source.size))
        total: Tensor | None = None
        for part, values in source.parts():
            cropped, padding = _cropped(values, geometry.padding)
            result = functional.conv2d(cropped, weight[:, part], None, geometry.stride, padding)
            total = result if total is None else total.add_(result)
        assert total is not None
        return total.add_(bias[:, None, None])

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        (weight,) = ctx.saved_tensors
        grad_weight = torch.empty_like(weight)
        for part, values in ctx.source.parts():
            cropped, padding = _cropped(values, ctx.geometry.padding)
            _, grad_weight[:, part], _ = torch.ops.aten.convolution_backward(
                grad,
                cropped,
                weight[:, part],
                None,
                ctx.geometry.stride,
                padding,
                (1, 1),
                False,
                (0, 0),
                1,
                (False, True, False),
            )
        return grad_weight, grad.sum((0, 2, 3)), None, None

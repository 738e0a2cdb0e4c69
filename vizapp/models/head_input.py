"""What the head of a deformable layer reads: its input on a scale of its own, made a few channels at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

HEAD_KERNEL = 3
_CHANNELS_AT_ONCE = 32


class HeadInput:
    """An input less its mean and divided by its deviation, channel by channel, and by the root of the head's fan-in.

    A weight of the head then moves the points about as much as a bias does, whatever the range of a feature map.
    With raw values in [0, 1] all weights of a tap would push its points the same way at once, and the whole field
    would overshoot.

    Where there are many channels it is not kept, as it is as large as the input, but made anew, in parts, whenever it
    is read. That takes no longer: each part is still in the processor's cache when it is convolved.
    """

    def __init__(self, input: Tensor) -> None:
        """Measure an input (1, C, H, W); an even channel becomes 0."""
        deviation, mean = torch.std_mean(input, (2, 3), keepdim=True, correction=0)
        # The share of the mean keeps the rounding errors of an even channel from being blown up to full size.
        scale = deviation + 1e-3 * mean.abs() + torch.finfo(input.dtype).tiny
        fan_in = input.shape[1] * HEAD_KERNEL**2
        self._input, self._mean, self._divisor = input, mean, scale * fan_in**0.5
        self._whole = self._part(slice(None)) if input.shape[1] <= _CHANNELS_AT_ONCE else None

    def whole(self) -> Tensor:
        """Return all channels (1, C, H, W)."""
        return self._part(slice(None)) if self._whole is None else self._whole

    def convolved(self, weight: Tensor, bias: Tensor, stride: tuple[int, int]) -> Tensor:
        """Return the convolution (1, N, oh, ow) with a weight (N, C, 3, 3) and a bias (N,); both get gradients."""
        if self._whole is not None:
            return functional.conv2d(self._whole, weight, bias, stride, HEAD_KERNEL // 2)
        result: Tensor = _ConvolvedInParts.apply(weight, bias, self, stride)
        return result

    def output_size(self, stride: tuple[int, int]) -> tuple[int, int]:
        """Return (oh, ow) of :meth:`convolved`."""
        height, width = ((side - 1) // step + 1 for side, step in zip(self._input.shape[2:], stride, strict=True))
        return height, width

    def parts(self) -> Iterator[tuple[slice, Tensor]]:
        """Yield some channels after the other: which, and what they are."""
        for first in range(0, self._input.shape[1], _CHANNELS_AT_ONCE):
            part = slice(first, first + _CHANNELS_AT_ONCE)
            yield part, self._part(part)

    def _part(self, part: slice) -> Tensor:
        return (self._input[:, part] - self._mean[:, part]).div_(self._divisor[:, part])


class _ConvolvedInParts(torch.autograd.Function):
    """:meth:`HeadInput.convolved` with no more than one part at a time in memory."""

    @staticmethod
    def forward(ctx: Any, weight: Tensor, bias: Tensor, source: HeadInput, stride: tuple[int, int]) -> Tensor:
        ctx.save_for_backward(weight)
        ctx.source, ctx.stride = source, stride
        if weight.device.type == "cpu" and not weight.any():
            # As at the beginning; everywhere else asking would make the program wait for the device.
            return bias[None, :, None, None].repeat(1, 1, *source.output_size(stride))
        results = (
            functional.conv2d(values, weight[:, part], None, stride, HEAD_KERNEL // 2)
            for part, values in source.parts()
        )
        total = next(results)
        for result in results:
            total += result
        return total.add_(bias[:, None, None])

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        (weight,) = ctx.saved_tensors
        padding = (HEAD_KERNEL // 2, HEAD_KERNEL // 2)
        grad_weight = torch.empty_like(weight)
        for part, values in ctx.source.parts():
            _, grad_weight[:, part], _ = torch.ops.aten.convolution_backward(
                grad,
                values,
                weight[:, part],
                None,
                ctx.stride,
                padding,
                (1, 1),
                False,
                (0, 0),
                1,
                (False, True, False),
            )
        return grad_weight, grad.sum((0, 2, 3)), None, None

"""Find the secret shifts that the taps of a fixed kernel were given."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops import deform_conv2d


@dataclass(frozen=True)
class HiddenTaps:
    """The task: the input seen through a kernel whose taps were moved.

    Attributes:
        kernel: (O, C, k, k), the fixed kernel.
        shifts_yx: (K, 2), the secret (dy, dx) of each tap, the same at every unit, in input pixels.
        target: (1, O, oh, ow), what the kernel gives when its taps are moved by the shifts.
        deviation: the standard deviation of the target, which the loss is measured in.
    """

    kernel: Tensor
    shifts_yx: Tensor
    target: Tensor
    deviation: float

    def loss(self, output: Tensor) -> Tensor:
        """Return the mean squared error of ``output`` (1, O, oh, ow) as a share of the target's variance."""
        return ((output - self.target) / self.deviation).square().mean()

    @torch.no_grad()
    def distance(self, offset: Tensor, taps: Tensor | None = None) -> Tensor:
        """Return how far, on average over units and taps, the points lie from the true ones, in input pixels.

        Args:
            offset: (1, 2·K, oh, ow).
            taps: int64 (n,), those that count; None for all. The mean over none is NaN.
        """
        pairs = offset.detach()[0].unflatten(0, (-1, 2))
        away = (pairs - self.shifts_yx[:, :, None, None]).square_().sum(1).sqrt_()
        return (away if taps is None else away[taps]).mean()


def make_hidden_taps(
    input: Tensor,
    *,
    kernel_size: int,
    stride: int,
    dilation: int,
    out_channels: int,
    max_shift: float,
    generator: torch.Generator,
) -> HiddenTaps:
    """Draw a kernel and its secret shifts, and compute the target.

    Args:
        input: (1, C, H, W), finite.
        kernel_size: k, odd.
        stride, dilation: of the layer, whose padding is dilation·(k // 2).
        out_channels: O; raised to k² where it is less, because fewer numbers than taps at each unit do not tell the
            taps apart: with 9 of them, 5×5 taps on a brick wall exchanged their places and stayed up to 1.2 px away.
        max_shift: each part of a shift is drawn evenly from −max_shift … max_shift.
        generator: a CPU generator, so that a seed means the same on every device.

    Raises:
        ValueError: the target is the same number everywhere, so that there is nothing to find the taps by.
    """
    geometry = ConvGeometry.aligned(kernel_size, stride, dilation)
    taps = geometry.taps
    kernel = telling_kernel(max(out_channels, taps), input.shape[1], kernel_size, generator).to(input)
    shifts = ((torch.rand(taps, 2, generator=generator) * 2 - 1) * max_shift).to(input)
    height, width = geometry.output_size(*input.shape[2:])
    offset = shifts.reshape(1, -1, 1, 1).expand(1, -1, height, width)
    with torch.no_grad():
        target = deform_conv2d(input, offset, kernel, stride=stride, padding=geometry.padding, dilation=dilation)
    # On the CPU in double precision: the square of a large feature map's values overflows in single precision.
    deviation = float(target.cpu().double().std(correction=0))
    if deviation == 0:
        raise ValueError("the target is the same number everywhere")
    return HiddenTaps(kernel, shifts, target, deviation)


def telling_kernel(out_channels: int, in_channels: int, kernel_size: int, generator: torch.Generator) -> Tensor:
    """Draw a kernel (O, C, k, k) in which every tap leaves a mark of its own; O is at least k².

    For each input channel the K columns of weights, one a tap, are orthonormal (then divided by C): the taps cannot
    stand in for one another, which independent random weights allow where the picture repeats itself. The signs are
    mixed. What an even area becomes is fixed: mostly its own channel, so that the output of a photograph looks like
    the photograph, with fringes where the taps are apart.
    """
    taps = kernel_size**2
    if out_channels < taps:
        raise ValueError(f"out_channels is {out_channels}, but at least {taps} was expected")
    all_taps = torch.ones(taps, dtype=torch.float64) / kernel_size
    kernel = torch.empty(out_channels, in_channels, taps, dtype=torch.float64)
    for channel in range(in_channels):
        answer = torch.full((out_channels,), 0.3, dtype=torch.float64)
        answer[channel % out_channels :: in_channels] += 1
        answer /= answer.norm()
        # Equal values at all taps give the answer; what differs between taps is turned into the rest at random.
        random = torch.randn(out_channels - 1, taps - 1, generator=generator, dtype=torch.float64)
        turned = _complement(answer) @ torch.linalg.qr(random).Q @ _complement(all_taps).T
        kernel[:, channel] = answer[:, None] * all_taps + turned
    return (kernel / in_channels).float().reshape(out_channels, in_channels, kernel_size, kernel_size)


def _complement(direction: Tensor) -> Tensor:
    """Return an orthonormal basis (n, n − 1) of what is orthogonal to a direction (n,) without a zero."""
    identity = torch.eye(len(direction), dtype=direction.dtype)
    return torch.linalg.qr(torch.cat([direction[:, None], identity[:, 1:]], 1)).Q[:, 1:]

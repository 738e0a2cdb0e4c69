"""A kernel in which every tap leaves a mark of its own."""

from __future__ import annotations

import torch
from torch import Tensor


def telling_kernel(
    out_channels: int,
    in_channels: int,
    kernel_size: tuple[int, int],
    generator: torch.Generator,
    groups: int = 1,
) -> Tensor:
    """Draw a kernel (O, C/groups, kh, kw) in which every tap leaves a mark of its own.

    For each input channel the K = kh·kw columns of weights, one a tap, are orthonormal (then divided by the number of
    channels that an output reads): the taps cannot stand in for one another, which independent random weights allow
    where the picture repeats itself. The signs are mixed. What an even area becomes is fixed: mostly its own channel,
    so that the output of a photograph looks like the photograph, with fringes where the taps are apart.

    Args:
        out_channels: O, at least groups·kh·kw, and a multiple of ``groups``.
        in_channels: C, a multiple of ``groups``.
        kernel_size: (kh, kw).
        generator: a CPU generator.
        groups: of the convolution; each has a kernel of its own.

    Raises:
        ValueError: there are too few outputs, or groups do not divide outputs and inputs.
    """
    least = groups * kernel_size[0] * kernel_size[1]
    if out_channels < least:
        raise ValueError(f"out_channels is {out_channels}, but at least {least} was expected")
    if out_channels % groups or in_channels % groups:
        raise ValueError(f"{groups} groups do not divide {in_channels} input and {out_channels} output channels")
    parts = [
        _kernel_of_group(out_channels // groups, in_channels // groups, kernel_size, generator) for _ in range(groups)
    ]
    return torch.cat(parts)


def _kernel_of_group(
    out_channels: int, in_channels: int, kernel_size: tuple[int, int], generator: torch.Generator
) -> Tensor:
    taps = kernel_size[0] * kernel_size[1]
    all_taps = torch.ones(taps, dtype=torch.float64) / taps**0.5
    between_taps = _complement(all_taps).T
    kernel = torch.empty(out_channels, in_channels, taps, dtype=torch.float64)
    for channel in range(in_channels):
        answer = torch.full((out_channels,), 0.3, dtype=torch.float64)
        answer[channel % out_channels :: in_channels] += 1
        answer /= answer.norm()
        # Equal values at all taps give the answer; what differs between taps is turned into the rest at random.
        random = torch.randn(out_channels - 1, taps - 1, generator=generator, dtype=torch.float64)
        turned = _complement(answer) @ torch.linalg.qr(random).Q @ between_taps
        kernel[:, channel] = answer[:, None] * all_taps + turned
    return (kernel / in_channels).float().reshape(out_channels, in_channels, *kernel_size)


def _complement(direction: Tensor) -> Tensor:
    """Return an orthonormal basis (n, n − 1) of what is orthogonal to a direction (n,) without a zero."""
    identity = torch.eye(len(direction), dtype=direction.dtype)
    return torch.linalg.qr(torch.cat([direction[:, None], identity[:, 1:]], 1)).Q[:, 1:]

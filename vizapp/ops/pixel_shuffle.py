"""Pixel shuffle and its inverse, in both channel orders, and where every sub-pixel comes from.

With an upscale factor r, the r² channels of one low-resolution pixel become its r × r sub-pixels. The
sub-pixel in row i and column j of its block has the phase p = i·r + j; for C channels of output and the
low-resolution pixel (h, w)

    CRD    out[c, h·r + i, w·r + j] = in[c·r² + p, h, w]     PyTorch; ONNX DepthToSpace in mode CRD
    DCR    out[c, h·r + i, w·r + j] = in[p·C + c, h, w]      TensorFlow; ONNX DepthToSpace by default

A phase order rearranges the sub-pixels: with it, phase p reads what phase `phase_order[p]` would have read.

Pixel centres: the centre of high-resolution row h·r + i lies at the low-resolution row h + (i + 0.5)/r − 0.5.

Source: Shi et al., Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel
Convolutional Neural Network, 2016, arXiv:1609.05158.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor

from vizapp.integers import check_int
from vizapp.ops.checks import check_tensor, shape_of

ORDERS = ("CRD", "DCR")

Index = TypeVar("Index", int, Tensor)


class SubpixelOrigin(NamedTuple):
    """Where sub-pixels come from: input channel, row and column, and the phase (i, j) within the pixel's block.

    Every field is an int, or a tensor of integers, as the positions were that were asked for.
    """

    channel: int | Tensor
    y: int | Tensor
    x: int | Tensor
    phase_y: int | Tensor
    phase_x: int | Tensor


def pixel_shuffle(
    x: Tensor, upscale_factor: int, order: str = "CRD", *, phase_order: Sequence[int] | None = None
) -> Tensor:
    """Rearrange r² channels into r × r sub-pixels of an enlarged map.

    Args:
        x: (…, C·r², H, W) of any dtype, with any number of leading dimensions.
        upscale_factor: r, at least 1.
        order: "CRD" or "DCR", how the channels are laid out (see the module's text).
        phase_order: a permutation of range(r²), or None for the identity.

    Returns:
        (…, C, H·r, W·r) with the values and the dtype of `x`, differentiable with respect to it, and in the memory
        format `torch.channels_last` if `x` is.

    Raises:
        ValueError: if the channels are not divisible by r², naming the r that fit, or if an argument is not
            as described.
    """
    r = check_int("upscale_factor", upscale_factor, 1)
    _check_order(order)
    phases = _checked_phase_order(phase_order, r)
    _check_map("x", x)
    *lead, channels_in, height, width = x.shape
    if channels_in % (r * r):
        fitting = ", ".join(str(n) for n in fitting_upscale_factors(channels_in))
        raise ValueError(
            f"x has the shape {shape_of(x)}, but for upscale_factor {r} its {channels_in} channels must be divisible "
            f"by {r * r}; upscale factors that fit: {fitting}"
        )
    channels = channels_in // (r * r)
    if order == "CRD":
        blocks = x.reshape(*lead, channels, r * r, height, width)
        phase_dim = -3
    else:
        blocks = x.reshape(*lead, r * r, channels, height, width)
        phase_dim = -4
    if phases is not None:
        blocks = blocks.index_select(phase_dim, torch.tensor(phases, device=x.device))
    blocks = blocks.unflatten(phase_dim, (r, r))
    if order == "DCR":
        blocks = blocks.movedim(-3, -5)  # (…, i, j, C, H, W) → (…, C, i, j, H, W)
    interleaved = blocks.movedim((-4, -3), (-3, -1))  # (…, C, i, j, H, W) → (…, C, H, i, W, j)
    if _is_channels_last(x):
        innermost = interleaved.movedim(-5, -1)  # one copy, straight into the format that is wanted
        return innermost.contiguous().reshape(*lead, height * r, width * r, channels).movedim(-1, -3)
    return interleaved.reshape(*lead, channels, height * r, width * r)


def pixel_unshuffle(
    x: Tensor, downscale_factor: int, order: str = "CRD", *, phase_order: Sequence[int] | None = None
) -> Tensor:
    """Rearrange r × r sub-pixels into r² channels: the inverse of `pixel_shuffle` with the same arguments.

    Args:
        x: (…, C, H·r, W·r) of any dtype, with any number of leading dimensions.
        downscale_factor: r, at least 1.
        order: "CRD" or "DCR", how the channels will be laid out (see the module's text).
        phase_order: the permutation of range(r²) that was, or will be, given to `pixel_shuffle`; None for the
            identity.

    Returns:
        (…, C·r², H, W) with the values and the dtype of `x`, differentiable with respect to it, and in the memory
        format `torch.channels_last` if `x` is.

    Raises:
        ValueError: if height or width are not divisible by r, or if an argument is not as described.
    """
    r = check_int("downscale_factor", downscale_factor, 1)
    _check_order(order)
    phases = _checked_phase_order(phase_order, r)
    _check_map("x", x)
    *lead, channels, height, width = x.shape
    if height % r or width % r:
        raise ValueError(
            f"x has the shape {shape_of(x)}, but its height {height} and width {width} must both be divisible by "
            f"downscale_factor {r}"
        )
    interleaved = x.reshape(*lead, channels, height // r, r, width // r, r)
    blocks = interleaved.movedim((-3, -1), (-4, -3))  # (…, C, H, i, W, j) → (…, C, i, j, H, W)
    if order == "DCR":
        blocks = blocks.movedim(-5, -3)  # (…, C, i, j, H, W) → (…, i, j, C, H, W)
    phase_dim = -4 if order == "CRD" else -5
    if phases is not None:
        inverse = sorted(range(r * r), key=phases.__getitem__)
        flat = blocks.flatten(phase_dim, phase_dim + 1)
        flat = flat.index_select(phase_dim + 1, torch.tensor(inverse, device=x.device))
        blocks = flat.unflatten(phase_dim + 1, (r, r))
    if _is_channels_last(x):
        innermost = blocks.movedim((-5, -4, -3), (-3, -2, -1))  # (…, C, i, j, H, W), or (…, i, j, C, H, W)
        return innermost.contiguous().reshape(*lead, height // r, width // r, channels * r * r).movedim(-1, -3)
    return blocks.reshape(*lead, channels * r * r, height // r, width // r)


def subpixel_origin(
    channel: Index,
    y: Index,
    x: Index,
    upscale_factor: int,
    order: str = "CRD",
    *,
    channels: int | None = None,
    phase_order: Sequence[int] | None = None,
) -> SubpixelOrigin:
    """Return which input value `pixel_shuffle` puts at a position of its output.

    `shuffled[..., channel, y, x]` is `input[..., origin.channel, origin.y, origin.x]`. The low-resolution
    coordinate of the sub-pixel's centre is `origin.y + (origin.phase_y + 0.5) / r - 0.5`, and x likewise.

    Args:
        channel, y, x: the position in the output, none negative: three ints, or three tensors of integers
            that broadcast together.
        upscale_factor: r, at least 1.
        order: "CRD" or "DCR".
        channels: C, the number of output channels; needed for "DCR", where the input channel depends on it.
        phase_order: the permutation given to `pixel_shuffle`, or None.

    Returns:
        A `SubpixelOrigin` of ints, or of int64 tensors. The phase is the place within the output's block, before
        the phase order is looked up.

    Raises:
        ValueError: if a position is negative or not an integer, if `channel` is not below `channels`, or if
            an argument is not as described.
    """
    r = check_int("upscale_factor", upscale_factor, 1)
    _check_order(order)
    phases = _checked_phase_order(phase_order, r)
    if channels is not None:
        check_int("channels", channels, 1)
    elif order == "DCR":
        raise ValueError("channels is None, but for the order DCR the number of output channels was expected")
    channel = _checked_positions("channel", channel, channels)
    y = _checked_positions("y", y, None)
    x = _checked_positions("x", x, None)

    phase_y, phase_x = y % r, x % r
    phase = phase_y * r + phase_x
    if phases is not None:
        if isinstance(phase, Tensor):
            phase = torch.tensor(phases, device=phase.device)[phase.long()]
        else:
            phase = phases[phase]
    origin = channel * (r * r) + phase if channels is None or order == "CRD" else phase * channels + channel
    return SubpixelOrigin(origin, y // r, x // r, phase_y, phase_x)


def fitting_upscale_factors(channels: int) -> tuple[int, ...]:
    """Return every r whose square divides `channels`, ascending; 1 always does."""
    return tuple(r for r in range(1, int(max(channels, 1) ** 0.5) + 1) if channels % (r * r) == 0)


def _check_order(order: str) -> None:
    if not isinstance(order, str) or order not in ORDERS:
        raise ValueError(f"order is {order!r}, but one of {', '.join(ORDERS)} was expected")


def _is_channels_last(x: Tensor) -> bool:
    """Return whether `x` is in the memory format `torch.channels_last` and not also in the contiguous one.

    Decided by its strides, which are available under vmap too.
    """
    if x.dim() != 4 or x.is_contiguous():
        return False
    _, channels, height, width = x.shape
    return x.stride() == (channels * height * width, 1, width * channels, channels)


def _check_map(name: str, value: Tensor) -> None:
    check_tensor(name, value)
    if value.dim() < 3:
        raise ValueError(f"{name} has the shape {shape_of(value)}, but (…, C, H, W) was expected")


def _checked_phase_order(phase_order: Sequence[int] | None, r: int) -> list[int] | None:
    if phase_order is None:
        return None
    if not isinstance(phase_order, Sequence) or isinstance(phase_order, str):
        raise ValueError(f"phase_order is {phase_order!r}, but a sequence of ints was expected")
    phases = [check_int("a phase of phase_order", phase, 0) for phase in phase_order]
    if sorted(phases) != list(range(r * r)):
        raise ValueError(f"phase_order is {phases}, but a permutation of 0 to {r * r - 1} was expected")
    return phases


def _checked_positions(name: str, value: Index, end: int | None) -> Index:
    """Return positions, as int64 if a tensor; refuse what is not an integer from 0 up to, not including, `end`."""
    if isinstance(value, Tensor):
        if value.dtype.is_floating_point or value.dtype.is_complex or value.dtype == torch.bool:
            raise ValueError(f"{name} has the dtype {value.dtype}, but integers were expected")
        value = value.long()  # the channel of a small integer's origin may need a larger one
        if value.numel() == 0:
            return value
        low, high = (int(bound) for bound in torch.aminmax(value))
    else:
        low = high = check_int(name, value, 0)
    if low < 0 or (end is not None and high >= end):
        expected = "0 and up" if end is None else f"0 to {end - 1}"
        raise ValueError(f"{name} reaches from {low} to {high}, but {expected} was expected")
    return value

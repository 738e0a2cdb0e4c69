"""The checkerboard measure: how far the phases of an enlarged map differ where nothing in it calls for it.

Enlarging by r makes r × r output pixels of each input pixel. Those at row i and column j of their block are phase
(i, j). An upsampler that treats its phases unequally paints a pattern that repeats every r pixels, which is what a
checkerboard is. The measure is the *polyphase deviation*: the standard deviation (over all r², without Bessel's
correction) of the r² phase means, in grey levels of 255.

There are two variants. :func:`checkerboard` enlarges constant greys: the result should be constant, so that whatever
differs between phases is the upsampler's own doing, and an upsampler without the fault measures 0.
:func:`picture_checkerboard` takes a picture as it is. A picture's own content differs a little between phases too, so
that a small value proves nothing; only one well above that of the picture's target does.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.protocol.metric import Metric
from vizapp.wording.quantities import size_words
from vizapp.wording.translation import marked
from vizapp.wording.units import GREY_LEVELS as GREY_LEVELS_UNIT

GREY_LEVELS = 255.0
GREYS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""The constant inputs: luma from dark to bright."""
ASSUMED_REACH = 8
"""Input pixels from which an upsampler is taken to read, to each side, where that is not said."""
_PERIODS = 2

CHECKERBOARD = Metric(
    "checkerboard",
    marked("Checkerboard"),
    unit=GREY_LEVELS_UNIT,
    every=10,
    decimals=3,
    explanation=marked(
        "Even greys are enlarged, without the bicubic part: nothing in the result should repeat. Its pixels at the "
        "same place of their r×r blocks are one phase, and each phase has a mean. The measure is the standard "
        "deviation between the r² means, over five greys, in grey levels of 255; 0 is none. A picture's own phases "
        "are with its spectrum. Kernels that begin at random, or that have learned, make phases differ whatever the "
        "stride; what the overlap alone does is seen where all kernels begin even."
    ),
)
"""The measure as a metric; that of one of several runs is a copy with its own name, title and run."""


def phase_means(enlarged: Tensor, upscale_factor: int) -> Tensor:
    """Return the mean of each phase.

    Args:
        enlarged: (…, H, W); r divides H and W.
        upscale_factor: r.

    Returns:
        (…, r, r) float64 on the CPU; entry (i, j) is the mean over the pixels at row i and column j of their block.

    Raises:
        ValueError: r does not divide H and W, or there are no pixels.
    """
    r = upscale_factor
    height, width = enlarged.shape[-2:]
    if height % r or width % r or not height or not width:
        raise ValueError(f"the map has {size_words(height, width)} pixels, but its sides must be multiples of {r}")
    # In double precision, which not every device has: the differences are far smaller than the values.
    blocks = enlarged.detach().cpu().double().unflatten(-1, (width // r, r)).unflatten(-3, (height // r, r))
    return blocks.mean(dim=(-4, -2))  # (…, h, i, w, j) → (…, i, j)


def polyphase_deviation(enlarged: Tensor, upscale_factor: int) -> float:
    """Return the deviation between the phase means, in grey levels of 255, averaged over the leading dimensions.

    Args:
        enlarged: (…, H, W) with 0 as black and 1 as white; r divides H and W.
        upscale_factor: r.

    Raises:
        ValueError: r does not divide H and W.
    """
    means = phase_means(enlarged, upscale_factor).flatten(-2)
    return float(means.std(dim=-1, correction=0).mean()) * GREY_LEVELS


@torch.no_grad()
def checkerboard(
    upsample: Callable[[Tensor], Tensor],
    upscale_factor: int,
    *,
    reach: int | None = None,
    channels: int = 1,
    device: torch.device | None = None,
) -> float:
    """Return the polyphase deviation of what an upsampler makes of constant inputs, in grey levels of 255.

    Where the network adds to a bicubic enlargement, give the network alone: the residual of a constant should be
    constant as well.

    Args:
        upsample: makes (B, C, h·r, w·r) of (B, C, h, w); values have 0 as black and 1 as white. It must give what is
            near the border and what is not by the same rule, as convolutions do.
        upscale_factor: r.
        reach: so many input pixels to each side may have a part in an output pixel; as many are left out at the
            border, where padding has a part. None is :data:`ASSUMED_REACH`.
        channels: C.
        device: where ``upsample`` computes; None is the CPU.

    Returns:
        The mean over :data:`GREYS` and channels; NaN where the output has NaN.

    Raises:
        ValueError: the output has other sizes than h·r and w·r.
    """
    r = upscale_factor
    reach = ASSUMED_REACH if reach is None else reach
    side = 2 * reach + _PERIODS
    greys = torch.tensor(GREYS, device=device)[:, None, None, None].expand(-1, channels, side, side)
    enlarged = upsample(greys.contiguous())
    if enlarged.shape[-2:] != (side * r, side * r):
        expected, found = size_words(side * r, side * r), size_words(*enlarged.shape[-2:])
        raise ValueError(f"{size_words(side, side)} pixels became {found}, but {expected} were expected")
    inner = slice(reach * r, (reach + _PERIODS) * r)
    return polyphase_deviation(enlarged[..., inner, inner], r)


def smallest_side(upscale_factor: int) -> int:
    """Return the shortest side of a picture, in pixels, that :func:`picture_checkerboard` can measure."""
    return 3 * upscale_factor - 2


def picture_checkerboard(picture: Tensor, upscale_factor: int) -> float:
    """Return the polyphase deviation of a picture's detail, in grey levels of 255.

    Detail is the picture less a local mean over 2·r − 1 pixels each way, weighted like a tent. A pattern that repeats
    every r pixels has no part in that mean and so stays whole, while an even or evenly rising brightness goes: of a
    ramp, whose phases lie on different steps of it, nothing is left. What is left of a photograph's own content is
    small and gets smaller the larger the picture is, but it is not 0.

    Args:
        picture: (…, H, W), such as (1, C, H, W), with 0 as black and 1 as white. Phases are counted from its top
            left pixel, and what is beyond a multiple of r is left out.
        upscale_factor: r.

    Raises:
        ValueError: a side is shorter than :func:`smallest_side`.
    """
    return polyphase_deviation(_detail(picture, upscale_factor), upscale_factor)


def pattern_share(picture: Tensor, upscale_factor: int) -> float:
    """Return the share of a map's detail that is a pattern which repeats every r pixels, 0 … 1.

    Unlike :func:`picture_checkerboard` it does not depend on the scale of the values, so that it also tells of maps
    inside a network: the variance of the phase means, of all channels together, over the variance of the detail. It
    is 1 where nothing but the pattern is left after the local mean was taken off; of noise of n pixels it is about
    (r² − 1)/n.

    Args:
        picture: (…, H, W); detail, phases and the least size are those of :func:`picture_checkerboard`.
        upscale_factor: r.

    Returns:
        NaN where there is no detail, or a value is not finite.

    Raises:
        ValueError: a side is shorter than :func:`smallest_side`.
    """
    detail = _detail(picture, upscale_factor)
    whole = float(detail.detach().cpu().double().var(dim=(-2, -1), correction=0).sum())
    pattern = float(phase_means(detail, upscale_factor).flatten(-2).var(dim=-1, correction=0).sum())
    return min(1.0, pattern / whole) if 0 < whole < math.inf else math.nan


def _detail(picture: Tensor, r: int) -> Tensor:
    """Return a picture (…, H, W) less its local mean, without a border, and with sides that are multiples of r."""
    *lead, height, width = picture.shape
    least = smallest_side(r)
    if min(height, width) < least:
        raise ValueError(
            f"the picture has {size_words(height, width)} pixels; factor {r} needs at least {least} a side"
        )
    planes = picture.detach().reshape(-1, 1, height, width).float()
    rising = torch.arange(1.0, r + 1, device=planes.device)
    tent = torch.cat((rising, rising[:-1].flip(0))) / r**2
    mean = functional.conv2d(functional.conv2d(planes, tent[None, None, :, None]), tent[None, None, None, :])
    detail = planes[..., r - 1 : height - r + 1, r - 1 : width - r + 1] - mean
    # Where the first of them stands within its block does not matter: the deviation takes all phases alike.
    rows, columns = (side // r * r for side in detail.shape[-2:])
    return detail[..., :rows, :columns].reshape(*lead, rows, columns)

"""The spectrum of a picture: how strong the wave of every frequency in it is.

What repeats every r pixels, as the checkerboard of an upsampler does, is in a spectrum at multiples of 1/r cycles per
pixel, along either axis or both.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from vizapp.labs.pictures import draw_covered
from vizapp.labs.subpixel.checkerboard import picture_checkerboard, smallest_side
from vizapp.protocol.picture_answers import Spectrum
from vizapp.value_picture import ValueRange

LARGEST_SIDE = 512
"""Of what is transformed, in pixels: the middle of a larger picture."""
FAINTEST = -120.0
"""In dB; weaker waves, whose logarithm may be −∞, count as so strong."""
DRAWN = ValueRange(-100.0, -20.0)
"""Drawn as black and as white, in dB: the same for every picture, so that two spectra can be compared."""


def spectrum(plane: Tensor) -> Tensor | None:
    """Return the amplitude of the wave of every frequency, in dB; 0 dB is a wave of amplitude 1, white less black.

    The mean is taken off and a Hann window laid over the picture first: the transform takes a picture to go on
    periodically, and its borders, which do not fit each other, would otherwise give a cross through the middle.

    Args:
        plane: (H, W), such as luma from 0 to 1. The middle is taken of it: at most LARGEST_SIDE pixels a side, and an
            even number.

    Returns:
        (h + 1, w + 1) float32 on the CPU for h × w pixels transformed. Entry (i, j) belongs to (i/h − 1/2) cycles per
        pixel down and (j/w − 1/2) across. 1/2 is there twice, on either side, as both are one frequency. None where
        the picture has less than 2 pixels a side.
    """
    height, width = (min(side, LARGEST_SIDE) // 2 * 2 for side in plane.shape)
    if not height or not width:
        return None
    top, left = ((side - part) // 2 for side, part in zip(plane.shape, (height, width), strict=True))
    part = plane.detach()[top : top + height, left : left + width].float().cpu()
    down, across = (torch.hann_window(side) for side in (height, width))
    waves = torch.fft.fftshift(torch.fft.fft2((part - part.mean()) * down[:, None] * across))
    # A wave of amplitude a has the two values ±a/2 · Σ window.
    amplitude = waves.abs() * (2 / (down.sum() * across.sum()))
    both = torch.nn.functional.pad(amplitude[None, None], (0, 1, 0, 1), mode="circular")[0, 0]
    return 20 * both.clamp_min(10 ** (FAINTEST / 20)).log10()


def spectrum_answer(plane: Tensor, upscale_factor: int) -> Spectrum | None:
    """Return the :func:`spectrum` of a plane (H, W) as a picture; None where there is none.

    With it goes what the phases of an enlargement by ``upscale_factor`` differ by, in the whole plane.
    """
    found = spectrum(plane)
    if found is None:
        return None
    large_enough = min(plane.shape) >= smallest_side(upscale_factor)
    checkerboard = picture_checkerboard(plane, upscale_factor) if large_enough else math.nan
    height, width = found.shape
    return Spectrum(draw_covered(found[None], (0, 0, height, width), DRAWN), checkerboard)

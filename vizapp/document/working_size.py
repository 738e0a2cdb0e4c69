"""The size of the working copy that a lab computes with. Imports no torch, because the window uses it too."""

from __future__ import annotations

from vizapp.wording.problems import ProblemError

DEFAULT_SIZE_CPU = 192
DEFAULT_SIZE_GPU = 384
SMALLEST_SIDE = 2


def default_working_size(device: str) -> int:
    """Return the default longest side of the working copy, in pixels, on a device type such as "cpu"."""
    return DEFAULT_SIZE_CPU if device == "cpu" else DEFAULT_SIZE_GPU


def working_shape(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return (height, width) of a source's working copy: the longest side at most ``longest`` pixels, never enlarged.

    Raises:
        ProblemError: the source is smaller than 2×2 pixels.
    """
    if min(height, width) < SMALLEST_SIDE:
        least = (SMALLEST_SIDE, SMALLEST_SIDE)
        raise ProblemError("source.smaller-than", "source", size=(height, width), least=least)
    scale = min(1.0, longest / max(height, width))
    return max(SMALLEST_SIDE, round(height * scale)), max(SMALLEST_SIDE, round(width * scale))

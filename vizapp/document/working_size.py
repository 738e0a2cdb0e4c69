"""How large the copy of a source is that a lab computes with. No torch in here: the window asks too."""

from __future__ import annotations

from vizapp.wording.problems import ProblemError

DEFAULT_SIZE_CPU = 192
DEFAULT_SIZE_GPU = 384
SMALLEST_SIDE = 2


def default_working_size(device: str) -> int:
    """Return the longest side, in pixels, of the copy where none was asked for, on a device such as "cpu"."""
    return DEFAULT_SIZE_CPU if device == "cpu" else DEFAULT_SIZE_GPU


def working_shape(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return the height and width of the copy of a source: its longest side at most ``longest``, never enlarged.

    Raises:
        ProblemError: the source is smaller than 2×2 pixels.
    """
    if min(height, width) < SMALLEST_SIDE:
        least = (SMALLEST_SIDE, SMALLEST_SIDE)
        raise ProblemError("source.smaller-than", "source", size=(height, width), least=least)
    scale = min(1.0, longest / max(height, width))
    return max(SMALLEST_SIDE, round(height * scale)), max(SMALLEST_SIDE, round(width * scale))

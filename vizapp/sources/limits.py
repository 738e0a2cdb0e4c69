"""How much a file may hold, or claim to hold, before it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from vizapp.problem import Problem, Value

MAX_PIXELS = 64_000_000
"""Height times width of an image, and of one channel of a feature map."""

MAX_BYTES = 1 << 30
"""Size of a file, and of the array that it decodes to."""

MAX_SIDE = 1 << 62
"""Length of an axis beyond which a header is damaged rather than the array too large."""

MAX_ARRAYS = 4096
"""Arrays that one file may hold."""

MAX_NPY_HEADER = 4096
"""Bytes of a .npy header; NumPy writes 118 for any plain array, and parsing a long one can exhaust the stack."""

MAX_SAFETENSORS_HEADER = 8 << 20
MAX_ZIP_DIRECTORY = 4 << 20
MAX_PICKLE = 2 << 20
"""Bytes of the part of a .pt file that says which tensors it holds (the numbers themselves lie elsewhere)."""

OVERVIEW_SIDE = 1024
THUMBNAIL_SIDE = 96


def fitted_size(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return (height, width) reduced to fit into a square of side ``longest``; never enlarged, never below one."""
    scale = min(1.0, longest / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape that may be anything, shortened: ``"(12, 24, 36)"``."""
    sides = [str(side) for side in shape[:6]] + ["\N{HORIZONTAL ELLIPSIS}"] * (len(shape) > 6)
    return f"({', '.join(sides)}{',' if len(shape) == 1 else ''})"


def countable(count: int) -> int:
    """Return a number of bytes that may be anything as one that can be sent: at most ``MAX_SIDE``."""
    return min(count, MAX_SIDE)


def too_many_pixels(height: int, width: int) -> Problem | None:
    """Return why a picture of this size may not be opened, or None if it may."""
    if height * width <= MAX_PIXELS:
        return None
    size, megapixels = (countable(height), countable(width)), height * width / 1e6
    most = MAX_PIXELS // 1_000_000
    return Problem("reason.too-many-pixels", "source", {"size": size, "megapixels": megapixels, "most": most})


def shape_obstacle(shape: Sequence[int], itemsize: int) -> Problem | None:
    """Return why an array of this shape cannot be a feature map, or None if it can.

    Args:
        shape: three axes, which are (C, H, W) or (H, W, C); two, (H, W); or four, of which the first item is used.
        itemsize: bytes of one stored element.
    """
    text = shape_text(shape)
    if not 2 <= len(shape) <= 4:
        return Problem("reason.axes", "source", {"shape": text})
    if min(shape) < 1:
        return Problem("reason.no-values", "source", {"shape": text})
    needed = max(prod(shape) * itemsize, prod(shape[-3:]) * 4)
    if needed > MAX_BYTES:
        values: dict[str, Value] = {"shape": text, "needed": countable(needed), "limit": MAX_BYTES}
        return Problem("reason.too-many-bytes", "source", values)
    return too_many_pixels(shape[-2], shape[-1])

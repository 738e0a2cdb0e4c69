"""Limits on the size of a file's content, and of what its header claims."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from vizapp.problem import Problem, Value

MAX_PIXELS = 64_000_000
"""The largest height times width of an image or of one channel of a feature map."""

MAX_SIDE = 1_000_000
"""The largest height and width of an image; decoders keep a pointer for each row."""

MAX_BYTES = 1 << 30
"""The largest size of a file and of its decoded array, in bytes."""

MAX_AXIS_LENGTH = 1 << 62
"""The length of an axis above which the header counts as damaged rather than the array as too large."""

MAX_ARRAYS = 4096
"""The most arrays in one file."""

MAX_ANSWER_TEXT = 100_000
"""The longest text that the reader answers, in characters."""

MAX_ARRAY_NAME = 1000
"""The longest name of an array in a file, in characters."""

MAX_NPY_HEADER = 4096
"""The longest .npy header in bytes; NumPy writes 118 for a plain array, and a long one can exhaust the stack."""

MAX_SAFETENSORS_HEADER = 8 << 20
MAX_ZIP_DIRECTORY = 4 << 20
MAX_PICKLE = 2 << 20
"""The largest pickle in a .pt file in bytes; it describes the tensors, and the values are stored separately."""

OVERVIEW_SIDE = 1024
THUMBNAIL_SIDE = 96


def fitted_size(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return (height, width) reduced to fit into a square of side ``longest``; never enlarged, never below one."""
    scale = min(1.0, longest / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def shape_text(shape: Sequence[int]) -> str:
    """Return an untrusted shape as short text: ``"(12, 24, 36)"``."""
    sides = [str(side) for side in shape[:6]] + ["\N{HORIZONTAL ELLIPSIS}"] * (len(shape) > 6)
    return f"({', '.join(sides)}{',' if len(shape) == 1 else ''})"


def countable(count: int) -> int:
    """Return an untrusted number of bytes limited to ``MAX_AXIS_LENGTH``, so that it can be sent."""
    return min(count, MAX_AXIS_LENGTH)


def too_many_pixels(height: int, width: int) -> Problem | None:
    """Return why a picture of this size may not be opened, or None if it may."""
    if height * width <= MAX_PIXELS:
        return None
    size, megapixels = (countable(height), countable(width)), height * width / 1e6
    most = MAX_PIXELS // 1_000_000
    return Problem("reason.too-many-pixels", "source", {"size": size, "megapixels": megapixels, "most": most})


def too_long_side(height: int, width: int) -> Problem | None:
    """Return why a picture with a side so long may not be opened, or None if it may."""
    if max(height, width) <= MAX_SIDE:
        return None
    return Problem("reason.too-long-side", "source", {"side": countable(max(height, width)), "most": MAX_SIDE})


def whole_obstacle(shape: Sequence[int], itemsize: int) -> Problem | None:
    """Return why an array of this shape cannot be read whole, with all its items, or None if it can.

    Args:
        shape: one to four axes.
        itemsize: bytes of one stored element.
    """
    text = shape_text(shape)
    if not 1 <= len(shape) <= 4:
        return Problem("reason.axes", "source", {"shape": text})
    if min(shape) < 1:
        return Problem("reason.no-values", "source", {"shape": text})
    if (needed := prod(shape) * max(itemsize, 4)) > MAX_BYTES:
        values: dict[str, Value] = {"shape": text, "needed": countable(needed), "limit": MAX_BYTES}
        return Problem("reason.too-many-bytes", "source", values)
    return None


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

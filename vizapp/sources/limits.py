"""How much a file may hold, or claim to hold, before it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from vizapp.wording.quantities import size_words

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

MAX_UNPACKED_RATIO = 200
UNPACKED_RATIO_FROM = 64 << 20
"""What unpacks to more bytes than the second figure may be at most the first times its stored size."""

OVERVIEW_SIDE = 1024
THUMBNAIL_SIDE = 96


def size_text(count: int) -> str:
    """Return a number of bytes as people write it, e.g. ``"1.5 GiB"``."""
    if count >= 1 << 60:
        return "more than 1 EiB"
    amount = float(count)
    if count < 1024:
        return f"{count} bytes"
    for unit in ("KiB", "MiB", "GiB"):
        amount /= 1024
        if amount < 1024:
            return f"{amount:.3g} {unit}"
    return f"{amount / 1024:,.0f} TiB"


def is_blown_up(unpacked: int, stored: int) -> bool:
    """Return whether ``stored`` bytes become so many ``unpacked`` ones that it can only be meant to fill memory."""
    return unpacked > UNPACKED_RATIO_FROM and unpacked > MAX_UNPACKED_RATIO * stored


def _shape_text(shape: Sequence[int]) -> str:
    sides = [str(side) for side in shape[:6]] + ["\N{HORIZONTAL ELLIPSIS}"] * (len(shape) > 6)
    return f"({', '.join(sides)}{',' if len(shape) == 1 else ''})"


def too_many_pixels(height: int, width: int) -> str | None:
    """Return what is wrong with a picture of this size, as the rest of a sentence, or None if it may be opened."""
    if height * width <= MAX_PIXELS:
        return None
    return (
        f"measures {size_words(height, width)} = {height * width / 1e6:,.2f} megapixels, more than the limit of "
        f"{MAX_PIXELS // 1_000_000}; reduce or crop it first"
    )


def shape_obstacle(shape: Sequence[int], itemsize: int) -> str | None:
    """Return why an array of this shape cannot be a feature map, as the rest of a sentence, or None if it can.

    Args:
        shape: (H, W), (C, H, W) or (N, C, H, W), of which the first item is used.
        itemsize: bytes of one stored element.
    """
    text = _shape_text(shape)
    if not 2 <= len(shape) <= 4:
        return f"has shape {text}, but a feature map has two to four axes: (H, W), (C, H, W) or (N, C, H, W)"
    if min(shape) < 1:
        return f"is empty (shape {text})"
    wanted = max(prod(shape) * itemsize, prod(shape[-3:]) * 4)
    if wanted > MAX_BYTES:
        return f"has shape {text} and needs {size_text(wanted)}, more than the limit of {size_text(MAX_BYTES)}"
    return too_many_pixels(shape[-2], shape[-1])

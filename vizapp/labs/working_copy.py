"""The copy of the source that a lab computes from."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from vizapp.labs.base import LabError
from vizapp.wording import size_words

DEFAULT_SIZE_CPU = 192
DEFAULT_SIZE_GPU = 384
_SMALLEST_SIDE = 2


def default_working_size(device: torch.device) -> int:
    """Return the longest side, in pixels, of the copy that is trained on when none was asked for."""
    return DEFAULT_SIZE_CPU if device.type == "cpu" else DEFAULT_SIZE_GPU


def working_shape(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return the height and width of the copy of a source: its longest side at most ``longest``, never enlarged.

    Raises:
        LabError: the source is smaller than 2×2 pixels.
    """
    if min(height, width) < _SMALLEST_SIDE:
        raise LabError(
            f"The source has {size_words(height, width)} pixels; at least "
            f"{size_words(_SMALLEST_SIDE, _SMALLEST_SIDE)} are needed."
        )
    scale = min(1.0, longest / max(height, width))
    return max(_SMALLEST_SIDE, round(height * scale)), max(_SMALLEST_SIDE, round(width * scale))


def working_copy(values: np.ndarray, longest: int) -> Tensor:
    """Return the values (C, H, W) as a CPU tensor (1, C, h, w) whose longest side is at most ``longest``.

    Reduced with antialiasing, bilinearly, so that no value lies outside the range of the source's; never enlarged. It
    is done on the CPU, once: antialiasing is not offered on every device, and the full source need not fit into the
    memory of a GPU.

    Raises:
        LabError: the source is smaller than 2×2 pixels.
    """
    size = working_shape(values.shape[1], values.shape[2], longest)
    # Copied: what a source holds is read-only, which torch cannot express.
    full = torch.from_numpy(np.array(values, dtype=np.float32, order="C"))[None]
    if size == values.shape[1:]:
        return full
    return functional.interpolate(full, size=size, mode="bilinear", antialias=True, align_corners=False)


def require_finite(values: np.ndarray) -> None:
    """Refuse a source with NaN or infinity, which training would spread over everything.

    Raises:
        LabError: says how many there are.
    """
    broken = values.size - int(np.isfinite(values).sum())
    if broken:
        raise LabError(
            f"The source holds {broken} value{'s' if broken > 1 else ''} that {'are' if broken > 1 else 'is'} NaN or "
            "infinite, and training needs numbers everywhere; replace them, or show the source in the sub-pixel lab."
        )


def reduction_note(values: np.ndarray, copy: Tensor) -> str:
    """Return one sentence that says from what to what the source was reduced, or ""."""
    full, reduced = values.shape[1:], tuple(copy.shape[2:])
    if full == reduced:
        return ""
    return f"Reduced from {size_words(*full)} to {size_words(*reduced)} pixels."

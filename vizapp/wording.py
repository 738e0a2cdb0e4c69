"""How sizes are told to people, the same in every sentence, label and note."""

from __future__ import annotations

from collections.abc import Sequence


def size_words(height: int, width: int) -> str:
    """Return the size of a picture, always width × height: ``"192 × 128"``."""
    return f"{width} × {height}"


def shape_words(shape: Sequence[int]) -> str:
    """Return the shape of an array in the order of its axes, which is no size: ``"(12, 24, 36)"``."""
    return str(tuple(map(int, shape)))

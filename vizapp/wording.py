"""How sizes and numbers of things are told to people, the same in every sentence, label and note."""

from __future__ import annotations

from collections.abc import Sequence


def size_words(height: int, width: int) -> str:
    """Return the size of a picture, always width × height: ``"192 × 128"``."""
    return f"{width} × {height}"


def shape_words(shape: Sequence[int]) -> str:
    """Return the shape of an array in the order of its axes, which is no size: ``"(12, 24, 36)"``."""
    return str(tuple(map(int, shape)))


def count_words(count: int, noun: str) -> str:
    """Return how many of something there are, for nouns that take an s: ``"1 channel"``, ``"4 channels"``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

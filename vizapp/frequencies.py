"""The frequencies of a spectrum's rows and columns, in cycles per pixel. Imports neither torch nor Qt.

A spectrum of n rows (n odd) goes from −1/2 in its first row to 1/2 in its last. What repeats every r pixels stands at
the multiples of 1/r.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Frequency:
    """Cycles per pixel, down and across."""

    down: float
    across: float


def frequency_at(place: float, count: int) -> float:
    """Return the frequency at a position among ``count`` rows or columns, whose centres are at 0, 1, …."""
    return place / (count - 1) - 0.5 if count > 1 else 0.0


def place_of(frequency: float, count: int) -> float:
    """Return the position of a frequency among ``count`` rows or columns; the inverse of :func:`frequency_at`."""
    return (frequency + 0.5) * (count - 1)


def upsampling_frequencies(upscale_factor: int) -> tuple[Fraction, ...]:
    """Return the multiples of 1/r from −1/2 to 1/2, in this order, 0 among them."""
    most = upscale_factor // 2
    return tuple(Fraction(k, upscale_factor) for k in range(-most, most + 1))

"""The axis of a small plot: of fixed size, with a few short numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vizapp.gui.graphs import pg
from vizapp.gui.text_size import sized

_WIDTH = 42
_HEIGHT = 18
_BEYOND = 4
"""Pixels that a number may stand out beyond the ends of the lower axis: the 0 at its beginning does."""


class TidyAxis(pg.AxisItem):
    """An axis of fixed size with a few short numbers; ``logarithmic`` writes powers of ten."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.logarithmic = False
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=4, autoExpandTextSpace=False, autoReduceTextSpace=False)
        if orientation != "left":
            self.setStyle(hideOverlappingLabels=_BEYOND)
        self.follow_text()

    def follow_text(self) -> None:
        """Take the size that the numbers need at the present size of text."""
        if self.orientation == "left":
            self.setWidth(sized(_WIDTH))
        else:
            self.setHeight(sized(_HEIGHT))

    def appear(self, wanted: bool) -> None:
        """Be there or not. Not by setVisible, which forgets the size that is given up while the axis is away."""
        if wanted != self.isVisible():
            if wanted:
                self.show()
            else:
                self.hide()

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(tick_spacing(low, high, size, of_steps=self.orientation == "bottom"), 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return tick_texts(values, spacing, of_steps=self.orientation == "bottom", logarithmic=self.logarithmic)


def tick_spacing(low: float, high: float, size: float, *, of_steps: bool) -> float:
    """Return how far apart numbers stand: few but at least two, at 1, 2 or 5 times a power of ten, and whole steps.

    Args:
        low, high: the ends of the axis.
        size: its length in pixels.
        of_steps: whether it is the lower one, which counts steps; otherwise it stands upright.
    """
    wanted = max(2.0, size / (64 if of_steps else 34))
    span = max(high - low, 1e-12)
    raw = span / wanted
    decade = 10.0 ** math.floor(math.log10(raw))
    rising = [m * decade for m in (0.2, 0.5, 1, 2, 5, 10)]
    fitting = next(n for n, spacing in enumerate(rising) if spacing >= raw)
    while fitting > 0 and _ticks(low, high, rising[fitting]) < 2:
        fitting -= 1
    return max(1.0, rising[fitting]) if of_steps else rising[fitting]


def tick_texts(values: Sequence[float], spacing: float, *, of_steps: bool, logarithmic: bool) -> list[str]:
    """Return the numbers at ``values``, which are ``spacing`` apart; a logarithmic axis has the powers of ten."""
    if logarithmic:
        return [_short(10.0**value) for value in values]
    if of_steps:
        return [_step_text(value) for value in values]
    decimals = max(0, -math.floor(math.log10(spacing) + 1e-9))
    return [f"{value:.{decimals}f}".replace("-", "\u2212") for value in values]


def _ticks(low: float, high: float, spacing: float) -> int:
    return math.floor(high / spacing) - math.ceil(low / spacing) + 1


def _short(value: float) -> str:
    if 1e-3 <= value < 1e4:
        return f"{value:.2g}" if value < 10 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}".replace("-", "\u2212")


def _step_text(step: float) -> str:
    whole = round(step)
    if whole >= 10_000 and whole % 1000 == 0:
        return f"{whole // 1000}k"
    return str(whole)

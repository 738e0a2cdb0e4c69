"""Sentences about how often a transposed convolution writes to its outputs."""

from __future__ import annotations

from collections.abc import Sequence

from vizapp.wording.translation import marked, translate

CONTEXT = "OverlapCounts"
"""The translation context of these sentences."""
_EVEN = marked("kernel {kernel}, stride {stride}: every output inside is written to {count} times")
_EVEN_ONCE = marked("kernel {kernel}, stride {stride}: every output inside is written to once")
_UNEVEN = marked("kernel {kernel}, stride {stride}: outputs inside are written to {counts} or {last} times")


def overlap_words(kernel: int, stride: int, inside: Sequence[int]) -> str:
    """Return how often outputs inside are written to, as a phrase without capital and full stop.

    Args:
        kernel, stride: of the transposed convolution.
        inside: the distinct counts, ascending.
    """
    *others, last = inside
    text = _UNEVEN if others else _EVEN_ONCE if last == 1 else _EVEN
    counts = ", ".join(map(str, others))
    return translate(CONTEXT, text).format(kernel=kernel, stride=stride, count=last, counts=counts, last=last)

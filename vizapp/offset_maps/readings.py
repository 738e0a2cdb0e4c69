"""An offset map read in each layout, and the order of the readings by what speaks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import Agreement, Evidence, evidence_of
from vizapp.offset_maps.layouts import LAYOUTS, Layout, decode, layouts_for

CLEAR_SCORE = 0.15
"""The lead in score from which the figures count as speaking for one reading."""
_LEAD_IN_AGREEMENT = 10.0


@dataclass(frozen=True, eq=False)
class Reading:
    """An offset map read in one layout.

    Attributes:
        layout: which.
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels.
        evidence: what speaks for it.
    """

    layout: Layout
    offsets: NDArray[Any]
    evidence: Evidence

    def with_agreement(self, agreement: Agreement | None) -> Reading:
        """Return this reading with the agreement of its output with a given one."""
        return replace(self, evidence=replace(self.evidence, agreement=agreement))


@dataclass(frozen=True)
class Ranking:
    """Readings, the best first.

    Attributes:
        readings: all of them.
        verdict: "known" if the given output tells the layout; "named" if the file itself does; "likely" if the
            figures favour the first; "unclear" if nothing tells the first from the second; "contradicted" if an
            output is given and no reading gives it.
    """

    readings: tuple[Reading, ...]
    verdict: Literal["known", "named", "likely", "unclear", "contradicted"]

    @property
    def best(self) -> Reading:
        """The first of the readings."""
        return self.readings[0]


def readings(
    channels: NDArray[Any],
    geometry: ConvGeometry,
    groups: int,
    input_size: tuple[int, int] | None = None,
    layouts: Sequence[Layout] | None = None,
) -> tuple[Reading, ...]:
    """Return an offset map in each layout.

    Args:
        channels: (2·G·K, oh, ow), in input pixels; may hold NaN and infinity.
        geometry: of the convolution that reads at the offsets.
        groups: G.
        input_size: (H, W) of the convolution's input; None takes that of the map times the stride.
        layouts: which; None those that differ.

    Raises:
        ValueError: the number of channels is not 2·G·K.
    """
    height, width = channels.shape[-2:]
    size = input_size or (height * geometry.stride[0], width * geometry.stride[1])
    found = []
    for layout in layouts or layouts_for(geometry.taps, groups):
        offsets = decode(channels, geometry.taps, groups, layout)
        found.append(Reading(layout, offsets, evidence_of(offsets, geometry, size)))
    return tuple(found)


def ranked(readings: Sequence[Reading], named: Layout | None = None) -> Ranking:
    """Return the readings in order.

    Where an output was given, its agreement decides; otherwise the layout that the file has ``named``, and where it
    names none the score of the measures. Ties keep the order of
    :data:`vizapp.offset_maps.layouts.LAYOUTS`, in which torchvision's is the first.

    Raises:
        ValueError: there are no readings.
    """
    if not readings:
        raise ValueError("there are no readings to put in order")
    listed = sorted(readings, key=lambda each: LAYOUTS.index(each.layout))
    if all(each.evidence.agreement is not None for each in listed):
        return _by_agreement(listed)
    order = tuple(sorted(listed, key=lambda each: -each.evidence.score))
    if any(each.layout == named for each in order):
        return Ranking(tuple(sorted(order, key=lambda each: each.layout != named)), "named")
    clear = len(order) == 1 or order[0].evidence.score - order[1].evidence.score >= CLEAR_SCORE
    if not clear:
        # Nothing tells them apart: the commonest of those that are as good stands first.
        best = order[0].evidence.score
        first = next(each for each in listed if best - each.evidence.score < CLEAR_SCORE)
        order = (first, *(each for each in order if each is not first))
    return Ranking(order, "likely" if clear else "unclear")


def _by_agreement(listed: Sequence[Reading]) -> Ranking:
    def difference(reading: Reading) -> float:
        agreement = reading.evidence.agreement
        assert agreement is not None
        return agreement.difference if np.isfinite(agreement.difference) else np.inf

    order = tuple(sorted(listed, key=difference))
    first = order[0].evidence.agreement
    assert first is not None
    if not first.to_rounding:
        return Ranking(order, "contradicted")
    others = [each for each in order[1:] if each.evidence.agreement and each.evidence.agreement.to_rounding]
    if any(difference(each) <= _LEAD_IN_AGREEMENT * max(difference(order[0]), 1e-12) for each in others):
        return Ranking(order, "unclear")
    return Ranking(order, "known")

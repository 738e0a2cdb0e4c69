"""What the engine says of a branch that was taught."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from vizapp.document.deformable import MAX_TEACHING

TeachingNumber = Annotated[int, Meta(ge=1, le=MAX_TEACHING)]
"""The number that the window gives a teaching."""


class Moved(Struct, frozen=True, forbid_unknown_fields=True):
    """By how much some points have moved, in input pixels: the mean over them, and the largest."""

    mean: float
    largest: float


class TeachReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What teaching a branch has done, measured over the whole map of units.

    Attributes:
        step: how many training steps had been done by then.
        points: how many points were taught: one for each tap and unit.
        taps: the sampling points g·K + k of a unit that were taught at some unit.
        landed: the distance of the farthest taught point from where it was placed, in input pixels.
        elsewhere: how far the points of these taps have moved at the units that they were not placed for; None where
            there are no such units.
        share: the share of the units that no point was placed for, at which a point of these taps has moved by more
            than :data:`vizapp.document.teaching.LANDED_PX`; None where there are no such units.
        others: how far the points of all other taps have moved, over all units; None where there are no others.
    """

    step: int
    points: int
    taps: Annotated[tuple[int, ...], Meta(min_length=1, max_length=4096)]
    landed: float
    elsewhere: Moved | None
    share: float | None
    others: Moved | None

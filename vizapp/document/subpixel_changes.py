"""What a hand changes in the shuffle beside its phase order: single values, and a puzzle of swapped phases."""

from __future__ import annotations

import math
from typing import Annotated

from msgspec import Meta, Struct

from vizapp.document.values import Position

MAX_CHANGED_VALUES = 256
LARGEST_VALUE = 1e30
"""Far above what feature maps hold, and small enough that its square is a float64."""
MAX_PAIRS = 3
"""The most pairs of phases that a puzzle swaps."""


class ChangedValue(Struct, frozen=True, forbid_unknown_fields=True):
    """A value of the low-resolution feature map that was set by hand.

    Attributes:
        channel: of the feature map.
        pixel_yx: the low-resolution pixel (y, x). One that the map does not have changes nothing.
        value: what it holds instead of its own.
    """

    channel: Annotated[int, Meta(ge=0)]
    pixel_yx: Position
    value: Annotated[float, Meta(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]

    def __post_init__(self) -> None:
        if min(self.pixel_yx) < 0 or not math.isfinite(self.value):
            raise ValueError(f"pixel {self.pixel_yx} cannot hold {self.value}")


class Puzzle(Struct, frozen=True, forbid_unknown_fields=True):
    """Pairs of phases that were swapped at random and are to be found; it is solved once each phase is in its place.

    Attributes:
        pairs: how many were swapped.
        moves: how many exchanges the person has made since.
    """

    pairs: Annotated[int, Meta(ge=1, le=MAX_PAIRS)]
    moves: Annotated[int, Meta(ge=0)] = 0

"""The answers about the offsets of a deformable layer at all units: field, findings, density, placed points."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.values import Position
from vizapp.protocol.requests import Below, FieldKind, Region
from vizapp.protocol.tagged import Tagged

MAX_FINDINGS = 32
KERNEL_BINS = 48
"""The cells on a side of a kernel's density."""
MAX_OFFSET = 2.0**20
"""The largest part of an offset that a field holds, in input pixels; anything beyond is cut off there."""


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure of a field of offsets.

    Attributes:
        code: which; its texts are in :mod:`vizapp.wording.offset_findings`.
        value: in input pixels, as a share 0 … 1, as a multiple, or a count.
        limit: the limit that it is held against; None where there is none.
        grave: whether it is beyond the limit where that means something.
        tap: the name of the tap that it is of; "" for all.
    """

    code: Annotated[str, Meta(min_length=1, max_length=60)]
    value: float
    limit: float | None = None
    grave: bool = False
    tap: Annotated[str, Meta(max_length=20)] = ""


class OffsetReport(Tagged, frozen=True):
    """What the offset doctor finds, all measures in the order in which they are listed."""

    findings: Annotated[tuple[Finding, ...], Meta(max_length=MAX_FINDINGS)]

    def value(self, code: str) -> float:
        """Return the value of one measure.

        Raises:
            KeyError: it was not measured.
        """
        return {finding.code: finding.value for finding in self.findings}[code]


class Field(Tagged, frozen=True):
    """The offsets of one tap, or their mean over all taps, at many units.

    Attributes:
        kind: which offsets.
        tap: the tap; None is the mean over all, of changes over those that were taught.
        region: the units that it covers, as top, left, height and width.
        step_yx: every how many units one is given, down and across. The first is unit
            (top + step_y // 2, left + step_x // 2).
        offset_yx: float32 (h, w, 2), (dy, dx) in input pixels, each within ±``MAX_OFFSET``.
        below: of which layer, as was asked for.
        reach: the length in input pixels that 98 % of the offsets of the whole map do not exceed, of a sample of them
            where there are very many.
    """

    kind: FieldKind
    tap: int | None
    region: Region
    step_yx: Position
    offset_yx: np.ndarray
    reach: float
    below: Below = 0


class Placed(Tagged, frozen=True):
    """How far the branch's own points are from the last placed ones, in the order of the settings.

    Attributes:
        away: float32 (n,), in input pixels: the mean over the units that each was placed for, of a sample of them
            where there are very many; NaN where the map has none of them.
    """

    away: np.ndarray


class KernelDensity(Tagged, frozen=True):
    """How often each tap of an offset group reads where, relative to the middle of the kernel, over all units.

    Attributes:
        group: the offset group.
        frame: how far the counted square reaches from the middle, up, down, left and right, in input pixels.
        counts: int32 (K, n, n), n = ``KERNEL_BINS``: how many units read with tap k in the cell of row i, column j,
            which covers −frame + i·2·frame/n ≤ y < −frame + (i+1)·2·frame/n, and likewise x; the last of each axis
            holds its far edge too.
        outside: how many points of the group's taps lie outside the square.
        broken: how many are not finite, and lie nowhere.
    """

    group: int
    frame: float
    counts: np.ndarray
    outside: int
    broken: int = 0

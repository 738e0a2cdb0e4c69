"""What can be measured of a picture that somebody's network has made of the source."""

from __future__ import annotations

import math

from vizapp.document.judging import FACTORS, factor_between
from vizapp.labs.subpixel.checkerboard import picture_checkerboard, smallest_side
from vizapp.labs.subpixel.quality import psnr
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma, reduce
from vizapp.labs.working_copy import WorkingCopies
from vizapp.protocol.requests import Region
from vizapp.protocol.subpixel_answers import Judgement, PeriodDeviation

PERIODS = FACTORS[1:]
"""Of checkerboards that are looked for, in pixels of the picture."""
MOST_MEASURED = 1536
"""The most pixels a side that are measured: the middle of a larger picture."""

_ALIGNED = math.lcm(*FACTORS)


class JudgedImage:
    """A picture that fits its source: as large, or one of ``FACTORS`` times as large.

    Attributes:
        factor: by which it is larger.
        size: (H, W) in pixels.
    """

    def __init__(self, source: WorkingCopies, picture: WorkingCopies, factor: int) -> None:
        self._source = source
        self._picture = picture
        self.factor = factor
        self.size = picture.size
        self._judgement: Judgement | None = None

    def judgement(self) -> Judgement:
        """Return what is measured of the middle of the picture; measured once.

        The PSNR is of luma. A larger picture is reduced to the source's size before, with antialiasing, as the source
        of super-resolve is. Beside each deviation is that of the source, enlarged by bicubic interpolation where the
        picture is larger: what a picture's content alone may give.
        """
        if self._judgement is None:
            self._judgement = self._measured()
        return self._judgement

    def _measured(self) -> Judgement:
        region = self._middle(MOST_MEASURED)
        k = self.factor
        top, left, height, width = (side // k for side in region)
        picture = luma(self._picture.part(*region))
        source = luma(self._source.part(top, left, height, width))
        reached = psnr(picture if k == 1 else reduce(picture, k), source)
        reference = source if k == 1 else enlarge(source, k)
        periods = [period for period in PERIODS if min(region[2:]) >= smallest_side(period)]
        deviations = tuple(
            PeriodDeviation(period, picture_checkerboard(picture, period), picture_checkerboard(reference, period))
            for period in periods
        )
        return Judgement(self.size, self.factor, region, reached, deviations)

    def _middle(self, most: int) -> Region:
        """Return the middle of the picture, at most ``most`` pixels a side, between whole pixels of the source."""
        sides = [side if side <= most else most // _ALIGNED * _ALIGNED for side in self.size]
        firsts = [(whole - side) // 2 // _ALIGNED * _ALIGNED for whole, side in zip(self.size, sides, strict=True)]
        return firsts[0], firsts[1], sides[0], sides[1]


def judged_image(source: WorkingCopies, picture: WorkingCopies | None) -> JudgedImage | None:
    """Return ``picture`` as one made of ``source``; None where it does not fit, or there is none."""
    if picture is None or source.kind != "image":
        return None
    factor = factor_between(picture.size, source.size)
    return None if factor is None else JudgedImage(source, picture, factor)

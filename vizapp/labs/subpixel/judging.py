"""What can be measured and seen of a picture that somebody's network has made of the source."""

from __future__ import annotations

import math

from msgspec.structs import replace
from torch import Tensor

from vizapp.document.judging import FACTORS, JUDGED, JUDGED_DIFFERENCE, factor_between
from vizapp.labs.pictures import average_areas, cut_region, draw_covered
from vizapp.labs.subpixel.channels_view import PictureMemory
from vizapp.labs.subpixel.checkerboard import picture_checkerboard, smallest_side
from vizapp.labs.subpixel.quality import Reference
from vizapp.labs.subpixel.spectrum import spectrum_answer
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma, reduce
from vizapp.labs.working_copy import WorkingCopies
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import PictureRequest, Region
from vizapp.protocol.subpixel_answers import Judgement, PeriodDeviation
from vizapp.value_picture import ValueRange

PERIODS = FACTORS[1:]
"""Of checkerboards that are looked for, in pixels of the picture."""
MOST_MEASURED = 1536
"""The most pixels a side that are measured: the middle of a larger picture."""
MOST_AT_ONCE = 2**24
"""The most pixels of the picture that are held as 32-bit numbers to be drawn; of more, a reduced copy is drawn."""

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
        self._drawn = {name: PictureMemory() for name in (JUDGED, JUDGED_DIFFERENCE)}
        self._spectra: dict[tuple[str, int], Spectrum | None] = {}

    # What is measured -----------------------------------------------------------------------------------------

    def judgement(self) -> Judgement:
        """Return what is measured of the middle of the picture; measured once.

        PSNR and SSIM are of luma. A larger picture is reduced to the source's size before, with antialiasing, as the
        source of super-resolve is. Beside each deviation is that of the source, enlarged by bicubic interpolation
        where the picture is larger: what a picture's content alone may give.
        """
        if self._judgement is None:
            self._judgement = self._measured()
        return self._judgement

    def spectrum(self, name: str, upscale_factor: int) -> Spectrum | None:
        """Return the spectrum of luma in the middle of the picture or of its difference, at its own resolution.

        Computed once for each factor. None where there is no such picture, or where it is too small.
        """
        key = (name, upscale_factor)
        if key not in self._spectra:
            found = None
            if self._has(name):
                plane = luma(self._planes(name, self._middle(MOST_MEASURED)))[0, 0]
                found = spectrum_answer(plane, upscale_factor)
            self._spectra[key] = None if found is None else replace(found, of_size=self.size)
        return self._spectra[key]

    def _measured(self) -> Judgement:
        region = self._middle(MOST_MEASURED)
        k = self.factor
        top, left, height, width = (side // k for side in region)
        picture = luma(self._picture.part(*region))
        source = luma(self._source.part(top, left, height, width))
        reached = Reference(source).quality(picture if k == 1 else reduce(picture, k))
        reference = source if k == 1 else enlarge(source, k)
        periods = [period for period in PERIODS if min(region[2:]) >= smallest_side(period)]
        deviations = tuple(
            PeriodDeviation(period, picture_checkerboard(picture, period), picture_checkerboard(reference, period))
            for period in periods
        )
        return Judgement(self.size, self.factor, region, reached.psnr, reached.ssim, deviations)

    def _middle(self, most: int) -> Region:
        """Return the middle of the picture, at most ``most`` pixels a side, between whole pixels of the source."""
        sides = [side if side <= most else most // _ALIGNED * _ALIGNED for side in self.size]
        firsts = [(whole - side) // 2 // _ALIGNED * _ALIGNED for whole, side in zip(self.size, sides, strict=True)]
        return firsts[0], firsts[1], sides[0], sides[1]

    # What is seen ---------------------------------------------------------------------------------------------

    def picture(
        self, request: PictureRequest, map_size: tuple[int, int], covered: tuple[float, float], drawn: ValueRange
    ) -> Picture | None:
        """Return the picture, or its difference to the source, as it lies over a map of the lab.

        Its own pixels are drawn, however many of them one pixel of the map has, so that a pattern in them is seen; of
        more than may be sent, areas are averaged. The first and the last are those nearest to the borders of the
        part of the map, so that each is less than one of them away from where it belongs.

        Args:
            request: the part of the map, the channel, and how many pixels may be sent.
            map_size: (H, W) of the map.
            covered: the shares of the source's height and width that the map shows, from the top left.
            drawn: the values drawn as black and as white.

        Returns:
            The picture; None where there is no such one, as a difference is where the two are not equally large.
        """
        if not self._has(request.name):
            return None
        finer = [side * share / of for side, share, of in zip(self.size, covered, map_size, strict=True)]
        region: Region = (0, 0, *map_size)
        if request.region is not None and math.prod(map_size) * math.prod(finer) > request.max_pixels:
            region = cut_region(request.region, *map_size)
        in_luma = request.channel == 0
        key = (region, request.max_pixels, in_luma, map_size, covered, drawn)
        return self._drawn[request.name].get(
            key, lambda: self._draw(request.name, region, finer, request.max_pixels, in_luma, drawn)
        )

    def _draw(
        self, name: str, region: Region, finer: list[float], most: int, in_luma: bool, drawn: ValueRange
    ) -> Picture:
        top, left, rows, columns = region
        first_row, first_column = round(top * finer[0]), round(left * finer[1])
        part = (
            first_row,
            first_column,
            max(1, min(round((top + rows) * finer[0]), self.size[0]) - first_row),
            max(1, min(round((left + columns) * finer[1]), self.size[1]) - first_column),
        )
        planes = self._planes(name, part, most)
        if in_luma:
            planes = luma(planes)
        if planes.shape[2] * planes.shape[3] > most:
            planes = average_areas(planes[0], most)[None]
        picture = draw_covered(planes[0], region, drawn)
        height, width = picture.pixels.shape[:2]
        return replace(picture, finer=height > rows or width > columns)

    def _has(self, name: str) -> bool:
        """Tell whether there is such a picture: a difference is there where the two are equally large."""
        return name == JUDGED or (name == JUDGED_DIFFERENCE and self.factor == 1)

    def _planes(self, name: str, part: Region, most: int | None = None) -> Tensor:
        """Return a part of the picture, or of its difference, (1, C, h, w); see :func:`_part`."""
        if name == JUDGED:
            return _part(self._picture, part, most)
        return luma(_part(self._picture, part, most)) - luma(_part(self._source, part, most))


def _part(copies: WorkingCopies, part: Region, most: int | None) -> Tensor:
    """Return a part of an image, (1, C, h, w), about ``most`` pixels of it where it has very many; None is all."""
    top, left, height, width = part
    if most is None or height * width <= max(MOST_AT_ONCE, most):
        return copies.part(*part)
    scale = math.sqrt(most / (height * width))
    copy = copies.of_exact_size((math.ceil(copies.size[0] * scale), math.ceil(copies.size[1] * scale)))
    down, across = (copy.shape[2 + axis] / copies.size[axis] for axis in (0, 1))
    rows = slice(round(top * down), max(round(top * down) + 1, round((top + height) * down)))
    columns = slice(round(left * across), max(round(left * across) + 1, round((left + width) * across)))
    return copy[..., rows, columns]


def judged_image(source: WorkingCopies, picture: WorkingCopies | None) -> JudgedImage | None:
    """Return ``picture`` as one made of ``source``; None where it does not fit, or there is none."""
    if picture is None or source.kind != "image":
        return None
    factor = factor_between(picture.size, source.size)
    return None if factor is None else JudgedImage(source, picture, factor)

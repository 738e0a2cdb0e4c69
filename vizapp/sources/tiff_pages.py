"""The page of a TIFF that is its picture: some writers put a small copy of it first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import tifffile

_REDUCED = 1
"""The bit of NewSubfileType that says that a page is a reduced copy of another."""
_MOST_PAGES = 64
_LARGEST_THUMBNAIL = 512
_LEAST_RATIO = 2.0
_SAME_ASPECT = 0.05


@dataclass(frozen=True)
class FullPage:
    """The page to read.

    Attributes:
        index: its number among the pages of the file, or None where it lies inside another.
    """

    page: tifffile.TiffPage
    index: int | None = 0


def full_page(tiff: tifffile.TiffFile) -> FullPage:
    """Return the first page, or the full picture where that is a reduced copy of another one.

    It is where it says so, or where it is small and a later page has twice its sides and its aspect. Of pages of a
    document or of a stack, which differ in what they show, the first is kept.
    """
    first = tiff.pages.first
    others = list(_others(tiff))
    if _is_reduced(first):
        full = [each for each in others if not _is_reduced(each.page)]
    elif max(first.imagelength, first.imagewidth) <= _LARGEST_THUMBNAIL:
        full = [each for each in others if each.index is not None and _enlarges(each.page, first)]
    else:
        full = []
    return max(full, key=lambda each: each.page.imagelength * each.page.imagewidth, default=FullPage(first))


def _others(tiff: tifffile.TiffFile) -> Iterator[FullPage]:
    """Yield the pages after the first, and those inside any of them."""
    try:
        for index, page in enumerate(islice(tiff.pages, _MOST_PAGES)):
            if not isinstance(page, tifffile.TiffPage):
                continue
            if index:
                yield FullPage(page, index)
            if page.subifds:
                yield from (
                    FullPage(inner, None)
                    for inner in islice(page.pages or (), _MOST_PAGES)
                    if isinstance(inner, tifffile.TiffPage)
                )
    except Exception:
        # A file that is damaged after its first page still has that page.
        return


def _is_reduced(page: tifffile.TiffPage) -> bool:
    return bool(int(page.subfiletype) & _REDUCED)


def _enlarges(page: tifffile.TiffPage, first: tifffile.TiffPage) -> bool:
    if min(first.imagelength, first.imagewidth) < 1:
        return False
    down, across = page.imagelength / first.imagelength, page.imagewidth / first.imagewidth
    return min(down, across) >= _LEAST_RATIO and abs(down / across - 1) <= _SAME_ASPECT

"""Reading of TIFF, as an image if the samples form a picture, otherwise as a feature map.

Pillow decodes ordinary pictures of up to 8 bits. Other kinds (16-bit colour, wide integers, floats, several bands,
separate planes, white as 0) it refuses or decodes wrongly; for these tifffile parses the structure,
:mod:`vizapp.sources.tiff_pixels` unpacks the samples, and :mod:`vizapp.sources.tiff_sources` makes a source of them.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from math import prod
from typing import Any, BinaryIO

import tifffile
from PIL import Image

from vizapp.problem import Problem, Value
from vizapp.sources.feature_maps import COMPLEX
from vizapp.sources.image_formats import ImageFormat
from vizapp.sources.images import decode_by_pillow
from vizapp.sources.limits import MAX_BYTES, countable, shape_text, too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError, refusal
from vizapp.sources.tiff_pages import FullPage, full_page
from vizapp.sources.tiff_pixels import can_unpack, unpacked
from vizapp.sources.tiff_sources import RGB, WHITE_IS_ZERO, source_of_samples
from vizapp.sources.tiff_survey import MOST_PIECES, survey
from vizapp.wording.source_notes import note

logging.getLogger("tifffile").disabled = True
"""tifffile logs every irregularity of a file."""

_BLACK_IS_ZERO, _PALETTE = 1, 3
_ALPHA = (1, 2)


def read_tiff(file: BinaryIO, name: str) -> LoadedSource:
    """Read the first page of a TIFF, or the full picture where that is a reduced copy.

    Raises:
        SourceError: damaged, cut off, too large, or of a kind that is not read.
    """
    if (pieces := survey(file).pieces) > MOST_PIECES:
        raise SourceError("source.tiff-pieces", name=name, pieces=pieces, most=MOST_PIECES)
    try:
        tiff = tifffile.TiffFile(file, name="picture.tif")  # an open file need not have a name
        full = full_page(tiff)
        first = tiff.pages.first
        unreadable = full.index is None and _obstacle(full.page) is not None
    except Exception:
        # A damaged directory makes tifffile raise nearly anything; Pillow's error is reported instead.
        return _by_pillow(file, name, None)
    if unreadable:  # no decoder but this module's finds pages inside others
        source = _read_page(file, name, tiff, FullPage(first))
        return replace(source, noted=(note("note.reduced-page"), *source.noted))
    source = _read_page(file, name, tiff, full)
    if full.page is first:
        return source
    if full.index is None:
        return replace(source, noted=(note("note.full-page-inside"), *source.noted))
    told = note("note.full-page", page=full.index + 1, pages=survey(file).pages)
    return replace(source, noted=(told, *source.noted))


def _read_page(file: BinaryIO, name: str, tiff: tifffile.TiffFile, chosen: FullPage) -> LoadedSource:
    page = chosen.page
    try:
        by_pillow = chosen.index is not None and _is_ordinary(page)
        bands_left_out = _bands_left_out(page)
    except Exception:
        # As above.
        return _by_pillow(file, name, None)
    if by_pillow:
        return _by_pillow(file, name, page, bands_left_out, chosen.index or 0)
    try:
        obstacle = _obstacle(page)
        samples = unpacked(file, page) if obstacle is None else None
    except EOFError as error:
        raise SourceError("source.image-cut-off", name=name, format="TIFF") from error
    except MemoryError as error:
        raise SourceError("source.image-out-of-memory", name=name) from error
    except Exception as error:
        # As above; all are reported as damage.
        raise SourceError("source.image-damaged", name=name, format="TIFF") from error
    if samples is None:
        assert obstacle is not None
        raise refusal(name, obstacle)
    source = source_of_samples(samples, page, name)
    frames = survey(file).pages if page is tiff.pages.first else 1
    return replace(source, noted=(*source.noted, note("note.first-frame", frames=frames))) if frames > 1 else source


def _is_ordinary(page: tifffile.TiffPage) -> bool:
    """Return whether Pillow decodes the page: samples of up to 8 bits, as many as its colours need."""
    bits = page.bitspersample
    if not isinstance(bits, int) or page.photometric not in (WHITE_IS_ZERO, _BLACK_IS_ZERO, RGB):
        return True
    if bits not in (8, 16, 32, 64, 128):
        return True
    colours = 3 if page.photometric == RGB else 1
    alpha = len(page.extrasamples) == 1 and page.extrasamples[0] in _ALPHA
    ordinary_samples = page.samplesperpixel == colours + alpha
    return bits == 8 and page.sampleformat == 1 and ordinary_samples and page.imagedepth == 1


def _bands_left_out(page: tifffile.TiffPage) -> int:
    """Return the number of samples of an ordinary picture that Pillow drops."""
    colours = {2: 3, 5: 4, 6: 3, 8: 3}.get(int(page.photometric), 1)
    extra = int(page.samplesperpixel) - colours
    return extra - (len(page.extrasamples) > 0 and page.extrasamples[0] in _ALPHA)


def _by_pillow(
    file: BinaryIO, name: str, page: tifffile.TiffPage | None, bands_left_out: int = 0, frame: int = 0
) -> LoadedSource:
    noted = (note("note.bands-left-out", bands=bands_left_out),) if bands_left_out > 0 else ()
    try:
        return decode_by_pillow(file, name, ImageFormat.TIFF, noted, frame)
    except SourceError as error:
        # Pillow does not distinguish damage from unsupported kinds.
        if error.problem.code == "source.image-damaged" and page is not None and not _pillow_knows(file):
            raise refusal(name, _kind_not_read(page)) from error
        raise


def _pillow_knows(file: BinaryIO) -> bool:
    try:
        file.seek(0)
        Image.open(file, formats=["TIFF"])
    except Exception:
        # Only whether Pillow can open the file matters here.
        return False
    return True


def _kind_not_read(page: tifffile.TiffPage) -> Problem:
    bands, dtype = int(page.samplesperpixel), page.dtype
    kind = f"{page.bitspersample}-bit samples" if dtype is None else dtype.name
    stored = f"{bands} × {kind}" if bands > 1 else kind
    if page.photometric == _PALETTE:
        stored = f"a palette for {stored}"
    if page.compression != 1:
        stored += f", packed as {_name_of(page.compression)}"
    return Problem("reason.kind-not-read", "source", {"format": "TIFF", "stored": stored})


def _name_of(code: Any) -> str:
    return str(getattr(code, "name", code))


def _obstacle(page: tifffile.TiffPage) -> Problem | None:
    """Return why a page that Pillow does not decode cannot be opened, or None if it can."""
    if min(page.imagelength, page.imagewidth, page.samplesperpixel, page.imagedepth) < 1:
        return Problem("reason.no-values", "source", {"shape": shape_text(page.shape)})
    if problem := too_many_pixels(page.imagelength, page.imagewidth):
        return problem
    dtype = page.dtype
    if dtype is not None and dtype.kind == "c":
        return COMPLEX
    if dtype is None or dtype.kind not in "iuf" or not can_unpack(page):
        return _kind_not_read(page)
    itemsize = dtype.itemsize
    tile = prod((page.tilelength, page.tilewidth)) if page.is_tiled else 0
    pixels = max(page.imagelength * page.imagewidth, tile)
    needed = max(itemsize, 4) * page.samplesperpixel * page.imagedepth * pixels
    if needed > MAX_BYTES:
        shape = shape_text((page.imagelength, page.imagewidth, page.samplesperpixel))
        values: dict[str, Value] = {"shape": shape, "needed": countable(needed), "limit": MAX_BYTES}
        return Problem("reason.too-many-bytes", "source", values)
    return None

"""Reading of TIFF, as an image if the samples form a picture, otherwise as a feature map.

Pillow decodes ordinary pictures of up to 8 bits. Other kinds (16-bit colour, wide integers, floats, several bands,
separate planes, white as 0) it refuses or decodes wrongly; for these tifffile parses the structure and
:mod:`vizapp.sources.tiff_pixels` unpacks the samples.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from math import prod
from typing import Any, BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from vizapp.problem import Problem, Value
from vizapp.sources.colour_profiles import to_srgb
from vizapp.sources.feature_maps import COMPLEX, source_of_map
from vizapp.sources.image_formats import ImageFormat
from vizapp.sources.image_sources import MAX_16, eight_bits, source_of_picture, source_of_wide_grey
from vizapp.sources.images import decode_by_pillow
from vizapp.sources.limits import MAX_BYTES, countable, shape_text, too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError, refusal
from vizapp.sources.tiff_pixels import can_unpack, unpacked
from vizapp.wording.source_notes import note

logging.getLogger("tifffile").disabled = True
"""tifffile logs every irregularity of a file."""

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE = 0, 1, 2, 3
_ALPHA = (1, 2)
_PLANES_APART = 2
_MOST_FRAMES = 10_000
_LEAST_SHARE = 1 / 256
"""The least share of a float picture's range that most values must use to be distinguishable in 16 bits."""

_ORIENTED = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a[::-1].swapaxes(0, 1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: a[:, ::-1].swapaxes(0, 1),
}
"""Transformations of an array (H, W, …) by the orientation tag."""


def read_tiff(file: BinaryIO, name: str) -> LoadedSource:
    """Read the first page of a TIFF.

    Raises:
        SourceError: damaged, cut off, too large, or of a kind that is not read.
    """
    page = None
    try:
        tiff = tifffile.TiffFile(file, name="picture.tif")  # an open file need not have a name
        page = tiff.pages.first
        noted = () if _is_ordinary(page) else None
        bands_left_out = _bands_left_out(page)
    except Exception:
        # A damaged directory makes tifffile raise nearly anything; Pillow's error is reported instead.
        return _by_pillow(file, name, None)
    if noted is not None:
        return _by_pillow(file, name, page, bands_left_out)
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
    source = _source_of(samples, page, name)
    frames = _frame_count(tiff)
    return replace(source, noted=(*source.noted, note("note.first-frame", frames=frames))) if frames > 1 else source


def _is_ordinary(page: tifffile.TiffPage) -> bool:
    """Return whether Pillow decodes the page: samples of up to 8 bits, as many as its colours need."""
    bits = page.bitspersample
    if not isinstance(bits, int) or page.photometric not in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB):
        return True
    if bits not in (8, 16, 32, 64, 128):
        return True
    colours = 3 if page.photometric == _RGB else 1
    alpha = len(page.extrasamples) == 1 and page.extrasamples[0] in _ALPHA
    ordinary_samples = page.samplesperpixel == colours + alpha
    return bits == 8 and page.sampleformat == 1 and ordinary_samples and page.imagedepth == 1


def _bands_left_out(page: tifffile.TiffPage) -> int:
    """Return the number of samples of an ordinary picture that Pillow drops."""
    colours = {2: 3, 5: 4, 6: 3, 8: 3}.get(int(page.photometric), 1)
    extra = int(page.samplesperpixel) - colours
    return extra - (len(page.extrasamples) > 0 and page.extrasamples[0] in _ALPHA)


def _by_pillow(file: BinaryIO, name: str, page: tifffile.TiffPage | None, bands_left_out: int = 0) -> LoadedSource:
    noted = (note("note.bands-left-out", bands=bands_left_out),) if bands_left_out > 0 else ()
    try:
        return decode_by_pillow(file, name, ImageFormat.TIFF, noted)
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


def _frame_count(tiff: tifffile.TiffFile) -> int:
    try:
        count = 0
        for _ in tiff.pages:
            count += 1
            if count == _MOST_FRAMES:
                break
    except Exception:
        # A file that is damaged after its first page still has that page, the only one that is used.
        return 1
    return count


def _source_of(samples: NDArray[Any], page: tifffile.TiffPage, name: str) -> LoadedSource:
    """Return the source of samples (H, W, S) as stored."""
    notes: list[Problem] = []
    orientation = _tag(page, 274, 1)
    turn = _ORIENTED.get(orientation) if isinstance(orientation, int) else None
    if turn is not None:
        samples = turn(samples)
        notes.append(note("note.orientation"))
    dtype, bands = samples.dtype, samples.shape[2]
    profile = _tag(page, 34675, None)
    if page.photometric == _RGB and dtype in (np.uint8, np.uint16) and bands >= 3:
        return _coloured(samples, page, profile, name, notes)
    if bands == 1 or (bands == 2 and page.photometric != _RGB and page.extrasamples[:1] in ((1,), (2,))):
        if bands == 2:
            notes.append(note("note.no-transparency"))
        if profile:
            notes.append(note("note.profile-unused"))
        return _grey(samples[:, :, 0], page, name, notes)
    notes.append(note("note.as-map", type=dtype.name, bands=bands))
    source = source_of_map(_upright_black(samples, page).transpose(2, 0, 1), name, "TIFF")
    return replace(source, noted=(*notes, *source.noted))


def _coloured(
    samples: NDArray[Any], page: tifffile.TiffPage, profile: Any, name: str, notes: list[Problem]
) -> LoadedSource:
    has_alpha = page.extrasamples[:1] in ((1,), (2,))
    kept = 4 if has_alpha else 3
    if samples.shape[2] > kept:
        notes.append(note("note.bands-left-out", bands=samples.shape[2] - kept))
    if samples.dtype == np.uint16:
        premultiplied = has_alpha and page.extrasamples[0] == 1
        # Premultiplied colours only have a meaning together with their alpha.
        samples, reduced = eight_bits(samples, 4 if premultiplied else 3)
        notes.append(reduced)
    picture = Image.fromarray(np.ascontiguousarray(samples[:, :, :kept]))
    if has_alpha and page.extrasamples[0] == 1:  # premultiplied
        picture = Image.frombytes("RGBa", picture.size, picture.tobytes()).convert("RGBA")
    converted, told = to_srgb(picture, profile if isinstance(profile, bytes) else None)
    return source_of_picture(converted, name, "TIFF", (*notes, *told))


def _grey(stored: NDArray[Any], page: tifffile.TiffPage, name: str, notes: list[Problem]) -> LoadedSource:
    if stored.dtype == np.uint8:
        picture = Image.fromarray(np.ascontiguousarray(_upright_black(stored, page)))
        return source_of_picture(picture, name, "TIFF", tuple(notes))
    if stored.dtype.kind == "f":
        return _float_grey(stored, page, name, notes)
    missing = _no_data_value(page)
    if missing is not None and (holes := stored == missing).any() and not holes.all():
        notes.append(note("note.no-data-black", count=int(holes.sum())))
        known = stored[~holes]
        stored = np.where(holes, known.max() if page.photometric == _WHITE_IS_ZERO else known.min(), stored)
    if stored.dtype == np.uint16:
        notes.append(note("note.grey-16"))
        return source_of_wide_grey(_upright_black(stored, page), name, "TIFF", tuple(notes))
    low, high = int(stored.min()), int(stored.max())
    if low >= 0 and high <= MAX_16 and page.photometric != _WHITE_IS_ZERO:
        notes.append(note("note.grey-16"))
        return source_of_wide_grey(stored.astype(np.uint16), name, "TIFF", tuple(notes))
    bits = 8 * stored.dtype.itemsize
    notes.append(note("note.mapped-integers", type=f"{bits}-bit integers", low=float(low), high=float(high)))
    wide = _to_16_bits(stored, float(low), float(high))
    return source_of_wide_grey(_upright_black(wide, page), name, "TIFF", tuple(notes))


def _float_grey(stored: NDArray[Any], page: tifffile.TiffPage, name: str, notes: list[Problem]) -> LoadedSource:
    """Return float grey as a 16-bit image if 16 bits distinguish its values, otherwise as a feature map."""
    missing = _no_data_value(page)
    if missing is not None and (holes := stored == missing).any():
        notes.append(note("note.no-data", count=int(holes.sum())))
        stored = np.where(holes, stored.dtype.type(np.nan), stored)
    finite = stored[np.isfinite(stored)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if finite.size and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif not finite.size or not _told_apart(finite, low, high):
        notes.append(note("note.as-map", type=stored.dtype.name, bands=1))
        if finite.size:
            notes.append(note("note.values", low=low, high=high))
        source = source_of_map(stored[None], name, "TIFF")
        return replace(source, noted=(*notes, *source.noted))
    notes.append(note("note.mapped-floats", low=low, high=high))
    if finite.size < stored.size:
        notes.append(note("note.black", count=stored.size - finite.size))
    filled = np.where(np.isfinite(stored), stored, high if page.photometric == _WHITE_IS_ZERO else low)
    return source_of_wide_grey(_upright_black(_to_16_bits(filled, low, high), page), name, "TIFF", tuple(notes))


def _told_apart(finite: NDArray[Any], low: float, high: float) -> bool:
    """Return whether most values use enough of the range, which a single outlier can make arbitrarily wide."""
    first, last = (float(value) for value in np.percentile(finite[:: max(1, finite.size >> 20)], (1, 99)))
    return last - first >= (high - low) * _LEAST_SHARE


def _no_data_value(page: tifffile.TiffPage) -> float | None:
    """Return the value that marks missing data (the GDAL_NODATA tag of geographic software), or None."""
    try:
        return float(str(_tag(page, 42113, "")).strip("\0 "))
    except ValueError:
        return None


def _to_16_bits(values: NDArray[Any], low: float, high: float) -> NDArray[np.uint16]:
    scaled = (values.astype(np.float64) - low) * (MAX_16 / (high - low or 1.0))
    return np.rint(scaled).astype(np.uint16)


def _upright_black(values: NDArray[Any], page: tifffile.TiffPage) -> NDArray[Any]:
    """Return values whose lowest is black; unsigned values are inverted if 0 is white."""
    if page.photometric != _WHITE_IS_ZERO or values.dtype.kind != "u":
        return values
    return np.iinfo(values.dtype).max - values


def _tag(page: tifffile.TiffPage, code: int, default: Any) -> Any:
    tag = page.tags.get(code)
    return default if tag is None else tag.value

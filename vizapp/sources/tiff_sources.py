"""What the samples of a TIFF page become: colours, 16-bit grey, or a feature map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from vizapp.problem import Problem
from vizapp.sources.colour_profiles import to_srgb
from vizapp.sources.feature_maps import source_of_map
from vizapp.sources.image_sources import MAX_16, eight_bits, source_of_picture, source_of_wide_grey
from vizapp.sources.loaded import LoadedSource
from vizapp.wording.source_notes import note

WHITE_IS_ZERO, RGB = 0, 2
"""Two values of the photometric tag."""
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


def source_of_samples(samples: NDArray[Any], page: tifffile.TiffPage, name: str) -> LoadedSource:
    """Return the source of samples (H, W, S) as stored on a page: an image, or a feature map where they are none."""
    notes: list[Problem] = []
    orientation = _tag(page, 274, 1)
    turn = _ORIENTED.get(orientation) if isinstance(orientation, int) else None
    if turn is not None:
        samples = turn(samples)
        notes.append(note("note.orientation"))
    dtype, bands = samples.dtype, samples.shape[2]
    profile = _tag(page, 34675, None)
    if page.photometric == RGB and dtype in (np.uint8, np.uint16) and bands >= 3:
        return _coloured(samples, page, profile, name, notes)
    if bands == 1 or (bands == 2 and page.photometric != RGB and page.extrasamples[:1] in ((1,), (2,))):
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
        stored = np.where(holes, known.max() if page.photometric == WHITE_IS_ZERO else known.min(), stored)
    if stored.dtype == np.uint16:
        notes.append(note("note.grey-16"))
        return source_of_wide_grey(_upright_black(stored, page), name, "TIFF", tuple(notes))
    low, high = int(stored.min()), int(stored.max())
    if low >= 0 and high <= MAX_16 and page.photometric != WHITE_IS_ZERO:
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
    filled = np.where(np.isfinite(stored), stored, high if page.photometric == WHITE_IS_ZERO else low)
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
    if page.photometric != WHITE_IS_ZERO or values.dtype.kind != "u":
        return values
    return np.iinfo(values.dtype).max - values


def _tag(page: tifffile.TiffPage, code: int, default: Any) -> Any:
    tag = page.tags.get(code)
    return default if tag is None else tag.value

"""Construction of a source from decoded samples: 8-bit images and 16-bit grey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vizapp.problem import Problem
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.pictures import as_array, overview_of_image, thumbnail_of
from vizapp.value_picture import UNIT_RANGE, image_range, levels_of_16_bits
from vizapp.value_sample import sample_places
from vizapp.wording.source_notes import note

MAX_16 = 65535
_SAMPLE = 1 << 20
_BAND = 1 << 22
_MOST_OF_THEM = (0.1, 99.9)
_FAR = 4
"""Percentiles, and how many times as wide as between them the range is where what lies beyond is left out."""


def source_of_picture(shown: Image.Image, name: str, file_format: str, noted: tuple[Problem, ...]) -> LoadedSource:
    """Return the source of a picture of mode L, RGB or RGBA."""
    values = as_array(shown)
    overview = overview_of_image(shown)
    return LoadedSource(
        kind="image",
        name=name,
        format=file_format,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        noted=(*noted, *alpha_note(values)),
    )


def source_of_wide_grey(
    wide: NDArray[np.uint16], name: str, file_format: str, noted: tuple[Problem, ...]
) -> LoadedSource:
    """Return the source of 16-bit grey (H, W); its values are kept, and the range that they use is drawn."""
    values = np.ascontiguousarray(wide)[:, :, None]
    drawn = image_range(values)
    overview = overview_of_image(Image.fromarray(levels_of_16_bits(drawn)[wide]))
    if drawn != UNIT_RANGE:
        used = note("note.range", low=float(wide.min()), high=float(wide.max()), most=MAX_16)
        noted = (*noted, used)
    return LoadedSource(
        kind="image",
        name=name,
        format=file_format,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        noted=noted,
        drawn_range=drawn,
    )


def eight_bits(wide: NDArray[np.uint16], colours: int) -> tuple[NDArray[np.uint8], Problem]:
    """Reduce 16-bit colours (H, W, C), of which the first ``colours`` channels are colours, and say how.

    12 bits in 16 would become nearly black, and keep 16 levels: unless the colours use half the range, the part that
    they use is stretched to 8 bits, the same in all channels. A few hot or dead pixels far away from all others are
    cut off: they must not decide.
    """
    used = wide[:, :, :colours]
    low, high = used_range(used)
    reduced = np.empty(wide.shape, np.uint8)
    np.right_shift(wide, 8, out=reduced, casting="unsafe")
    if low == high or high - low >= MAX_16 / 2:
        return reduced, note("note.reduced-depth")
    levels = np.arange(MAX_16 + 1)
    table = np.rint((levels.clip(low, high) - low) * (255 / (high - low))).astype(np.uint8)
    beyond = 0
    for rows in bands(*wide.shape):
        band = used[rows]
        reduced[rows, :, :colours] = table[band]
        beyond += int(np.count_nonzero((band < low) | (band > high)))
    if beyond:
        return reduced, note("note.stretched-but", low=float(low), high=float(high), count=beyond)
    return reduced, note("note.stretched", low=float(low), high=float(high))


def bands(height: int, width: int, channels: int) -> Iterator[slice]:
    """Yield the rows of a picture in pieces of a few megabytes, for what would else need the memory of all of it."""
    rows = max(1, _BAND // (width * channels))
    return (slice(start, min(start + rows, height)) for start in range(0, height, rows))


def used_range(values: NDArray[Any]) -> tuple[int, int]:
    """Return the least and the largest of some integers, without the few that lie far away from all others.

    Those are at most one in a thousand at either end, and so far away that the others would have less than a quarter
    of the range.
    """
    low, high = int(values.min()), int(values.max())
    inner_low, inner_high = range_of_most(values)
    span = inner_high - inner_low
    if span == 0 or high - low <= _FAR * span:
        return low, high
    near = values[(values >= inner_low - span // 2) & (values <= inner_high + span // 2)]
    return int(near.min()), int(near.max())


def range_of_most(values: NDArray[Any]) -> tuple[int, int]:
    """Return the integers between which all but one in a thousand at either end lie."""
    if values.size > _SAMPLE:
        flat = values[np.unravel_index(sample_places(values.size, _SAMPLE), values.shape)]
    else:
        flat = values.reshape(-1)
    low, high = np.percentile(flat, _MOST_OF_THEM, method="nearest")
    return int(low), int(high)


def alpha_note(values: NDArray[Any]) -> tuple[Problem, ...]:
    """Return the note about the transparency of a picture's values (H, W, C), if there is one."""
    if values.shape[2] == 4 and int(values[:, :, 3].min()) < 255:
        return (note("note.alpha"),)
    return ()

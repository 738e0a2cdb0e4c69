"""Feature maps: the choice of an array of a file and the conversion of its values, for all file formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vizapp.problem import Problem, Value
from vizapp.sources.axes import as_image, axis_orders, channels_first
from vizapp.sources.image_sources import source_of_picture
from vizapp.sources.limits import MAX_ARRAYS, shape_text, too_many_pixels
from vizapp.sources.loaded import (
    ArrayChoiceNeeded,
    ArrayEntry,
    AxisOrder,
    LoadedSource,
    SourceError,
    listed,
    refusal,
    shortened,
)
from vizapp.sources.pictures import overview_of_channel, thumbnail_of
from vizapp.wording.source_notes import note

_EXACT_INTEGERS = 1 << 24
"""The largest integer up to which float32 is exact."""

_CHUNK = 1 << 18


@dataclass(frozen=True)
class StoredArray:
    """The description of one array of a file, which has not been read yet.

    Attributes:
        entry: name ("" in a file of one unnamed array), shape and dtype as stored.
        obstacle: why it cannot be a feature map; None if it can.
        read: returns the first item, with two or three axes and any real dtype; called only if there is no obstacle.
        whole_obstacle: why it cannot be read whole, with one to four axes; None if it can.
        read_whole: returns all of it, in any real dtype; called only if there is no ``whole_obstacle``. None in a
            format that holds single items only.
    """

    entry: ArrayEntry
    obstacle: Problem | None
    read: Callable[[], NDArray[Any]]
    whole_obstacle: Problem | None = None
    read_whole: Callable[[], NDArray[Any]] | None = None


def dtype_obstacle(dtype: np.dtype[Any]) -> Problem | None:
    """Return why an array of this dtype cannot be a feature map, or None if it can."""
    if dtype.hasobject:
        return Problem("reason.objects", "source")
    if dtype.kind == "c":
        return COMPLEX
    if dtype.kind not in "biuf":
        kind = dtype.name if dtype.names is None else "record"
        return Problem("reason.no-numbers", "source", {"type": kind})
    return None


COMPLEX = Problem("reason.complex", "source")


T = TypeVar("T")
Finish: TypeAlias = Callable[[str, str, Sequence[StoredArray]], T]
"""Makes something of the arrays of a file while it is open: takes its name, its format and the arrays."""


def finish(
    name: str,
    file_format: str,
    stored: Sequence[StoredArray],
    wanted: str | None,
    axes: AxisOrder | None = None,
) -> LoadedSource:
    """Read the requested array, or the only readable one.

    Args:
        wanted: the name of the array, or None.
        axes: the axis order; None guesses.

    Raises:
        ArrayChoiceNeeded: several arrays are readable and none was requested.
        SourceError: no array is readable, or the requested one is missing or unreadable.
    """
    if len(stored) > MAX_ARRAYS:
        raise SourceError("source.too-many-arrays", name=name, count=len(stored), most=MAX_ARRAYS)
    usable = tuple(array for array in stored if array.obstacle is None)
    entries = tuple(array.entry for array in usable)
    chosen = _choose(name, stored, usable, entries, wanted)
    raw = chosen.read()
    source = source_of_array(raw, name, file_format, axes)
    shape = chosen.entry.shape
    first = (note("note.first-item", items=shape[0]),) if len(shape) == 4 and shape[0] > 1 else ()
    return replace(
        source,
        noted=first + source.noted,
        array=chosen.entry.name or None,
        arrays=entries if chosen.entry.name else (),
    )


def source_of_map(stored: NDArray[Any], name: str, file_format: str) -> LoadedSource:
    """Return a feature map from values (C, H, W) of any real dtype."""
    values, noted = to_float32(stored)
    nan_count, infinite_count = _count_non_finite(values)
    overview = overview_of_channel(values[0])
    return LoadedSource(
        kind="feature_map",
        name=name,
        format=file_format,
        values=values,
        overview=overview,
        thumbnail=thumbnail_of(overview),
        nan_count=nan_count,
        non_finite_count=nan_count + infinite_count,
        noted=tuple(noted),
    )


def source_of_array(raw: NDArray[Any], name: str, file_format: str, axes: AxisOrder | None = None) -> LoadedSource:
    """Return the source of an array with two or three axes and any real dtype.

    It is a feature map, or an image if the array is uint8 with the channels last.

    Raises:
        SourceError: its height times width is too large.
    """
    used, other = axis_orders(raw.shape, axes)
    noted: list[Problem] = []
    if used is not None and (other is not None or used == "HWC"):
        noted.append(note("note.axes-hwc" if used == "HWC" else "note.axes-chw", shape=shape_text(raw.shape)))
    height, width = raw.shape[:2] if used == "HWC" else raw.shape[-2:]
    if obstacle := too_many_pixels(height, width):
        raise refusal(name, obstacle)
    if used == "HWC" and as_image(raw):
        shown = Image.fromarray(raw[:, :, 0] if raw.shape[2] == 1 else raw)
        return replace(source_of_picture(shown, name, file_format, tuple(noted)), axes=used, other_axes=other)
    source = source_of_map(channels_first(raw, used), name, file_format)
    return replace(source, noted=(*noted, *source.noted), axes=used, other_axes=other)


def _choose(
    name: str,
    stored: Sequence[StoredArray],
    usable: Sequence[StoredArray],
    entries: Sequence[ArrayEntry],
    wanted: str | None,
) -> StoredArray:
    if not stored:
        raise SourceError("source.no-array", name=name)
    if wanted is not None:
        asked = shortened(wanted)
        for array in stored:
            if array.entry.name == wanted:
                if array.obstacle:
                    raise refusal(name, array.obstacle, asked)
                return array
        if not usable:
            raise SourceError("source.none-usable", name=name, array=asked)
        if not entries[0].name:
            raise SourceError("source.only-unnamed-array", name=name, array=asked)
        raise SourceError("source.no-such-array", name=name, array=asked, there=listed(entries))
    if len(usable) == 1:
        return usable[0]
    if usable:
        raise ArrayChoiceNeeded(name, entries)
    first = stored[0]
    assert first.obstacle is not None
    if len(stored) == 1 or not first.entry.name:
        raise refusal(name, first.obstacle, shortened(first.entry.name))
    values: dict[str, Value] = {"name": name, "count": len(stored), "array": shortened(first.entry.name)}
    values |= {**first.obstacle.values, "cause": first.obstacle.code}
    raise SourceError.of(Problem("source.no-usable-array", "source", values))


def to_float32(array: NDArray[Any]) -> tuple[NDArray[np.float32], list[Problem]]:
    """Return a real array of any dtype and byte order as contiguous float32, with notes about lost precision.

    Converts in blocks, which avoids a second full-size copy in the original precision.
    """
    if array.dtype == np.float32 and array.dtype.isnative:
        return np.ascontiguousarray(array), []
    source = np.ascontiguousarray(array).reshape(-1)
    result = np.empty(source.size, np.float32)
    rounded = overflowed = False
    for start in range(0, source.size, _CHUNK):
        piece = source[start : start + _CHUNK]
        target = result[start : start + _CHUNK]
        # Overflow gives a note; converting a signalling NaN would warn although nothing is wrong.
        with np.errstate(over="ignore", invalid="ignore"):
            target[...] = piece
            back = target.astype(piece.dtype) if piece.dtype.kind == "f" else target
        if piece.dtype.kind == "f" and piece.dtype.itemsize > 4:
            rounded = rounded or bool(((back != piece) & np.isfinite(piece)).any())
            overflowed = overflowed or bool((np.isinf(back) & np.isfinite(piece)).any())
        elif piece.dtype.kind in "iu" and piece.dtype.itemsize > 2:
            rounded = rounded or int(piece.max()) > _EXACT_INTEGERS or int(piece.min()) < -_EXACT_INTEGERS
    notes = []
    if rounded:
        notes.append(note("note.rounded", type=source.dtype.name))
    if overflowed:
        notes.append(note("note.overflowed"))
    return result.reshape(array.shape), notes


def _count_non_finite(values: NDArray[np.float32]) -> tuple[int, int]:
    """Return how many values are NaN and how many are infinite."""
    nan_count = infinite_count = 0
    flat = values.reshape(-1)
    for start in range(0, flat.size, _CHUNK):
        piece = flat[start : start + _CHUNK]
        if np.isfinite(piece).all():
            continue
        nan_count += int(np.isnan(piece).sum())
        infinite_count += int(np.isinf(piece).sum())
    return nan_count, infinite_count

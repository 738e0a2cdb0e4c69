"""Feature maps: which array of a file is taken, and what becomes of its numbers. The file formats are next door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.limits import MAX_ARRAYS
from vizapp.sources.loaded import ArrayChoiceNeeded, ArrayEntry, LoadedSource, SourceError, listed, quoted
from vizapp.sources.pictures import overview_of_channel, thumbnail_of

_EXACT_INTEGERS = 1 << 24
"""float32 holds every integer up to this one."""

_CHUNK = 1 << 22


@dataclass(frozen=True)
class StoredArray:
    """One array of a file, described without having been read.

    Attributes:
        entry: name ("" in a file of one unnamed array), shape and dtype as stored.
        obstacle: why it cannot be a feature map, as the rest of a sentence; None if it can.
        read: returns the first item, (H, W) or (C, H, W) of any real dtype; called only without an obstacle.
    """

    entry: ArrayEntry
    obstacle: str | None
    read: Callable[[], NDArray[Any]]


def dtype_obstacle(dtype: np.dtype[Any]) -> str | None:
    """Return why an array of this dtype cannot be a feature map, as the rest of a sentence, or None if it can."""
    if dtype.hasobject:
        return "holds pickled Python objects, which are never loaded; save it as an array of numbers"
    if dtype.kind == "c":
        return COMPLEX_OBSTACLE
    if dtype.kind not in "biuf":
        return (
            f"holds values of type {dtype.name if dtype.names is None else 'record'}; save it as an array of numbers"
        )
    return None


COMPLEX_OBSTACLE = "holds complex numbers; save their magnitude, real part or imaginary part"


def finish(name: str, file_format: str, stored: Sequence[StoredArray], wanted: str | None) -> LoadedSource:
    """Read the array that was asked for, or the only one that can be read.

    Raises:
        ArrayChoiceNeeded: several could be read and none was asked for.
        SourceError: there is none, or not the one that was asked for.
    """
    if len(stored) > MAX_ARRAYS:
        raise SourceError(
            f"{name} holds {len(stored)} arrays, more than the limit of {MAX_ARRAYS}; save fewer of them."
        )
    usable = tuple(array for array in stored if array.obstacle is None)
    entries = tuple(array.entry for array in usable)
    chosen = _choose(name, stored, usable, entries, wanted)
    raw = chosen.read()
    values, notes = to_float32(raw[None] if raw.ndim == 2 else raw)
    shape = chosen.entry.shape
    if len(shape) == 4 and shape[0] > 1:
        notes.insert(0, f"first of {shape[0]} items in the batch")
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
        notes=tuple(notes),
        array=chosen.entry.name or None,
        arrays=entries if chosen.entry.name else (),
    )


def _choose(
    name: str,
    stored: Sequence[StoredArray],
    usable: Sequence[StoredArray],
    entries: Sequence[ArrayEntry],
    wanted: str | None,
) -> StoredArray:
    if not stored:
        raise SourceError(f"{name} holds no array; save at least one with a shape of (C, H, W).")
    if wanted is not None:
        for array in stored:
            if array.entry.name == wanted:
                if array.obstacle:
                    raise SourceError(f"The array {quoted(wanted)} in {name} {array.obstacle}.")
                return array
        there = f"it holds {listed(entries)}" if usable and entries[0].name else "it holds one array without a name"
        raise SourceError(
            f"{name} has no array named {quoted(wanted)}; {there if usable else 'none in it can be used'}."
        )
    if len(usable) == 1:
        return usable[0]
    if usable:
        raise ArrayChoiceNeeded(name, entries)
    first = stored[0]
    if not first.entry.name:
        raise SourceError(f"{name} {first.obstacle}.")
    if len(stored) == 1:
        raise SourceError(f"The array {quoted(first.entry.name)} in {name} {first.obstacle}.")
    raise SourceError(
        f"None of the {len(stored)} arrays in {name} can be shown: the first, {quoted(first.entry.name)}, "
        f"{first.obstacle}."
    )


def to_float32(array: NDArray[Any]) -> tuple[NDArray[np.float32], list[str]]:
    """Return a real array of any dtype and byte order as float32, contiguous, with notes on what was lost.

    Works through the array in pieces, so that no second full-size copy in the original precision is needed.
    """
    if array.dtype == np.float32 and array.dtype.isnative:
        return np.ascontiguousarray(array), []
    source = np.ascontiguousarray(array).reshape(-1)
    result = np.empty(source.size, np.float32)
    rounded = overflowed = False
    for start in range(0, source.size, _CHUNK):
        piece = source[start : start + _CHUNK]
        target = result[start : start + _CHUNK]
        # Too large a value is told in a note; a signalling NaN is reported merely for being converted.
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
        notes.append(f"{source.dtype.name} rounded to float32")
    if overflowed:
        notes.append("values beyond the range of float32 became infinite")
    return result.reshape(array.shape), notes


def _count_non_finite(values: NDArray[np.float32]) -> tuple[int, int]:
    """Return how many values are NaN and how many are infinite."""
    nan_count = infinite_count = 0
    flat = values.reshape(-1)
    for start in range(0, flat.size, _CHUNK):
        piece = flat[start : start + _CHUNK]
        nan_count += int(np.isnan(piece).sum())
        infinite_count += int(np.isinf(piece).sum())
    return nan_count, infinite_count

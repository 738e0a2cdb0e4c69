"""Reading of all arrays of a file at once, whole, for those that belong together: offsets, mask, weight, output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from math import prod
from pathlib import Path

from vizapp.problem import Problem
from vizapp.sources.feature_maps import StoredArray
from vizapp.sources.formats import HEAD_BYTES, OpenedFile, format_of
from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import SourceError
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.sources.whole import ArrayFile, WholeArray
from vizapp.wording.problems import ProblemError


def read_arrays(path: Path, only: str | None = None) -> ArrayFile:
    """Read every array of a file, or one.

    Arrays are read in their order until they are together as large as one file may be; those that no longer fit
    are refused, and can be read by name.

    Args:
        path: of a .npy, .npz, .safetensors or .pt file; the content decides.
        only: the name of the array to read; None reads all.

    Raises:
        SourceError: the file cannot be opened or holds no arrays, and why.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            found = format_of(file.read(HEAD_BYTES), name)
            file.seek(0)
            if found.arrays is None:
                raise SourceError("source.picture-not-arrays", name=name)
            opened = OpenedFile(file, name, os.fstat(file.fileno()).st_size)
            return found.arrays(opened, partial(_take, only=only))
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def _take(name: str, file_format: str, stored: Sequence[StoredArray], *, only: str | None) -> ArrayFile:
    del file_format
    arrays: list[WholeArray] = []
    refused: list[tuple[str, Problem]] = []
    total = 0
    for each in stored:
        entry = each.entry
        if only is not None and entry.name != only:
            continue
        obstacle = each.whole_obstacle if each.read_whole is not None else each.obstacle
        if obstacle is not None:
            refused.append((entry.name, obstacle))
            continue
        if total + _bytes_of(entry.shape, entry.dtype) > MAX_BYTES:
            refused.append((entry.name, Problem("reason.beside-others", "source", {"limit": MAX_BYTES})))
            continue
        try:
            values = (each.read_whole or each.read)()
        except ProblemError as error:
            refused.append((entry.name, error.problem))
            continue
        total += values.nbytes
        arrays.append(WholeArray(entry.name, values, entry.dtype))
    if not stored:
        raise SourceError("source.no-array", name=name)
    return ArrayFile(name, tuple(arrays), tuple(refused))


def _bytes_of(shape: Sequence[int], dtype: str) -> int:
    """Return how much memory an array takes when it has been read."""
    return prod(shape) * (8 if dtype.endswith("64") else 4)

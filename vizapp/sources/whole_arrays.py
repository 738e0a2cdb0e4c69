"""Reading of all arrays of a file at once, whole, for those that belong together: offsets, mask, weight, output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from vizapp.problem import Problem
from vizapp.sources.feature_maps import StoredArray
from vizapp.sources.formats import HEAD_BYTES, OpenedFile, format_of
from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import SourceError
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.wording.problems import ProblemError


@dataclass(frozen=True, eq=False)
class WholeArray:
    """One array of a file.

    Attributes:
        name: in the file; "" in a file of one unnamed array.
        values: with one to four axes, of any real dtype.
        dtype: the name of the type as stored, which may be less precise than that of the values.
    """

    name: str
    values: NDArray[Any]
    dtype: str


@dataclass(frozen=True, eq=False)
class ArrayFile:
    """The arrays of a file that could be read, and why the others could not, by their names."""

    name: str
    arrays: tuple[WholeArray, ...]
    refused: tuple[tuple[str, Problem], ...] = ()


def read_arrays(path: Path) -> ArrayFile:
    """Read every array of a file.

    Args:
        path: of a .npy, .npz, .safetensors or .pt file; the content decides.

    Raises:
        SourceError: the file cannot be opened or holds no arrays, and why; also if all of them together are larger
            than the limit of one file.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            found = format_of(file.read(HEAD_BYTES), name)
            file.seek(0)
            if found.arrays is None:
                raise SourceError("source.picture-not-arrays", name=name)
            opened = OpenedFile(file, path, os.fstat(file.fileno()).st_size, name, None, None)
            return found.arrays(opened, _take_all)
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def _take_all(name: str, file_format: str, stored: Sequence[StoredArray]) -> ArrayFile:
    del file_format
    arrays: list[WholeArray] = []
    refused: list[tuple[str, Problem]] = []
    total = 0
    for each in stored:
        entry = each.entry
        obstacle = each.whole_obstacle if each.read_whole is not None else each.obstacle
        if obstacle is not None:
            refused.append((entry.name, obstacle))
            continue
        try:
            values = (each.read_whole or each.read)()
        except ProblemError as error:
            refused.append((entry.name, error.problem))
            continue
        total += values.nbytes
        if total > MAX_BYTES:
            raise SourceError("source.file-too-large", name=name, limit=MAX_BYTES)
        arrays.append(WholeArray(entry.name, values, entry.dtype))
    if not stored:
        raise SourceError("source.no-array", name=name)
    return ArrayFile(name, tuple(arrays), tuple(refused))

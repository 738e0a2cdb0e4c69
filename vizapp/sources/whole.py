"""The arrays of a file, read whole. Imports no reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from vizapp.problem import Problem


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

"""Reading of .npy and .npz; a header is checked against the limits and the available bytes before any allocation."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from math import prod
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from vizapp.problem import Problem, Value
from vizapp.sources.archives import ARCHIVE_ERRORS, entry_obstacle
from vizapp.sources.feature_maps import Finish, StoredArray, T, dtype_obstacle
from vizapp.sources.limits import (
    MAX_ARRAYS,
    MAX_AXIS_LENGTH,
    MAX_NPY_HEADER,
    countable,
    shape_obstacle,
    whole_obstacle,
)
from vizapp.sources.loaded import ArrayEntry, SourceError, refusal, shortened
from vizapp.sources.regular_files import read_exactly
from vizapp.wording.problems import ProblemError

_PREFIX_BYTES = npy_format.MAGIC_LEN


class NpyError(ProblemError):
    """A .npy stream cannot be read; the text of the problem completes a sentence."""


@dataclass(frozen=True)
class NpyHeader:
    """The content of a .npy header."""

    shape: tuple[int, ...]
    fortran_order: bool
    dtype: np.dtype[Any]
    data_offset: int

    @property
    def obstacle(self) -> Problem | None:
        """Why the array cannot be a feature map, or None."""
        return dtype_obstacle(self.dtype) or shape_obstacle(self.shape, self.dtype.itemsize)

    @property
    def whole_obstacle(self) -> Problem | None:
        """Why the array cannot be read whole, or None."""
        return dtype_obstacle(self.dtype) or whole_obstacle(self.shape, self.dtype.itemsize)

    @property
    def nbytes(self) -> int:
        """The number of bytes that must follow the header."""
        return prod(self.shape) * self.dtype.itemsize


def parse_npy_header(stream: IO[bytes]) -> NpyHeader:
    """Read the header of a .npy stream, up to the length that a plain array needs.

    Raises:
        NpyError: it is not a header of a plain array.
    """
    prefix = stream.read(_PREFIX_BYTES)
    try:
        version = npy_format.read_magic(BytesIO(prefix))
    except ValueError as error:
        raise NpyError("reason.npy-header") from error
    if version not in ((1, 0), (2, 0), (3, 0)):
        raise NpyError("reason.npy-version", version=f"{version[0]}.{version[1]}")
    length_bytes = stream.read(2 if version == (1, 0) else 4)
    length = int.from_bytes(length_bytes, "little")
    if length > MAX_NPY_HEADER:
        raise NpyError("reason.npy-long-header", length=length)
    text = stream.read(length)
    # Version 3 differs from 2 only in the encoding of field names, and records are refused.
    read = npy_format.read_array_header_1_0 if version == (1, 0) else npy_format.read_array_header_2_0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings about Python 2 headers and deprecated dtype names
            shape, fortran_order, dtype = read(BytesIO(length_bytes + text), max_header_size=MAX_NPY_HEADER)
    except Exception as error:
        # The header is a Python literal: besides ValueError its parsers raise SyntaxError, TypeError, MemoryError, …
        raise NpyError("reason.npy-header") from error
    if any(not 0 <= side <= MAX_AXIS_LENGTH for side in shape):
        raise NpyError("reason.npy-header")
    return NpyHeader(
        tuple(int(side) for side in shape), fortran_order, dtype, len(prefix) + len(length_bytes) + length
    )


def read_npy(file: BinaryIO, size: int, name: str, finish: Finish[T]) -> T:
    """Read a .npy file of ``size`` bytes."""
    try:
        header = parse_npy_header(file)
        stored = _stored("", header, size, lambda whole: _read_data(file, header, whole))
        return finish(name, "npy", [stored])
    except NpyError as error:
        raise refusal(name, error.problem) from error


def read_npz(archive: zipfile.ZipFile, name: str, finish: Finish[T]) -> T:
    """Read the arrays of an open .npz archive that ``finish`` wants."""
    members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
    if len(members) > MAX_ARRAYS:
        raise SourceError("source.too-many-arrays", name=name, count=len(members), most=MAX_ARRAYS)
    # numpy finds the array "a" in the entry "a" before it looks for the entry "a.npy".
    entries = set(archive.namelist())
    for info in members:
        if (array := info.filename.removesuffix(".npy")) in entries:
            raise SourceError("source.zip-twice", name=name, entry=shortened(array))
    try:
        return finish(name, "npz", [_stored_member(archive, info) for info in members])
    except SourceError:  # a ValueError, which the next clause would catch
        raise
    except NpyError as error:
        values: dict[str, Value] = {**error.problem.values, "name": name, "cause": error.problem.code}
        raise SourceError.of(Problem("source.an-array-obstacle", "source", values)) from error
    except (*ARCHIVE_ERRORS, zlib.error) as error:
        raise SourceError("source.npz-damaged", name=name) from error


def _stored_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> StoredArray:
    name = info.filename.removesuffix(".npy")
    if problem := entry_obstacle(info):
        return _unusable(name, problem)
    try:
        with archive.open(info) as stream:
            header = parse_npy_header(stream)
    except NpyError as error:
        return _unusable(name, error.problem)
    except ARCHIVE_ERRORS:
        return _unusable(name, Problem("reason.not-unpacked", "source"))

    def read(whole: bool) -> NDArray[Any]:
        with archive.open(info) as stream:
            stream.read(header.data_offset)
            return _read_data(stream, header, whole)

    return _stored(name, header, info.file_size, read)


def _stored(name: str, header: NpyHeader, size: int, read: Callable[[bool], NDArray[Any]]) -> StoredArray:
    obstacle, whole = header.obstacle, header.whole_obstacle
    present = size - header.data_offset
    if present < header.nbytes:
        numbers: dict[str, Value] = {"announced": countable(header.nbytes), "present": max(present, 0)}
        missing = Problem("reason.numbers-missing", "source", numbers)
        obstacle, whole = obstacle or missing, whole or missing
    entry = ArrayEntry(name, header.shape, header.dtype.name)
    return StoredArray(entry, obstacle, partial(read, False), whole, partial(read, True))


def _unusable(name: str, obstacle: Problem) -> StoredArray:
    def read() -> NDArray[Any]:
        raise NpyError.of(obstacle)

    return StoredArray(ArrayEntry(name, (), "unknown"), obstacle, read, obstacle)


def _read_data(stream: IO[bytes], header: NpyHeader, whole: bool) -> NDArray[Any]:
    """Read the first item of the array, or the whole, from a stream positioned at its first value."""
    batched = len(header.shape) == 4 and not whole
    # In Fortran order the items of a batch are interleaved, so all have to be read.
    only_first = batched and not header.fortran_order
    shape = header.shape[1:] if only_first else header.shape
    try:
        buffer = read_exactly(stream, prod(shape) * header.dtype.itemsize)
    except EOFError as error:
        raise NpyError("reason.numbers-end") from error
    array = buffer.view(header.dtype).reshape(shape, order="F" if header.fortran_order else "C")
    return array[0] if batched and not only_first else array

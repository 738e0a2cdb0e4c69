""".npy and .npz: a header is checked against the limits and the bytes that are there before any allocation."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import prod
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from vizapp.sources.archives import ARCHIVE_ERRORS, entry_obstacle
from vizapp.sources.feature_maps import StoredArray, dtype_obstacle, finish
from vizapp.sources.file_kinds import read_exactly
from vizapp.sources.limits import MAX_ARRAYS, MAX_NPY_HEADER, MAX_SIDE, shape_obstacle, size_text
from vizapp.sources.loaded import ArrayEntry, LoadedSource, SourceError

_PREFIX_BYTES = npy_format.MAGIC_LEN


class NpyError(ValueError):
    """What is wrong with a .npy stream, as the rest of a sentence."""


@dataclass(frozen=True)
class NpyHeader:
    """What a .npy header says: the array, and where its numbers begin."""

    shape: tuple[int, ...]
    fortran_order: bool
    dtype: np.dtype[Any]
    data_offset: int

    @property
    def obstacle(self) -> str | None:
        """Why the array cannot be a feature map, as the rest of a sentence."""
        return dtype_obstacle(self.dtype) or shape_obstacle(self.shape, self.dtype.itemsize)

    @property
    def nbytes(self) -> int:
        """Bytes of numbers that must follow the header."""
        return prod(self.shape) * self.dtype.itemsize


def parse_npy_header(stream: IO[bytes]) -> NpyHeader:
    """Read the header of a .npy stream, reading no more of it than a plain array needs.

    Raises:
        NpyError: it is not a header, or one of a kind that no plain array has.
    """
    damaged = "has a damaged .npy header; save it again with numpy.save"
    prefix = stream.read(_PREFIX_BYTES)
    try:
        version = npy_format.read_magic(BytesIO(prefix))
    except ValueError as error:
        raise NpyError(damaged) from error
    if version not in ((1, 0), (2, 0), (3, 0)):
        raise NpyError(f"uses version {version[0]}.{version[1]} of the .npy format; save it again with numpy.save")
    length_bytes = stream.read(2 if version == (1, 0) else 4)
    length = int.from_bytes(length_bytes, "little")
    if length > MAX_NPY_HEADER:
        raise NpyError(f"has a .npy header of {size_text(length)}, which no plain array of numbers needs")
    text = stream.read(length)
    # Version 3 differs from 2 only in the encoding of field names, and records are refused anyway.
    read = npy_format.read_array_header_1_0 if version == (1, 0) else npy_format.read_array_header_2_0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # headers of Python 2 and deprecated dtype spellings
            shape, fortran_order, dtype = read(BytesIO(length_bytes + text), max_header_size=MAX_NPY_HEADER)
    except Exception as error:
        # The header is a Python literal: besides ValueError its parsers raise SyntaxError, TypeError, MemoryError, …
        raise NpyError(damaged) from error
    if any(not 0 <= side <= MAX_SIDE for side in shape):
        raise NpyError(damaged)
    return NpyHeader(
        tuple(int(side) for side in shape), fortran_order, dtype, len(prefix) + len(length_bytes) + length
    )


def read_npy(file: BinaryIO, size: int, name: str, wanted: str | None) -> LoadedSource:
    """Read a .npy file of ``size`` bytes."""
    try:
        header = parse_npy_header(file)
        stored = _stored("", header, size, lambda: _read_data(file, header))
        return finish(name, "npy", [stored], wanted)
    except NpyError as error:
        raise SourceError(f"{name} {error}.") from error


def read_npz(archive: zipfile.ZipFile, name: str, wanted: str | None) -> LoadedSource:
    """Read one array of an open .npz archive."""
    members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
    if len(members) > MAX_ARRAYS:
        raise SourceError(
            f"{name} holds {len(members)} arrays, more than the limit of {MAX_ARRAYS}; save fewer of them."
        )
    try:
        return finish(name, "npz", [_stored_member(archive, info) for info in members], wanted)
    except NpyError as error:
        raise SourceError(f"An array in {name} {error}.") from error
    except (*ARCHIVE_ERRORS, zlib.error) as error:
        raise SourceError(
            f"{name} is damaged: an array in it cannot be unpacked; save or download it again."
        ) from error


def _stored_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> StoredArray:
    name = info.filename.removesuffix(".npy")
    if problem := entry_obstacle(info):
        return _unusable(name, problem)
    try:
        with archive.open(info) as stream:
            header = parse_npy_header(stream)
    except NpyError as error:
        return _unusable(name, str(error))
    except ARCHIVE_ERRORS:
        return _unusable(name, "is damaged and cannot be unpacked")

    def read() -> NDArray[Any]:
        with archive.open(info) as stream:
            stream.read(header.data_offset)
            return _read_data(stream, header)

    return _stored(name, header, info.file_size, read)


def _stored(name: str, header: NpyHeader, size: int, read: Callable[[], NDArray[Any]]) -> StoredArray:
    obstacle = header.obstacle
    present = size - header.data_offset
    if obstacle is None and present < header.nbytes:
        obstacle = (
            f"is cut off: {size_text(header.nbytes)} of numbers are announced and {size_text(max(present, 0))} are "
            "there; save or download it again"
        )
    return StoredArray(ArrayEntry(name, header.shape, header.dtype.name), obstacle, read)


def _unusable(name: str, obstacle: str) -> StoredArray:
    def read() -> NDArray[Any]:
        raise NpyError(obstacle)

    return StoredArray(ArrayEntry(name, (), "unknown"), obstacle, read)


def _read_data(stream: IO[bytes], header: NpyHeader) -> NDArray[Any]:
    """Read the first item of the array, from a stream that stands at its first number."""
    batched = len(header.shape) == 4
    # In Fortran order the items of a batch are interleaved, so all of them are read.
    only_first = batched and not header.fortran_order
    shape = header.shape[1:] if only_first else header.shape
    try:
        buffer = read_exactly(stream, prod(shape) * header.dtype.itemsize)
    except EOFError as error:
        raise NpyError("is cut off: its numbers end too early; save or download it again") from error
    array = buffer.view(header.dtype).reshape(shape, order="F" if header.fortran_order else "C")
    return array[0] if batched and not only_first else array

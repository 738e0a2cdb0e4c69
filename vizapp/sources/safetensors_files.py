"""Reading of .safetensors: eight bytes of header length, a JSON header, the values.

The safetensors package is not used because it allocates before checking, and does not support bfloat16 or float8 for
NumPy. Format: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import prod
from typing import Annotated, Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from vizapp.problem import Problem
from vizapp.sources.feature_maps import COMPLEX, Finish, StoredArray, T
from vizapp.sources.limits import (
    MAX_ARRAYS,
    MAX_AXIS_LENGTH,
    MAX_SAFETENSORS_HEADER,
    countable,
    shape_obstacle,
    whole_obstacle,
)
from vizapp.sources.loaded import ArrayEntry, SourceError
from vizapp.sources.regular_files import read_exactly
from vizapp.sources.small_floats import FLOAT8_TABLES, bfloat16_to_float32

_NUMPY_DTYPES = {
    "BOOL": "|b1",
    "U8": "|u1",
    "I8": "|i1",
    "U16": "<u2",
    "I16": "<i2",
    "U32": "<u4",
    "I32": "<i4",
    "U64": "<u8",
    "I64": "<i8",
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
}
_LENGTH_BYTES = 8

Size = Annotated[int, msgspec.Meta(ge=0, le=MAX_AXIS_LENGTH)]


class TensorInfo(msgspec.Struct, frozen=True):
    """The header's entry for one tensor; the offsets count from the end of the header."""

    dtype: str
    shape: Annotated[list[Size], msgspec.Meta(max_length=64)]
    data_offsets: tuple[Size, Size]


def read_safetensors(file: BinaryIO, size: int, name: str, finish: Finish[T]) -> T:
    """Read the tensors of a .safetensors file of ``size`` bytes that ``finish`` wants."""
    length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
    data_start = _LENGTH_BYTES + length
    if data_start > size:
        raise SourceError("source.safetensors-short", name=name, announced=countable(length), present=size)
    if length > MAX_SAFETENSORS_HEADER:
        raise SourceError("source.safetensors-long-header", name=name, length=length, limit=MAX_SAFETENSORS_HEADER)
    header = sorted(_parse_header(file.read(length), name).items(), key=lambda item: item[1].data_offsets)
    _check_places([info for _, info in header], size - data_start, name)
    stored = [_stored(file, tensor, info, data_start, size - data_start) for tensor, info in header]
    return finish(name, "safetensors", stored)


def _parse_header(text: bytes, name: str) -> dict[str, TensorInfo]:
    try:
        # The metadata are not decoded, because they are unused and may hold anything.
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        raw.pop("__metadata__", None)
        if len(raw) > MAX_ARRAYS:
            raise SourceError("source.too-many-arrays", name=name, count=len(raw), most=MAX_ARRAYS)
        return {tensor: msgspec.json.decode(info, type=TensorInfo) for tensor, info in raw.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError("source.safetensors-header", name=name) from error


def _check_places(infos: Sequence[TensorInfo], data_bytes: int, name: str) -> None:
    """Require what the format requires: that each tensor begins where the one before it ends, to the file's end."""
    at = 0
    for info in infos:
        begin, end = info.data_offsets
        if begin != at or end < begin:
            raise SourceError("source.safetensors-places", name=name)
        at = end
    if at > data_bytes:
        raise SourceError("source.safetensors-cut", name=name, announced=countable(at), present=data_bytes)
    if at < data_bytes:
        raise SourceError("source.safetensors-places", name=name)


def _stored(file: BinaryIO, name: str, info: TensorInfo, data_start: int, data_bytes: int) -> StoredArray:
    begin, end = info.data_offsets
    itemsize = _itemsize(info.dtype)
    obstacle: Problem | None = None
    whole: Problem | None = None
    if info.dtype.startswith("C"):
        obstacle = whole = COMPLEX
    elif itemsize is None:
        obstacle = whole = Problem("reason.packed-type", "source", {"type": info.dtype[:20]})
    else:
        obstacle, whole = shape_obstacle(info.shape, itemsize), whole_obstacle(info.shape, itemsize)
        if not (begin <= end <= data_bytes and end - begin == prod(info.shape) * itemsize):
            elsewhere = Problem("reason.offsets", "source")
            obstacle, whole = obstacle or elsewhere, whole or elsewhere
    entry = ArrayEntry(name, tuple(info.shape), _display_dtype(info.dtype))
    read = partial(_read, file, info.dtype, data_start + begin)
    return StoredArray(entry, obstacle, partial(read, info.shape[-3:]), whole, partial(read, info.shape))


def _read(file: BinaryIO, dtype: str, offset: int, shape: Sequence[int]) -> NDArray[Any]:
    """Read the first values of a tensor whose header entry has been checked."""
    file.seek(offset)
    buffer = read_exactly(file, prod(shape) * (_itemsize(dtype) or 0))
    if dtype == "BF16":
        values = bfloat16_to_float32(buffer.view("<u2"))
    elif dtype in FLOAT8_TABLES:
        values = FLOAT8_TABLES[dtype][buffer]
    else:
        values = buffer.view(_NUMPY_DTYPES[dtype])
    return values.reshape(shape)


def _itemsize(dtype: str) -> int | None:
    if dtype in _NUMPY_DTYPES:
        return np.dtype(_NUMPY_DTYPES[dtype]).itemsize
    return 2 if dtype == "BF16" else 1 if dtype in FLOAT8_TABLES else None


def _display_dtype(dtype: str) -> str:
    if dtype in _NUMPY_DTYPES:
        return np.dtype(_NUMPY_DTYPES[dtype]).name
    return "bfloat16" if dtype == "BF16" else dtype[:20].lower()

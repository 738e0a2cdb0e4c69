"""Tensors in the safetensors format: written piece by piece, and read without a copy once their table is checked.

The safetensors package is not used: it allocates before it checks, and cannot write in pieces.
Format: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

Dtype: TypeAlias = Literal["BOOL", "U8", "I8", "I16", "I32", "I64", "BF16", "F16", "F32", "F64"]
MAX_TENSORS = 1 << 15
MAX_AXES = 8
MAX_NAME = 500
_LENGTH_BYTES = 8
_MAX_HEADER = 8 << 20
_MAX_BYTES = 1 << 40

_STORED: dict[Dtype, np.dtype[Any]] = {
    "BOOL": np.dtype("|b1"),
    "U8": np.dtype("|u1"),
    "I8": np.dtype("|i1"),
    "I16": np.dtype("<i2"),
    "I32": np.dtype("<i4"),
    "I64": np.dtype("<i8"),
    "BF16": np.dtype("<u2"),  # NumPy has no such type: its bits
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
}

_Size = Annotated[int, Meta(ge=0, le=_MAX_BYTES)]


class TensorPart(NamedTuple):
    """A tensor that is to be written."""

    name: str
    dtype: Dtype
    shape: tuple[int, ...]

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * _STORED[self.dtype].itemsize


class StoredTensor(NamedTuple):
    """A tensor that was read; ``values`` is a view of the file's bytes, for "BF16" of its bits."""

    dtype: Dtype
    values: NDArray[Any]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    dtype: Dtype
    shape: Annotated[tuple[_Size, ...], Meta(max_length=MAX_AXES)]
    data_offsets: tuple[_Size, _Size]


def table_of(parts: Sequence[TensorPart]) -> bytes:
    """Return the beginning of a file with these tensors; their bytes follow one after another.

    Raises:
        ValueError: there are more tensors than are read.
    """
    entries: dict[str, _Entry] = {}
    begin = 0
    for part in parts:
        end = begin + part.nbytes
        entries[part.name] = _Entry(part.dtype, part.shape, (begin, end))
        begin = end
    text = msgspec.json.encode(entries)
    text += b" " * (-len(text) % 8)
    if len(parts) > MAX_TENSORS or len(text) > _MAX_HEADER:
        raise ValueError(f"{len(parts)} tensors are too many")
    return len(text).to_bytes(_LENGTH_BYTES, "little") + text


def read_tensors(data: NDArray[np.uint8]) -> dict[str, StoredTensor]:
    """Return the tensors of a file by their names, in the order of their bytes.

    Raises:
        ValueError: the table is damaged, or the tensors overlap, leave a gap, or do not end with the file.
    """
    length = int.from_bytes(data[:_LENGTH_BYTES].tobytes(), "little")
    start = _LENGTH_BYTES + length
    if len(data) < _LENGTH_BYTES or length > _MAX_HEADER or start > len(data):
        raise ValueError("the table of the tensors is cut off")
    try:
        entries = msgspec.json.decode(data[_LENGTH_BYTES:start].tobytes(), type=dict[str, _Entry])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"the table of the tensors cannot be read: {error}") from None
    if len(entries) > MAX_TENSORS:
        raise ValueError(f"{len(entries)} tensors are too many")
    found: dict[str, StoredTensor] = {}
    reached = start
    for name, entry in sorted(entries.items(), key=lambda item: item[1].data_offsets):
        begin, end = (start + offset for offset in entry.data_offsets)
        stored = _STORED[entry.dtype]
        if not 1 <= len(name) <= MAX_NAME:
            raise ValueError("a tensor has no name, or one that is too long")
        if begin != reached or end - begin != prod(entry.shape) * stored.itemsize or end > len(data):
            raise ValueError(f"the numbers of {name[:80]!r} do not lie where the table says")
        raw = data[begin:end]
        if entry.dtype == "BOOL" and (raw > 1).any():
            raise ValueError(f"{name[:80]!r} has values that are neither true nor false")
        # Tensors of narrow types may leave the next one at an odd place, where a view would not be aligned.
        aligned = raw if (begin % stored.itemsize) == 0 else raw.copy()
        found[name] = StoredTensor(entry.dtype, aligned.view(stored).reshape(entry.shape))
        reached = end
    if reached != len(data):
        raise ValueError("bytes follow the last tensor")
    return found

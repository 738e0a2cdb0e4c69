""".safetensors: eight bytes of header length, a JSON header, the numbers.

The format is read here rather than by the safetensors package because the package allocates first, and knows no
bfloat16 or float8 for NumPy. Format: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Annotated, Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from vizapp.sources.feature_maps import COMPLEX_OBSTACLE, StoredArray, finish
from vizapp.sources.file_kinds import read_exactly
from vizapp.sources.limits import MAX_ARRAYS, MAX_SAFETENSORS_HEADER, MAX_SIDE, shape_obstacle, size_text
from vizapp.sources.loaded import ArrayEntry, LoadedSource, SourceError

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

Size = Annotated[int, msgspec.Meta(ge=0, le=MAX_SIDE)]


class TensorInfo(msgspec.Struct, frozen=True):
    """What the header says about one tensor; the offsets count from the end of the header."""

    dtype: str
    shape: Annotated[list[Size], msgspec.Meta(max_length=64)]
    data_offsets: tuple[Size, Size]


def read_safetensors(file: BinaryIO, size: int, name: str, wanted: str | None) -> LoadedSource:
    """Read one tensor of a .safetensors file of ``size`` bytes."""
    length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
    data_start = _LENGTH_BYTES + length
    if data_start > size:
        raise SourceError(
            f"{name} is not a valid safetensors file: it announces a header of {size_text(length)}, but has only "
            f"{size_text(size)}; save or download it again."
        )
    if length > MAX_SAFETENSORS_HEADER:
        raise SourceError(
            f"{name} has a header of {size_text(length)}, more than the limit of "
            f"{size_text(MAX_SAFETENSORS_HEADER)}; save fewer tensors in it."
        )
    header = _parse_header(file.read(length), name)
    stored = [
        _stored(file, tensor, info, data_start, size - data_start)
        for tensor, info in sorted(header.items(), key=lambda item: item[1].data_offsets)
    ]
    return finish(name, "safetensors", stored, wanted)


def _parse_header(text: bytes, name: str) -> dict[str, TensorInfo]:
    try:
        # The metadata are left undecoded: they are of no use here and may hold anything.
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        raw.pop("__metadata__", None)
        if len(raw) > MAX_ARRAYS:
            raise SourceError(
                f"{name} holds {len(raw)} arrays, more than the limit of {MAX_ARRAYS}; save fewer of them."
            )
        return {tensor: msgspec.json.decode(info, type=TensorInfo) for tensor, info in raw.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{name} has a damaged safetensors header; save or download it again.") from error


def _stored(file: BinaryIO, name: str, info: TensorInfo, data_start: int, data_bytes: int) -> StoredArray:
    begin, end = info.data_offsets
    itemsize = _itemsize(info.dtype)
    obstacle = None
    if info.dtype.startswith("C"):
        obstacle = COMPLEX_OBSTACLE
    elif itemsize is None:
        obstacle = f"is of type {info.dtype[:20]}, which cannot be opened; save it as F32"
    else:
        obstacle = shape_obstacle(info.shape, itemsize)
        if obstacle is None and not (begin <= end <= data_bytes and end - begin == prod(info.shape) * itemsize):
            obstacle = "is cut off or damaged: its numbers do not lie where the header says; download it again"
    entry = ArrayEntry(name, tuple(info.shape), _display_dtype(info.dtype))
    return StoredArray(entry, obstacle, partial(_read, file, info, data_start + begin))


def _read(file: BinaryIO, info: TensorInfo, offset: int) -> NDArray[Any]:
    """Read the first item of a tensor whose description has been checked."""
    shape = info.shape[-3:]
    file.seek(offset)
    buffer = read_exactly(file, prod(shape) * (_itemsize(info.dtype) or 0))
    if info.dtype == "BF16":
        values = _bfloat16_to_float32(buffer.view("<u2"))
    elif info.dtype in _FLOAT8_TABLES:
        values = _FLOAT8_TABLES[info.dtype][buffer]
    else:
        values = buffer.view(_NUMPY_DTYPES[info.dtype])
    return values.reshape(shape)


def _itemsize(dtype: str) -> int | None:
    if dtype in _NUMPY_DTYPES:
        return np.dtype(_NUMPY_DTYPES[dtype]).itemsize
    return 2 if dtype == "BF16" else 1 if dtype in _FLOAT8_TABLES else None


def _display_dtype(dtype: str) -> str:
    if dtype in _NUMPY_DTYPES:
        return np.dtype(_NUMPY_DTYPES[dtype]).name
    return "bfloat16" if dtype == "BF16" else dtype[:20].lower()


def _bfloat16_to_float32(halves: NDArray[np.uint16]) -> NDArray[np.float32]:
    """bfloat16 is the upper half of a float32."""
    return (halves.astype(np.uint32) << 16).view(np.float32)


def _float8_table(exponent_bits: int, has_infinity: bool) -> NDArray[np.float32]:
    """Return the value of each of the 256 codes of an 8-bit float (OCP 8-bit floating point specification).

    E5M2 keeps the IEEE codes for infinities and NaN; E4M3 (the variant "fn") has no infinity and one NaN per sign.
    """
    code = np.arange(256)
    mantissa_bits = 7 - exponent_bits
    bias = 2 ** (exponent_bits - 1) - 1
    exponent = code >> mantissa_bits & (1 << exponent_bits) - 1
    mantissa = (code & (1 << mantissa_bits) - 1) / (1 << mantissa_bits)
    value = np.where(exponent == 0, mantissa * 2.0 ** (1 - bias), (1 + mantissa) * 2.0 ** (exponent - bias))
    if has_infinity:
        top = exponent == (1 << exponent_bits) - 1
        value = np.where(top, np.where(mantissa == 0, np.inf, np.nan), value)
    else:
        value = np.where(code & 0x7F == 0x7F, np.nan, value)
    return np.where(code & 0x80, -value, value).astype(np.float32)


_FLOAT8_TABLES = {"F8_E4M3": _float8_table(4, has_infinity=False), "F8_E5M2": _float8_table(5, has_infinity=True)}

"""Reading of tensors from files with pickle protocol 4 or 5, which PyTorch's safe loader does not support.

A restricted subclass of Python's unpickler resolves only a few names for tensors, each to a function of this module,
so no other code can be reached. PyTorch is not needed.
"""

from __future__ import annotations

import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vizapp.problem import Problem
from vizapp.sources.feature_maps import COMPLEX
from vizapp.sources.limits import shape_obstacle, whole_obstacle
from vizapp.sources.regular_files import read_exactly
from vizapp.sources.small_floats import bfloat16_to_float32

_DTYPES = {
    "BoolStorage": ("?", "bool"),
    "ByteStorage": ("u1", "uint8"),
    "CharStorage": ("i1", "int8"),
    "ShortStorage": ("i2", "int16"),
    "IntStorage": ("i4", "int32"),
    "LongStorage": ("i8", "int64"),
    "HalfStorage": ("f2", "float16"),
    "BFloat16Storage": ("u2", "bfloat16"),
    "FloatStorage": ("f4", "float32"),
    "DoubleStorage": ("f8", "float64"),
    "ComplexFloatStorage": ("c8", "complex64"),
    "ComplexDoubleStorage": ("c16", "complex128"),
}
_MOST_AXES = 64
_VIEW_OF_STORAGE = 5
"""Where in a reference the description of a view of another record stands."""


class StorageType(NamedTuple):
    """The replacement for a storage class in the pickle."""

    code: str
    name: str


class PickledTensor(NamedTuple):
    """The description of a tensor whose values are in a record of the file."""

    record: str
    dtype: StorageType
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def obstacle(self) -> Problem | None:
        """Why it cannot be a feature map, or None."""
        if self.dtype.name.startswith("complex"):
            return COMPLEX
        return shape_obstacle(self.shape, np.dtype(self.dtype.code).itemsize)

    @property
    def whole_obstacle(self) -> Problem | None:
        """Why it cannot be read whole, or None."""
        if self.dtype.name.startswith("complex"):
            return COMPLEX
        return whole_obstacle(self.shape, np.dtype(self.dtype.code).itemsize)

    def read(self, archive: zipfile.ZipFile, folder: str, byte_order: str, whole: bool = False) -> NDArray[Any]:
        """Return the first item, or the ``whole``, with its own memory; call this only if there is no obstacle.

        Raises:
            ValueError, EOFError: values are missing.
        """
        info = archive.getinfo(f"{folder}data/{self.record}")
        with archive.open(info) as stream:
            return self.read_from(stream, 0, info.file_size, byte_order, whole)

    def read_from(
        self, stream: IO[bytes], start: int, size: int, byte_order: str, whole: bool = False
    ) -> NDArray[Any]:
        """Return as `read` does what the ``size`` bytes of a record hold that begin at ``start`` of ``stream``.

        Raises:
            ValueError, EOFError: values are missing.
        """
        axes = 4 if whole else 3
        shape, strides = self.shape[-axes:], self.strides[-axes:]
        dtype = np.dtype(byte_order + self.dtype.code)
        count = 1 + sum((side - 1) * stride for side, stride in zip(shape, strides, strict=True))
        if (self.offset + count) * dtype.itemsize > size:
            raise EOFError("the numbers are not all there")
        stream.seek(start + self.offset * dtype.itemsize)
        numbers = read_exactly(stream, count * dtype.itemsize).view(dtype)
        steps = tuple(stride * dtype.itemsize for stride in strides)
        values = np.array(np.lib.stride_tricks.as_strided(numbers, shape, steps, writeable=False), order="C")
        return bfloat16_to_float32(values) if self.dtype.name == "bfloat16" else values


class UnknownNameError(Exception):
    """The pickle names something that is not part of a plain tensor."""


def load_tensors(data: bytes) -> object:
    """Return what a pickle of tensors and containers holds, with `PickledTensor` in place of the tensors.

    Raises:
        UnknownNameError: it holds something else.
        Exception: of any type, if the pickle is damaged.
    """
    return _Unpickler(BytesIO(data)).load()


@dataclass(frozen=True)
class LegacyContent:
    """What a file from before PyTorch 1.6 holds, which has no archive: pickles, followed by the values.

    Attributes:
        content: as `load_tensors` returns it.
        records: where the values of each record begin in the file, and how many bytes they are.
        byte_order: of the values, "<" or ">".
    """

    content: object
    records: Mapping[str, tuple[int, int]]
    byte_order: str


def load_legacy(head: bytes, values: IO[bytes]) -> LegacyContent:
    """Return what such a file holds; ``head`` is its beginning with all pickles, ``values`` the file itself.

    Raises:
        UnknownNameError: it holds something else than plain tensors and containers.
        Exception: of any type, if the file is damaged.
    """
    stream = BytesIO(head)
    _, _, system = (_Unpickler(stream).load() for _ in range(3))
    unpickler = _LegacyUnpickler(stream)
    content = unpickler.load()
    keys = _Unpickler(stream).load()
    if not isinstance(keys, list) or not isinstance(system, dict):
        raise ValueError("this is no PyTorch file")
    byte_order = "<" if system.get("little_endian", True) else ">"
    at, records = stream.tell(), {}
    for key in keys:
        values.seek(at)
        (count,) = struct.unpack(byte_order + "q", values.read(8))
        size = count * np.dtype(unpickler.storages[key].code).itemsize
        if count < 0:
            raise ValueError("a record has a negative length")
        records[str(key)] = (at + 8, size)
        at += 8 + size
    return LegacyContent(content, records, byte_order)


class _Unpickler(pickle._Unpickler):
    # The Python implementation, because in pickle.Unpickler a pickle can claim any amount of memory for its memo.

    def find_class(self, module: str, name: str, /) -> Any:
        known = {
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            ("torch._utils", "_rebuild_parameter"): _parameter,
            ("collections", "OrderedDict"): OrderedDict,
        }
        if module == "torch" and name in _DTYPES:
            return StorageType(*_DTYPES[name])
        if (module, name) not in known:
            raise UnknownNameError(f"{module}.{name}")
        return known[module, name]

    def persistent_load(self, pid: Any, /) -> Any:
        what, dtype, record, *_ = pid
        if what != "storage" or not isinstance(dtype, StorageType) or not isinstance(record, str):
            raise ValueError("this is no storage")
        return record, dtype


class _LegacyUnpickler(_Unpickler):
    """Notes the type of each record, whose length the file says in values of it."""

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, StorageType] = {}

    def persistent_load(self, pid: Any, /) -> Any:
        record, dtype = super().persistent_load(pid)
        if len(pid) > _VIEW_OF_STORAGE and pid[_VIEW_OF_STORAGE] is not None:
            raise UnknownNameError("a view of a storage")
        self.storages[record] = dtype
        return record, dtype


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *others: Any) -> PickledTensor:
    record, dtype = storage
    numbers = (offset, *shape, *strides)
    whole = all(type(number) is int and 0 <= number < 2**62 for number in numbers)
    if not whole or len(shape) != len(strides) or len(shape) > _MOST_AXES or not isinstance(dtype, StorageType):
        raise ValueError("this is no tensor")
    return PickledTensor(record, dtype, offset, tuple(shape), tuple(strides))


def _parameter(tensor: Any, *others: Any) -> PickledTensor:
    if not isinstance(tensor, PickledTensor):
        raise TypeError("this is no parameter")
    return tensor

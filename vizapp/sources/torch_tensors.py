"""What a PyTorch file says of its tensors: types, shapes, and where their values are. PyTorch is not needed."""

from __future__ import annotations

import zipfile
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vizapp.problem import Problem, Value
from vizapp.sources.feature_maps import COMPLEX
from vizapp.sources.limits import shape_obstacle, whole_obstacle
from vizapp.sources.regular_files import read_exactly
from vizapp.sources.small_floats import FLOAT8_VALUES, bfloat16_to_float32

_CODES = {
    "bool": "?",
    "uint8": "u1",
    "int8": "i1",
    "int16": "i2",
    "int32": "i4",
    "int64": "i8",
    "uint16": "u2",
    "uint32": "u4",
    "uint64": "u8",
    "float16": "f2",
    "bfloat16": "u2",
    "float32": "f4",
    "float64": "f8",
    "complex32": "u4",
    "complex64": "c8",
    "complex128": "c16",
    **dict.fromkeys(FLOAT8_VALUES, "u1"),
}
_STORAGES = {
    "BoolStorage": "bool",
    "ByteStorage": "uint8",
    "CharStorage": "int8",
    "ShortStorage": "int16",
    "IntStorage": "int32",
    "LongStorage": "int64",
    "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16",
    "FloatStorage": "float32",
    "DoubleStorage": "float64",
    "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128",
}
_QUANTIZED = ("QInt8Storage", "QInt32Storage", "QUInt8Storage", "QUInt4x2Storage", "QUInt2x4Storage")
_OTHER_TYPES = ("quint8", "qint8", "qint32", "quint4x2", "quint2x4", "float4_e2m1fn_x2", "bits8", "bits16")
MOST_AXES = 64


class ElementType(NamedTuple):
    """The type of a tensor's elements.

    Attributes:
        code: NumPy's type in which they are stored, without its byte order; "" for types that cannot be opened.
        name: PyTorch's.
    """

    code: str
    name: str

    @property
    def size(self) -> int:
        """Bytes of an element."""
        return np.dtype(self.code).itemsize if self.code else 1


def element_types() -> dict[str, ElementType]:
    """Return the types of elements by their names in PyTorch."""
    known = {name: ElementType(code, name) for name, code in _CODES.items()}
    return known | {name: ElementType("", name) for name in _OTHER_TYPES}


def storage_types() -> dict[str, ElementType]:
    """Return the types of elements by the names of PyTorch's classes of storages."""
    known = {storage: ElementType(_CODES[name], name) for storage, name in _STORAGES.items()}
    return known | {storage: ElementType("", storage.removesuffix("Storage").lower()) for storage in _QUANTIZED}


class StoredTensor(NamedTuple):
    """The description of a tensor whose values are in a record of the file.

    Attributes:
        record: its name.
        dtype: the type of the values.
        offset: the place of the first value in the record, in values.
        shape, strides: of the tensor, in values.
        is_negated: whether the values are those in the record with the other sign.
        refusal: why a tensor of its kind cannot be read, whatever its shape; None if it can.
    """

    record: str
    dtype: ElementType
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    is_negated: bool = False
    refusal: Problem | None = None

    @property
    def obstacle(self) -> Problem | None:
        """Why it cannot be a feature map, or None."""
        return self._type_obstacle() or shape_obstacle(self.shape, self.dtype.size)

    @property
    def whole_obstacle(self) -> Problem | None:
        """Why it cannot be read whole, or None."""
        return self._type_obstacle() or whole_obstacle(self.shape, self.dtype.size)

    def _type_obstacle(self) -> Problem | None:
        if self.refusal is not None:
            return self.refusal
        if self.dtype.name.startswith("complex"):
            return COMPLEX
        if not self.dtype.code:
            return Problem("reason.torch-type", "source", {"type": f"torch.{self.dtype.name}"})
        return None

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
        if self.dtype.name == "bfloat16":
            values = bfloat16_to_float32(values)
        elif self.dtype.name in FLOAT8_VALUES:
            values = FLOAT8_VALUES[self.dtype.name][values]
        return np.negative(values) if self.is_negated else values


def described(
    record: str, dtype: ElementType, offset: object, shape: object, strides: object, is_negated: bool = False
) -> StoredTensor:
    """Return the description of a tensor whose numbers are a stranger's.

    Raises:
        ValueError: they are not those of a tensor.
    """
    if not isinstance(shape, tuple | list) or not isinstance(strides, tuple | list):
        raise ValueError("this is no tensor")
    numbers = (offset, *shape, *strides)
    whole = all(type(number) is int and 0 <= number < 2**62 for number in numbers)
    if not whole or len(shape) != len(strides) or len(shape) > MOST_AXES or not isinstance(offset, int):
        raise ValueError("this is no tensor")
    return StoredTensor(record, dtype, offset, tuple(shape), tuple(strides), is_negated)


def refused(reason: str, shape: object = (), **values: Value) -> StoredTensor:
    """Return a tensor of a kind that cannot be read."""
    sides: tuple[int, ...] = ()
    if isinstance(shape, tuple) and len(shape) <= MOST_AXES and all(type(side) is int for side in shape):
        sides = tuple(max(0, min(side, 2**62)) for side in shape)
    return StoredTensor("", ElementType("", ""), 0, sides, sides, refusal=Problem(reason, "source", values))

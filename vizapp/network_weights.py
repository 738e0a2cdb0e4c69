"""The weights of a network in one piece: a table of what the tensors are, and their bytes one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

WeightDtype: TypeAlias = Literal["<f4", "<i8", "|b1"]
"""All floats become 32-bit ones, and all whole numbers 64-bit ones."""
MAX_TENSORS = 4096
MAX_NETWORK_BYTES = 512 * 2**20
"""Of all tensors of a network together: some 130 million parameters."""
MAX_WEIGHT_AXES = 4
_MAX_NAME = 500
_CONVOLUTION_AXES = 4


class WeightPart(Struct, frozen=True, forbid_unknown_fields=True):
    """One tensor of a network: its name in the state dict, its type and its shape."""

    name: Annotated[str, Meta(min_length=1, max_length=_MAX_NAME)]
    dtype: WeightDtype
    shape: Annotated[tuple[Annotated[int, Meta(ge=0, le=MAX_NETWORK_BYTES)], ...], Meta(max_length=MAX_WEIGHT_AXES)]

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * np.dtype(self.dtype).itemsize


def total_bytes(parts: Iterable[WeightPart]) -> int:
    """Return how many bytes the tensors take together."""
    return sum(part.nbytes for part in parts)


def tensors_in(parts: Sequence[WeightPart], values: NDArray[np.uint8]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the name and the values of each tensor, as an array of its own.

    Args:
        parts: what the tensors are.
        values: uint8 (N,), their bytes.

    Raises:
        ValueError: the bytes are not those of the tensors, or a name is there twice.
    """
    if values.dtype != np.uint8 or values.shape != (total_bytes(parts),):
        raise ValueError(f"{values.shape} bytes of {values.dtype} are not those of {len(parts)} tensors")
    if len({part.name for part in parts}) != len(parts):
        raise ValueError("a tensor is there twice")
    begin = 0
    for part in parts:
        end = begin + part.nbytes
        yield part.name, np.array(values[begin:end]).view(part.dtype).reshape(part.shape)
        begin = end


def looks_like_weights(arrays: Iterable[tuple[str, Sequence[int]]]) -> bool:
    """Return whether arrays, by name and shape, are likely the weights of a network with convolutions.

    A single layer is none: its arrays may have been kept for what they are.
    """
    weights = [len(shape) for name, shape in arrays if name.endswith(".weight")]
    return len(weights) > 1 and _CONVOLUTION_AXES in weights

"""Reading of the weights of a network from a .safetensors or .pt file. Runs in the reading process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.network_weights import (
    MAX_NETWORK_BYTES,
    MAX_TENSORS,
    MAX_WEIGHT_AXES,
    WeightDtype,
    WeightPart,
    looks_like_weights,
    total_bytes,
)
from vizapp.problem import Problem
from vizapp.sources.feature_maps import StoredArray
from vizapp.sources.formats import HEAD_BYTES, OpenedFile, format_of
from vizapp.sources.loaded import SourceError, refusal, shortened
from vizapp.sources.regular_files import display_name, open_regular_file
from vizapp.sources.weights import LoadedNetwork

_STATE_DICTS = ("model_state_dict", "state_dict", "params_ema", "params-ema", "params", "model", "net")
"""The names under which training programs keep a state dict beside other things, the best first: an average over the
steps is preferred to the weights of the last one. They are those that spandrel looks under too."""
_OF_SHAPE = frozenset({"reason.axes", "reason.no-values"})
"""Why an array is no map, which does not matter here: weights may be single numbers, and empty."""
_INSTEAD = {
    "source.empty": "network.empty",
    "source.text": "network.text",
    "source.text-named": "network.text",
    "source.unknown-format": "network.unknown-format",
    "source.pipe": "network.no-ordinary-file",
    "source.socket": "network.no-ordinary-file",
    "source.device": "network.no-ordinary-file",
}
"""The refusals whose sentences name the files of pictures and feature maps, and what is said of weights."""
_FLOATS = ("float", "bfloat", "f8")
_INTEGERS = ("int", "uint")


def read_weights(path: Path) -> LoadedNetwork:
    """Read the tensors of a state dict; of a file that holds several, the one that is meant to be used.

    Raises:
        SourceError: the file cannot be opened, does not hold the weights of a network, or is too large.
    """
    name = display_name(path)
    try:
        return _read(path, name)
    except SourceError as error:
        code = _INSTEAD.get(error.problem.code)
        if code is None:
            raise
        raise SourceError(code, "network", name=name) from error


def _read(path: Path, name: str) -> LoadedNetwork:
    try:
        with open_regular_file(path) as file:
            found = format_of(file.read(HEAD_BYTES), name)
            file.seek(0)
            if found.arrays is None:
                raise SourceError("network.a-picture", "network", name=name)
            opened = OpenedFile(file, name, os.fstat(file.fileno()).st_size)
            return found.arrays(opened, _take)
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def _take(name: str, file_format: str, stored: Sequence[StoredArray]) -> LoadedNetwork:
    del file_format
    wanted = _state_dict(stored)
    if not looks_like_weights([(key, each.entry.shape) for key, each in wanted]):
        raise SourceError("network.no-weights", "network", name=name)
    if len(wanted) > MAX_TENSORS:
        raise SourceError("source.too-many-arrays", name=name, count=len(wanted), most=MAX_TENSORS)
    # Before the parts are made: they do not take a shape beyond what may be read.
    needed = sum(prod(each.entry.shape) * _bytes_of(each.entry.dtype) for _, each in wanted)
    if needed > MAX_NETWORK_BYTES:
        limit = MAX_NETWORK_BYTES
        raise SourceError("network.too-large", "network", name=name, needed=min(needed, 2**62), limit=limit)
    parts = tuple(_part(name, key, each) for key, each in wanted)
    values = np.empty(total_bytes(parts), np.uint8)
    begin = 0
    for part, (_, each) in zip(parts, wanted, strict=True):
        end = begin + part.nbytes
        if end > begin:
            values[begin:end] = _converted(each, part).reshape(-1).view(np.uint8)
        begin = end
    return LoadedNetwork(name, parts, values)


def _state_dict(stored: Sequence[StoredArray]) -> list[tuple[str, StoredArray]]:
    """Return the arrays of one dictionary, by their names in it.

    The names of arrays in nested dictionaries are paths, with a slash after each dictionary's name.
    """
    found: dict[str, list[tuple[str, StoredArray]]] = {}
    for each in stored:
        folder, _, key = each.entry.name.rpartition("/")
        found.setdefault(folder, []).append((key, each))
    for name in _STATE_DICTS:
        if name in found:
            return found[name]
    return max(found.values(), key=len, default=[])


def _part(name: str, key: str, stored: StoredArray) -> WeightPart:
    """Describe a tensor, or refuse one that cannot be read."""
    shape, dtype = stored.entry.shape, _dtype_of(stored.entry.dtype)
    obstacle = stored.whole_obstacle
    if obstacle is not None and (obstacle.code not in _OF_SHAPE or len(shape) > MAX_WEIGHT_AXES):
        raise refusal(name, obstacle, shortened(key))
    if dtype is None:
        reason = Problem("reason.no-numbers", "source", {"type": stored.entry.dtype[:40]})
        raise refusal(name, reason, shortened(key))
    if not key or len(key) > 500:
        raise SourceError("network.no-weights", "network", name=name)
    return WeightPart(key, dtype, shape)


def _dtype_of(dtype: str) -> WeightDtype | None:
    if dtype.startswith(_FLOATS):
        return "<f4"
    if dtype.startswith(_INTEGERS):
        return "<i8"
    return "|b1" if dtype == "bool" else None


def _bytes_of(dtype: str) -> int:
    kind = _dtype_of(dtype)
    return 8 if kind is None else np.dtype(kind).itemsize


def _converted(stored: StoredArray, part: WeightPart) -> NDArray[Any]:
    read = stored.read_whole or stored.read
    with np.errstate(over="ignore", invalid="ignore"):
        values = np.ascontiguousarray(read(), part.dtype)
    if values.size * values.itemsize != part.nbytes:
        raise EOFError
    return values

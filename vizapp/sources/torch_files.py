"""Reading of .pt and .pth: a tensor, or dictionaries of tensors, without running code from the file, or PyTorch.

PyTorch's own safe loader builds what a small file asks for, however large it is, and takes seconds to import.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from numpy.typing import NDArray

from vizapp.sources.archives import ARCHIVE_ERRORS, pickle_entry
from vizapp.sources.feature_maps import Finish, StoredArray, T
from vizapp.sources.limits import MAX_ARRAY_NAME, MAX_ARRAYS, MAX_PICKLE
from vizapp.sources.loaded import ArrayEntry, SourceError
from vizapp.sources.torch_keys import UnknownKeyError
from vizapp.sources.torch_pickles import UnknownNameError, load_legacy, load_tensors
from vizapp.sources.torch_tensors import StoredTensor

_MAX_DEPTH = 6
_MOST_EXAMPLE = 80

_Read = Callable[[StoredTensor, bool], NDArray[Any]]


def read_torch_archive(archive: zipfile.ZipFile, name: str, finish: Finish[T]) -> T:
    """Read the tensors that ``finish`` wants of a file in PyTorch's zip format."""
    for info in archive.infolist():
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise SourceError("source.torch-packed", name=name)
    entry = pickle_entry(archive)
    if entry is None:
        raise SourceError("source.torch-none", name=name)
    if entry.file_size > MAX_PICKLE:
        raise SourceError("source.torch-long-pickle", name=name, length=entry.file_size, limit=MAX_PICKLE)
    folder = entry.filename.removesuffix("data.pkl")
    byte_order = f"{folder}byteorder"
    try:
        pickle = archive.read(entry)
        order = archive.read(byte_order) if byte_order in archive.namelist() else b"little"
    except ARCHIVE_ERRORS as error:
        raise _damaged(name) from error
    content = _loaded(partial(load_tensors, pickle), name)

    def read(tensor: StoredTensor, whole: bool) -> NDArray[Any]:
        try:
            return tensor.read(archive, folder, ">" if order == b"big" else "<", whole)
        except (*ARCHIVE_ERRORS, zlib.error) as error:
            raise _damaged(name) from error

    return finish(name, "pt", _listed(content, read, name))


def read_legacy_torch(file: BinaryIO, name: str, finish: Finish[T]) -> T:
    """Read the tensors that ``finish`` wants of a file from before PyTorch 1.6: pickles, followed by the values."""
    head = file.read(MAX_PICKLE)
    found = _loaded(partial(load_legacy, head, file), name)

    def read(tensor: StoredTensor, whole: bool) -> NDArray[Any]:
        try:
            return tensor.read_from(file, *found.records[tensor.record], found.byte_order, whole)
        except (LookupError, ValueError, EOFError) as error:
            raise _damaged(name) from error

    return finish(name, "pt", _listed(found.content, read, name))


def _loaded(load: Callable[[], T], name: str) -> T:
    try:
        return load()
    except UnknownNameError as error:
        example = str(error)
        if example.isprintable():
            raise SourceError("source.torch-objects-such", name=name, example=example[:_MOST_EXAMPLE]) from error
        raise SourceError("source.torch-objects", name=name) from error
    except UnknownKeyError as error:
        raise SourceError("source.torch-keys", name=name) from error
    except MemoryError as error:
        raise SourceError("source.torch-out-of-memory", name=name) from error
    except Exception as error:
        # A damaged pickle can raise any exception.
        raise _damaged(name) from error


def _damaged(name: str) -> SourceError:
    return SourceError("source.torch-damaged", name=name)


def _listed(content: object, read: _Read, name: str) -> list[StoredArray]:
    """Return the tensors in ``content``; ``read`` gives the first item of one, or the whole."""
    found: list[StoredArray] = []
    counts = Counter[str]()
    for keys, tensor in _tensors(content, (), set(), _MAX_DEPTH):
        path = "/".join(map(_name_of_key, keys))
        if len(path) > MAX_ARRAY_NAME:
            raise SourceError("source.long-array-name", name=name, length=len(path), limit=MAX_ARRAY_NAME)
        counts[path] += 1  # of several of one name, such as those of the keys 1 and "1", the later have a number
        if len(found) == MAX_ARRAYS:
            raise SourceError("source.too-many-arrays", name=name, count=MAX_ARRAYS + 1, most=MAX_ARRAYS)
        entry = ArrayEntry(path if counts[path] == 1 else f"{path} #{counts[path]}", tensor.shape, tensor.dtype.name)
        first, whole = partial(read, tensor, False), partial(read, tensor, True)
        found.append(StoredArray(entry, tensor.obstacle, first, tensor.whole_obstacle, whole))
    return found


def _tensors(
    value: object, keys: tuple[object, ...], seen: set[int], depth: int
) -> Iterator[tuple[tuple[object, ...], StoredTensor]]:
    """Yield the tensors in nested containers with their keys; each container once, because one may hold itself."""
    if isinstance(value, StoredTensor):
        yield keys, value
        return
    if depth == 0 or id(value) in seen:
        return
    seen.add(id(value))
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list | tuple):
        items = enumerate(value)
    for key, item in items:
        yield from _tensors(item, (*keys, key), seen, depth - 1)


def _name_of_key(key: object) -> str:
    """Return an untrusted dictionary key as valid Unicode."""
    if isinstance(key, tuple):
        text = f"({', '.join(map(_name_of_key, key))})"
    else:
        text = str(key) if key is None or isinstance(key, str | int | float) else type(key).__name__
    return text.encode("utf-8", "replace").decode("utf-8")

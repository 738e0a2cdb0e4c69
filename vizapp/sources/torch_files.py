"""Reading of .pt and .pth: a tensor, or dictionaries of tensors, without running code from the file.

PyTorch, whose import takes seconds, is imported only after the checks that work without it, so that refusals are
fast.
"""

from __future__ import annotations

import io
import os
import pickletools
import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from vizapp.problem import Problem
from vizapp.sources.archives import ARCHIVE_ERRORS, pickle_entry
from vizapp.sources.feature_maps import COMPLEX, Finish, StoredArray, T
from vizapp.sources.limits import MAX_ARRAYS, MAX_PICKLE, shape_obstacle, whole_obstacle
from vizapp.sources.loaded import ArrayEntry, SourceError
from vizapp.sources.torch_pickles import PickledTensor, UnknownNameError, load_legacy, load_tensors

if TYPE_CHECKING:
    from torch import Tensor

_LEGACY_PICKLES = 4
"""The pickles of a legacy file: magic number, protocol, system information, and the object itself."""

_HARMLESS_GLOBALS = frozenset(
    {
        "collections OrderedDict",
        "collections Counter",
        "_codecs encode",
        *(f"{module} {name}" for module in ("builtins", "__builtin__") for name in ("set", "bytearray", "complex")),
    }
)
_REBUILD_NESTED = frozenset(
    {"torch._utils _rebuild_nested_tensor", "torch.nested._internal.nested_tensor _rebuild_njt"}
)
"""The functions that restore the two kinds of nested tensors; PyTorch's safe loader may refuse them."""

_FIRST_FRAMED_PROTOCOL = 4
_MAX_DEPTH = 6
_MAX_NAME = 200

_T = TypeVar("_T")


def read_torch_archive(archive: zipfile.ZipFile, path: Path, name: str, finish: Finish[T]) -> T:
    """Read the tensors that ``finish`` wants of a file in PyTorch's zip format.

    The file is mapped, so that only the needed pages are loaded.
    """
    pickle, named = _checked_pickle(archive, name)
    if _protocol(pickle) >= _FIRST_FRAMED_PROTOCOL:
        return finish(name, "pt", _pickled_tensors(archive, pickle, name))
    # By path, because PyTorch can map only a path and would otherwise read every tensor of the file.
    return finish(name, "pt", _stored_tensors(_load(os.fspath(path), name, named, mmap=True), name))


def read_legacy_torch(file: BinaryIO, name: str, finish: Finish[T]) -> T:
    """Read the tensors that ``finish`` wants of a file from before PyTorch 1.6: pickles, followed by the values."""
    content = file.read(MAX_PICKLE)
    head = io.BytesIO(content)
    named = {reference for _ in range(_LEGACY_PICKLES) for reference in _check_pickle(head, name)}
    if _protocol(content) >= _FIRST_FRAMED_PROTOCOL:
        return finish(name, "pt", _legacy_pickled_tensors(content, file, name))
    file.seek(0)
    return finish(name, "pt", _stored_tensors(_load(file, name, named, mmap=False), name))


def _protocol(pickle: bytes) -> int:
    return pickle[1] if pickle[:1] == b"\x80" and len(pickle) > 1 else 0


def _pickled_tensors(archive: zipfile.ZipFile, pickle: bytes, name: str) -> list[StoredArray]:
    """List the tensors of an archive whose pickle PyTorch's safe loader does not read."""
    entry = pickle_entry(archive)
    folder = entry.filename.removesuffix("data.pkl") if entry is not None else ""
    try:
        content = load_tensors(pickle)
        order = archive.read(f"{folder}byteorder") if f"{folder}byteorder" in archive.namelist() else b"little"
    except UnknownNameError as error:
        raise SourceError("source.torch-protocol", name=name, protocol=_protocol(pickle)) from error
    except Exception as error:
        # A damaged pickle can raise any exception.
        raise _damaged(name) from error

    def read(tensor: PickledTensor, whole: bool) -> NDArray[Any]:
        try:
            return tensor.read(archive, folder, ">" if order == b"big" else "<", whole)
        except (*ARCHIVE_ERRORS, zlib.error) as error:
            raise _damaged(name) from error

    return _described(content, read, name)


def _legacy_pickled_tensors(content: bytes, file: BinaryIO, name: str) -> list[StoredArray]:
    """List the tensors of a legacy file whose pickles PyTorch's safe loader does not read."""
    try:
        found = load_legacy(content, file)
    except UnknownNameError as error:
        raise SourceError("source.torch-protocol", name=name, protocol=_protocol(content)) from error
    except Exception as error:
        # A damaged pickle can raise any exception.
        raise _damaged(name) from error

    def read(tensor: PickledTensor, whole: bool) -> NDArray[Any]:
        try:
            return tensor.read_from(file, *found.records[tensor.record], found.byte_order, whole)
        except (LookupError, ValueError, EOFError) as error:
            raise _damaged(name) from error

    return _described(found.content, read, name)


def _described(content: object, read: Callable[[PickledTensor, bool], NDArray[Any]], name: str) -> list[StoredArray]:
    """Return the tensors in ``content``; ``read`` gives the first item of one, or the whole."""

    def stored(path: str, tensor: PickledTensor) -> StoredArray:
        entry = ArrayEntry(path, tensor.shape, tensor.dtype.name)
        whole = partial(read, tensor, True)
        return StoredArray(entry, tensor.obstacle, partial(read, tensor, False), tensor.whole_obstacle, whole)

    return _listed(content, PickledTensor, stored, name)


def _checked_pickle(archive: zipfile.ZipFile, name: str) -> tuple[bytes, list[str]]:
    """Return the pickle that lists the tensors, after checking it, and what it names."""
    for info in archive.infolist():
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise SourceError("source.torch-packed", name=name)
    entry = pickle_entry(archive)
    if entry is None:
        raise SourceError("source.torch-none", name=name)
    if entry.file_size > MAX_PICKLE:
        raise SourceError("source.torch-long-pickle", name=name, length=entry.file_size, limit=MAX_PICKLE)
    try:
        pickle = archive.read(entry)
    except ARCHIVE_ERRORS as error:
        raise _damaged(name) from error
    return pickle, _check_pickle(io.BytesIO(pickle), name)


def _check_pickle(stream: BinaryIO, name: str) -> list[str]:
    """Scan a pickle without running it, and refuse one that names anything other than the parts of tensors.

    Returns what it names, each as "module name".

    This only makes a refusal fast and its reason clear; safety relies on ``weights_only`` below.
    """
    try:
        named = [str(argument) for code, argument, _ in pickletools.genops(stream) if code.name in ("GLOBAL", "INST")]
    except Exception as error:
        # pickletools can raise any exception for a damaged pickle.
        raise _damaged(name) from error
    for reference in named:
        module, _, attribute = reference.partition(" ")
        of_torch = module.split(".")[0] == "torch" and not module.startswith("torch.nn.modules")
        if not of_torch and reference not in _HARMLESS_GLOBALS:
            raise _objects_refused(name, f"{module}.{attribute}")
    return named


def _load(source: str | BinaryIO, name: str, named: Collection[str], *, mmap: bool) -> object:
    """Load a file with PyTorch's safe loader; ``named`` is what its pickle names, for the refusal."""
    import pickle

    try:
        import torch
    except (ImportError, OSError) as error:
        raise SourceError("source.torch-missing", name=name, why=str(error)[:500]) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.load(source, map_location="cpu", weights_only=True, mmap=mmap)
    except pickle.UnpicklingError as error:
        if not _REBUILD_NESTED.isdisjoint(named):
            raise SourceError("source.torch-nested", name=name) from error
        raise _objects_refused(name) from error
    except MemoryError as error:
        raise SourceError("source.torch-out-of-memory", name=name) from error
    except Exception as error:
        # A damaged file can raise any exception of the unpickler.
        raise _damaged(name) from error


def _objects_refused(name: str, example: str = "") -> SourceError:
    if example and example.isprintable():
        return SourceError("source.torch-objects-such", name=name, example=example[:80])
    return SourceError("source.torch-objects", name=name)


def _damaged(name: str) -> SourceError:
    return SourceError("source.torch-damaged", name=name)


def _stored_tensors(loaded: object, name: str) -> list[StoredArray]:
    import torch

    def stored(path: str, tensor: Tensor) -> StoredArray:
        shape = () if tensor.is_nested else tuple(tensor.shape)  # a nested tensor has no shape
        entry = ArrayEntry(path, shape, str(tensor.dtype).removeprefix("torch."))
        kind = _kind_obstacle(tensor)
        # With strides of 0, a view of one value can have any shape, and its copy needs the memory of that shape.
        size = 1 if tensor.is_nested else tensor.element_size()
        first, whole = kind or shape_obstacle(shape, size), kind or whole_obstacle(shape, size)
        return StoredArray(entry, first, partial(_values, tensor, False), whole, partial(_values, tensor, True))

    return _listed(loaded, torch.Tensor, stored, name)


def _listed(
    content: object, kind: type[_T], stored: Callable[[str, _T], StoredArray], name: str
) -> list[StoredArray]:
    """Return the tensors in ``content``, instances of ``kind``, each described by ``stored``."""
    found: list[StoredArray] = []
    for path, tensor in _tensors(content, kind, "", set(), _MAX_DEPTH):
        if len(found) == MAX_ARRAYS:
            raise SourceError("source.too-many-arrays", name=name, count=MAX_ARRAYS + 1, most=MAX_ARRAYS)
        found.append(stored(path, tensor))
    return found


def _tensors(value: object, kind: type[_T], name: str, seen: set[int], depth: int) -> Iterator[tuple[str, _T]]:
    """Yield the tensors in nested containers with their paths; each container once, because one may hold itself."""
    if isinstance(value, kind):
        yield name, value
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
        part = _name_of_key(key)
        yield from _tensors(item, kind, f"{name}/{part}" if name else part, seen, depth - 1)


def _name_of_key(key: object) -> str:
    """Return an untrusted dictionary key as short, valid Unicode."""
    text = str(key) if isinstance(key, str | int) else type(key).__name__
    return text[:_MAX_NAME].encode("utf-8", "replace").decode("utf-8")


def _kind_obstacle(tensor: Tensor) -> Problem | None:
    """Return why a tensor of this kind cannot be read, whatever its shape, or None."""
    import torch

    if tensor.is_nested:
        return Problem("reason.nested", "source")
    if tensor.layout is not torch.strided:
        return Problem("reason.sparse", "source")
    if tensor.is_quantized:
        return Problem("reason.quantized", "source")
    if tensor.is_complex():
        return COMPLEX
    if tensor.device.type != "cpu":
        return Problem("reason.no-storage", "source", {"device": tensor.device.type})
    # The remaining types, such as packed ones of less than a byte, have no arithmetic.
    if tensor.dtype is not torch.bool and not tensor.is_floating_point():
        try:
            torch.iinfo(tensor.dtype)
        except TypeError:
            return Problem("reason.torch-type", "source", {"type": str(tensor.dtype)})
    return None


def _values(tensor: Tensor, whole: bool) -> NDArray[Any]:
    """Return the first item, or the whole, with memory of its own: the tensor's may be a mapping of the file."""
    import torch

    first = tensor.detach()[0] if tensor.ndim == 4 and not whole else tensor.detach()
    if not tensor.is_floating_point() or tensor.dtype in (torch.float32, torch.float64):
        # Copied directly, even if a few values are repeated, because there may be no room for a second copy.
        values = np.empty(tuple(first.shape), first.reshape(-1)[:0].resolve_neg().numpy().dtype)
    else:
        values = np.empty(tuple(first.shape), np.float32)
    torch.from_numpy(values).copy_(first)
    return values

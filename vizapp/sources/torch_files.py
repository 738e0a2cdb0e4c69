""".pt and .pth: a tensor, or dictionaries of tensors, loaded by PyTorch without running anything that the file says.

PyTorch is imported only when a file has passed the checks that need none: it takes seconds, a refusal should not.
"""

from __future__ import annotations

import io
import os
import pickletools
import warnings
import zipfile
from collections.abc import Iterator
from functools import partial
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.archives import ARCHIVE_ERRORS, pickle_entry
from vizapp.sources.feature_maps import COMPLEX_OBSTACLE, StoredArray, finish
from vizapp.sources.limits import MAX_ARRAYS, MAX_PICKLE, is_blown_up, shape_obstacle, size_text
from vizapp.sources.loaded import ArrayEntry, LoadedSource, SourceError

if TYPE_CHECKING:
    from torch import Tensor

_LEGACY_PICKLES = 4
"""magic number, protocol, system information, and the object itself."""

_HARMLESS_GLOBALS = frozenset(
    {
        "collections OrderedDict",
        "collections Counter",
        "_codecs encode",
        *(f"{module} {name}" for module in ("builtins", "__builtin__") for name in ("set", "bytearray", "complex")),
    }
)
_MAX_DEPTH = 6
_MAX_NAME = 200


def read_torch_archive(archive: zipfile.ZipFile, path: Path, name: str, wanted: str | None) -> LoadedSource:
    """Read one tensor of a file in PyTorch's zip format, of which only the touched pages are loaded."""
    _check_archive(archive, name)
    # By path, because only then can PyTorch map the file instead of reading every tensor that it holds.
    return finish(name, "pt", _stored_tensors(_load(os.fspath(path), name, mmap=True), name), wanted)


def read_legacy_torch(file: BinaryIO, name: str, wanted: str | None) -> LoadedSource:
    """Read one tensor of a file as torch.save wrote them before version 1.6: pickles, followed by the numbers."""
    head = io.BytesIO(file.read(MAX_PICKLE))
    for _ in range(_LEGACY_PICKLES):
        _check_pickle(head, name)
    file.seek(0)
    return finish(name, "pt", _stored_tensors(_load(file, name, mmap=False), name), wanted)


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    for info in archive.infolist():
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise SourceError(f"{name} is packed, which torch.save never does; save it again with torch.save.")
    entry = pickle_entry(archive)
    if entry is None:
        raise SourceError(f"{name} is not a PyTorch file; save it again with torch.save.")
    if entry.file_size > MAX_PICKLE:
        raise SourceError(
            f"{name} describes its content in {size_text(entry.file_size)}, more than the limit of "
            f"{size_text(MAX_PICKLE)}; save fewer tensors in it."
        )
    try:
        pickle = archive.read(entry)
    except ARCHIVE_ERRORS as error:
        raise _damaged(name) from error
    _check_pickle(io.BytesIO(pickle), name)


def _check_pickle(stream: BinaryIO, name: str) -> None:
    """Walk through a pickle without running it, and refuse one that names anything but the makings of tensors.

    This only makes the refusal quick and its reason plain; the safety rests with ``weights_only`` below.
    """
    try:
        named = [str(argument) for code, argument, _ in pickletools.genops(stream) if code.name in ("GLOBAL", "INST")]
    except Exception as error:
        # pickletools raises whatever a broken opcode happens to break.
        raise _damaged(name) from error
    for reference in named:
        module, _, attribute = reference.partition(" ")
        of_torch = module.split(".")[0] == "torch" and not module.startswith("torch.nn.modules")
        if not of_torch and reference not in _HARMLESS_GLOBALS:
            raise _objects_refused(name, f"{module}.{attribute}")


def _load(source: str | BinaryIO, name: str, *, mmap: bool) -> object:
    import pickle

    try:
        import torch
    except (ImportError, OSError) as error:
        raise SourceError(f"{name} needs PyTorch, which cannot be imported: {error}.") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.load(source, map_location="cpu", weights_only=True, mmap=mmap)
    except pickle.UnpicklingError as error:
        raise _objects_refused(name) from error
    except MemoryError as error:
        raise SourceError(f"{name} needs more memory than there is; save fewer tensors in it.") from error
    except Exception as error:
        # Damage surfaces as any exception of the unpickler's; TorchScript and tar files as RuntimeError.
        if "TorchScript" in str(error):
            raise SourceError(f"{name} is a TorchScript program; save its tensors with torch.save.") from error
        raise _damaged(name) from error


def _objects_refused(name: str, example: str = "") -> SourceError:
    such = f" (such as {example[:80]})" if example.isprintable() and example else ""
    return SourceError(
        f"{name} holds pickled Python objects{such}, which are never loaded; save only tensors, for example "
        "model.state_dict()."
    )


def _damaged(name: str) -> SourceError:
    return SourceError(f"{name} is not a valid PyTorch file or is damaged; save or download it again.")


def _stored_tensors(loaded: object, name: str) -> list[StoredArray]:
    stored: list[StoredArray] = []
    for tensor_name, tensor in _tensors(loaded, "", set(), _MAX_DEPTH):
        if len(stored) == MAX_ARRAYS:
            raise SourceError(f"{name} holds more than {MAX_ARRAYS} tensors; save fewer of them.")
        entry = ArrayEntry(tensor_name, tuple(tensor.shape), str(tensor.dtype).removeprefix("torch."))
        stored.append(StoredArray(entry, _obstacle(tensor), partial(_values, tensor)))
    return stored


def _tensors(value: object, name: str, seen: set[int], depth: int) -> Iterator[tuple[str, Tensor]]:
    """Yield the tensors in nested containers with their paths, each container once, since one may hold itself."""
    import torch

    if isinstance(value, torch.Tensor):
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
        yield from _tensors(item, f"{name}/{part}" if name else part, seen, depth - 1)


def _name_of_key(key: object) -> str:
    """Return a dictionary's key as short and valid Unicode, neither of which a stranger's key need be."""
    text = str(key) if isinstance(key, str | int) else type(key).__name__
    return text[:_MAX_NAME].encode("utf-8", "replace").decode("utf-8")


def _obstacle(tensor: Tensor) -> str | None:
    import torch

    if tensor.is_nested:
        return "is a nested tensor; save one of its parts"
    if tensor.layout is not torch.strided:
        return "is sparse; save tensor.to_dense()"
    if tensor.is_quantized:
        return "is quantized; save tensor.dequantize()"
    if tensor.is_complex():
        return COMPLEX_OBSTACLE
    if tensor.device.type != "cpu":
        return f"has no values of its own (device '{tensor.device.type}'); save tensor.cpu()"
    # All others, such as packed types of less than a byte, have no arithmetic of their own.
    if tensor.dtype is not torch.bool and not tensor.is_floating_point():
        try:
            torch.iinfo(tensor.dtype)
        except TypeError:
            return f"is of type {tensor.dtype}, which cannot be opened; save tensor.float()"
    shape = tuple(tensor.shape)
    if obstacle := shape_obstacle(shape, tensor.element_size()):
        return obstacle
    # With strides of 0, a view of one number has any shape.
    unpacked, stored = prod(shape[-3:]) * tensor.element_size(), tensor.untyped_storage().nbytes()
    if is_blown_up(unpacked, stored):
        return (
            f"repeats {size_text(stored)} of numbers until they fill {size_text(unpacked)}, like a file made to "
            "fill the memory; save tensor.contiguous()"
        )
    return None


def _values(tensor: Tensor) -> NDArray[Any]:
    """Return the first item as an array with memory of its own: the tensor's may be a mapping of the file."""
    import torch

    first = tensor.detach()[0] if tensor.ndim == 4 else tensor.detach()
    if tensor.is_floating_point() and tensor.dtype is not torch.float64:
        first = first.to(torch.float32)
    return np.array(first.resolve_neg().contiguous().numpy(), copy=True, order="C")

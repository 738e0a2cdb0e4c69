"""Reading of the pickles in PyTorch's files, which say what tensors there are, without PyTorch.

A restricted subclass of Python's unpickler resolves only the names of what PyTorch rebuilds tensors with, and of
plain containers, each to a function of this module: no other code can be reached, and nothing is made that is larger
than the pickle itself.
"""

from __future__ import annotations

import pickle
import struct
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, ClassVar

from vizapp.sources.limits import MAX_PICKLE
from vizapp.sources.torch_keys import checked_key
from vizapp.sources.torch_tensors import (
    ElementType,
    StoredTensor,
    described,
    element_types,
    refused,
    storage_types,
)

_VIEW_OF_STORAGE = 5
"""Where in a reference to a record the description of a part of it stands."""
_COPIED = (list, tuple, dict, set, frozenset, str, bytes)
MOST_COPIED = MAX_PICKLE
"""So many items all functions that a pickle calls may be given together: a list that stands in it once can be named
again and again, and each time be copied.
"""


class UnknownNameError(Exception):
    """The pickle names something that is not part of a tensor; ``str`` of it is what."""


def load_tensors(data: bytes) -> object:
    """Return what a pickle of tensors and containers holds, with `StoredTensor` in place of the tensors.

    Raises:
        UnknownNameError: it holds something else.
        UnknownKeyError: a dictionary has a key that is not read.
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
        UnknownNameError: it holds something else than tensors and containers.
        UnknownKeyError: a dictionary has a key that is not read.
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
        size = count * unpickler.storages[key].size
        if count < 0:
            raise ValueError("a record has a negative length")
        records[str(key)] = (at + 8, size)
        at += 8 + size
    return LegacyContent(content, records, byte_order)


@dataclass(frozen=True)
class _Storage:
    """A record, or what lies in it from ``offset`` on; ``dtype`` is None where the tensor says it."""

    record: str
    dtype: ElementType | None
    offset: int = 0


class _Marker:
    """Stands for a thing that a pickle names and that is not looked at, such as a class or a layout."""

    def __init__(self, *arguments: Any) -> None:
        """Forget what it was made of."""


_UNTYPED = _Marker()
_NOTES_OF_THE_COMPILER = "torch._dynamo."
"""Where the classes are of what torch.compile notes in a tensor's attributes."""


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *others: Any) -> StoredTensor:
    """``_rebuild_tensor`` and, with ``requires_grad``, hooks and what is to be done with the values, ``…_v2``."""
    further = others[2] if len(others) > 2 else None
    if not isinstance(storage, _Storage) or storage.dtype is None:
        raise ValueError("this is no tensor")
    is_negated = isinstance(further, dict) and bool(further.get("neg"))
    return described(storage.record, storage.dtype, storage.offset + offset, shape, strides, is_negated)


def _typed_tensor(storage: Any, offset: Any, shape: Any, strides: Any, *others: Any) -> StoredTensor:
    """``_rebuild_tensor_v3``: the type of the values stands with the tensor."""
    dtype = others[2] if len(others) > 2 else None
    further = others[3] if len(others) > 3 else None
    if not isinstance(storage, _Storage) or not isinstance(dtype, ElementType):
        raise ValueError("this is no tensor")
    is_negated = isinstance(further, dict) and bool(further.get("neg"))
    return described(storage.record, dtype, offset, shape, strides, is_negated)


def _parameter(tensor: Any, *others: Any) -> StoredTensor:
    if not isinstance(tensor, StoredTensor):
        raise TypeError("this is no parameter")
    return tensor


def _of_class(rebuild: Any, _: Any, arguments: Any, *others: Any) -> StoredTensor:
    """``_rebuild_from_type_v2``: a tensor with attributes of its own, or of a class of its own."""
    if rebuild not in _REBUILD.values():
        raise TypeError("this is no tensor")
    tensor = rebuild(*arguments)
    return _parameter(tensor)


def _sparse(_: Any, parts: Any) -> StoredTensor:
    sizes = [part for part in parts if isinstance(part, tuple)] if isinstance(parts, tuple) else []
    return refused("reason.sparse", sizes[0] if sizes else ())


def _quantized(storage: Any, offset: Any, shape: Any, *others: Any) -> StoredTensor:
    return refused("reason.quantized", shape)


def _nested(*parts: Any) -> StoredTensor:
    return refused("reason.nested")


def _without_values(dtype: Any, shape: Any, *others: Any) -> StoredTensor:
    return refused("reason.no-storage", shape, device="meta")


def _text_as_bytes(text: Any, encoding: Any = "latin1") -> bytes:
    """``_codecs.encode``, by which pickles of an old protocol hold bytes."""
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise ValueError("these are no bytes")
    return text.encode("latin1")


def _size(sides: Any = ()) -> tuple[Any, ...]:
    return tuple(sides)


def _bytes(content: Any = b"", *others: Any) -> bytes:
    """``bytearray``, which could be asked for any number of zeros."""
    return content.encode("latin1") if isinstance(content, str) else content if isinstance(content, bytes) else b""


def _set(items: Any = ()) -> set[Any]:
    return {_key(item) for item in items}


def _counter(items: Any = ()) -> Counter[Any]:
    return Counter({_key(key): count for key, count in dict(items).items()})


def _ordered(items: Any = ()) -> OrderedDict[Any, Any]:
    return OrderedDict((_key(key), value) for key, value in items)


def _key(key: Any) -> Any:
    """Return a key of a dictionary, as :func:`checked_key` does; types and what is not looked at are keys, too."""
    return key if isinstance(key, _Marker | ElementType) else checked_key(key)


_REBUILD: dict[tuple[str, str], Callable[..., StoredTensor]] = {
    ("torch._utils", "_rebuild_tensor"): _tensor,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("torch._utils", "_rebuild_tensor_v3"): _typed_tensor,
    ("torch._utils", "_rebuild_parameter"): _parameter,
    ("torch._utils", "_rebuild_parameter_with_state"): _parameter,
    ("torch._tensor", "_rebuild_from_type_v2"): _of_class,
    ("torch._utils", "_rebuild_sparse_tensor"): _sparse,
    ("torch._utils", "_rebuild_sparse_csr_tensor"): _sparse,
    ("torch._utils", "_rebuild_qtensor"): _quantized,
    ("torch._utils", "_rebuild_nested_tensor"): _nested,
    ("torch.nested._internal.nested_tensor", "_rebuild_njt"): _nested,
    ("torch._utils", "_rebuild_meta_tensor_no_storage"): _without_values,
}
_KNOWN: dict[tuple[str, str], Any] = {
    **_REBUILD,
    **{("torch", name): kind for name, kind in (storage_types() | element_types()).items()},
    ("torch.storage", "UntypedStorage"): _UNTYPED,
    ("torch", "UntypedStorage"): _UNTYPED,
    ("torch", "Size"): _size,
    ("torch", "device"): _Marker,
    ("torch", "Tensor"): _Marker(),
    ("torch._tensor", "Tensor"): _Marker(),
    ("torch.nn.parameter", "Parameter"): _Marker(),
    ("torch.nn.parameter", "Buffer"): _Marker(),
    ("torch.nested._internal.nested_tensor", "NestedTensor"): _Marker(),
    ("torch.serialization", "_get_layout"): _Marker,
    **{("torch", name): _Marker() for name in ("per_tensor_affine", "per_channel_affine", "per_tensor_symmetric")},
    ("collections", "OrderedDict"): _ordered,
    ("collections", "Counter"): _counter,
    ("_codecs", "encode"): _text_as_bytes,
    **{(module, "set"): _set for module in ("builtins", "__builtin__")},
    **{(module, "bytearray"): _bytes for module in ("builtins", "__builtin__")},
    **{(module, "complex"): complex for module in ("builtins", "__builtin__")},
}


_PythonUnpickler: Any = pickle._Unpickler
"""The implementation in Python: in pickle.Unpickler a pickle can claim any amount of memory for its memo, and what an
instruction does cannot be replaced.
"""


class _Unpickler(_PythonUnpickler):
    dispatch: ClassVar[dict[int, Callable[[Any], None]]] = dict(_PythonUnpickler.dispatch)

    def find_class(self, module: str, name: str, /) -> Any:
        if module.startswith(_NOTES_OF_THE_COMPILER):
            return _Marker
        if (module, name) not in _KNOWN:
            raise UnknownNameError(f"{module}.{name}")
        return _KNOWN[module, name]

    def persistent_load(self, pid: Any, /) -> Any:
        what, dtype, record, *_ = pid
        is_typed = isinstance(dtype, ElementType)
        if what != "storage" or not (is_typed or dtype is _UNTYPED) or not isinstance(record, str):
            raise ValueError("this is no storage")
        return _Storage(record, dtype if is_typed else None)

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        self._left = MOST_COPIED

    def load_reduce(self) -> None:
        """Call one of the functions above, unless what it copies is more than the pickles of tensors are."""
        self._left -= sum(len(each) for each in self.stack[-1] if isinstance(each, _COPIED))
        if self._left < 0:
            raise ValueError("this copies too much")
        super().load_reduce()

    def load_build(self) -> None:
        """Leave out the attributes of a container or tensor: nobody looks at them."""
        self.stack.pop()

    def load_newobj(self) -> None:
        """Make what a compiler has noted beside a tensor, and nothing else: tensors are not made so."""
        self.stack.pop()
        if self.stack.pop() is not _Marker:
            raise ValueError("tensors are not made so")
        self.append(_Marker())

    def _refuse(self) -> None:
        raise ValueError("tensors are not made so")

    def load_bytearray8(self) -> None:
        """Read the bytes before memory for them is taken."""
        (length,) = struct.unpack("<Q", self.read(8))
        content = self.read(min(length, 1 << 40))
        if len(content) < length:
            raise EOFError
        self.append(bytes(content))

    def load_setitem(self) -> None:
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][_key(key)] = value

    def load_setitems(self) -> None:
        items = self.pop_mark()
        into = self.stack[-1]
        for place in range(0, len(items), 2):
            into[_key(items[place])] = items[place + 1]

    def load_dict(self) -> None:
        items = self.pop_mark()
        self.append({_key(items[place]): items[place + 1] for place in range(0, len(items), 2)})

    def load_additems(self) -> None:
        items = self.pop_mark()
        into = self.stack[-1]
        if not isinstance(into, set):
            raise TypeError("this is no set")
        into.update(map(_key, items))

    def load_frozenset(self) -> None:
        self.append(frozenset(map(_key, self.pop_mark())))

    for _code in (pickle.INST, pickle.OBJ, pickle.NEWOBJ_EX):
        dispatch[_code[0]] = _refuse
    dispatch[pickle.NEWOBJ[0]] = load_newobj
    dispatch[pickle.REDUCE[0]] = load_reduce
    dispatch[pickle.BUILD[0]] = load_build
    dispatch[pickle.BYTEARRAY8[0]] = load_bytearray8
    dispatch[pickle.SETITEM[0]] = load_setitem
    dispatch[pickle.SETITEMS[0]] = load_setitems
    dispatch[pickle.DICT[0]] = load_dict
    dispatch[pickle.ADDITEMS[0]] = load_additems
    dispatch[pickle.FROZENSET[0]] = load_frozenset


class _LegacyUnpickler(_Unpickler):
    """Notes the type of each record, whose length the file says in values of it."""

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, ElementType] = {}

    def persistent_load(self, pid: Any, /) -> Any:
        if pid[0] == "module":
            raise UnknownNameError("a module")
        storage = super().persistent_load(pid)
        if storage.dtype is None:
            raise ValueError("this is no storage")
        self.storages[storage.record] = storage.dtype
        if len(pid) > _VIEW_OF_STORAGE and pid[_VIEW_OF_STORAGE] is not None:
            _, offset, _ = pid[_VIEW_OF_STORAGE]
            return _Storage(storage.record, storage.dtype, offset)
        return storage

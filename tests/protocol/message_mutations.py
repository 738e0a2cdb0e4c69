"""What a broken partner might say instead: a message's header and arrays, changed in many ways, by seed.

A message is its decoded header, made of mappings, lists and plain values, and the arrays that follow it as bytes. An
array stands in the header as ``[frame, dtype, shape]``.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

Node: TypeAlias = Any
"""Part of a decoded header."""
Path: TypeAlias = tuple[Any, ...]

INTEGERS = (-1, 0, 1, 2, 3, 7, 255, 2**20, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1, 2**64 - 1, -(2**31), -(2**63))
FLOATS = (math.nan, math.inf, -math.inf, -0.0, 0.0, 1.0, -1.0, 1e-320, 1e-12, 1e30, -1e30, 1e99, 1e308, -1e308)
TEXTS = (
    "",
    "x" * 59,
    "W" * 900,
    "m" * 70_000,
    "\x00\x1b[2J\x07",
    "two\nlines",
    "\u202egnp.exe\u2066",
    "a\u0300" * 40,
    "<h1>mark-up</h1><img src=x>",
    "&&{}%s{name:size}",
    "\N{PILE OF POO}" * 9,
    "cpu",
    "loss",
    "Picture",
    "deformable",
    "source.obstacle",
)
_ITEM_SIZES = {"|b1": 1, "|u1": 1, "<u2": 2, "<i4": 4, "<i8": 8, "<f4": 4, "<f8": 8}
_MOST_AXES = 64
_LONGEST_SIDE = 2**58
"""A longer one, made longer once more, is no number that a message can hold."""
"""Of an array in numpy."""
_MOST_BYTES = 1 << 22
"""Arrays are not made larger than this."""


@dataclass
class Message:
    """A message that is being changed; ``changes`` says how."""

    header: Node
    arrays: list[bytes]
    changes: list[str] = field(default_factory=list)


def mutated(header: Node, arrays: list[bytes], seed: str, within: Path = ()) -> tuple[Message, random.Random]:
    """Return the message with one to three changes, and the random numbers that go on from there.

    Args:
        seed: the same one gives the same changes.
        within: only this part of the header is changed, and its arrays.
    """
    chance = random.Random(seed)
    message = Message(copy.deepcopy(header), list(arrays))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choices(list(_CHANGES), list(_CHANGES.values()))[0]
        change(message, chance, within)
    return message, chance


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes of which one to four were changed, cut off, put in or left out."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        how = chance.choice(("change", "change", "cut", "insert", "drop"))
        if how == "insert" or not changed:
            changed.insert(at, chance.randrange(256))
        elif how == "cut" and chance.random() < 0.3:
            del changed[at:]
        elif how == "drop":
            del changed[at : at + 1]
        elif at < len(changed):
            changed[at] = chance.choice((chance.randrange(256), changed[at] ^ 1 << chance.randrange(8)))
    return bytes(changed)


def at(header: Node, path: Path) -> Node:
    """Return what stands at ``path``."""
    for key in path:
        header = header[key]
    return header


def is_array(node: Node) -> bool:
    """Tell whether a part of a header describes an array."""
    return isinstance(node, list) and len(node) == 3 and isinstance(node[1], str) and isinstance(node[2], list)


def paths(node: Node, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every part of ``node``; an array is one part."""
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, (*path, key))
    elif isinstance(node, list) and not is_array(node):
        for index, value in enumerate(node):
            yield from paths(value, (*path, index))


# One change of a value -----------------------------------------------------------------------------------------


def other_value(node: Node, chance: random.Random) -> Node:
    """Return something else in place of a part of a header: mostly of the same type, at times not."""
    if chance.random() < 0.12:
        return chance.choice((None, -1, 1.5, "", [], {}, True, b"bytes", [[]], {"type": "Picture"}))
    match node:
        case bool():
            return not node
        case int():
            return chance.choice(
                (*INTEGERS, float(node), *(_sendable(n) for n in (node + 1, node - 1, -node, node * 2)))
            )
        case float():
            return chance.choice((*FLOATS, node * 1e6, -node, node + 1))
        case str():
            return chance.choice((*TEXTS, node + "x", node[:-1], node * 30))
        case list():
            return _other_list(node, chance)
        case dict():
            return _other_mapping(node, chance)
        case _:
            return chance.choice((0, "", [], 0.5, [0, 0]))


def _sendable(number: int) -> int:
    return max(-(2**63), min(2**64 - 1, number))


def _other_list(node: list[Node], chance: random.Random) -> list[Node]:
    how = chance.choice(("drop", "twice", "reverse", "empty", "many", "swap"))
    if not node or how == "empty":
        return []
    index = chance.randrange(len(node))
    if how == "drop":
        return node[:index] + node[index + 1 :]
    if how == "twice":
        return node[: index + 1] + node[index:]
    if how == "reverse":
        return node[::-1]
    if how == "many":
        return node * chance.choice((2, 5, 2000))
    return node[index:] + node[:index]


def _other_mapping(node: dict[str, Node], chance: random.Random) -> dict[str, Node]:
    changed = dict(node)
    if not changed:
        return {"name": 1.0}
    key = chance.choice(list(changed))
    how = chance.choice(("drop", "rename", "add", "swap"))
    if how == "drop":
        del changed[key]
    elif how == "rename":
        changed[chance.choice(TEXTS)] = changed.pop(key)
    elif how == "add":
        changed[chance.choice(TEXTS)] = copy.deepcopy(changed[key])
    else:
        other = chance.choice(list(changed))
        changed[key], changed[other] = changed[other], changed[key]
    return changed


# Changes of a message ------------------------------------------------------------------------------------------


def _change_value(message: Message, chance: random.Random, within: Path) -> None:
    """Put something else in the place of a part that is no array."""
    places = [path for path in paths(at(message.header, within), within) if path and not _in_array(message, path)]
    if places:
        path = chance.choice(places)
        _put(message, path, other_value(at(message.header, path), chance))


def _change_array_header(message: Message, chance: random.Random, within: Path) -> None:
    """Say something else of an array than what its bytes are."""
    array, path = _some_array(message, chance, within)
    if array is None:
        return _change_value(message, chance, within)
    index, dtype, shape = array
    how = chance.choice(("frame", "dtype", "same size", "transpose", "flat", "deeper", "any"))
    if how == "frame":
        index = chance.choice((_sendable(index + 1), _sendable(index - 1), 0, -1, 2**40))
    elif how == "dtype":
        dtype = chance.choice((*_ITEM_SIZES, "|O", ">f4", "<f2"))
    elif how == "same size":
        dtype = chance.choice([code for code, size in _ITEM_SIZES.items() if size == _ITEM_SIZES.get(dtype)] or ["x"])
    elif how == "transpose":
        shape = shape[1:] + shape[:1] if chance.random() < 0.5 else shape[::-1]
    elif how == "flat":
        shape = [_sendable(math.prod(shape))]
    elif how == "deeper":
        shape = [*shape, 1] if chance.random() < 0.5 else [1, *shape]
    else:
        shape = other_value(shape, chance)
    return _put(message, path, [index, dtype, shape])


def _resize(message: Message, chance: random.Random, within: Path) -> None:
    """Make an array longer or shorter along an axis, as its header then says."""
    array, path = _some_array(message, chance, within)
    if array is None or not _has_sides(array):
        return _change_value(message, chance, within)
    axis = chance.randrange(len(array[2]))
    _resize_axis(message, path, axis, _other_length(array[2][axis], chance))
    return message.changes.append(f"{path} resized along {axis}")


def _resize_together(message: Message, chance: random.Random, within: Path) -> None:
    """Make all arrays of one part whose first side is the same as long as one another, but not as they were."""
    array, path = _some_array(message, chance, within)
    if array is None or not _has_sides(array):
        return _change_value(message, chance, within)
    axis = chance.randrange(len(array[2]))
    length = array[2][axis]
    new = _other_length(length, chance)
    parent = at(message.header, path[:-1])
    for key, value in parent.items() if isinstance(parent, dict) else enumerate(parent):
        if is_array(value):
            for place, side in enumerate(value[2]):
                if side == length:
                    _resize_axis(message, (*path[:-1], key), place, new)
        elif isinstance(value, list) and chance.random() < 0.7:  # such as a region, or the channels in detail
            parent[key] = [new if side == length else side for side in value]
            if len(value) == length:
                parent[key] = (value * (new // max(1, length) + 1))[:new]
    return message.changes.append(f"{path[:-1]} resized from {length} to {new}")


def _change_content(message: Message, chance: random.Random, within: Path) -> None:
    """Put other numbers into an array."""
    array, path = _some_array(message, chance, within)
    if array is None:
        return _change_value(message, chance, within)
    numbers = _content(message, array)
    if numbers is None or not numbers.size:
        return None
    random_numbers = np.random.default_rng(chance.randrange(2**32))
    everywhere = chance.random() < 0.3
    where = np.ones(numbers.shape, bool) if everywhere else random_numbers.random(numbers.shape) < 0.02
    where.flat[chance.randrange(numbers.size)] = True
    if numbers.dtype.kind == "f":
        what: Any = chance.choice((*FLOATS, 3e38, -3e38, 1e-45, 1e5, -77.25))
        with np.errstate(over="ignore"):
            value: Any = np.array(what).astype(numbers.dtype)
    else:
        value = random_numbers.integers(0, 256, numbers.dtype.itemsize, dtype=np.uint8).tobytes()
        value = np.frombuffer(value, numbers.dtype)[0]
    numbers[where] = value
    message.arrays[array[0] - 1] = numbers.tobytes()
    return message.changes.append(f"{path} holds {value}")


def _swap_arrays(message: Message, chance: random.Random, within: Path) -> None:
    """Say that two arrays are in each other's place, with or without their shapes."""
    (one, first), (other, second) = (_some_array(message, chance, within) for _ in range(2))
    if one is None or other is None:
        return _change_value(message, chance, within)
    if chance.random() < 0.5:
        one, other = [one[0], *other[1:]], [other[0], *one[1:]]
    _put(message, first, other)
    return _put(message, second, one)


_CHANGES: dict[Callable[[Message, random.Random, Path], None], int] = {
    _change_value: 9,
    _change_array_header: 2,
    _resize: 2,
    _resize_together: 3,
    _change_content: 4,
    _swap_arrays: 1,
}


def _in_array(message: Message, path: Path) -> bool:
    return is_array(at(message.header, path))


def _some_array(message: Message, chance: random.Random, within: Path) -> tuple[list[Any] | None, Path]:
    found = [path for path in paths(at(message.header, within), within) if _in_array(message, path)]
    path = chance.choice(found) if found else ()
    return (at(message.header, path), path) if found else (None, ())


def _told(value: Any) -> str:
    """Return the beginning of a value as text; Python writes no number of thousands of digits."""
    try:
        return str(value)[:80]
    except ValueError:
        return "a number of thousands of digits"


def _has_sides(array: list[Any]) -> bool:
    """Whether the header gives the array sides, and changes before this one have left them numbers of such size."""
    return bool(array[2]) and all(isinstance(side, int) and abs(side) < _LONGEST_SIDE for side in array[2])


def _other_length(length: int, chance: random.Random) -> int:
    return chance.choice((0, 1, 2, 4, 25, length + 1, max(0, length - 1), length * 2, length * 30))


def _content(message: Message, array: list[Any]) -> np.ndarray | None:
    """Return the numbers of an array, to be changed; None if header and bytes do not go together any more."""
    index, code, shape = array
    if type(index) is not int or not 1 <= index <= len(message.arrays) or code not in _ITEM_SIZES:
        return None
    if len(shape) > _MOST_AXES or not all(type(side) is int and side >= 0 for side in shape):
        return None
    data = message.arrays[index - 1]
    if math.prod(shape) * _ITEM_SIZES[code] != len(data):
        return None
    return np.frombuffer(data, code).reshape(shape).copy()


def _resize_axis(message: Message, path: Path, axis: int, length: int) -> None:
    array = at(message.header, path)
    numbers = _content(message, array)
    if numbers is None or numbers.nbytes * length > _MOST_BYTES * max(1, numbers.shape[axis]):
        return
    shape = [*numbers.shape]
    shape[axis] = length
    repeated = np.resize(np.moveaxis(numbers, axis, 0), [length, *np.delete(numbers.shape, axis)])
    _put(message, path, [array[0], array[1], shape])
    message.arrays[array[0] - 1] = np.ascontiguousarray(np.moveaxis(repeated, 0, axis)).tobytes()


def _put(message: Message, path: Path, value: Node) -> None:
    message.changes.append(f"{path} := {_told(value)}")
    at(message.header, path[:-1])[path[-1]] = value

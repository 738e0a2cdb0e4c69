"""Encoding of messages: one msgpack frame, followed by one frame for every array.

The first frame refers to an array as [frame, dtype, shape]. Decoded arrays are read-only views of the received
frames, without a copy. Nothing in a frame is trusted: dtypes must be on a list, shapes must match the bytes exactly,
and any violation raises a :class:`WireError`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
import numpy as np

from vizapp.document.families import decode_member
from vizapp.protocol.commands import Command
from vizapp.protocol.messages import Message, Reply
from vizapp.protocol.reply_checks import check_reply
from vizapp.protocol.value_checks import ReplyError

Frame: TypeAlias = bytes | bytearray | memoryview

MAX_FRAME_BYTES = 2**30 + 2**20
"""The largest source that can be opened, plus a margin."""
MAX_HEADER_BYTES = 8 * 2**20
MAX_FRAMES = 512
_MAX_DIMENSIONS = 4

_DTYPES = {  # little-endian everywhere
    code: np.dtype(code) for code in ("|b1", "|u1", "<u2", "<i4", "<i8", "<f4", "<f8")
}


class WireError(Exception):
    """Frames are not a message of this protocol, or a message cannot be encoded; the text says why."""


def encode(message: Message) -> list[Frame]:
    """Return the frames of ``message``. Array frames are views: do not write to the arrays until they are sent.

    Raises:
        TypeError: an array has a dtype that is not sent.
        WireError: a string in it is not valid Unicode, or a number is too large.
    """
    arrays: list[Frame] = []

    def describe(value: object) -> list[object]:
        if not isinstance(value, np.ndarray):
            raise TypeError(f"cannot send a {type(value).__name__}")
        code = value.dtype.newbyteorder("<").str
        if code not in _DTYPES:
            raise TypeError(f"cannot send an array of dtype {value.dtype}; one of {', '.join(_DTYPES)} is needed")
        plain = np.ascontiguousarray(value, dtype=_DTYPES[code])
        # A flat view of bytes: memoryview cannot cast arrays without elements.
        arrays.append(plain.reshape(-1).view(np.uint8).data if plain.size else b"")
        return [len(arrays), code, value.shape]

    try:
        header = msgspec.msgpack.Encoder(enc_hook=describe).encode(message)
    except (UnicodeEncodeError, OverflowError) as error:
        raise WireError(f"this message cannot be sent: {error}") from error
    return [header, *arrays]


def decode_command(frames: Sequence[Frame]) -> Command:
    """Return the command that ``frames`` hold; its arrays are read-only views of them.

    Raises:
        WireError: the frames are not a command.
    """
    command: Command = _decode(frames, Command)
    return command


def decode_reply(frames: Sequence[Frame]) -> Reply:
    """Return the snapshot or event that ``frames`` hold; its arrays are read-only views of them.

    Raises:
        WireError: the frames are not a reply.
    """
    reply: Reply = _decode(frames, Reply)
    try:
        check_reply(reply)
    except ReplyError as error:
        raise WireError(f"this is not a {type(reply).__name__}: {error}") from None
    return reply


def _decode(frames: Sequence[Frame], kind: Any) -> Any:
    if not 1 <= len(frames) <= MAX_FRAMES:
        raise WireError(f"a message has 1 to {MAX_FRAMES} frames, not {len(frames)}")
    header = memoryview(frames[0])
    if header.nbytes > MAX_HEADER_BYTES:
        raise WireError(f"the first frame has {header.nbytes} bytes; at most {MAX_HEADER_BYTES} are read")
    used: set[int] = set()

    def build(wanted: type, value: Any) -> Any:
        return _array(frames, value, used) if wanted is np.ndarray else decode_member(wanted, value)

    try:
        message = msgspec.msgpack.Decoder(kind, dec_hook=build).decode(header)
    except (msgspec.MsgspecError, WireError, UnicodeDecodeError, RecursionError) as error:
        raise WireError(f"this is not a message: {error}") from None
    if len(used) != len(frames) - 1:
        raise WireError(f"the message has {len(frames) - 1} arrays but refers to {len(used)}")
    return message


def _array(frames: Sequence[Frame], value: Any, used: set[int]) -> np.ndarray:
    if not (isinstance(value, list) and len(value) == 3):
        raise WireError("an array is [frame, dtype, shape]")
    index, code, shape = value
    if type(index) is not int or not 1 <= index < len(frames) or index in used:
        raise WireError(f"{index!r} is not a frame of this message that is still free")
    dtype = _DTYPES.get(code) if isinstance(code, str) else None
    if dtype is None:
        raise WireError(f"arrays of dtype {code!r} are not received")
    if not isinstance(shape, list) or len(shape) > _MAX_DIMENSIONS:
        raise WireError(f"{shape!r} is not a shape of at most {_MAX_DIMENSIONS} axes")
    if not all(type(side) is int and 0 <= side <= MAX_FRAME_BYTES for side in shape):
        raise WireError(f"{shape!r} is not a shape")
    data = memoryview(frames[index])
    expected = math.prod(shape) * dtype.itemsize
    if data.nbytes != expected or expected > MAX_FRAME_BYTES:
        raise WireError(f"shape {shape} of dtype {code} needs {expected} bytes, but frame {index} has {data.nbytes}")
    used.add(index)
    array = np.frombuffer(data, dtype=dtype).reshape(shape)
    array.flags.writeable = False
    return array

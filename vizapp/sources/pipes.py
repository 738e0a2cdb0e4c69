"""The messages between the window and the reading child process, over two pipes.

A frame is four bytes of length (little-endian), then a msgpack struct. A `ReadBytes` is followed by its bytes, a
`ReadPixels` by its rows, a `Loaded` by the bytes of its arrays in order. All sizes are checked before allocation: the
child has handled untrusted files, so its messages are not trusted either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Annotated, Any, Literal, Protocol, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from vizapp.document.brought import BroughtRole
from vizapp.offset_maps.layouts import Layout
from vizapp.offset_maps.non_finite import MAX_PLACES, NonFinite
from vizapp.problem import Problem
from vizapp.sources.brought import (
    MAX_FILES,
    MAX_TAPS,
    Examination,
    LoadedBrought,
    NothingRecognised,
    OffsetChoices,
    SourceFacts,
    examination_fault,
)
from vizapp.sources.limits import (
    MAX_ARRAYS,
    MAX_AXIS_LENGTH,
    MAX_BYTES,
    MAX_PIXELS,
    OVERVIEW_SIDE,
    THUMBNAIL_SIDE,
    fitted_size,
)
from vizapp.sources.loaded import ArrayEntry, AxisOrder, LoadedSource
from vizapp.sources.raw_pixels import BYTES_PER_PIXEL, PixelOrder
from vizapp.value_picture import UNIT_RANGE, ValueRange
from vizapp.wording.problems import sentence
from vizapp.wording.source_notes import note_text

MAX_MESSAGE = 16 << 20
_LENGTH_BYTES = 4
_MAX_FORMAT = 100
_MAX_AXES = 64
_UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
"""What decoding raises: deep nesting and texts that are no Unicode come as Python's own errors."""

Count = Annotated[int, msgspec.Meta(ge=0)]
Length = Annotated[int, msgspec.Meta(ge=1, le=MAX_BYTES)]
MAX_ANSWER_TEXT = 100_000
LongText = Annotated[str, msgspec.Meta(max_length=MAX_ANSWER_TEXT)]
Notes = Annotated[tuple[Problem, ...], msgspec.Meta(max_length=64)]
Entries = Annotated[tuple[ArrayEntry, ...], msgspec.Meta(max_length=MAX_ARRAYS)]


BlockDtype = Literal["|u1", "<u2", "<f4"]


class ProtocolError(Exception):
    """The other side has sent an invalid message."""


class ReadFile(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request a file by its path, as the bytes that the file system uses."""

    path: bytes
    array: str | None = None
    axes: AxisOrder | None = None


class ReadBytes(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the decoding of an image of ``size`` bytes, which follow."""

    name: LongText
    size: Annotated[int, msgspec.Meta(ge=0, le=MAX_BYTES)]


class ReadPixels(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the loading of a picture of ``height`` rows of ``bytes_per_line`` bytes, which follow."""

    name: LongText
    height: Length
    width: Length
    bytes_per_line: Length
    order: PixelOrder

    def __post_init__(self) -> None:
        if self.size > MAX_BYTES or self.width * BYTES_PER_PIXEL[self.order] > self.bytes_per_line:
            raise ValueError(f"rows that no picture has: {self}")

    @property
    def size(self) -> int:
        return self.height * self.bytes_per_line


class ExamineOffsets(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request an examination of files that may hold offsets; the paths are as in :class:`ReadFile`."""

    paths: Annotated[tuple[bytes, ...], msgspec.Meta(min_length=1, max_length=MAX_FILES)]
    choices: OffsetChoices
    source: SourceFacts


class BroughtPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An array of a layer with brought offsets: its role, its file, and its name there."""

    role: BroughtRole
    path: bytes
    array: str | None = None


class ReadBrought(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Request the arrays of a layer with brought offsets."""

    parts: Annotated[tuple[BroughtPart, ...], msgspec.Meta(min_length=1, max_length=5)]
    layout: Layout
    taps: Annotated[int, msgspec.Meta(ge=1, le=MAX_TAPS)]
    groups: Annotated[int, msgspec.Meta(ge=1)]


class ArrayBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of a float32 array of a role that follows."""

    role: BroughtRole
    shape: Annotated[tuple[Length, ...], msgspec.Meta(min_length=1, max_length=4)]

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * 4


class BroughtLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The arrays of a layer; they follow, and then the units with an offset that is not finite, one byte each."""

    blocks: Annotated[tuple[ArrayBlock, ...], msgspec.Meta(min_length=1, max_length=5)]
    non_finite: NonFinite


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of an array that follows."""

    shape: Annotated[tuple[Count, ...], msgspec.Meta(min_length=3, max_length=3)]
    dtype: BlockDtype

    @property
    def nbytes(self) -> int:
        return prod(self.shape) * np.dtype(self.dtype).itemsize


class Loaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """A loaded source; values, overview and thumbnail follow."""

    kind: Literal["image", "feature_map"]
    name: LongText
    format: LongText
    blocks: tuple[Block, Block, Block]
    nan_count: Count
    non_finite_count: Count
    noted: Notes
    array: LongText | None
    arrays: Entries
    drawn_range: tuple[float, float]
    axes: AxisOrder | None
    other_axes: AxisOrder | None


class ChoiceNeeded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The file holds several arrays, and none was requested."""

    entries: Entries


class NotLoaded(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The file cannot be opened."""

    problem: Problem


ReadRequest = ReadFile | ReadBytes | ReadPixels | ExamineOffsets | ReadBrought
ReadAnswer = Loaded | ChoiceNeeded | NotLoaded | Examination | NothingRecognised | BroughtLoaded
Received = LoadedSource | ChoiceNeeded | NotLoaded | Examination | NothingRecognised | LoadedBrought

_encoder = msgspec.msgpack.Encoder()
_request_decoder = msgspec.msgpack.Decoder(ReadRequest)
_answer_decoder = msgspec.msgpack.Decoder(ReadAnswer)


class Pipe(Protocol):
    """One direction of an unbuffered pipe, whose reads and writes may be partial."""

    def readinto(self, buffer: Any, /) -> int | None: ...
    def write(self, data: Any, /) -> int | None: ...


def send(pipe: Pipe, message: ReadRequest | ReadAnswer, *payload: Any) -> None:
    """Write a message and the buffers that follow it.

    Raises:
        OSError: the other side is gone.
    """
    text = _encoder.encode(message)
    if len(text) > MAX_MESSAGE:
        raise ProtocolError(f"a message of {len(text)} bytes")
    for part in (len(text).to_bytes(_LENGTH_BYTES, "little") + text, *payload):
        view = memoryview(part).cast("B")
        while len(view):
            view = view[pipe.write(view) or 0 :]


def receive_request(pipe: Pipe) -> tuple[ReadRequest, memoryview]:
    """Read a request and the bytes that belong to it.

    Raises:
        EOFError: the other side is gone.
        ProtocolError: it is not a request.
    """
    try:
        request = _request_decoder.decode(_receive_text(pipe))
    except _UNREADABLE as error:
        raise ProtocolError(str(error)) from error
    size = request.size if isinstance(request, ReadBytes | ReadPixels) else 0
    return request, memoryview(_receive_bytes(pipe, size))  # type: ignore[arg-type]  # an array is a buffer


def receive_answer(pipe: Pipe) -> Received:
    """Read an answer; the arrays of a source are views of the received memory.

    Raises:
        EOFError: the other side is gone.
        ProtocolError: it is not an answer.
    """
    try:
        answer = _answer_decoder.decode(_receive_text(pipe))
    except _UNREADABLE as error:
        raise ProtocolError(str(error)) from error
    if isinstance(answer, NotLoaded):
        _check_problem(answer.problem)
        return answer
    if isinstance(answer, ChoiceNeeded):
        _require(len(answer.entries) >= 1, "nothing to choose from")
        _check_entries(answer.entries)
        return answer
    if isinstance(answer, NothingRecognised):
        return answer
    if isinstance(answer, Examination):
        _require(not (fault := examination_fault(answer)), fault)
        for problem in (answer.problem, *(reason for _, reason in answer.refused)):
            if problem is not None:
                _check_problem(problem)
        return answer
    if isinstance(answer, BroughtLoaded):
        return _receive_brought(pipe, answer)
    _check_loaded(answer)
    values, overview, thumbnail = (
        _receive_bytes(pipe, block.nbytes).view(block.dtype).reshape(block.shape) for block in answer.blocks
    )
    return LoadedSource(
        kind=answer.kind,
        name=answer.name,
        format=answer.format,
        values=values,
        overview=overview,
        thumbnail=thumbnail,
        nan_count=answer.nan_count,
        non_finite_count=answer.non_finite_count,
        noted=answer.noted,
        array=answer.array,
        arrays=answer.arrays,
        drawn_range=ValueRange(*answer.drawn_range),
        axes=answer.axes,
        other_axes=answer.other_axes,
    )


def send_source(pipe: Pipe, source: LoadedSource) -> None:
    """Write a loaded source."""
    arrays = (source.values, source.overview, source.thumbnail)
    ordered = [np.ascontiguousarray(array, array.dtype.newbyteorder("<")) for array in arrays]
    blocks = [Block(array.shape, cast(BlockDtype, array.dtype.str)) for array in ordered]
    message = Loaded(
        kind=source.kind,
        name=source.name,
        format=source.format,
        blocks=(blocks[0], blocks[1], blocks[2]),
        nan_count=source.nan_count,
        non_finite_count=source.non_finite_count,
        noted=source.noted,
        array=source.array,
        arrays=source.arrays,
        drawn_range=(source.drawn_range.low, source.drawn_range.high),
        axes=source.axes,
        other_axes=source.other_axes,
    )
    send(pipe, message, *(array.reshape(-1).view(np.uint8) for array in ordered))


def send_brought(pipe: Pipe, brought: LoadedBrought) -> None:
    """Write the arrays of a layer with brought offsets."""
    arrays = {role: np.ascontiguousarray(array, "<f4") for role, array in brought.arrays.items()}
    blocks = tuple(ArrayBlock(role, array.shape) for role, array in arrays.items())
    payload = [array.reshape(-1).view(np.uint8) for array in arrays.values()]
    broken = np.ascontiguousarray(brought.broken).view(np.uint8).reshape(-1)
    send(pipe, BroughtLoaded(blocks, brought.non_finite), *payload, broken)


def _receive_brought(pipe: Pipe, message: BroughtLoaded) -> LoadedBrought:
    offsets = next((block for block in message.blocks if block.role == "offsets"), None)
    roles = {block.role for block in message.blocks}
    _require(offsets is not None and len(offsets.shape) == 3, "arrays without offsets")
    _require(len(roles) == len(message.blocks), "a role is there twice")
    _require(sum(block.nbytes for block in message.blocks) <= MAX_BYTES, "arrays that are too large")
    assert offsets is not None
    _check_non_finite(message.non_finite, offsets.shape)
    arrays = {
        block.role: _receive_bytes(pipe, block.nbytes).view("<f4").reshape(block.shape) for block in message.blocks
    }
    units = (offsets.shape[1], offsets.shape[2])
    broken = _receive_bytes(pipe, prod(units)).reshape(units) != 0
    return LoadedBrought(arrays, message.non_finite, broken)


def _check_non_finite(found: NonFinite, shape: tuple[int, ...]) -> None:
    counts = (found.nan, found.infinite, found.units, *(count for row in found.of_tap for count in row))
    _require(all(0 <= count <= prod(shape) for count in counts), "counts of more than there is")
    _require(len(found.places) <= MAX_PLACES and len(found.of_tap) <= shape[0], "more places than there are")
    for place in found.places:
        y, x = place.unit_yx
        fits = 0 <= y < shape[1] and 0 <= x < shape[2] and 0 <= place.tap < MAX_TAPS and 0 <= place.group < shape[0]
        _require(fits and place.component in ("dy", "dx"), "a place that is none")


def _check_loaded(message: Loaded) -> None:
    """Refuse what `LoadedSource` does not allow."""
    _check_blocks(message)
    values = message.blocks[0]
    low, high = message.drawn_range
    _require(0 <= low < high <= 1, f"a range that no image is drawn in: {low} to {high}")
    is_map = message.kind == "feature_map"
    _require(not is_map or (low, high) == UNIT_RANGE, "a map is not drawn in a range of its type")
    _require(message.nan_count <= message.non_finite_count <= prod(values.shape), "counts of more than there is")
    _require(is_map or message.non_finite_count == 0, "an image whose values are not finite")
    _require(message.other_axes is None or message.other_axes != message.axes is not None, "axes that are no others")
    _require(len(message.name) >= 1 and 1 <= len(message.format) <= _MAX_FORMAT, "a source without a name or format")
    _check_entries(message.arrays)
    for note in message.noted:
        _check_told(note_text, note)


def _check_blocks(message: Loaded) -> None:
    """Refuse arrays that are not those of a source, or that do not show the same."""
    values, overview, thumbnail = message.blocks
    if message.kind == "image":
        height, width, channels = values.shape
        fits = (values.dtype == "|u1" and channels in (1, 3, 4)) or (values.dtype == "<u2" and channels == 1)
        fits = fits and overview.shape[2] == channels
    else:
        _, height, width = values.shape
        fits = values.dtype == "<f4" and overview.shape[2] in (1, 3)
    fits = fits and overview.dtype == thumbnail.dtype == "|u1" and thumbnail.shape[2] == 3
    fits = fits and 0 not in values.shape and values.nbytes <= MAX_BYTES and height * width <= MAX_PIXELS
    fits = fits and overview.shape[:2] == fitted_size(height, width, OVERVIEW_SIDE)
    fits = fits and thumbnail.shape[:2] == fitted_size(overview.shape[0], overview.shape[1], THUMBNAIL_SIDE)
    _require(fits, f"arrays that no source has: {message.blocks}")


def _check_entries(entries: Sequence[ArrayEntry]) -> None:
    for entry in entries:
        _require(
            len(entry.name) <= MAX_ANSWER_TEXT and len(entry.dtype) <= _MAX_FORMAT, "an array with an endless name"
        )
        fits = len(entry.shape) <= _MAX_AXES and all(0 <= side <= MAX_AXIS_LENGTH for side in entry.shape)
        _require(fits, f"an array of no shape: {entry.shape[:8]}")


def _check_problem(problem: Problem) -> None:
    _require(not any(remedy.remedies for remedy in problem.remedies), "a remedy that has remedies")
    _check_told(sentence, problem)


def _check_told(tell: Callable[[Problem], str], problem: Problem) -> None:
    """Refuse a problem or note that does not fill its sentence, which may be asked for at any time."""
    try:
        tell(problem)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ProtocolError(f"{problem.code} does not fill its sentence: {error!r}") from error


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ProtocolError(otherwise)


def _receive_text(pipe: Pipe) -> memoryview:
    length = int.from_bytes(_receive_bytes(pipe, _LENGTH_BYTES).tobytes(), "little")
    if length > MAX_MESSAGE:
        raise ProtocolError(f"a message of {length} bytes")
    return memoryview(_receive_bytes(pipe, length))  # type: ignore[arg-type]  # as above


def _receive_bytes(pipe: Pipe, count: int) -> NDArray[np.uint8]:
    buffer = np.empty(count, np.uint8)
    view = memoryview(buffer)  # type: ignore[arg-type]  # as above
    while len(view):
        received = pipe.readinto(view)
        if not received:
            raise EOFError
        view = view[received:]
    return buffer

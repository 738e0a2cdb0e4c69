"""The two pipes between the window and the reading child process, and how messages go through them.

A frame is four bytes of length (little-endian), then a msgpack struct of :mod:`vizapp.sources.reader_messages`, then
the bytes of what belongs to it. All sizes are checked before allocation.
"""

from __future__ import annotations

from math import prod
from typing import Any, Protocol, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from vizapp.document.text import from_text, to_text
from vizapp.keeping.curves import KeptCurves, check_against
from vizapp.keeping.reading import KeptTraining
from vizapp.keeping.run import read_run
from vizapp.keeping.training import read_training
from vizapp.sources.brought import Examination, LoadedBrought, NothingRecognised
from vizapp.sources.kept import ExperimentAlone, LoadedExperiment
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.message_checks import (
    check_arrays,
    check_brought,
    check_choice,
    check_examination,
    check_experiment,
    check_loaded,
    check_problem,
    check_weights,
)
from vizapp.sources.reader_messages import (
    ArrayBlock,
    ArraysLoaded,
    Block,
    BlockDtype,
    BroughtLoaded,
    ChoiceNeeded,
    ExperimentLoaded,
    Loaded,
    NotLoaded,
    PicturesCompared,
    ProtocolError,
    ReadAnswer,
    ReadBytes,
    ReadPixels,
    ReadRequest,
    Received,
    WeightsLoaded,
    WholeBlock,
    WholeDtype,
)
from vizapp.sources.weights import LoadedNetwork
from vizapp.sources.whole import ArrayFile, WholeArray
from vizapp.value_picture import ValueRange

MAX_MESSAGE = 16 << 20
_LENGTH_BYTES = 4
_UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
"""What decoding raises: deep nesting and texts that are no Unicode come as Python's own errors."""

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
        check_problem(answer.problem)
        return answer
    if isinstance(answer, ChoiceNeeded):
        check_choice(answer)
        return answer
    if isinstance(answer, NothingRecognised | PicturesCompared):
        return answer
    if isinstance(answer, Examination):
        check_examination(answer)
        return answer
    if isinstance(answer, BroughtLoaded):
        return _receive_brought(pipe, answer)
    if isinstance(answer, WeightsLoaded):
        return LoadedNetwork(answer.name, answer.parts, _receive_bytes(pipe, check_weights(answer)))
    if isinstance(answer, ExperimentLoaded):
        return _receive_experiment(pipe, answer)
    if isinstance(answer, ArraysLoaded):
        return _receive_arrays(pipe, answer)
    check_loaded(answer)
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
    units = check_brought(message)[1:]
    arrays = {
        block.role: _receive_bytes(pipe, block.nbytes).view("<f4").reshape(block.shape) for block in message.blocks
    }
    broken = _receive_bytes(pipe, prod(units)).reshape(units) != 0
    return LoadedBrought(arrays, message.non_finite, broken)


def send_arrays(pipe: Pipe, file: ArrayFile) -> None:
    """Write the arrays of a file."""
    ordered = [np.ascontiguousarray(each.values, each.values.dtype.newbyteorder("<")) for each in file.arrays]
    blocks = tuple(
        WholeBlock(each.name, array.shape, cast(WholeDtype, array.dtype.str), each.dtype)
        for each, array in zip(file.arrays, ordered, strict=True)
    )
    send(
        pipe, ArraysLoaded(file.name, blocks, file.refused), *(array.reshape(-1).view(np.uint8) for array in ordered)
    )


def _receive_arrays(pipe: Pipe, message: ArraysLoaded) -> ArrayFile:
    check_arrays(message)
    arrays = tuple(
        WholeArray(
            block.name,
            _receive_bytes(pipe, block.nbytes).view(block.dtype).reshape(block.shape),
            block.stored,
        )
        for block in message.blocks
    )
    return ArrayFile(message.name, arrays, message.refused)


def send_weights(pipe: Pipe, network: LoadedNetwork) -> None:
    """Write the weights of a network."""
    send(pipe, WeightsLoaded(network.name, network.parts), network.values)


def send_experiment(pipe: Pipe, alone: ExperimentAlone) -> None:
    """Write an experiment."""
    experiment = alone.loaded
    training, curves = experiment.training, experiment.curves
    payload = (
        to_text(experiment.experiment).encode(),
        training.document,
        training.training,
        experiment.view,
        b"" if experiment.run is None else msgspec.json.encode(experiment.run),
        training.states if len(training.states) else b"",
        np.ascontiguousarray(curves.values, "<f8").view(np.uint8) if len(curves.values) else b"",
    )
    sizes = tuple(len(each) for each in payload)
    pictures = dict(experiment.pictures)
    send(pipe, ExperimentLoaded(experiment.name, sizes, curves.table, pictures, alone.to_compare), *payload)


def _receive_experiment(pipe: Pipe, message: ExperimentLoaded) -> ExperimentAlone:
    check_experiment(message)
    text, document, training, view, run, states, values = (_receive_bytes(pipe, size) for size in message.sizes)
    kept = KeptTraining(document.tobytes(), training.tobytes(), states)
    curves = KeptCurves(message.curves, values.view("<f8"))
    try:
        experiment = from_text(text.tobytes().decode())
        timelines = read_training(kept.training)
        check_against(curves, timelines)
        kept_run = read_run(run.tobytes()) if len(run) else None
    except ValueError as error:
        raise ProtocolError(str(error)[:500]) from error
    pictures = message.pictures
    loaded = LoadedExperiment(message.name, experiment, kept, timelines, curves, view.tobytes(), pictures, kept_run)
    return ExperimentAlone(loaded, message.to_compare)


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

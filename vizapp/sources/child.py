"""The process that opens untrusted files outside the window's process: ``python -m vizapp.sources.child``.

It takes requests from its standard input and answers on its standard output, one at a time (see
:mod:`vizapp.sources.pipes`). When its input ends, the parent process is gone, and it ends at once. Where the system
allows it, each file is read by a confined process of its own (see :mod:`vizapp.sources.workers`).
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import traceback
from contextlib import suppress
from functools import cache, partial
from io import FileIO
from pathlib import Path
from queue import SimpleQueue
from typing import TypeAlias

from vizapp.crash_logs import LONGEST_TRACE
from vizapp.memory_order import READER, be_ended_first
from vizapp.packages import TIFFFILE, broken_reader_package
from vizapp.problem import Problem
from vizapp.sandbox.confinement import set_limits
from vizapp.sources import pipes, reader_messages, workers
from vizapp.sources.brought import Examination, LoadedBrought, NothingRecognised
from vizapp.sources.kept import ExperimentAlone
from vizapp.sources.loaded import ArrayChoiceNeeded, LoadedSource, SourceError
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.weights import LoadedNetwork
from vizapp.sources.whole import ArrayFile
from vizapp.terminal import outlast_terminal

NICENESS = 10
"""More than the engine's: a picture that is being opened waits for the one that is being looked at."""
PIPE_BYTES = 1 << 20
_MISTAKE = "source.internal-error"

_Found: TypeAlias = (
    LoadedSource
    | Examination
    | NothingRecognised
    | LoadedBrought
    | LoadedNetwork
    | ExperimentAlone
    | ArrayFile
    | reader_messages.PicturesCompared
)


def main() -> None:
    """Serve requests until standard input ends."""
    requests, answers = _private_pipes()
    # A crash in a decoder writes its trace to standard error, of which the window keeps the end.
    faulthandler.enable()
    outlast_terminal()
    _restrain()
    if workers.available():
        with suppress(SourceError):  # which the answer to each request says
            _import_readers()
        _package_problem()
        receive, reply = partial(pipes.receive_request, requests), partial(answer, answers)
        workers.serve(requests, answers, receive, reply, _import_decoders)
    set_limits(memory=workers.MEMORY_LIMIT)
    waiting: SimpleQueue[tuple[reader_messages.ReadRequest, memoryview]] = SimpleQueue()
    threading.Thread(target=_receive, args=(requests, waiting), name="requests", daemon=True).start()
    while True:
        answer(answers, *waiting.get())


def _private_pipes() -> tuple[FileIO, FileIO]:
    """Return private copies of standard input and output, so that a stray print cannot corrupt an answer."""
    requests = FileIO(os.dup(0), "r")
    answers = FileIO(os.dup(1), "w")
    _widen(answers)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _widen(pipe: FileIO) -> None:
    """Enlarge a pipe's buffer from 64 KiB to 1 MiB if possible: large arrays then pass five times as fast."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):  # the user's quota for pipe buffers may be used up
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _restrain() -> None:
    """Lower the priority below the window's and the engine's; workers inherit it."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    be_ended_first(READER)


def _receive(pipe: FileIO, waiting: SimpleQueue[tuple[reader_messages.ReadRequest, memoryview]]) -> None:
    try:
        while True:
            waiting.put(pipes.receive_request(pipe))
    except (EOFError, OSError, reader_messages.ProtocolError):
        # Not sys.exit, because the main thread may be inside a decoder; there is nothing to clean up.
        os._exit(0)


def answer(pipe: pipes.Pipe, request: reader_messages.ReadRequest, payload: memoryview) -> None:
    """Carry out a request and write the answer, which may be a refusal."""
    try:
        found = _read(request, payload)
        if isinstance(found, LoadedBrought):
            pipes.send_brought(pipe, found)
        elif isinstance(found, LoadedNetwork):
            pipes.send_weights(pipe, found)
        elif isinstance(found, ExperimentAlone):
            pipes.send_experiment(pipe, found)
        elif isinstance(found, ArrayFile):
            pipes.send_arrays(pipe, found)
        elif isinstance(found, LoadedSource):
            pipes.send_source(pipe, found)
        else:
            pipes.send(pipe, found)
    except ArrayChoiceNeeded as choice:
        pipes.send(pipe, reader_messages.ChoiceNeeded(choice.entries))
    except SourceError as error:
        pipes.send(pipe, reader_messages.NotLoaded(error.problem, _trace(error)))


def _trace(error: SourceError) -> str:
    """Return the trace of a mistake that a refusal stands for; "" where the refusal was meant."""
    if error.problem.code != _MISTAKE or error.__cause__ is None:
        return ""
    text = "".join(traceback.format_exception(error.__cause__))
    return text[-LONGEST_TRACE:].encode("utf-8", "replace").decode()


def _read(request: reader_messages.ReadRequest, payload: memoryview) -> _Found:
    _import_readers()
    from vizapp.sources.comparing import compare
    from vizapp.sources.kept_files import read_experiment
    from vizapp.sources.offset_files import examine, read_brought
    from vizapp.sources.reader import decode_image_bytes, read_source, take_pixels
    from vizapp.sources.weight_files import read_weights
    from vizapp.sources.whole_arrays import read_arrays

    if problem := _package_problem():
        raise SourceError.of(problem)
    try:
        if isinstance(request, reader_messages.ReadBytes):
            return decode_image_bytes(payload, request.name)
        if isinstance(request, reader_messages.ReadPixels):
            size = request.height, request.width, request.bytes_per_line
            return take_pixels(RawPixels(*size, request.order, payload), request.name)
        if isinstance(request, reader_messages.ExamineOffsets):
            paths = [Path(os.fsdecode(path)) for path in request.paths]
            return examine(paths, request.choices, request.source) or NothingRecognised()
        if isinstance(request, reader_messages.ReadBrought):
            parts = [(part.role, Path(os.fsdecode(part.path)), part.array) for part in request.parts]
            return read_brought(parts, request.layout, request.taps, request.groups)
        if isinstance(request, reader_messages.ReadWeights):
            return read_weights(Path(os.fsdecode(request.path)))
        if isinstance(request, reader_messages.ReadArrays):
            return read_arrays(Path(os.fsdecode(request.path)), request.only)
        if isinstance(request, reader_messages.ReadExperiment):
            return read_experiment(Path(os.fsdecode(request.path)))
        if isinstance(request, reader_messages.ComparePictures):
            return reader_messages.PicturesCompared(compare(request.pictures))
        return read_source(Path(os.fsdecode(request.path)), request.array, request.axes)
    except SourceError:
        raise
    except Exception as error:
        # An internal error must not look like a crash; its trace goes with the answer.
        if problem := broken_reader_package(TIFFFILE):
            raise SourceError.of(problem) from error
        raise SourceError(_MISTAKE, error=type(error).__name__) from error


def _import_readers() -> None:
    """Import what every file is read by.

    Raises:
        SourceError: a package is broken, which would otherwise look like a crash.
    """
    try:
        import vizapp.sources.comparing
        import vizapp.sources.kept_files
        import vizapp.sources.offset_files
        import vizapp.sources.weight_files
        import vizapp.sources.whole_arrays  # noqa: F401  all of them for what they import
    except Exception as error:
        raise _not_importable(error) from error


def _import_decoders() -> None:
    """Import what only some formats are read by, so that no worker has to; what is broken is told when it is read."""
    with suppress(Exception):
        from PIL import Image

        import vizapp.sources.numpy_files
        import vizapp.sources.safetensors_files
        import vizapp.sources.tiff_sources
        import vizapp.sources.torch_files  # noqa: F401  as above

        Image.init()


def _not_importable(error: Exception) -> SourceError:
    problem = broken_reader_package(TIFFFILE)
    return SourceError.of(problem) if problem else SourceError(_MISTAKE, error=str(error)[:200])


@cache
def _package_problem() -> Problem | None:
    """Return what is wrong with a package that imports but is too old or shadowed by another one, or None."""
    return broken_reader_package()


if __name__ == "__main__":
    main()

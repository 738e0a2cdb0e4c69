"""The process that opens strangers' files, so that the window need not: ``python -m vizapp.sources.child``.

It takes requests from its standard input and answers on its standard output (see `wire`), one at a time, until its
input ends: then whoever started it is gone, and it ends at once, whatever it is doing.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path
from queue import SimpleQueue

from vizapp.packages import TIFFFILE, broken_reader_package
from vizapp.problem import Problem
from vizapp.sources import pipes
from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import ArrayChoiceNeeded, LoadedSource, SourceError
from vizapp.sources.raw_pixels import RawPixels

MEMORY_LIMIT = 4 * MAX_BYTES
"""Decoding an array of the largest size takes it twice; the rest is for PyTorch's own start."""

NICENESS = 5
PIPE_BYTES = 1 << 20


def main() -> None:
    """Serve requests until standard input ends."""
    requests, answers = _private_pipes()
    # Ctrl-C in a terminal reaches every process of the group; whether this one ends is for its parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _restrain()
    waiting: SimpleQueue[tuple[pipes.Request, memoryview]] = SimpleQueue()
    threading.Thread(target=_receive, args=(requests, waiting), name="requests", daemon=True).start()
    while True:
        _answer(answers, *waiting.get())


def _private_pipes() -> tuple[FileIO, FileIO]:
    """Take standard input and output away from everybody else, so that a stray print cannot garble an answer."""
    requests = FileIO(os.dup(0), "r")
    answers = FileIO(os.dup(1), "w")
    _widen(answers)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _widen(pipe: FileIO) -> None:
    """Let a pipe hold 1 MiB instead of 64 KiB where the system can: large arrays then pass five times as fast."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):  # the system's allowance for pipes may be used up
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _restrain() -> None:
    """Bound the memory, leave the processor to the window and the engine, and write no core files."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(NICENESS)
    for kind, limit in ((resource.RLIMIT_DATA, MEMORY_LIMIT), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _receive(pipe: FileIO, waiting: SimpleQueue[tuple[pipes.Request, memoryview]]) -> None:
    try:
        while True:
            waiting.put(pipes.receive_request(pipe))
    except (EOFError, OSError, pipes.ProtocolError):
        # Not sys.exit: the main thread may be deep in a decoder, and there is nothing to tidy up.
        os._exit(0)


def _answer(pipe: FileIO, request: pipes.Request, payload: memoryview) -> None:
    try:
        pipes.send_source(pipe, _read(request, payload))
    except ArrayChoiceNeeded as choice:
        pipes.send(pipe, pipes.Choice(choice.entries))
    except SourceError as error:
        pipes.send(pipe, pipes.Refused(error.problem))


def _read(request: pipes.Request, payload: memoryview) -> LoadedSource:
    # Not at the top: what is wrong with a package is told, and not taken for a crash.
    try:
        from vizapp.sources.reader import decode_image_bytes, read_source, take_pixels
    except Exception as error:
        traceback.print_exc()
        raise _not_importable(error) from error
    if problem := _package_problem():
        raise SourceError.of(problem)
    try:
        if isinstance(request, pipes.ReadBytes):
            return decode_image_bytes(payload, request.name)
        if isinstance(request, pipes.ReadPixels):
            size = request.height, request.width, request.bytes_per_line
            return take_pixels(RawPixels(*size, request.order, payload), request.name)
        return read_source(Path(os.fsdecode(request.path)), request.array, request.axes)
    except SourceError:
        raise
    except Exception as error:
        # A flaw of ours must not look like a crash; the details go to whoever watches the child's standard error.
        traceback.print_exc()
        if problem := broken_reader_package(TIFFFILE):
            raise SourceError.of(problem) from error
        raise SourceError("source.internal-error", error=type(error).__name__) from error


def _not_importable(error: Exception) -> SourceError:
    problem = broken_reader_package(TIFFFILE)
    return SourceError.of(problem) if problem else SourceError("source.internal-error", error=str(error)[:200])


@cache
def _package_problem() -> Problem | None:
    """A package that can be imported may still be too old, or somebody else's."""
    return broken_reader_package()


if __name__ == "__main__":
    main()

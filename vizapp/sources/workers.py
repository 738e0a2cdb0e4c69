"""A process of its own for each file, confined before the file's first byte is read; on Linux only.

The process that makes them has imported everything beforehand and touches no file itself, so that the next file is
read by a process that has seen none. It also takes care that a worker writes nothing but its one answer.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import NoReturn

from vizapp.sandbox import confinement
from vizapp.sources import reader_messages
from vizapp.sources.limits import MAX_BYTES

MEMORY_LIMIT = 4 * MAX_BYTES
"""In bytes of data. Decoding takes twice the size of the largest array."""
PROCESSOR_SECONDS = 300
"""Of a worker; long before, whoever waits for it gives up."""
IDLE_MS = 5000
"""So long there has been nothing to do when the time is used; at the start the engine needs the processor more."""
WROTE_TOO_MUCH = 70
"""The exit status after a worker wrote more than its answer."""

_OF_ONE_FILE = (
    reader_messages.ReadFile
    | reader_messages.ReadWeights
    | reader_messages.ReadArrays
    | reader_messages.ReadExperiment
)
_PR_SET_PDEATHSIG = 1
_LOOK_MS = 20


def available() -> bool:
    """Return whether each file can have a process of its own here."""
    return sys.platform == "linux"


def serve(
    requests: FileIO,
    answers: FileIO,
    receive: Callable[[], tuple[reader_messages.ReadRequest, memoryview]],
    answer: Callable[[reader_messages.ReadRequest, memoryview], None],
    prepare: Callable[[], None],
) -> NoReturn:
    """Have a worker carry out each request, until there are no more; then end this process.

    Args:
        requests: the pipe from which ``receive`` takes the next request.
        answers: the pipe to which ``answer`` writes.
        prepare: makes later requests faster; called once when there has been nothing to do for a while.
    """
    confinement.prepare()
    is_prepared = False
    while True:
        if not is_prepared and _is_idle(requests):
            prepare()
            is_prepared = True
        try:
            request, payload = receive()
        except (EOFError, OSError, reader_messages.ProtocolError):
            os._exit(0)
        # Whoever asks has read the last answer to its end. What is there beside it would be taken for the next one.
        if _waiting_bytes(answers):
            os._exit(WROTE_TOO_MUCH)
        _run(requests, partial(answer, request, payload), files_of(request))
        del request, payload  # a pasted picture may be a gigabyte


def _is_idle(requests: FileIO) -> bool:
    """Return whether no request comes for a while."""
    poll = select.poll()
    poll.register(requests, select.POLLIN)
    return not poll.poll(IDLE_MS)


def files_of(request: reader_messages.ReadRequest) -> tuple[Path, ...]:
    """Return what a worker may read for a request, if they are regular files."""
    paths: Sequence[bytes] = ()
    if isinstance(request, _OF_ONE_FILE):
        paths = (request.path,)
    elif isinstance(request, reader_messages.ComparePictures):
        paths = [picture.path for picture in request.pictures]
    elif isinstance(request, reader_messages.ExamineOffsets):
        paths = request.paths
    elif isinstance(request, reader_messages.ReadBrought):
        paths = [part.path for part in request.parts]
    return tuple(Path(os.fsdecode(path)) for path in paths)


def _run(requests: FileIO, work: Callable[[], None], readable: Sequence[Path]) -> None:
    """Do ``work`` in a worker, and wait for its end; if that is no good one, end likewise."""
    parent = os.getpid()
    worker = os.fork()
    if worker == 0:
        status = 1
        try:
            _end_with(parent)
            requests.close()
            confinement.confine(readable, memory=MEMORY_LIMIT, seconds=PROCESSOR_SECONDS)
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(_wait(worker, requests))
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(parent, -status)
    if status:
        os._exit(abs(status))


def _wait(worker: int, requests: FileIO) -> int:
    """Wait for a worker's end and return its status; end at once when whoever asks is gone."""
    poll = select.poll()
    poll.register(requests, 0)  # tells that it was closed, and not that there is something to read
    timeout = _LOOK_MS
    ended = -1
    with suppress(OSError, AttributeError):
        ended = os.pidfd_open(worker)
        poll.register(ended, select.POLLIN)
        timeout = -1
    try:
        while True:
            done, status = os.waitpid(worker, os.WNOHANG)
            if done:
                return status
            if any(descriptor == requests.fileno() for descriptor, _ in poll.poll(timeout)):
                os._exit(0)
    finally:
        if ended >= 0:
            os.close(ended)


def _end_with(parent: int) -> None:
    """Let the system kill this process when its parent ends."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _waiting_bytes(pipe: FileIO) -> int:
    """Return how many bytes are in a pipe that nobody has read yet; the end that is written to tells it as well."""
    import fcntl
    import struct
    import termios

    return int(struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0])

"""The engine's process: it serves a socket with the loop, and ends when the window is gone.

torch is imported only after the socket is bound, so that commands sent meanwhile are queued there.
"""

from __future__ import annotations

import contextlib
import faulthandler
import math
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import zmq

from vizapp.engine.endpoint import SECRET_VARIABLE, bind
from vizapp.engine.heartbeat import begin_heartbeat
from vizapp.left_files import remove_left_folders
from vizapp.memory_order import ENGINE, be_ended_first
from vizapp.problem import Problem
from vizapp.protocol.commands import Pause, Shutdown
from vizapp.protocol.events import Failed
from vizapp.protocol.messages import Reply
from vizapp.protocol.wire import WireError, decode_command, encode
from vizapp.terminal import outlast_terminal
from vizapp.whole_files import remove_unfinished
from vizapp.wording.problems import ProblemError

if TYPE_CHECKING:
    from vizapp.engine.loop import EngineLoop

NICENESS = 5
"""What a window's engine adds to its niceness: the picture of a drag goes before the next training step."""

_USAGE_ERROR = 2
_LONGEST_WAIT_MS = 60_000
"""The longest wait for a command between two calls of the loop; a socket cannot wait longer than 2³¹ milliseconds."""


def serve(endpoint: str, *, parent_pipe: bool = False) -> int:
    """Serve one window at ``endpoint`` until it sends Shutdown; return the exit status of the process.

    Args:
        endpoint: ``ipc://PATH``, or ``tcp://ADDRESS:PORT`` with the secret CURVE key in ``VIZAPP_ENGINE_KEY``.
        parent_pipe: end the process at once when standard input ends, as it does when the window's process ends, and
            beat on standard output meanwhile; remove the private folders that windows have left which were killed
            with their engines.
    """
    faulthandler.enable()
    secret_key = os.environ.pop(SECRET_VARIABLE, "")
    with zmq.Context() as context:
        try:
            end = bind(context, endpoint, secret_key)
        except ValueError as error:
            print(f"vizapp engine: {error}", file=sys.stderr)
            return _USAGE_ERROR
        with end:
            if parent_pipe:
                _end_with_parent(endpoint)
                begin_heartbeat()
                _give_way()
                be_ended_first(ENGINE)
            from vizapp.engine.loop import EngineLoop

            def publish(reply: Reply) -> None:
                end.send_multipart(encode(reply), copy=False)

            commands = _Commands(end, publish)
            loop = EngineLoop(publish, listen=lambda: commands.pass_to(loop))
            try:
                loop.greet()
            except ProblemError as error:
                print(f"vizapp engine: {error}", file=sys.stderr)
                return _USAGE_ERROR
            if parent_pipe:
                remove_left_folders(Path(tempfile.gettempdir()))
            _run(end, loop, commands)
    return 0


def _run(end: zmq.Socket[bytes], loop: EngineLoop, commands: _Commands) -> None:
    commands.pass_to(loop)
    while not commands.are_over:
        patience = loop.advance()
        if patience != 0 and not commands.are_over:
            end.poll(_milliseconds(patience))
        commands.pass_to(loop)
    loop.close()


class _Commands:
    """The commands that come over the socket.

    Attributes:
        are_over: whether the last one has come, which ends the engine.
    """

    def __init__(self, end: zmq.Socket[bytes], publish: Callable[[Reply], None]) -> None:
        self._end = end
        self._publish = publish
        self.are_over = False

    def pass_to(self, loop: EngineLoop) -> None:
        """Give the loop what has come, without waiting for more; what comes after Shutdown is left."""
        while not self.are_over and (frames := _receive(self._end)):
            try:
                command = decode_command(frames)
            except WireError as error:
                # Pause, in case the unreadable command was a Pause that the window already shows as done.
                loop.apply(Pause(0))
                problem = Problem("command.unreadable", values={"what": str(error)[:500]})
                self._publish(Failed(loop.generation, problem, ""))
                continue
            self.are_over = isinstance(command, Shutdown)
            loop.apply(command)


def _milliseconds(patience: float | None) -> int | None:
    """Return ``patience`` in milliseconds, rounded up so that short waits do not busy-loop; None waits forever."""
    return None if patience is None else math.ceil(min(patience * 1000, _LONGEST_WAIT_MS))


def _receive(end: zmq.Socket[bytes]) -> list[memoryview]:
    """Return the frames of the next waiting command, or an empty list."""
    try:
        return [frame.buffer for frame in end.recv_multipart(zmq.NOBLOCK, copy=False)]
    except zmq.Again:
        return []


def _give_way() -> None:
    """Lower the priority below the window's and the display server's, which need little and need it at once."""
    if sys.platform != "win32":
        os.nice(NICENESS)


def _end_with_parent(endpoint: str) -> None:
    """Watch standard input in a thread, and end this process at once when it ends."""
    outlast_terminal()

    def watch() -> None:
        while os.read(0, 4096):
            pass
        if endpoint.startswith("ipc://"):
            # The parent could not clean up. rmdir removes the folder only if nothing else is in it.
            path = Path(endpoint.removeprefix("ipc://"))
            with contextlib.suppress(OSError):
                path.unlink()
                path.parent.rmdir()
        remove_unfinished()
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()

"""The engine as a child process of the window."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import IO

import zmq

from vizapp.engine.endpoint import Endpoint, private_endpoint
from vizapp.engine.heartbeat import Pulse
from vizapp.protocol.commands import Command, Shutdown
from vizapp.protocol.messages import Reply
from vizapp.protocol.wire import decode_reply, encode

_REPORT_BYTES = 16_384
_REPORT_LINES = 60
_DECODING_SECONDS = 0.01
"""So long replies are decoded at once, so that an engine that never stops talking does not stop the window."""
_POLITE_SECONDS = 0.5
_TERMINATE_SECONDS = 0.5


class ChildEngine:
    """An :class:`vizapp.engine.client.EngineClient` that starts ``python -m vizapp engine``.

    The engine ends when this process ends for any reason, because it watches its standard input. On its standard
    output it beats as long as it is not stopped.
    """

    def __init__(self, *, prefer_ipc: bool = True) -> None:
        self._prefer_ipc = prefer_ipc
        self._context: zmq.Context[zmq.Socket[bytes]] | None = None
        self._endpoint: Endpoint | None = None
        self._socket: zmq.Socket[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._pulse: Pulse | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The process id, also after the process has ended; None before the first start."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        self._release()
        self._endpoint = private_endpoint(prefer_ipc=self._prefer_ipc)
        try:
            if self._context is None:
                self._context = zmq.Context()
            self._socket = self._endpoint.connect(self._context)
        except zmq.ZMQError as error:  # not an OSError; raised, for example, when too many files are open
            raise OSError(error.errno, error.strerror) from error
        # A file rather than a pipe: it need not be read while the engine runs, and can still be read afterwards.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _release
        self._process = subprocess.Popen(
            # -P: never import a module from the folder that the window was started in.
            [sys.executable, "-P", "-m", "vizapp", "engine", "--endpoint", self._endpoint.address, "--parent-pipe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, **self._endpoint.environment},
            cwd=sys.prefix,  # with "" in PYTHONPATH, Python does not start in a folder that was removed
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdout is not None
        self._pulse = Pulse(self._process.stdout)

    def send(self, command: Command) -> None:
        if self._socket is not None and self.alive:
            self._socket.send_multipart(encode(command), zmq.NOBLOCK, copy=False)

    def poll(self) -> list[Reply]:
        replies: list[Reply] = []
        if self._pulse is not None:
            self._pulse.look()
        if self._socket is None:
            return replies
        # Read until nothing is left, because the file descriptor signals only later arrivals. What is left of very
        # many is read when the window polls by its clock.
        until = time.monotonic() + _DECODING_SECONDS
        while not replies or time.monotonic() < until:
            try:
                frames = self._socket.recv_multipart(zmq.NOBLOCK, copy=False)
            except zmq.Again:
                break
            replies.append(decode_reply([frame.buffer for frame in frames]))
        return replies

    def fileno(self) -> int | None:
        return None if self._socket is None else int(self._socket.getsockopt(zmq.FD))

    @property
    def silent_seconds(self) -> float:
        return 0.0 if self._pulse is None or not self.alive else self._pulse.silent_seconds

    def exit_reason(self) -> str:
        status = None if self._process is None else self._process.poll()
        if status is None:
            return ""
        if status < 0:
            return f"killed by signal {-status} ({_signal_name(-status)})"
        return f"ended with status {status}"

    def exit_signal(self) -> int | None:
        status = None if self._process is None else self._process.poll()
        return -status if status is not None and status < 0 else None

    def crash_report(self) -> str:
        if self._errors is None:
            return ""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _REPORT_BYTES))
        lines = self._errors.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-_REPORT_LINES:])

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self, timeout: float = 2.0) -> None:
        if self._process is not None:
            self._end(self._process, time.monotonic() + timeout)
        self._release()
        if self._context is not None:
            self._context.term()
            self._context = None

    def _end(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        self.send(Shutdown())
        # Closing its input ends the engine even in the middle of an import or a step.
        self._close_input(process)
        for seconds, insist in ((_POLITE_SECONDS, process.terminate), (_TERMINATE_SECONDS, process.kill)):
            try:
                process.wait(max(0.0, min(seconds, deadline - time.monotonic())))
                return
            except subprocess.TimeoutExpired:
                insist()
        process.wait()

    def _release(self) -> None:
        """Release the previous process, its socket and its temporary files."""
        if self._process is not None:
            self.kill()
            self._close_input(self._process)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = self._pulse = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._endpoint is not None:
            self._endpoint.remove()
            self._endpoint = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    @staticmethod
    def _close_input(process: subprocess.Popen[bytes]) -> None:
        if process.stdin is not None:
            # Closing flushes the pipe, which is broken if the engine has ended already.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"

"""One process that reads files for the window, and the thread that speaks with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from io import FileIO
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, cast

from vizapp.crash_logs import keep_reader_trace
from vizapp.sources import pipes, reader_messages
from vizapp.sources.error_tail import ErrorTail
from vizapp.sources.liveliness import Activity, activity_of
from vizapp.sources.raw_pixels import RawPixels

CHILD = "vizapp.sources.child"
_ENDED_FROM_OUTSIDE = (1, signal.SIGINT, signal.SIGTERM)
"""Signals by which a job is ended, SIGHUP first: they say nothing of the file."""
Payload = bytes | RawPixels
Outcome = reader_messages.Received | reader_messages.ProtocolError | int
"""The outcome of one request: an error says what was wrong with the child's answer, an int is the exit status of a
child that ended without one."""


_LAST_WORDS_SECONDS = 1.0
_PASSED_ON_AS = ("PYTHON", "LC_", "COVERAGE")
_PASSED_ON = frozenset(
    {
        *("PATH", "LANG", "LANGUAGE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "PATHEXT", "COMSPEC", "USERPROFILE"),
    }
)


class ReaderProcess:
    """One child process and the thread that communicates with it; both end together."""

    def __init__(self, on_result: Callable[[], None] | None, code: Sequence[str] = ("-m", CHILD)) -> None:
        """Start a child.

        Args:
            on_result: called from the thread when there is an outcome.
            code: arguments of Python that say what the child runs.

        Raises:
            OSError: there can be no more processes.
        """
        self._process = subprocess.Popen(
            # -P: never import a module from the folder that vizapp was started in.
            [sys.executable, "-P", *code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=_environment(),
            cwd=sys.prefix,  # with "" in PYTHONPATH, Python does not start in a folder that was removed
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._on_result = on_result
        self._errors = ErrorTail(cast(IO[bytes], self._process.stderr))
        self._is_given_up = False
        self._has_answered = False
        self._requests: SimpleQueue[tuple[reader_messages.ReadRequest, Payload] | None] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        # A daemon thread, because even SIGKILL cannot end a child that waits for an unreachable network drive.
        self._thread = threading.Thread(target=self._converse, name="source reader", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def has_answered(self) -> bool:
        """Whether it has answered once, so that it is known to have started."""
        return self._has_answered

    @property
    def starved(self) -> float:
        """For how many seconds it could have worked and others had the processor; 0 where the system is silent.

        What its workers waited counts as long as they are there.
        """
        return sum(_seconds_waited(pid) for pid in self._pids())

    @property
    def activity(self) -> Activity:
        """What it and its workers have done until now."""
        return activity_of(self._pids())

    def _pids(self) -> list[str]:
        """Return the process ids of itself and of its workers, as far as the system tells."""
        try:
            workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        except OSError:
            workers = []
        return [str(self.pid), *workers]

    def submit(self, message: reader_messages.ReadRequest, payload: Payload) -> None:
        self._requests.put((message, payload))

    def outcome(self) -> Outcome | None:
        try:
            return self._outcomes.get_nowait()
        except Empty:
            return None

    def end(self) -> None:
        """Kill the process and let the thread finish; nothing is lost, because the child only reads."""
        self._is_given_up = True
        self._process.kill()
        self._requests.put(None)

    def gone(self) -> bool:
        return not self._thread.is_alive()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _converse(self) -> None:
        """Exchange requests and answers in order. Runs in the thread, which shares only the queues."""
        requests, answers = cast(FileIO, self._process.stdin), cast(FileIO, self._process.stdout)
        wrong: reader_messages.ProtocolError | None = None
        name = ""
        try:
            while (work := self._requests.get()) is not None:
                message, payload = work
                name = reader_messages.name_of(message)
                pipes.send(requests, message, payload.rows if isinstance(payload, RawPixels) else payload)
                del work, payload  # release a large picture while the child works
                answer = pipes.receive_answer(answers)
                self._has_answered = True
                if isinstance(answer, reader_messages.NotLoaded) and answer.trace:
                    keep_reader_trace(f"{name}: a mistake of the program", answer.trace)
                self._report(answer)
                del answer
        except (OSError, EOFError, MemoryError, UnicodeEncodeError):
            self._process.kill()
        except reader_messages.ProtocolError as error:
            self._process.kill()
            wrong = error.with_traceback(None)  # which would keep a large picture
        status = self._process.wait()
        for pipe in (requests, answers):
            pipe.close()
        last_words = self._errors.text(_LAST_WORDS_SECONDS)
        if wrong is not None:
            keep_reader_trace(f"{name}: the reader said something that cannot be so: {wrong}", last_words)
        elif status and not self._is_given_up and -status not in _ENDED_FROM_OUTSIDE:
            keep_reader_trace(f"{name}: the reader ended with status {status}", last_words)
        self._report(status if wrong is None else wrong)

    def _report(self, outcome: Outcome) -> None:
        self._outcomes.put(outcome)
        if self._on_result is not None:
            self._on_result()


def _seconds_waited(pid: str) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _environment() -> dict[str, str]:
    """Return the environment of a reader: what Python, libraries and the system need to start, and no secrets."""
    wanted = {
        name: value for name, value in os.environ.items() if name in _PASSED_ON or name.startswith(_PASSED_ON_AS)
    }
    return wanted | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

"""One process that reads files for the window, and the thread that speaks with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import cast

from vizapp.sources import pipes, reader_messages
from vizapp.sources.raw_pixels import RawPixels

CHILD = "vizapp.sources.child"
Payload = bytes | RawPixels
Outcome = reader_messages.Received | reader_messages.ProtocolError | int
"""The outcome of one request: an error says what was wrong with the child's answer, an int is the exit status of a
child that ended without one."""


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
            stderr=subprocess.DEVNULL,  # decoders write a warning there for every irregularity of a file
            bufsize=0,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._on_result = on_result
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
        try:
            workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        except OSError:
            workers = []
        return sum(_seconds_waited(pid) for pid in (str(self.pid), *workers))

    def submit(self, message: reader_messages.ReadRequest, payload: Payload) -> None:
        self._requests.put((message, payload))

    def outcome(self) -> Outcome | None:
        try:
            return self._outcomes.get_nowait()
        except Empty:
            return None

    def end(self) -> None:
        """Kill the process and let the thread finish; nothing is lost, because the child only reads."""
        self._process.kill()
        self._requests.put(None)

    def gone(self) -> bool:
        return not self._thread.is_alive()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _converse(self) -> None:
        """Exchange requests and answers in order. Runs in the thread, which shares only the queues."""
        requests, answers = cast(pipes.Pipe, self._process.stdin), cast(pipes.Pipe, self._process.stdout)
        wrong: reader_messages.ProtocolError | None = None
        try:
            while (work := self._requests.get()) is not None:
                message, payload = work
                pipes.send(requests, message, payload.rows if isinstance(payload, RawPixels) else payload)
                del work, payload  # release a large picture while the child works
                answer = pipes.receive_answer(answers)
                self._has_answered = True
                self._report(answer)
                del answer
        except (OSError, EOFError, MemoryError, UnicodeEncodeError):
            self._process.kill()
        except reader_messages.ProtocolError as error:
            self._process.kill()
            wrong = error.with_traceback(None)  # which would keep a large picture
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
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

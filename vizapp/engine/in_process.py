"""An engine inside the calling process, for tests and for programs without a window."""

from __future__ import annotations

import time
from collections.abc import Callable

from vizapp.engine.loop import EngineLoop
from vizapp.engine.slots import Slots
from vizapp.protocol.commands import Command, Shutdown
from vizapp.protocol.messages import Reply
from vizapp.protocol.wire import decode_command, decode_reply, encode


class InProcessEngine:
    """Runs an :class:`EngineLoop` inside :meth:`poll`; a :class:`vizapp.engine.client.EngineClient`.

    Messages are encoded and decoded as between two processes, so that invalid ones fail here too.
    """

    def __init__(self, budget: float = 0.02, clock: Callable[[], float] = time.monotonic, slots: Slots | None = None):
        """Make an engine that has not been started.

        Args:
            budget: the longest duration of one poll, in seconds; it does at least one step of work.
            clock: as for :class:`EngineLoop`.
            slots: as for :class:`EngineLoop`.
        """
        self._budget = budget
        self._clock = clock
        self._slots = slots
        self._loop: EngineLoop | None = None
        self._replies: list[Reply] = []
        self._exit_reason = ""
        self._exit_signal: int | None = None

    @property
    def alive(self) -> bool:
        return self._loop is not None

    def start(self) -> None:
        self._replies.clear()
        self._exit_reason = ""
        self._exit_signal = None
        self._loop = EngineLoop(self._take, self._clock, self._slots or Slots())
        self._loop.greet()

    def send(self, command: Command) -> None:
        if self._loop is None:
            return
        if isinstance(command, Shutdown):
            self._end("ended with status 0")
        else:
            self._loop.apply(decode_command(encode(command)))

    def poll(self) -> list[Reply]:
        deadline = self._clock() + self._budget
        while self._loop is not None and self._loop.advance() == 0 and self._clock() < deadline:
            pass
        replies, self._replies = self._replies, []
        return replies

    def fileno(self) -> int | None:
        return None

    @property
    def silent_seconds(self) -> float:
        return 0.0

    def exit_reason(self) -> str:
        return self._exit_reason

    def exit_signal(self) -> int | None:
        return self._exit_signal

    def crash_report(self) -> str:
        return ""

    def kill(self) -> None:
        if self._loop is not None:
            self._exit_signal = 9
        self._end("killed by signal 9 (SIGKILL)")

    def close(self, timeout: float = 2.0) -> None:
        self._end("ended with status 0")

    def _end(self, reason: str) -> None:
        if self._loop is not None:
            self._loop.close()
            self._loop = None
            self._exit_reason = reason

    def _take(self, reply: Reply) -> None:
        self._replies.append(decode_reply(encode(reply)))

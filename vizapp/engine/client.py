"""The window's interface to an engine; implemented in :mod:`.child` and :mod:`.in_process`."""

from __future__ import annotations

from typing import Protocol

from vizapp.protocol.commands import Command
from vizapp.protocol.messages import Reply


class EngineClient(Protocol):
    """One engine, seen from the window. Not thread-safe; only :meth:`close` and :meth:`kill` block."""

    @property
    def alive(self) -> bool:
        """Whether the engine runs; False before :meth:`start` and after the engine has ended for any reason."""

    def start(self) -> None:
        """Start the engine, or start another after the last one has ended. Its first reply is ``Ready``.

        Raises:
            OSError: the process could not be started.
        """

    def send(self, command: Command) -> None:
        """Queue a command, without copying large arrays; it is dropped if the engine has ended."""

    def poll(self) -> list[Reply]:
        """Return the replies that have arrived, oldest first; of very many some are left for the next call.

        Raises:
            WireError: something other than a reply arrived; the engine must not be trusted any longer.
        """

    def fileno(self) -> int | None:
        """Return a file descriptor that becomes readable when replies may have arrived, or None.

        It is edge-triggered: call :meth:`poll` after every signal *and* after every :meth:`send`, or from a timer as
        well. It changes with every :meth:`start`.
        """

    @property
    def silent_seconds(self) -> float:
        """For how many seconds the engine has given no sign of life; 0 once it has ended.

        As of the last :meth:`poll`. An engine that computes is not silent, however long it takes; one that is stopped
        is.
        """

    def exit_reason(self) -> str:
        """Return how the engine ended, e.g. "killed by signal 9 (SIGKILL)", or "" while it runs."""

    def exit_signal(self) -> int | None:
        """Return the number of the signal that ended the engine; None if it runs or ended otherwise."""

    def crash_report(self) -> str:
        """Return the last lines that the engine wrote to its standard error, or ""."""

    def kill(self) -> None:
        """Kill the engine immediately."""

    def close(self, timeout: float = 2.0) -> None:
        """Shut the engine down within ``timeout`` seconds, killing it if necessary, and release its resources."""

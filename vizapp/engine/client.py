"""What the window needs from an engine, wherever it runs: see :mod:`.child` and :mod:`.in_process`."""

from __future__ import annotations

from typing import Protocol

from vizapp.protocol.messages import Command, Reply


class EngineClient(Protocol):
    """One engine, seen from the window. Not thread-safe; nothing here waits but :meth:`close` and :meth:`kill`."""

    @property
    def alive(self) -> bool:
        """Whether the engine runs; False before :meth:`start` and after it has ended, for whatever reason."""

    def start(self) -> None:
        """Start the engine, or start another after the last one has ended. Its first reply is ``Ready``.

        Raises:
            OSError: the process could not be started.
        """

    def send(self, command: Command) -> None:
        """Queue a command. A command to an engine that has ended is dropped. Large arrays are not copied."""

    def poll(self) -> list[Reply]:
        """Return all replies that have arrived, oldest first.

        Raises:
            WireError: something arrived that is not a reply; the engine cannot be trusted any more.
        """

    def fileno(self) -> int | None:
        """Return a file descriptor that becomes readable when replies may have arrived, or None if there is none.

        It signals edges: call :meth:`poll` after every signal *and* after every :meth:`send`, or now and then by a
        timer. It changes with every :meth:`start`.
        """

    def exit_reason(self) -> str:
        """Return how the engine ended, e.g. "killed by signal 9 (SIGKILL)", or "" while it runs."""

    def exit_signal(self) -> int | None:
        """Return the number of the signal that ended the engine; None while it runs, or if it ended otherwise."""

    def crash_report(self) -> str:
        """Return the last lines that the engine wrote to its standard error, or ""."""

    def kill(self) -> None:
        """End the engine at once, without asking it."""

    def close(self, timeout: float = 2.0) -> None:
        """End the engine, politely first, within ``timeout`` seconds, and give back what it held here."""

"""Keeps an engine running: notices that it has ended, says so, and starts another."""

from __future__ import annotations

from dataclasses import replace

from vizapp.engine.client import EngineClient
from vizapp.protocol.messages import PROTOCOL, Command, Ready, Reply
from vizapp.protocol.wire import WireError
from vizapp.session.state import Banner, EngineStatus

_MAX_DEATHS = 3


class Supervisor:
    """One engine at a time, and how many have ended in a row before they had answered anything that they were asked.

    Attributes:
        status: what the window shows about the engine.
        banner: what is to be said about it, or None; taken away by whoever shows it.
    """

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine
        self._is_started = False
        self._deaths = 0
        self.status = EngineStatus()
        self.banner: Banner | None = None

    def start(self) -> None:
        """Start an engine, the first or another; a failure to do so is said in ``status`` and ``banner``."""
        self._is_started = True
        try:
            self._engine.start()
        except OSError as error:
            self._give_up(f"The engine could not be started: {error.strerror or error}.")

    def restart(self) -> None:
        """Begin again because the person asked for it."""
        self._engine.kill()
        self._deaths = 0
        self.status = EngineStatus()
        self.start()

    def send(self, command: Command) -> None:
        """Send ``command``; one that cannot be sent at all ends the engine, and is not tried again."""
        try:
            self._engine.send(command)
        except WireError as error:
            self._engine.kill()
            self._give_up(f"The engine could not be told what to do: {error}.")

    def fileno(self) -> int | None:
        return self._engine.fileno()

    def close(self, timeout: float) -> None:
        self._engine.close(timeout)

    def poll(self) -> list[Reply]:
        """Return what has arrived. If the engine has ended, another has been started when this returns."""
        if not self._is_started or self.status.phase == "failed":
            return []
        # Asked before the replies are drained, so that the last words of a dying engine are not lost.
        alive = self._engine.alive
        try:
            replies = self._engine.poll()
        except WireError as error:
            self._engine.kill()
            self._ended(f"sent something that cannot be read: {error}")
            return []
        if not alive:
            self._ended(self._engine.exit_reason())
            return replies
        for reply in replies:
            self._note(reply)
        return replies

    def answered(self) -> None:
        """The engine has shown the lab it was asked for, or refused it: what it is asked is not what makes it end."""
        self._deaths = 0

    def _note(self, reply: Reply) -> None:
        if not isinstance(reply, Ready):
            return
        if reply.protocol != PROTOCOL:
            self._engine.kill()
            self._give_up(
                f"The engine speaks version {reply.protocol} of the protocol and this window version {PROTOCOL}; "
                "install vizapp again."
            )
            return
        if self.status.phase == "lost":
            self.banner = Banner("The engine was started again; training starts at step 0.", "info")
        self.status = EngineStatus("ready", reply.devices)

    def _ended(self, reason: str) -> None:
        self._deaths += 1
        report = self._engine.crash_report()
        if self._deaths >= _MAX_DEATHS:
            self._give_up(f"The engine stopped {self._deaths} times in a row ({reason}).", report)
            return
        sentence = f"The engine stopped ({reason}). It is being started again; training starts at step 0."
        self.status = EngineStatus("lost", self.status.devices, sentence)
        self.banner = Banner(sentence, "warning", detail=report)
        self.start()

    def _give_up(self, sentence: str, detail: str = "") -> None:
        self.status = replace(self.status, phase="failed", message=sentence)
        self.banner = Banner(sentence, "error", "restart-engine", detail)

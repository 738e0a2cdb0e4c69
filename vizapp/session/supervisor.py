"""Keeps an engine running: notices that it has ended, says so, and starts another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vizapp.engine.client import EngineClient
from vizapp.problem import Problem
from vizapp.protocol.messages import PROTOCOL, Command, Ready, Reply
from vizapp.protocol.wire import WireError
from vizapp.session.state import Banner, BannerAction, EngineStatus
from vizapp.wording.problems import phrase

_MAX_DEATHS = 3
_MAX_KILLS = 2
_SIGKILL = 9
"""What a system ends a process by that has taken too much memory."""


class Supervisor:
    """One engine at a time, and how many have ended in a row before they had answered anything that they were asked.

    Attributes:
        status: what the window shows about the engine.
        banner: what is to be said about it, or None; taken away by whoever shows it.
    """

    def __init__(self, engine: EngineClient, memory_problem: Callable[[str], Problem]) -> None:
        """``memory_problem`` says, for how the engine ended, what the present settings need."""
        self.memory_problem = memory_problem
        self._engine = engine
        self._is_started = False
        self._deaths = self._kills = 0
        self.status = EngineStatus()
        self.banner: Banner | None = None

    def start(self) -> None:
        """Start an engine, the first or another; a failure to do so is said in ``status`` and ``banner``."""
        self._is_started = True
        try:
            self._engine.start()
        except OSError as error:
            self._give_up(Problem("engine.not-started", values={"what": error.strerror or str(error)}))

    def restart(self) -> None:
        """Begin again because the person asked for it."""
        self._engine.kill()
        self._deaths = self._kills = 0
        self.status = EngineStatus()
        self.start()

    def send(self, command: Command) -> None:
        """Send ``command``; one that cannot be sent at all ends the engine, and is not tried again."""
        try:
            self._engine.send(command)
        except WireError as error:
            self._engine.kill()
            self._give_up(Problem("engine.not-told", values={"what": str(error)[:500]}))

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
            self.distrust(error)
            return []
        if not alive:
            how = self._engine.exit_reason()
            if self._engine.exit_signal() == _SIGKILL:
                self._killed(how)
            else:
                self._ended(Problem("engine.ended", values={"how": how}))
            return replies
        for reply in replies:
            self._note(reply)
        return replies

    def distrust(self, error: WireError) -> None:
        """The engine has said something that cannot be so: it is ended, and another started."""
        self._engine.kill()
        self._ended(Problem("engine.unreadable", values={"what": str(error)[:500]}))

    def answered(self) -> None:
        """The engine has shown the lab it was asked for, or refused it: what it is asked is not what makes it end."""
        self._deaths = self._kills = 0

    def _note(self, reply: Reply) -> None:
        if not isinstance(reply, Ready):
            return
        if reply.protocol != PROTOCOL:
            self._engine.kill()
            self._give_up(Problem("engine.other-protocol", values={"engine": reply.protocol, "window": PROTOCOL}))
            return
        if self.status.phase == "lost":
            self.banner = Banner(Problem("engine.started-again"), "info")
        self.status = EngineStatus("ready", reply.devices)

    def _killed(self, how: str) -> None:
        """The system has ended the engine, most likely because memory ran out: it is tried once more and no more."""
        self._kills += 1
        if self._kills < _MAX_KILLS:
            self._ended(Problem("engine.killed", values={"how": how}))
            return
        self._give_up(self.memory_problem(how), self._engine.crash_report(), "smaller-size")

    def _ended(self, reason: Problem) -> None:
        self._deaths += 1
        report = self._engine.crash_report()
        how = phrase(reason)
        if self._deaths >= _MAX_DEATHS:
            self._give_up(Problem("engine.stopped-for-good", values={"times": self._deaths, "how": how}), report)
            return
        problem = Problem("engine.stopped", values={"how": how})
        self.status = EngineStatus("lost", self.status.devices, problem)
        self.banner = Banner(problem, "warning", detail=report)
        self.start()

    def _give_up(self, problem: Problem, detail: str = "", action: BannerAction = "restart-engine") -> None:
        self.status = replace(self.status, phase="failed", problem=problem)
        self.banner = Banner(problem, "error", action, detail)

"""Supervision of the engine: notices its end, reports it, and starts a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vizapp.engine.client import EngineClient
from vizapp.problem import Problem
from vizapp.protocol.commands import Command
from vizapp.protocol.events import Ready
from vizapp.protocol.messages import PROTOCOL, Reply
from vizapp.protocol.wire import WireError
from vizapp.session.banner import Banner, BannerAction
from vizapp.session.engine_state import EngineStatus
from vizapp.wording.problems import phrase

_MAX_DEATHS = 3
_MAX_KILLS = 2
_SIGKILL = 9
"""The signal that the system sends to a process that has taken too much memory."""


class Supervisor:
    """Runs one engine at a time, and counts the engines that ended in a row without having answered.

    Attributes:
        status: the engine's status for the window.
        banner: a message about the engine, or None; the caller removes it when it has shown it.
    """

    def __init__(self, engine: EngineClient, memory_problem: Callable[[str], Problem]) -> None:
        """Supervise ``engine``; ``memory_problem`` makes the problem to report if the system kills it repeatedly."""
        self.memory_problem = memory_problem
        self._engine = engine
        self._is_started = False
        self._deaths = self._kills = 0
        self.status = EngineStatus()
        self.banner: Banner | None = None

    def start(self) -> None:
        """Start an engine; a failure to start is reported in ``status`` and ``banner``."""
        self._is_started = True
        try:
            self._engine.start()
        except OSError as error:
            self._give_up(Problem("engine.not-started", values={"what": error.strerror or str(error)}))

    def restart(self) -> None:
        """Start a new engine at the user's request, and reset the count of ended ones."""
        self._engine.kill()
        self._deaths = self._kills = 0
        self.status = EngineStatus()
        self.start()

    def send(self, command: Command) -> None:
        """Send ``command``; one that cannot be sent ends the engine and is not retried."""
        try:
            self._engine.send(command)
        except WireError as error:
            self._engine.kill()
            self._give_up(Problem("engine.not-told", values={"what": str(error)[:500]}))

    def fileno(self) -> int | None:
        return self._engine.fileno()

    def close(self, timeout: float) -> None:
        self._engine.close(timeout)

    @property
    def silent_seconds(self) -> float:
        """For how long the engine has given no sign of life; 0 while there is none."""
        return self._engine.silent_seconds if self._is_started and self.status.phase != "failed" else 0.0

    def poll(self) -> list[Reply]:
        """Return the replies that have arrived; if the engine has ended, start a new one."""
        if not self._is_started or self.status.phase == "failed":
            return []
        # Read before the replies are drained, so that the last replies of an ending engine are not lost.
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
        """Replace the engine after an invalid reply."""
        self._engine.kill()
        self._ended(Problem("engine.unreadable", values={"what": str(error)[:500]}))

    def answered(self) -> None:
        """Reset the count of ended engines, after this one has shown or refused its lab without crashing."""
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
        """Handle SIGKILL, most likely sent because memory ran out: restart the engine once, then give up."""
        self._kills += 1
        if self._kills < _MAX_KILLS:
            self._ended(Problem("engine.killed", values={"how": how}))
            return
        problem = self.memory_problem(how)
        action: BannerAction = "smaller-size" if problem.field == "working_size" else "restart-engine"
        self._give_up(problem, self._engine.crash_report(), action)

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
        self.banner = Banner(problem, "error", (action,), detail)

"""The engine's main loop: applies commands, trains, and publishes snapshots and events. No sockets and no threads.

The caller passes every command to :meth:`EngineLoop.apply` and calls :meth:`EngineLoop.advance` repeatedly.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

import torch

from vizapp.allocator import keep_freed_memory
from vizapp.engine.command_handler import CommandHandler
from vizapp.engine.device import configure_threads, list_devices, memory_in_use
from vizapp.engine.enlarging import EnlargedFiles
from vizapp.engine.exporting import Exports
from vizapp.engine.keeping import KeptExperiments
from vizapp.engine.lessons import Lessons
from vizapp.engine.networks import Networks
from vizapp.engine.showing import LoopState, Showing
from vizapp.engine.slots import Slots
from vizapp.engine.stepping import Stepping
from vizapp.engine.travelling import Travels
from vizapp.protocol.commands import Command, Taken
from vizapp.protocol.events import Ready
from vizapp.protocol.messages import PROTOCOL, Reply


class EngineLoop:
    """Runs the active lab one training step at a time, and keeps the others."""

    def __init__(
        self,
        publish: Callable[[Reply], None],
        clock: Callable[[], float] = time.monotonic,
        slots: Slots | None = None,
        listen: Callable[[], None] | None = None,
    ) -> None:
        """Make a loop without computing anything.

        Args:
            publish: called with every snapshot and event, in order.
            clock: returns monotonic time in seconds.
            slots: builds and keeps the labs.
            listen: called now and then during a piece of work that takes long; passes the commands that have come
                meanwhile to :meth:`apply`.
        """
        self._publish = publish
        self._clock = clock
        self._listen = listen
        self._waiting: list[Command] = []
        self._showing = Showing(publish, clock)
        self._stepping = Stepping(publish, clock, self._showing)
        self._travels = Travels(self._stepping, self._showing, clock)
        self._lessons = Lessons(publish)
        self._exports = Exports(publish, clock)
        self._enlarged = EnlargedFiles(publish, clock)
        self._kept = KeptExperiments(publish, clock)
        self._commands = CommandHandler(
            publish,
            slots or Slots(),
            self._stepping,
            self._travels,
            self._showing,
            self._lessons,
            self._exports,
            self._enlarged,
            Networks(publish, clock, self._heard),
            self._kept,
        )

    @property
    def generation(self) -> int:
        """That of the last Configure or Reset."""
        return self._stepping.generation

    def greet(self) -> None:
        """Publish ``Ready`` with the available devices.

        Raises:
            ProblemError: the number of threads in the environment is invalid.
        """
        configure_threads()
        keep_freed_memory()
        self._publish(Ready(PROTOCOL, list_devices(), str(torch.__version__), os.getpid()))

    def apply(self, command: Command) -> None:
        """Queue a command; the next :meth:`advance` carries it out unless a later command supersedes it."""
        if isinstance(command, Taken):
            self._showing.taken()
        else:
            self._waiting.append(command)

    def advance(self) -> float | None:
        """Carry out queued commands, do the next training step if one is due, and publish news.

        Returns:
            The seconds until there is something to do; None if only a command can change that.
        """
        waiting, self._waiting = self._waiting, []
        self._commands.carry_out(waiting)
        if self._showing.is_asked and not self._hinders_training() and self._look():
            self._stepping.pacing.give_way(self._clock(), self._showing.cost)
        if self._stepping.wait() == 0:
            self._stepping.advance()
        if self._travels.is_under_way:
            self._travels.advance()
        if self._lessons.is_under_way:
            self._go_on_teaching()
        if self._stepping.flush_wait() == 0:
            self._stepping.flush()
        if self._look_wait() == 0:
            self._look()
        self._exports.advance()
        self._enlarged.advance()
        self._kept.advance()
        return self._patience()

    def close(self) -> None:
        """Give up what is being written; call it when the loop is not needed any longer."""
        self._exports.give_up()
        self._enlarged.give_up()
        self._kept.give_up()

    def _heard(self) -> Sequence[Command]:
        """Return the commands that have come since the last ones were carried out."""
        if self._listen is not None:
            self._listen()
        return self._waiting

    def _patience(self) -> float | None:
        if self._waiting:  # which came while something was computed
            return 0.0
        files = (self._exports, self._enlarged, self._kept)
        works = (self._lessons.is_under_way, self._travels.is_under_way)
        if any(works) or any(each.are_under_way for each in files):
            return 0.0
        waits = (self._stepping.wait(), self._look_wait(), self._stepping.flush_wait())
        return min((wait for wait in waits if wait is not None), default=None)

    def _go_on_teaching(self) -> None:
        try:
            self._lessons.advance(self._stepping.generation)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._stepping.fail(error, "teach")

    def _look_wait(self) -> float | None:
        """Return the seconds until the next snapshot is due, or None if there is nothing new to show."""
        if self._stepping.slot is None:
            return None
        return self._showing.wait(self._stepping.wait(), is_hindered=self._hinders_training())

    def _hinders_training(self) -> bool:
        """Return whether a snapshot for the user would now take more time from training than is allowed."""
        stepping = self._stepping
        return stepping.is_under_way and not stepping.pacing.allows_look(self._clock(), self._showing.cost)

    def _look(self) -> bool:
        """Publish a snapshot after the metrics up to it, unless the last snapshot is unacknowledged.

        Returns:
            Whether it was published.
        """
        slot = self._stepping.slot
        if slot is None or not self._showing.is_possible:
            return False
        self._stepping.flush()
        try:
            state = LoopState(
                generation=self._stepping.generation,
                applied=self._stepping.applied,
                running=self._stepping.is_running,
                steps_per_second=self._stepping.pacing.steps_per_second,
                memory_bytes=memory_in_use(slot.torch_device),
            )
            # While training runs, the next snapshot follows soon, so the results of the last step are good enough.
            self._showing.show(slot.lab, state, exact=not self._stepping.is_under_way)
        except Exception as error:  # as above
            self._stepping.fail(error, "look")
            return False
        return True

"""The heartbeat of an engine: bytes on its standard output, by which its window sees that it is not stopped.

An engine that computes for long answers nothing meanwhile, and is well. So it is not the loop that beats but a thread
beside it, which a computation does not hold up: torch and numpy let other threads go on while they compute.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

BEAT_SECONDS = 0.5
"""Between two beats."""
_UNHEARD_SECONDS = 1.0
"""A longer time between two looks for beats says something of the window and nothing of the engine."""
_DRAINED_BYTES = 65_536


def begin_heartbeat() -> None:
    """Beat on standard output from now on, in a thread; what else is written there goes nowhere.

    A window that does not read stops nothing: beats that do not fit into the pipe are left out.
    """
    beats = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    with suppress(OSError, AttributeError):  # a pipe on Windows, before Python 3.12
        os.set_blocking(beats, False)

    def beat() -> None:
        while True:
            # A full pipe has beats enough; when nobody is at its other end, another thread ends the process.
            with suppress(OSError):
                os.write(beats, b".")
            time.sleep(BEAT_SECONDS)

    threading.Thread(target=beat, name="heartbeat", daemon=True).start()


class Pulse:
    """Hears the heartbeat at the other end of the pipe."""

    def __init__(self, pipe: IO[bytes], clock: Callable[[], float] = time.monotonic) -> None:
        """Hear what comes through ``pipe``, which the caller closes; ``clock`` tells monotonic seconds."""
        self._descriptor = pipe.fileno()
        self._clock = clock
        self._heard = self._looked = clock()
        self._can_look = True
        try:
            os.set_blocking(self._descriptor, False)
        except (OSError, AttributeError):
            self._can_look = False

    def look(self) -> None:
        """Take note of the beats that have come; call it several times a second, because it never waits.

        Where it was not called for a while, as of a computer that has slept, the silence until then counts for
        nothing.
        """
        now = self._clock()
        if self._has_beaten() or now - self._looked > _UNHEARD_SECONDS:
            self._heard = now
        self._looked = now

    @property
    def silent_seconds(self) -> float:
        """For how long there was no beat when it was last looked; 0 where the system cannot look without waiting."""
        return self._looked - self._heard if self._can_look else 0.0

    def _has_beaten(self) -> bool:
        if not self._can_look:
            return False
        try:
            return bool(os.read(self._descriptor, _DRAINED_BYTES))
        except OSError:  # nothing is there
            return False

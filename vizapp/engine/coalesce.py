"""Which of the commands that have piled up still matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from vizapp.protocol.messages import (
    Adjust,
    Command,
    Configure,
    Observe,
    Pause,
    Reset,
    Run,
    SetSource,
    Shutdown,
    Step,
    Taken,
)


def coalesce(commands: Iterable[Command]) -> list[Command]:
    """Return the commands that are not superseded by a later one, in order.

    Of observations and adjustments the last counts. A Configure says everything itself and pauses: no adjustment and
    no training from before it matters, no Configure that it follows directly, and no source that nothing is computed
    from. A Reset pauses too, but what it resets is the lab that the Configure before it has chosen, and that lab may
    be kept for later: only another Reset of the same lab or another source, which ends all labs, supersedes it.
    """
    kept: list[Command] = []
    later: set[type] = set()
    beginning: type | None = None  # of the next generation that is carried out
    source_replaced = False
    for command in reversed(list(commands)):
        match command:
            case SetSource():
                superseded, source_replaced = source_replaced, True
            case Configure():
                superseded = beginning is Configure
                source_replaced = source_replaced and superseded
            case Reset():
                superseded = beginning is Reset or SetSource in later
            case Observe():
                superseded = Observe in later
            case Adjust():
                superseded = Adjust in later or Configure in later
            case Step() | Run() | Pause():
                superseded = beginning is not None
            case Taken() | Shutdown():
                superseded = False
            case _:
                assert_never(command)
        if not superseded:
            kept.append(command)
            if isinstance(command, Configure | Reset):
                beginning = type(command)
        later.add(type(command))
    kept.reverse()
    return kept

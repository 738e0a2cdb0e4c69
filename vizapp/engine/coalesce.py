"""Which of the commands that have piled up still matter."""

from __future__ import annotations

from collections.abc import Iterable

from vizapp.messages import Adjust, Command, Configure, Observe, Pause, Reset, Run, SetSource, Step


def coalesce(commands: Iterable[Command]) -> list[Command]:
    """Return the commands that are not superseded by a later one, in order.

    Of observations and adjustments the last counts. A Configure says everything itself and pauses: no adjustment, no
    training and no other Configure from before it matters, and no source that it would not be computed from. A Reset
    pauses too.
    """
    kept: list[Command] = []
    later: set[type] = set()
    source_replaced = False
    for command in reversed(list(commands)):
        match command:
            case SetSource():
                superseded, source_replaced = source_replaced, True
            case Configure():
                superseded = Configure in later
                source_replaced = source_replaced and superseded
            case Observe():
                superseded = Observe in later
            case Adjust():
                superseded = Adjust in later or Configure in later
            case Reset() | Step() | Run() | Pause():
                superseded = Configure in later or Reset in later
            case _:
                superseded = False
        if not superseded:
            kept.append(command)
        later.add(type(command))
    kept.reverse()
    return kept

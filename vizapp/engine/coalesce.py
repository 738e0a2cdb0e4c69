"""Dropping of queued commands that later ones supersede."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from vizapp.protocol.commands import (
    Adjust,
    CancelNetwork,
    CancelWriting,
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    GoTo,
    Observe,
    Pause,
    Reset,
    Run,
    SetBrought,
    SetJudged,
    SetNetwork,
    SetSource,
    SetUnseen,
    Shutdown,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.keeping import KeepCurves, SaveExperiment, SetTraining

ENDS_TEACHING = frozenset({SetSource, SetTraining, Configure, Adjust, Reset, Step, Run, Pause, Teach, GoTo})
"""The commands by which a teaching that goes on is given up, and the way to another step."""


def coalesce(commands: Iterable[Command]) -> list[Command]:
    """Return the commands that no later one supersedes, in order.

    Only the last of several observations, adjustments, unseen or judged pictures counts. A Configure is complete and
    pauses, so it supersedes earlier adjustments and training commands, a Configure directly before it, and a source
    or brought arrays that nothing was computed from. A Reset pauses too, but applies to the lab chosen by the
    Configure before it, and that lab may be kept for later: only another Reset of the same lab, or another source,
    which drops all labs, supersedes it. A Teach is given up by what changes or trains the lab after it.
    """
    kept: list[Command] = []
    later: set[type] = set()
    beginning: type | None = None  # the type of the command that begins the next generation
    source_replaced = brought_replaced = False
    for command in reversed(list(commands)):
        match command:
            case SetSource():
                superseded, source_replaced = source_replaced, True
            case SetBrought():
                superseded, brought_replaced = brought_replaced, True
            case Configure():
                superseded = beginning is Configure
                source_replaced = source_replaced and superseded
                brought_replaced = brought_replaced and superseded
            case Reset():
                superseded = beginning is Reset or SetSource in later
            case SetUnseen() | SetJudged():
                superseded = type(command) in later
            case Observe():
                superseded = Observe in later
            case Adjust():
                superseded = Adjust in later or Configure in later
            case Step() | Run() | Pause():
                superseded = beginning is not None
            case GoTo():
                superseded = beginning is not None or GoTo in later
            case Teach():
                superseded = beginning is not None or not later.isdisjoint(ENDS_TEACHING)
            case SetTraining():
                superseded = SetTraining in later
            case SaveExperiment() | KeepCurves():
                superseded = False
            case ExportOffsets() | Enlarge() | CancelWriting() | SetNetwork() | CancelNetwork():
                superseded = False
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

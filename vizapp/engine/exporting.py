"""Writing of a lab's offsets to files, a piece at a time, while training and looking go on."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path

from vizapp.engine.slot import Slot
from vizapp.labs.capabilities import GivesOffsets
from vizapp.offset_maps.export import OffsetExport, Origin, write_csv, write_npz
from vizapp.problem import Problem
from vizapp.protocol.commands import ExportOffsets
from vizapp.protocol.events import Exported, Writing
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile
from vizapp.wording.problems import ProblemError

_TOLD_EVERY_S = 0.1
_PARTS = 1000
"""In which the share that is written is told."""


@dataclass(slots=True)
class _File:
    """One file that is being written: its command, how many points it holds, and the shares of it to come."""

    command: ExportOffsets
    points: int
    shares: Generator[float, None, None]
    told: float = -1.0


class Exports:
    """The files that are being written, one after the other.

    The offsets are those of the moment of the command: what is trained afterwards is not in the file.
    """

    def __init__(self, publish: Callable[[Writing | Exported], None], clock: Callable[[], float]) -> None:
        """``publish`` is called with the progress and the result of every command; ``clock`` gives seconds."""
        self._publish = publish
        self._clock = clock
        self._waiting: deque[_File] = deque()

    @property
    def are_under_way(self) -> bool:
        return bool(self._waiting)

    def begin(self, command: ExportOffsets, slot: Slot | None) -> None:
        """Take the offsets of the lab for the file of ``command``; nothing is written yet."""
        try:
            if slot is None or not isinstance(slot.lab, GivesOffsets):
                raise ProblemError("export.no-offsets")
            export = slot.lab.offset_export(command.run, unseen=command.unseen)
        except ProblemError as error:
            self._publish(Exported(command.seq, problem=error.problem))
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._publish(Exported(command.seq, problem=_not_written(command, str(error) or type(error).__name__)))
        else:
            origin = Origin(slot.step_count, slot.experiment.seed, command.source)
            export = replace(export, origin=origin)
            self._waiting.append(_File(command, export.points, _written(command, export)))

    def cancel(self, seq: int) -> None:
        """Give up the file of the command ``seq``, and say so; there is no file then."""
        for file in [each for each in self._waiting if each.command.seq == seq]:
            self._waiting.remove(file)
            file.shares.close()
            cancelled = Problem("enlarge.cancelled", values={"name": _name(file.command)})
            self._publish(Exported(seq, problem=cancelled))

    def give_up(self) -> None:
        """End everything without a word, and leave no file behind."""
        while self._waiting:
            self._waiting.popleft().shares.close()

    def advance(self) -> None:
        """Write the next piece, if there is one, and now and then say how far it is."""
        if not self._waiting:
            return
        file = self._waiting[0]
        try:
            share = next(file.shares)
        except StopIteration:
            self._waiting.popleft()
            self._publish(Exported(file.command.seq, file.points))
            return
        except (OSError, MemoryError) as error:
            self._waiting.popleft()
            why = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
            self._publish(Exported(file.command.seq, problem=_not_written(file.command, why)))
            return
        now = self._clock()
        if not 0 <= now - file.told < _TOLD_EVERY_S:
            file.told = now
            self._publish(Writing(file.command.seq, int(share * _PARTS), _PARTS))


def _written(command: ExportOffsets, export: OffsetExport) -> Generator[float, None, None]:
    """Write the file, and yield after each piece which share of it is written."""
    with WholeFile(Path(os.fsdecode(command.path))) as file:
        yield from (write_npz if command.format == "npz" else write_csv)(file.stream, export)


def _not_written(command: ExportOffsets, why: str) -> Problem:
    return Problem("export.not-written", values={"name": _name(command), "why": why[:500]})


def _name(command: ExportOffsets) -> str:
    return display_name(Path(os.fsdecode(command.path)))

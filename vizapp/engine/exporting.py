"""Writing of a lab's offsets to files, a piece at a time, while training and looking go on."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vizapp.labs.base import Lab
from vizapp.labs.capabilities import GivesOffsets
from vizapp.offset_maps.export import OffsetExport, csv_pieces, write_npz
from vizapp.problem import Problem
from vizapp.protocol.commands import ExportOffsets
from vizapp.protocol.events import Exported
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile
from vizapp.wording.problems import ProblemError


@dataclass(slots=True)
class _Writing:
    """One file that is being written: its command, how many points it holds, and its pieces to come."""

    command: ExportOffsets
    points: int
    pieces: Iterator[None]


class Exports:
    """The files that are being written, one after the other.

    The offsets are those of the moment of the command: what is trained afterwards is not in the file.
    """

    def __init__(self, publish: Callable[[Exported], None]) -> None:
        """``publish`` is called with the result of every command."""
        self._publish = publish
        self._writing: deque[_Writing] = deque()

    @property
    def are_under_way(self) -> bool:
        return bool(self._writing)

    def begin(self, command: ExportOffsets, lab: Lab | None) -> None:
        """Take the offsets of ``lab`` for the file of ``command``; nothing is written yet."""
        try:
            if not isinstance(lab, GivesOffsets):
                raise ProblemError("export.no-offsets")
            export = lab.offset_export(command.run, unseen=command.unseen)
        except ProblemError as error:
            self._publish(Exported(command.seq, problem=error.problem))
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._publish(Exported(command.seq, problem=_not_written(command, str(error) or type(error).__name__)))
        else:
            self._writing.append(_Writing(command, export.points, _pieces(command, export)))

    def advance(self) -> None:
        """Write the next piece, if there is one."""
        if not self._writing:
            return
        writing = self._writing[0]
        try:
            next(writing.pieces)
        except StopIteration:
            self._writing.popleft()
            self._publish(Exported(writing.command.seq, writing.points))
        except (OSError, MemoryError) as error:
            self._writing.popleft()
            why = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
            self._publish(Exported(writing.command.seq, problem=_not_written(writing.command, why)))


def _pieces(command: ExportOffsets, export: OffsetExport) -> Iterator[None]:
    """Write the file, and yield after each piece."""
    with WholeFile(Path(os.fsdecode(command.path))) as file:
        if command.format == "npz":
            yield from write_npz(file.stream, export)
            return
        for piece in csv_pieces(export.offsets, export.geometry, export.input_size, export.mask):
            file.stream.write(piece)
            yield


def _not_written(command: ExportOffsets, why: str) -> Problem:
    name = display_name(Path(os.fsdecode(command.path)))
    return Problem("export.not-written", values={"name": name, "why": why[:500]})

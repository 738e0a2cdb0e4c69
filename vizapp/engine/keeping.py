"""Writing of experiments to files, a piece at a time, while training and looking go on."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vizapp.document.experiment import Source, pasted_name
from vizapp.engine.failures import is_out_of_memory
from vizapp.engine.kept_states import KeptStates, taken
from vizapp.engine.slots import Slots
from vizapp.keeping.curves import KeptCurves, check_curves, fitted
from vizapp.keeping.kept_pictures import Digests, file_beside, file_inside, pasted
from vizapp.keeping.pictures import PictureRole, is_kept_location
from vizapp.keeping.writing import Content, PictureToKeep, written
from vizapp.problem import Problem
from vizapp.protocol.events import Writing
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved, KeepCurves, SaveExperiment
from vizapp.sources.regular_files import display_name
from vizapp.wording.problems import ProblemError

_TOLD_EVERY_S = 0.1
_PARTS = 1000
"""The written share is reported in this many parts."""


@dataclass(slots=True)
class _File:
    """One file: its command, what it will hold, and the shares of it to come once the curves are there."""

    command: SaveExperiment
    path: Path
    states: KeptStates
    pictures: dict[PictureRole, PictureToKeep]
    shares: Generator[float, None, None] | None = None
    told: float = -1.0


class KeptExperiments:
    """The experiments that are being written, one after the other.

    The states are those of the moment of the command: what is trained afterwards is not in the file.
    """

    def __init__(
        self, publish: Callable[[Writing | CurvesWanted | ExperimentSaved], None], clock: Callable[[], float]
    ) -> None:
        """``publish`` is called with the progress and the result of every command; ``clock`` gives seconds."""
        self._publish = publish
        self._clock = clock
        self._waiting: deque[_File] = deque()
        self._digests = Digests()

    @property
    def are_under_way(self) -> bool:
        """Whether there is something to write."""
        return any(file.shares is not None for file in self._waiting)

    def begin(self, command: SaveExperiment, slots: Slots) -> None:
        """Take the states of all labs for the file of ``command``, and ask for the curves; nothing is written yet.

        What was measured and how the branches are has to be told before.
        """
        path = Path(os.fsdecode(command.path))
        try:
            states = taken(slots.all, slots.waiting, command.experiment, quick=command.quick)
            pictures = self._pictures(command, path, slots)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._publish(ExperimentSaved(command.seq, problem=_why(error, path)))
        else:
            self._waiting.append(_File(command, path, states, pictures))
            self._publish(CurvesWanted(command.seq, tuple(lab.lab for lab in states.training.labs)))

    def take_curves(self, command: KeepCurves) -> None:
        """Begin to write the file of the command ``command.saving``, if it still waits for its curves."""
        for file in [each for each in self._waiting if each.command.seq == command.saving and each.shares is None]:
            curves = KeptCurves(command.table, command.values)
            try:
                check_curves(curves)
            except ValueError:  # the file could not be opened again
                self._waiting.remove(file)
                problem = Problem("keep.other-curves", values={"name": display_name(file.path)})
                self._publish(ExperimentSaved(file.command.seq, problem=problem))
            else:
                file.shares = written(_content(file, fitted(curves, file.states.training)), file.path)

    def cancel(self, seq: int) -> None:
        """Give up the file of the command ``seq``, and say so; there is no file then."""
        for file in [each for each in self._waiting if each.command.seq == seq]:
            self._waiting.remove(file)
            _close(file)
            cancelled = Problem("enlarge.cancelled", values={"name": display_name(file.path)})
            self._publish(ExperimentSaved(seq, problem=cancelled))

    def give_up(self) -> None:
        """End everything without a word, and leave no file behind."""
        while self._waiting:
            _close(self._waiting.popleft())

    def advance(self) -> None:
        """Write the next piece, if there is one, and now and then say how far it is."""
        file = next((each for each in self._waiting if each.shares is not None), None)
        if file is None or file.shares is None:
            return
        try:
            share = next(file.shares)
        except StopIteration:
            self._waiting.remove(file)
            self._publish(ExperimentSaved(file.command.seq, _size_of(file.path)))
            return
        except Exception as error:  # as above
            self._waiting.remove(file)
            self._publish(ExperimentSaved(file.command.seq, problem=_why(error, file.path)))
            return
        now = self._clock()
        if not 0 <= now - file.told < _TOLD_EVERY_S:
            file.told = now
            self._publish(Writing(file.command.seq, int(share * _PARTS), _PARTS))

    def _pictures(self, command: SaveExperiment, path: Path, slots: Slots) -> dict[PictureRole, PictureToKeep]:
        experiment = command.experiment
        named: dict[PictureRole, Source | None] = {
            "source": experiment.source,
            "unseen": experiment.unseen,
            "judged": experiment.judged,
        }
        found: dict[PictureRole, PictureToKeep] = {}
        for role, source in named.items():
            if source is None or source.kind == "sample":
                continue
            if source.kind == "memory":
                values = slots.picture(role)
                if values is not None:
                    found[role] = pasted(values, pasted_name(source))
            elif not command.quick and ((role == "source" and command.inside) or is_kept_location(source.location)):
                found[role] = file_inside(source.location, role)
            else:
                # A missing picture does not stop the saving; it is asked for when the file is opened.
                with suppress(ProblemError):
                    found[role] = file_beside(source.location, path, self._digests)
        return found


def _content(file: _File, curves: KeptCurves) -> Content:
    states, command = file.states, file.command
    return Content(
        states.experiment,
        states.training,
        states.parts,
        states.pieces,
        curves,
        command.view,
        command.preview,
        file.pictures,
    )


def _close(file: _File) -> None:
    if file.shares is not None:
        file.shares.close()


def _size_of(path: Path) -> int:
    """Return the bytes of a file; one that is gone again already has none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _why(error: Exception, path: Path) -> Problem:
    if isinstance(error, ProblemError):
        return error.problem
    name = display_name(path)
    if is_out_of_memory(error):
        return Problem("keep.no-memory", values={"name": name})
    why = (error.strerror if isinstance(error, OSError) else "") or str(error).partition("\n")[0]
    return Problem("export.not-written", values={"name": name, "why": (why or type(error).__name__)[:500]})

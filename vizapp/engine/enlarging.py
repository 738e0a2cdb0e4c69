"""Writing of the enlarged source to a file, a tile at a time, while training and looking go on."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from vizapp.engine.failures import is_out_of_memory
from vizapp.labs.base import Lab
from vizapp.labs.capabilities import Enlargement, Enlarges
from vizapp.png_writing import PngWriter
from vizapp.problem import Problem
from vizapp.protocol.commands import Enlarge
from vizapp.protocol.events import Enlarged, Writing
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile
from vizapp.wording.problems import ProblemError

_TOLD_EVERY_S = 0.1


@dataclass(slots=True)
class _Saving:
    """One picture that is being written, and how many of its tiles are done."""

    command: Enlarge
    picture: Enlargement
    tiles_done: Generator[int, None, None]
    told: float = -1.0


class EnlargedFiles:
    """The pictures that are being written, one after the other.

    The network is that of the moment of the command: what it learns afterwards is not in the file.
    """

    def __init__(self, publish: Callable[[Writing | Enlarged], None], clock: Callable[[], float]) -> None:
        """``publish`` is called with the progress and the result of every command; ``clock`` gives seconds."""
        self._publish = publish
        self._clock = clock
        self._waiting: deque[_Saving] = deque()

    @property
    def are_under_way(self) -> bool:
        return bool(self._waiting)

    def begin(self, command: Enlarge, lab: Lab | None) -> None:
        """Take the network of ``lab`` for the file of ``command``; nothing is computed yet."""
        try:
            if not isinstance(lab, Enlarges):
                raise ProblemError("enlarge.nothing")
            picture = lab.enlargement(command.run)
        except Exception as error:  # any error of a lab is reported to the user, and the engine continues
            self._publish(Enlarged(command.seq, problem=_why(error, command)))
            return
        path = Path(os.fsdecode(command.path))
        self._waiting.append(_Saving(command, picture, written_tiles(picture, path)))

    def cancel(self, seq: int) -> None:
        """Give up the picture of the command ``seq``, and say so; there is no file then."""
        for saving in [each for each in self._waiting if each.command.seq == seq]:
            self._waiting.remove(saving)
            saving.tiles_done.close()
            self._publish(Enlarged(seq, problem=Problem("enlarge.cancelled", values={"name": _name(saving.command)})))

    def give_up(self) -> None:
        """End everything without a word, and leave no file behind."""
        while self._waiting:
            self._waiting.popleft().tiles_done.close()

    def advance(self) -> None:
        """Do the next piece of work, if there is one, and now and then say how far it is."""
        if not self._waiting:
            return
        saving = self._waiting[0]
        command, picture = saving.command, saving.picture
        try:
            done = next(saving.tiles_done)
        except StopIteration:
            self._waiting.popleft()
            self._publish(_result(command, picture))
            return
        except Exception as error:  # as above
            self._waiting.popleft()
            self._publish(Enlarged(command.seq, problem=_why(error, command)))
            return
        now = self._clock()
        if not 0 <= now - saving.told < _TOLD_EVERY_S:
            saving.told = now
            self._publish(Writing(command.seq, done, picture.tiles))


def written_tiles(picture: Enlargement, path: Path) -> Generator[int, None, None]:
    """Write a PNG file whole or not at all, and yield how many tiles are done after every piece of work.

    A file that is given up, by closing the iterator, is not there, and an older one of the same name stays.

    Raises:
        OSError: the file cannot be written.
        ProblemError: the picture cannot be computed.
    """
    with WholeFile(path) as file:
        writer = PngWriter(file.stream, picture.size, picture.channels, picture.bits)
        done = 0
        for strip in picture.strips():
            if strip is None:
                done += 1
                yield done
                continue
            for _ in writer.rows(strip):
                yield done
        writer.end()


def why_not_written(error: Exception, path: Path) -> Problem:
    """Return the problem of an error that has kept a picture from being written to ``path``."""
    if isinstance(error, ProblemError):
        return error.problem
    if is_out_of_memory(error):
        return Problem("enlarge.no-memory", values={"name": display_name(path)})
    why = (error.strerror if isinstance(error, OSError) else "") or str(error).partition("\n")[0]
    return Problem(
        "export.not-written", values={"name": display_name(path), "why": (why or type(error).__name__)[:500]}
    )


def _why(error: Exception, command: Enlarge) -> Problem:
    return why_not_written(error, Path(os.fsdecode(command.path)))


def _name(command: Enlarge) -> str:
    return display_name(Path(os.fsdecode(command.path)))


def _result(command: Enlarge, picture: Enlargement) -> Enlarged:
    """Return that the file is there; one that is gone again already has no bytes."""
    try:
        size = Path(os.fsdecode(command.path)).stat().st_size
    except OSError:
        size = 0
    return Enlarged(command.seq, picture.size, size, picture.step)

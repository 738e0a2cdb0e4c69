"""An animation that is made: the training goes through its steps and back, and the frames become a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from vizapp.animations.film import Ending, Film
from vizapp.gui.figures.animation_record import AnimationRecord, animation_bytes, film_size
from vizapp.gui.figures.figure import Pause
from vizapp.gui.figures.file_work import FileWork, reason_of
from vizapp.gui.gestures import Gestures
from vizapp.gui.scrubbing import Scrubbing
from vizapp.sources.regular_files import display_name
from vizapp.whole_files import WholeFile

_STAGES = 3
"""Of each frame: it is recorded, drawn, and encoded."""
_FRAMES_AT_FIRST = 100


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the frames follow one another: see :class:`vizapp.animations.film.Film`."""

    rate: float
    hold: float


def spread_steps(first: int, last: int, every: int | None = None) -> list[int]:
    """Return the steps of the frames: each of so many, with the first and the last always among them.

    Where nothing is said of how many, there are about a hundred frames. None where the last is before the first.
    """
    every = every_at_first(last - first) if every is None else every
    return [*range(first, last, every), last] if first <= last else []


def every_at_first(steps: int) -> int:
    """Return of how many steps one is a frame where nothing is chosen."""
    return max(1, -(-steps // _FRAMES_AT_FIRST))


class AnimationWork(QObject):
    """Makes one animation, and says how far it is; then the training is where it was."""

    progressed = Signal(int, int)
    """So many parts of the work are done, of so many."""
    written = Signal(int)
    """The file is there, of so many bytes."""
    failed = Signal(str)
    """There is no new file, for this reason, which is no sentence."""
    abandoned = Signal()
    """There is no new file, because it was given up."""
    _told = Signal()

    def __init__(
        self,
        session: Gestures,
        record: AnimationRecord,
        steps: Sequence[int],
        path: Path,
        ending: Ending,
        width: int,
        pace: Pace,
        parent: QObject | None = None,
    ) -> None:
        """Prepare the animation of ``steps`` of the present branch, ``width`` pixels wide."""
        super().__init__(parent)
        self.path = path
        self._record = record
        self._count = len(steps)
        self._ending, self._width, self._pace = ending, width, pace
        self._done = 0
        self._is_given_up = False
        self._file: FileWork | None = None
        present = session.state.timeline.present
        self._scrubbing = Scrubbing(session, [(present, step) for step in steps], self)
        self._scrubbing.reached.connect(self._take)
        self._scrubbing.returned.connect(self._write)
        self._scrubbing.failed.connect(self._fail)
        self._told.connect(self._advance)

    @property
    def name(self) -> str:
        """Of the file, as it is shown."""
        return display_name(self.path)

    def start(self) -> None:
        """Begin; where the file cannot be written, that is said at once."""
        try:
            WholeFile(self.path).abandon()
        except OSError as error:
            self.failed.emit(reason_of(error))
            return
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.end)
        self._scrubbing.start()

    def give_up(self) -> None:
        """Write nothing; the training goes back to where it was."""
        self._is_given_up = True
        self._scrubbing.call_back()
        if self._file is not None:
            self._file.give_up()

    def end(self) -> None:
        """Give it up at once, because the program ends."""
        self._is_given_up = True
        self._scrubbing.stop()
        if self._file is not None:
            self._file.end()

    def _take(self, step: int) -> None:
        if not self._is_given_up:
            self._record.add(step)
            self._advance()

    def _advance(self) -> None:
        self._done += 1
        self.progressed.emit(self._done, _STAGES * self._count)

    def _write(self) -> None:
        """Draw and encode what is recorded, now that the training is back."""
        if self._is_given_up:
            self.abandoned.emit()
            return

        def make(pause: Pause) -> bytes:
            figures = self._record.figures()
            width, height = film_size(figures[0], self._width)
            film = Film(self._ending, width, height, self._count, self._pace.rate, self._pace.hold)
            return animation_bytes(figures, film, self._told.emit, pause)

        file = self._file = FileWork(self.path, make, self)
        file.written.connect(self.written)
        file.failed.connect(self.failed)
        file.abandoned.connect(self.abandoned)
        file.start()

    def _fail(self, why: str) -> None:
        if self._is_given_up:
            self.abandoned.emit()
        else:
            self.failed.emit(why)

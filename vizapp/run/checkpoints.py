"""The checkpoint of a run, which it goes on from by ``--resume``: written again and again while it trains."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.wording.problems import ProblemError
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.keeping.writing import Content

EVERY_SECONDS = 60.0
_LEAST_SECONDS = 0.002
_SHARE = 0.02
"""Between two steps so much time is spent on writing: as a share of a step, and at least."""


class Checkpoints:
    """Writes the states of some moment to a file, a piece after each step, so that training hardly waits for it.

    The file is replaced when the new one is complete and on the disk; it is there whenever the run is killed.

    Attributes:
        is_own: whether the file is of this run, and not of an earlier one in the same folder.
    """

    def __init__(
        self,
        path: Path,
        contents: Callable[[], Content],
        say: Callable[[str], None],
        *,
        is_own: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``contents`` returns what one of this moment holds; ``say`` is told once why none can be written."""
        self.is_own = is_own
        self._path = path
        self._contents = contents
        self._say = say
        self._clock = clock
        self._shares: Generator[float, None, None] | None = None
        self._begun = self._last_call = clock()
        self._is_failing = False

    def between_steps(self) -> None:
        """Begin a checkpoint if it is time to, and write the next pieces of one that is under way."""
        now = self._clock()
        until = now + max(_LEAST_SECONDS, _SHARE * (now - self._last_call))
        if self._shares is None and now - self._begun >= EVERY_SECONDS:
            self._begin()
        while self._shares is not None and self._clock() < until:
            self._advance()
        self._last_call = self._clock()

    def write(self) -> bool:
        """Write one of this moment at once; return whether it is there."""
        self.give_up()
        self._is_failing = False
        self._begin()
        while self._shares is not None:
            self._advance()
        return not self._is_failing

    def give_up(self) -> None:
        """Give up one that is under way."""
        shares, self._shares = self._shares, None
        if shares is not None:
            shares.close()

    def _begin(self) -> None:
        from vizapp.keeping.writing import written

        self._begun = self._clock()
        try:
            self._shares = written(self._contents(), self._path)
        except (OSError, ProblemError, MemoryError) as error:
            self._failed(error)

    def _advance(self) -> None:
        assert self._shares is not None
        try:
            next(self._shares)
        except StopIteration:
            self._shares = None
            self.is_own = True
            self._is_failing = False
        except (OSError, ProblemError, MemoryError) as error:
            self._shares = None
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        if not self._is_failing:
            text = translate("CommandLine", "the checkpoint {path} cannot be written: {why}")
            self._say(text.format(path=self._path, why=reason(error)))
        self._is_failing = True

"""The teaching of a branch, a step at a time."""

from __future__ import annotations

from collections.abc import Callable

from vizapp.labs.deformable.offset_fit import OffsetFit, Taught
from vizapp.protocol.teaching import TeachReport


class BranchLesson:
    """The fit of a branch; a :class:`vizapp.labs.capabilities.Lesson`."""

    def __init__(self, fit: OffsetFit, done: Callable[[Taught], None]) -> None:
        """``done`` is called with what the fit has come to."""
        self._fit, self._done = fit, done

    def advance(self) -> TeachReport | None:
        taught = self._fit.advance()
        if taught is None:
            return None
        self._done(taught)
        return taught.report

"""Opening of dropped content as something else than the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vizapp.gui.dropping import OpeningSession, say_first_was_taken
from vizapp.gui.gestures import Gestures
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.sources.raw_pixels import RawPixels


class OpensAs(OpeningSession):
    """Gives what is dropped to gestures of a session, in place of those that open a source."""

    def __init__(
        self,
        session: Gestures,
        path: Callable[[str], None],
        encoded: Callable[[bytes, str], None],
        pixels: Callable[[RawPixels, str], None],
    ) -> None:
        """``path`` takes a file, ``encoded`` the bytes of one with a name, ``pixels`` a picture with a name."""
        self._session = session
        self._open_path = path
        self._open_bytes = encoded
        self._open_pixels = pixels

    @property
    def state(self) -> State:
        return self._session.state

    def open_path(self, path: str) -> None:
        self._open_path(path)

    def open_files(self, paths: Sequence[str]) -> None:
        self.open_path(paths[0])
        if len(paths) > 1:
            say_first_was_taken(paths, self)

    def open_shared(self, text: str) -> None:
        self._session.open_shared(text)

    def open_bytes(self, data: bytes, name: str) -> None:
        self._open_bytes(data, name)

    def open_pixels(self, pixels: RawPixels, name: str) -> None:
        self._open_pixels(pixels, name)

    def notify(self, problem: Problem, kind: Any = "error", *, about_opening: bool = False) -> None:
        self._session.notify(problem, kind, about_opening=about_opening)

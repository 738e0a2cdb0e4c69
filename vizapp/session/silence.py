"""What is said of an engine that gives no sign of life, and when that is taken back."""

from __future__ import annotations

from dataclasses import replace

from vizapp.problem import Problem
from vizapp.session.banner import Banner
from vizapp.session.state import State

SILENT_SECONDS = 2.5
"""After so long without a beat an engine is stopped: five beats are missing."""
STARTING_SECONDS = 20.0
"""After so long one is that has not begun to beat, since its start; from a slow disk that takes long."""
AGAIN_SECONDS = 30.0
"""So long after it was told to wait, somebody is asked again."""
_CODES = frozenset({"engine.silent", "engine.silent-kept"})


class Silence:
    """Follows whether the engine is silent; a banner offers to wait, or to restart it, and goes when it answers."""

    def __init__(self) -> None:
        self._asks_at = 0.0
        self._earlier: Banner | None = None

    def follow(self, state: State, silent_seconds: float) -> State:
        """Return ``state`` as it is after the engine has been silent for so long; 0 while it beats."""
        if silent_seconds <= (SILENT_SECONDS if state.engine.ready else STARTING_SECONDS):
            return self._answered(state) if state.engine_silent else state
        if is_about_silence(state.banner):
            self._asks_at = silent_seconds + AGAIN_SECONDS
        elif not state.engine_silent or silent_seconds >= self._asks_at:
            self._earlier = state.banner
            code = "engine.silent-kept" if state.autosave.number else "engine.silent"
            state = replace(state, banner=Banner(Problem(code), "warning", ("wait", "restart-engine")))
        return state if state.engine_silent else replace(state, engine_silent=True)

    def _answered(self, state: State) -> State:
        """Take it back, and show again what was said before, unless something else was said meanwhile.

        What was said of something that had just happened is not: it would seem to happen again.
        """
        earlier, self._earlier = self._earlier, None
        if earlier is not None and earlier.kind == "info":
            earlier = None
        banner = earlier if is_about_silence(state.banner) else state.banner
        return replace(state, engine_silent=False, banner=banner)


def is_about_silence(banner: Banner | None) -> bool:
    """Return whether a banner says that the engine gives no sign of life."""
    return banner is not None and banner.problem.code in _CODES

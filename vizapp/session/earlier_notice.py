"""The notice about an earlier opening, which goes once something that was opened later is there."""

from __future__ import annotations

from dataclasses import replace

from vizapp.session.banner import Banner
from vizapp.session.state import State


class EarlierNotice:
    """Remembers the banner about an earlier opening when another one begins."""

    def __init__(self) -> None:
        self._banner: Banner | None = None

    def note(self, state: State) -> None:
        """Remember the banner of ``state`` if it is about an opening, now that another one begins."""
        banner = state.banner
        self._banner = banner if banner is not None and banner.about_opening else None

    def ended(self, state: State) -> State:
        """Return ``state`` without that banner, if it still has it, now that what was opened later is there."""
        noted, self._banner = self._banner, None
        return replace(state, banner=None) if noted is not None and state.banner is noted else state

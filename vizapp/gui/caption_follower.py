"""When the captions below the canvases change: with the pictures that they speak of, and not before them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizapp.gui.caption_text import Captions
from vizapp.gui.lab_ui import LabUi
from vizapp.protocol.snapshot import Snapshot
from vizapp.session.state import State


class CaptionFollower:
    """Shows the captions of each state.

    Where another picture is wanted, the newest snapshot still holds the one before: until the next snapshot comes,
    the canvases show that, and the captions stay as they are.
    """

    def __init__(self, labs: Mapping[str, LabUi], show: Callable[[Captions], None]) -> None:
        self._labs = labs
        self._show = show
        self._captions: Captions | None = None
        self._snapshot: Snapshot | None = None
        self._waits_after: Snapshot | None = None

    def show_state(self, state: State) -> None:
        """Show the captions of ``state``, as soon as its pictures are there."""
        captions = self._labs[state.experiment.lab].captions(state)
        before, self._snapshot = self._snapshot, state.snapshot
        if self._captions is not None and captions.shown != self._captions.shown:
            if state.snapshot is not None and state.snapshot is before and self._waits_after is None:
                self._waits_after = state.snapshot
        else:
            self._waits_after = None
        if self._waits_after is not None and state.snapshot is self._waits_after and state.engine.ready:
            return
        self._waits_after = None
        if captions != self._captions:
            self._captions = captions
            self._show(captions)

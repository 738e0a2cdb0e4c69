"""What is shown between the choice of another upsampler and the first answers of it. No Qt in here."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from vizapp.gui.subpixel.pictures import shown_run
from vizapp.protocol.snapshot import Snapshot
from vizapp.session.state import State


class RunSwitch:
    """Notices that another upsampler is on show than the one that the newest snapshot is of."""

    def __init__(self) -> None:
        self._run: str | None = None
        self._before: Snapshot | None = None

    def without_others(self, state: State) -> State:
        """Return ``state`` without the answers of the upsampler that was on show before.

        A snapshot says nothing of whose it is: the one that was there when another was chosen is of the one before.
        """
        run = shown_run(state)
        if run != self._run:
            self._run, self._before = run, state.snapshot
        if state.snapshot is None or state.snapshot is not self._before:
            self._before = None
            return state
        return replace(state, snapshot=msgspec.structs.replace(state.snapshot, answers={}))


def is_switching(state: State) -> bool:
    """Tell whether a state's answers have been taken away, and what is on show stays, greyed, until the next."""
    return state.snapshot is not None and not state.snapshot.answers and state.configured is not None

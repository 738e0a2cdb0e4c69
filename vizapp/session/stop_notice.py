"""The notice of why training has stopped, and when it goes."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document import watchpoint
from vizapp.session.state import State

PAUSED_BY_SWITCH = "run.lab-switched"
"""The code of the notice that training has paused because the lab was switched."""


def without_stop_notice(state: State) -> State:
    """Return ``state`` without a notice of why training has stopped, because it goes on or starts anew."""
    banner = state.banner
    told = banner is not None and (banner.problem.field == watchpoint.FIELD or "lower-rate" in banner.actions)
    return replace(state, banner=None) if told or tells_of_other_lab(state) else state


def tells_of_other_lab(state: State) -> bool:
    """Return whether the banner says that training has paused because the lab was switched."""
    return state.banner is not None and state.banner.problem.code == PAUSED_BY_SWITCH

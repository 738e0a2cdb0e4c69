"""Whether something is on its way to the session, so that it has to be asked often."""

from __future__ import annotations

from vizapp.session.state import State


def is_something_pending(state: State) -> bool:
    """Return whether a reply of the engine, a file or a network is being waited for, or training runs."""
    sides = (state.unseen, state.brought, state.judged, state.network)
    return (
        state.transport.running
        or not state.engine.ready
        or state.reading is not None
        or any(side.is_reading for side in sides)
        or (state.offer is not None and state.offer.is_busy)
        or state.saving is not None
        or state.network_offer is not None
        or state.network_run is not None
    )
